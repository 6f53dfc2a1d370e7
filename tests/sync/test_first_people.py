"""Who can sign in right after enrolling, and what is said where nobody can yet."""

from __future__ import annotations

from pathlib import Path

import enrolled
import pytest
from enrolled import WHO, Office, once
from played import mostrador
from shop import Shop

from app.domain.errors import NobodyYet, SignInRefused
from app.domain.facts import FactType
from app.messages import sentence
from app.storage.catalog import Catalog
from sync.central import enrolment as at_central
from sync.central.masters import staff
from sync.first import fetch_people

pytestmark = pytest.mark.usefixtures("small_reserve")
office = enrolled.office


def code(office: Office) -> str:
    with office.central.write() as tx:
        return at_central.make_code(tx, "042", "03", WHO).code


def products_in(folder: Path) -> int:
    catalog = Catalog(folder)
    found = len(catalog.search("agua", 10))
    catalog.close()
    return found


def test_whoever_central_knows_signs_in_right_after_enrolling(
    office: Office, tmp_path: Path
) -> None:
    till = tmp_path / "till"
    made = mostrador("enrol", office.serving.url, code(office), "--data", till)
    assert made.returncode == 0, made.stderr
    assert "Personas, tienda y ajustes ya están en la caja." in made.stdout
    with Shop(till) as shop:
        shop.sign_in("1001", "4711")
        with pytest.raises(SignInRefused):
            shop.sign_in("1001", "0000")


def test_a_shop_without_people_is_said_when_a_till_enrols(office: Office, tmp_path: Path) -> None:
    with office.central.write() as tx:
        staff.remove(tx, "1001", WHO)
    office.said()
    till = tmp_path / "till"
    made = mostrador("enrol", office.serving.url, code(office), "--data", till)
    assert made.returncode == 0, made.stderr
    assert "Personas" not in made.stdout
    assert "Tienda y ajustes ya están en la caja." in made.stdout
    assert made.stderr.startswith("Aviso: la central no tiene a nadie en la tienda 042")
    with Shop(till) as shop, pytest.raises(NobodyYet) as refused:
        shop.sign_in("1001", "4711")
    assert "o no tiene a nadie en esta tienda" in sentence(refused.value, "es")


def test_a_till_that_joins_again_waits_for_its_people_anew(office: Office, tmp_path: Path) -> None:
    till = tmp_path / "till"
    office.join(till)
    assert once(till)["in_step"]
    office.join(till)
    assert fetch_people(till, "042", 30)
    with Shop(till) as shop:
        shop.sign_in("1001", "4711")


def test_the_catalogue_is_left_to_the_next_round(office: Office, tmp_path: Path) -> None:
    office.sell({"A": "Agua"})
    till = tmp_path / "till"
    office.join(till)
    assert fetch_people(till, "042", 30)
    assert products_in(till) == 0
    assert once(till)["in_step"]
    assert products_in(till) == 1


def test_without_a_line_nobody_has_come_and_no_pin_is_wrong(office: Office, tmp_path: Path) -> None:
    till = tmp_path / "till"
    office.join(till)
    with office.away():
        assert not fetch_people(till, "042", 30)
    with Shop(till) as shop:
        for _ in range(6):
            with pytest.raises(NobodyYet) as refused:
                shop.sign_in("1001", "4711")
        assert sentence(refused.value, "es").startswith("Aún no ha llegado nadie de la central")
        assert shop.facts(FactType.SIGN_IN_FAILED) == []
    assert fetch_people(till, "042", 30)
    with Shop(till) as shop:
        shop.sign_in("1001", "4711")


def test_fetching_ends_when_its_time_is_up(office: Office, tmp_path: Path) -> None:
    till = tmp_path / "till"
    office.join(till)
    assert not fetch_people(till, "042", 0)
