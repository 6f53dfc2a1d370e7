"""A shop that stood alone joins a chain: its customers come along, with their points, and once."""

from __future__ import annotations

from pathlib import Path

import enrolled
import pytest
from chain import say_setting
from enrolled import Office, once
from shop import Shop

from app.domain.customer import Customer
from app.domain.errors import UnknownCustomer
from app.domain.facts import FactType
from app.domain.shop import Shop as ShopFacts
from app.domain.staff import Person, Role
from app.services.installing import NewPerson, NewTill, make_till
from app.storage import customers as made_here
from sync.central import exceptions
from sync.central.masters import customers

pytestmark = pytest.mark.usefixtures("small_reserve")
office = enrolled.office
FACTS = ShopFacts("042", "Delicias", "Comercial Delicias, S.L.", "B12345674", "Calle Mayor, 1")
BOSS = NewPerson(Person("9001", "Marta", Role.MANAGER), "481516")
RATES = {"rates": [{"per_euro": "1"}]}


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A stand-alone till whose customer Luz has 12 points."""
    folder = tmp_path / "alone"
    make_till(folder, NewTill(FACTS, "03", (BOSS,)))
    with Shop(folder) as shop:
        say_setting(shop, "points", RATES)
        shop.sign_in("9001", "481516").open_shift("100")
        shop.counter.customers.make("70000017", {"name": "Luz", "phone": "600000000"})
        shop.varios("12.10").identify("70000017").pay_cash()
        assert luz(shop).points == 12
    return folder


def luz(shop: Shop) -> Customer:
    found = shop.counter.customers.find("70000017")
    assert found is not None
    return found


def test_customers_of_a_till_that_stood_alone_are_the_chains(office: Office, alone: Path) -> None:
    office.join(alone)
    assert once(alone)["in_step"]
    with Shop(alone) as shop:
        uuid = luz(shop).uuid
        assert (luz(shop).name, luz(shop).points) == ("Luz", 12)
        shop.sign_in("1001", "4711").varios("5").identify("70000017").pay_cash()
        made = shop.facts(FactType.CUSTOMER_MADE)
        assert [fact.installation for fact in made] == [1, 1001]
        assert made[0].sealed == made[1].sealed
        assert shop.adds_up()
    for _ in range(2):
        assert once(alone)["in_step"]
    with office.central.read() as connection:
        kept = customers.get(connection, uuid)
        assert (kept.card, kept.personal.name, kept.personal.phone) == (
            "70000017",
            "Luz",
            "600000000",
        )
        points = kept.points
        assert exceptions.open_ones(connection) == []
    with Shop(alone) as shop:
        assert luz(shop).points == points
    assert points in (12, 17)  # as the chain gives points, or not
    other = alone.with_name("other")
    office.join(other, "04")
    assert once(other)["in_step"]
    with Shop(other) as shop:
        assert (luz(shop).uuid, luz(shop).name, luz(shop).points) == (uuid, "Luz", points)


def test_who_was_erased_before_does_not_come_along(office: Office, alone: Path) -> None:
    with Shop(alone) as shop:
        uuid = luz(shop).uuid
        with shop.db.write() as tx:
            made_here.destroy_keys(tx, [uuid])
    office.join(alone)
    assert once(alone)["in_step"]
    with office.central.read() as connection, pytest.raises(UnknownCustomer):
        customers.get(connection, uuid)


def test_joining_twice_brings_nobody_twice(office: Office, alone: Path) -> None:
    office.join(alone)
    again = office.join(alone)
    assert once(alone)["in_step"]
    with Shop(alone) as shop:
        made = shop.facts(FactType.CUSTOMER_MADE)
        assert [fact.installation for fact in made] == [1, 1001]
        assert luz(shop).points == 12
        assert shop.adds_up()
    with office.central.read() as connection:
        assert customers.get(connection, made[0].body["customer"]).points == 12
    assert again == 1002
