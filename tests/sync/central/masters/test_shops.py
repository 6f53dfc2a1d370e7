"""Shops and staff: who hears of whom."""

from __future__ import annotations

import pytest

from app.domain.errors import (
    BadShopFacts,
    BadValue,
    RegimeNotReady,
    UnknownPerson,
    UnknownShop,
    WeakPin,
)
from app.domain.staff import Role
from app.pins import is_pin, mark_badge
from sync.central.database import Central
from sync.central.masters import shops, staff
from sync.central.masters.staff import Assigned, PersonValue
from sync.central.migrations import make_chain
from sync.protocol import DELETE, PUT

from ..speaking import a_shop
from .chains import WHO, heard, news

PEPPER = b"p" * 32
CALENDAR = {"mon": [("09:30", "14:00"), ("17:00", "20:30")], "2026-12-25": []}


def put(central: Central, code: str, **more: object) -> int:
    with central.write() as tx:
        return shops.put(tx, a_shop(code, **more), WHO)


def hire(central: Central, code: str, *where: str, name: str = "Ana", pin: str = "hash") -> int:
    somebody = PersonValue(name=name, role=Role.CASHIER, pin=pin)
    with central.write() as tx:
        return staff.put(tx, code, Assigned(person=somebody, shops=where), WHO)


def people(central: Central, shop: str) -> list[tuple[str, str, int]]:
    return [row[0:1] + row[2:4] for row in heard(central, f"store:{shop}") if row[1] == "person"]


def test_a_shop_travels_whole_to_its_own_tills(central: Central) -> None:
    put(central, "042", calendar=CALENDAR, policies={"return_days": 30}, region="norte")
    ((op, kind, key, version, value),) = heard(central, "store:042")
    assert (op, kind, key, version) == (PUT, "shop", "042", 1)
    assert value["calendar"] == {"mon": [["09:30", "14:00"], ["17:00", "20:30"]], "2026-12-25": []}
    assert (value["region"], value["policies"]) == ("norte", {"return_days": 30})
    with central.read() as conn:
        kept = shops.get(conn, "042")
        assert kept is not None
        assert kept.calendar == CALENDAR
        assert list(shops.everyone(conn)) == ["042"]
        assert shops.get(conn, "043") is None


def test_a_shop_that_stays_as_it_was_says_nothing(central: Central) -> None:
    assert put(central, "042") == 1
    before = heard(central, "store:042")
    assert put(central, "042") == 1
    assert put(central, "042", name="Delicias") == 2
    assert len(news(central, "store:042", before)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "42"},
        {"nif": "B12345678"},
        {"timezone": "Europe/Zaragoza"},
        {"territory": "TAI"},
        {"language": "fr"},
        {"regime": "ticketbai"},
        {"region": "Aragón"},
        {"name": ""},
        {"calendar": {"lun": []}},
        {"calendar": {"2026-02-30": []}},
        {"calendar": {"mon": [("14:00", "09:30")]}},
        {"calendar": {"mon": [("09:00", "14:00"), ("13:00", "20:00")]}},
        {"calendar": {"mon": [("9:00", "14:00")]}},
    ],
)
def test_a_shop_that_no_till_could_be_is_refused(
    central: Central, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadShopFacts):
        put(central, **{"code": "042", **wrong})  # type: ignore[arg-type]


def test_verifactu_is_for_demo_chains_until_it_really_sends(central: Central) -> None:
    with pytest.raises(RegimeNotReady):
        put(central, "042", regime="verifactu")


def test_a_demo_chain_may_have_it(central: Central) -> None:
    with central.write() as tx:
        tx.exec_driver_sql("DELETE FROM chain WHERE name <> 'schema' AND name <> 'cluster'")
    make_chain(central, demo=True)
    assert put(central, "042", regime="verifactu") == 1


def test_somebody_of_the_whole_chain_is_known_in_every_shop_also_in_a_new_one(
    central: Central,
) -> None:
    put(central, "042")
    hire(central, "1001")
    hire(central, "1002", "042")
    assert people(central, "042") == [(PUT, "1001", 1), (PUT, "1002", 1)]
    put(central, "043")
    assert people(central, "043") == [(PUT, "1001", 1)]
    put(central, "043", name="Otra")
    assert people(central, "043") == [(PUT, "1001", 1)]


def test_somebody_who_changes_shops_leaves_the_one_and_comes_to_the_other(
    central: Central,
) -> None:
    for shop in ("042", "043", "044"):
        put(central, shop)
    hire(central, "1001", "042", "043")
    hire(central, "1001", "043", "044")
    assert people(central, "042") == [(PUT, "1001", 1), (DELETE, "1001", 2)]
    assert people(central, "043") == [(PUT, "1001", 1), (PUT, "1001", 2)]
    assert people(central, "044") == [(PUT, "1001", 2)]
    assert hire(central, "1001", "044", "043") == 2, "the order of shops is no change"


def test_who_is_removed_signs_in_nowhere_and_may_be_hired_again(central: Central) -> None:
    put(central, "042")
    put(central, "043")
    hire(central, "1001")
    with central.write() as tx:
        staff.remove(tx, "1001", WHO)
    with central.write() as tx, pytest.raises(UnknownPerson):
        staff.remove(tx, "1001", WHO)
    with central.read() as conn:
        assert staff.get(conn, "1001") is None
    assert people(central, "043") == [(PUT, "1001", 1), (DELETE, "1001", 2)]
    hire(central, "1001", "042")
    assert people(central, "042")[-1] == (PUT, "1001", 3)
    assert people(central, "043")[-1] == (DELETE, "1001", 2)


def test_nobody_is_sent_to_a_shop_that_is_not_there(central: Central) -> None:
    put(central, "042")
    with pytest.raises(UnknownShop):
        hire(central, "1001", "043")
    with pytest.raises(BadValue):
        hire(central, "con espacio")


def test_pins_and_badges_are_kept_as_the_tills_read_them() -> None:
    ana = staff.person(PEPPER, "Ana", Role.CASHIER, "1111", "BADGE-77", demo=False)
    assert is_pin(ana.pin, PEPPER, "1111")
    assert ana.badge == mark_badge(PEPPER, "BADGE-77")


def test_the_same_pin_again_is_no_change_and_a_new_one_is() -> None:
    ana = staff.person(PEPPER, "Ana", Role.CASHIER, "1111", "", demo=False)
    again = staff.person(PEPPER, "Ana", Role.CASHIER, "1111", "", demo=False, was=ana)
    assert again == ana
    other = staff.person(PEPPER, "Ana", Role.CASHIER, "2222", "BADGE-77", demo=False, was=ana)
    assert is_pin(other.pin, PEPPER, "2222")
    unsaid = staff.person(PEPPER, "Ana", Role.SENIOR, "", "", demo=False, was=other)
    assert (unsaid.pin, unsaid.badge, unsaid.role) == (other.pin, other.badge, Role.SENIOR)


def test_a_manager_needs_a_pin_that_is_none_of_the_first_to_be_tried() -> None:
    with pytest.raises(WeakPin):
        staff.person(PEPPER, "Marta", Role.MANAGER, "9999", "", demo=False)
    staff.person(PEPPER, "Marta", Role.MANAGER, "9999", "", demo=True)
    with pytest.raises(BadValue):
        staff.person(PEPPER, "Marta", Role.MANAGER, "", "", demo=False)
    with pytest.raises(BadValue):
        staff.person(PEPPER, " ", Role.CASHIER, "1111", "", demo=False)
