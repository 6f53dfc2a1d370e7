"""Making a till: all of it or none, never over another, never with facts no document can carry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from builders import CET, NOON, copied
from played import mostrador
from shop import PowerCut, Shop

from app import config
from app.domain.errors import (
    BadShopFacts,
    BadTill,
    KeyringUnusable,
    RegimeNotReady,
    ShopError,
    TillExists,
    WeakPin,
)
from app.domain.facts import FactType
from app.domain.shop import Shop as ShopFacts
from app.domain.staff import Person, Role
from app.services import installing
from app.services.clock import SetClock
from app.services.installing import NewPerson, NewTill, make_till
from app.storage import keys

pytestmark = pytest.mark.usefixtures("small_reserve")
FACTS = ShopFacts("042", "Delicias", "Comercial Delicias, S.L.", "B12345674", "Calle Mayor, 1")
BOSS = NewPerson(Person("9001", "Marta", Role.MANAGER), "481516")
NEW = NewTill(FACTS, "03", (BOSS,))


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_real_till_sells_without_records_until_it_can_send_them(tmp_path: Path) -> None:
    made = make_till(tmp_path / "till", NEW)
    assert (made.config.generation, made.config.installation) == ("A", 1)
    with Shop(tmp_path / "till") as shop:
        shop.sign_in("9001", "481516").open_shift("100").varios("12.10").pay_cash()
        document = shop.document
        assert (document.number, document.fiscal) == ("T042C03AS26-000001", None)
        (first, *_) = shop.facts()
        assert (first.type, first.seq) == (FactType.INSTALLATION_OPENED.value, 1)
        assert first.body["number"] == made.config.installation_number
        assert shop.adds_up()


def test_an_existing_till_is_not_touched(demo_folder: Path) -> None:
    before = everything(demo_folder)
    with pytest.raises(TillExists):
        make_till(demo_folder, NEW)
    assert everything(demo_folder) == before


def test_a_till_that_lost_its_till_toml_is_not_overwritten(demo_folder: Path) -> None:
    (demo_folder / config.NAME).unlink()
    before = everything(demo_folder)
    with pytest.raises(TillExists):
        make_till(demo_folder, NEW)
    assert everything(demo_folder).items() >= before.items()


REAL = (
    *("--shop", "042", "--till", "03", "--nif", "B12345674", "--name", "Delicias, S.L."),
    *("--address", "Calle Mayor, 1", "--manager", "9001", "481516"),
)


@pytest.mark.parametrize("words", [REAL, ("--demo",)], ids=["real", "demo"])
def test_init_takes_no_real_till_that_lost_its_till_toml_for_a_half_made_one(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    make_till(tmp_path / "till", NEW)
    with Shop(tmp_path / "till") as shop:
        shop.sign_in("9001", "481516").open_shift("100").varios("12.10").pay_cash().varios("3")
        # The power went too: what was sold is in the journal's WAL.
        folder = copied(shop.folder, tmp_path / "dead")
    kept = (folder / config.NAME).read_bytes()
    (folder / config.NAME).unlink()
    before = everything(folder)
    assert {"journal.db", "journal.db-wal", keys.KEY_FILE, keys.RECOVERY_FILE} <= set(before)
    for _ in range(2):  # a refused one leaves nothing that lets the next one in
        ran = mostrador("init", "--data", folder, *words)
        assert (ran.returncode, ran.stdout) == (1, "")
        assert ran.stderr == f"En {folder} ya hay una caja; no se ha cambiado nada.\n"
        assert everything(folder) == before
    (folder / config.NAME).write_bytes(kept)
    with Shop(folder) as shop:
        assert shop.document.number == "T042C03AS26-000001"
        shop.sign_in("9001", "481516").pay_cash()
        assert shop.document.number == "T042C03AS26-000002"
        assert shop.adds_up()


def cut(*args: Any, **kwargs: Any) -> NoReturn:
    raise PowerCut


@pytest.mark.parametrize(
    "where",
    [
        "app.services.installing.keys.seal",
        "app.services.installing.keys.put",
        "app.services.installing.writing",
        "app.services.installing.hashed",
        "app.services.installing.migrations.migrate",
        "app.services.installing.open_installation",
        "app.services.installing._state_opening",
    ],
)
def test_a_making_cut_short_is_no_till_and_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder = tmp_path / "till"
    with monkeypatch.context() as patch:
        patch.setattr(where, cut)
        with pytest.raises(PowerCut):
            make_till(folder, NEW)
    assert not (folder / config.NAME).exists()
    make_till(folder, NEW)
    with Shop(folder) as shop:
        assert len(shop.facts()) == 1
        shop.sign_in("9001", "481516")
        assert shop.adds_up()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "42"),
        ("code", "٠٤٢"),
        ("nif", "B12345678"),
        ("nif", "b12345674 "),
        ("nif", ""),
        ("company", " "),
        ("company", "dos\nlíneas"),
        ("address", ""),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../etc/passwd"),
    ],
)
def test_facts_that_no_document_can_carry_are_refused(
    tmp_path: Path, field: str, value: str
) -> None:
    with pytest.raises(BadShopFacts):
        make_till(tmp_path / "till", replace(NEW, shop=replace(FACTS, **{field: value})))
    assert not (tmp_path / "till").exists()


@pytest.mark.parametrize("till", ["3", "003", "ab"])
def test_a_tills_number_has_two_digits(tmp_path: Path, till: str) -> None:
    with pytest.raises(BadShopFacts):
        make_till(tmp_path / "till", replace(NEW, till=till))


@pytest.mark.parametrize("pin", ["9999", "123456", "111111"])
def test_a_managers_pin_is_a_good_one_outside_a_demo(tmp_path: Path, pin: str) -> None:
    with pytest.raises(WeakPin):
        make_till(tmp_path / "till", replace(NEW, people=(replace(BOSS, pin=pin),)))
    assert not (tmp_path / "till").exists()
    make_till(tmp_path / "demo", replace(NEW, people=(replace(BOSS, pin=pin),), demo=True))


@pytest.mark.parametrize(
    ("regime", "refusal"), [("verifactu", RegimeNotReady), ("ticketbai", BadTill)]
)
def test_a_regime_that_cannot_send_is_for_demos_only(
    tmp_path: Path, regime: str, refusal: type[ShopError]
) -> None:
    with pytest.raises(refusal):
        make_till(tmp_path / "till", replace(NEW, shop=replace(FACTS, regime=regime)))
    assert not (tmp_path / "till").exists()


@pytest.mark.parametrize(
    ("last", "letter"), [("", "A"), ("T042C03AS26-000812", "B"), (" t042c03dr25-000001", "E")]
)
def test_a_till_number_installed_before_gets_the_next_letter(
    tmp_path: Path, last: str, letter: str
) -> None:
    made = make_till(tmp_path / "till", replace(NEW, last_ticket=last))
    assert made.config.generation == letter
    assert made.config.series("S", 2026) == f"T042C03{letter}S26"


@pytest.mark.parametrize("last", ["T043C03AS26-000812", "T042C04AS26-000001", "812", "T042C03AS26"])
def test_a_ticket_of_another_till_proves_nothing(tmp_path: Path, last: str) -> None:
    with pytest.raises(BadShopFacts):
        make_till(tmp_path / "till", replace(NEW, last_ticket=last))


def test_no_two_installations_have_one_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "SystemClock", lambda zone: SetClock(CET, NOON))
    made = [make_till(tmp_path / str(n), NEW).config.installation_number for n in range(3)]
    assert len(set(made)) == 3


def test_only_its_owner_reads_a_till(tmp_path: Path) -> None:
    make_till(tmp_path / "till", NEW)
    assert (tmp_path / "till").stat().st_mode & 0o077 == 0
    assert (tmp_path / "till" / keys.KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_keyring_that_is_not_there_is_said_and_not_replaced_by_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with pytest.raises(KeyringUnusable):
        make_till(tmp_path / "till", replace(NEW, key_place=keys.KEYRING))
    assert not (tmp_path / "till" / keys.KEY_FILE).exists()
    assert not (tmp_path / "till" / config.NAME).exists()


def test_nothing_is_kept_in_the_clear(tmp_path: Path) -> None:
    make_till(tmp_path / "till", NEW)
    with Shop(tmp_path / "till") as shop:
        shop.sign_in("9001", "481516").open_shift("100").varios("12.10").pay_cash().crash()
        for name, content in everything(shop.folder).items():
            if name.startswith(("journal.db", "store.db")):
                assert not any(w in content for w in (b"VARIOS", b"Marta", b"481516", b"SQLite"))
