"""What a shop's neighbours know of its stock: coalesced, only what there is, and how old it is."""

from __future__ import annotations

from typing import Any

import pytest
from facts import Chain, a_line, enrol, push_all

from sync.central import feeds, installations, nearness
from sync.central.chain import make_chain
from sync.central.database import Central
from sync.central.masters import allocation, sharing, shops, stock

from .conftest import Clock
from .masters.chains import WHO, Heard, a_chain, heard
from .saying import moved
from .speaking import a_shop

HERE = 1001
PLACES = {
    "041": ("41.65", "-0.88"),
    "042": ("41.66", "-0.88"),
    "043": ("41.70", "-0.88"),
    "044": ("42.14", "-0.41"),
}


def placed(**more: Any) -> dict[str, dict[str, Any]]:
    return {
        code: {"region": "general", "latitude": north, "longitude": east, **more}
        for code, (north, east) in PLACES.items()
    }


def test_the_nearest_shops_within_30_km_are_neighbours() -> None:
    assert nearness.nearest("041", placed()) == ["042", "043"]
    assert nearness.nearest("041", placed(policies={"neighbours": 1})) == ["042"]
    assert nearness.nearest("041", placed(policies={"neighbour_km": 80})) == ["042", "043", "044"]
    assert nearness.nearest("041", placed(policies={"neighbours": ["044", "041"]})) == ["044"]
    assert nearness.nearest("041", placed(policies={"neighbours": 0})) == []


def test_of_shops_that_nobody_placed_those_of_the_region_are_neighbours() -> None:
    known = {code: {"region": "norte" if code < "043" else "sur"} for code in PLACES}
    assert nearness.nearest("041", known) == ["042"]
    assert nearness.wanted(known) == ["041", "042", "043", "044"]


@pytest.fixture
def till(central: Central) -> Chain:
    """Shops 042 and 043 of one region; 042 has ten of A."""
    a_chain(central)
    make_chain(central, demo=False)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10_000, "B": 0}, WHO)
    chain = Chain(enrol(central, HERE, last_seen=central.clock().isoformat())).opened()
    push_all(central, chain.records)
    return chain


def has(central: Central) -> list[Heard]:
    return [row for row in heard(central, "stock:042") if row[1] == "has"]


def test_a_neighbour_hears_once_of_what_moved_often_and_of_what_there_is(
    central: Central, till: Chain
) -> None:
    assert sharing.tell_all(central) == 3  # A, B and when it was heard
    assert has(central) == [("P", "has", "A|042", 1, {"n": "10.000"})]
    for number in range(1, 4):
        till.sold(f"FS-{number}", a_line("A", "2"))
    push_all(central, till.records)
    assert sharing.tell_all(central) == 1
    assert has(central)[1:] == [("P", "has", "A|042", 2, {"n": "4.000"})]
    assert sharing.tell_all(central) == 0
    till.sold("FS-4", a_line("A", "4"))
    push_all(central, till.records)
    sharing.tell_all(central)
    assert has(central)[2:] == [("D", "has", "A|042", 3, None)]


def test_what_is_reserved_or_kept_back_is_not_shown_to_neighbours(
    central: Central, till: Chain
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("042", policies={"pickup_safety": 1}), WHO)
    sharing.tell_all(central)
    with central.write() as tx:
        allocation.reserve(tx, "042", "W-1", {"A": 3000})
    sharing.tell_all(central)
    with central.write() as tx:
        allocation.release(tx, "W-1")
    sharing.tell_all(central)
    assert [row[4]["n"] for row in has(central)] == ["9.000", "6.000", "9.000"]


def test_a_shop_that_keeps_more_back_from_now_on_is_told_of_anew(
    central: Central, till: Chain
) -> None:
    sharing.tell_all(central)
    for policies in ({"pickup_safety": 4}, {"pickup_safety": 4}, {}):
        with central.write() as tx:
            shops.put(tx, a_shop("042", policies=policies), WHO)
        sharing.tell_all(central)
    assert [row[4]["n"] for row in has(central)] == ["10.000", "6.000", "10.000"]


def test_they_hear_when_the_shop_was_heard_last(
    central: Central, till: Chain, clock: Clock
) -> None:
    sharing.tell_all(central)
    moved(central)
    clock.forward(minutes=6)
    assert sharing.tell_all(central) == 0  # silent: nothing newer is known
    till.state("reprinted", {})
    push_all(central, till.records)
    assert sharing.tell_all(central) == 1
    times = [row[4]["at"] for row in heard(central, "stock:042") if row[1] == "heard"]
    assert [time[11:16] for time in times] == ["09:00", "09:06"]


def test_a_till_reads_its_neighbours_stock_and_where_every_shop_is(
    central: Central, till: Chain
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("043", latitude="41.65", longitude="-0.88"), WHO)
    with central.read() as conn:
        row = installations.find(conn, HERE)
        assert row
        assert "stock:043" in [one.stream for one in feeds.streams_of(conn, row)]
    said = [row for row in heard(central, "config") if row[1] == "branch"]
    assert said[-1][2:] == (
        "043",
        2,
        {
            "name": "Tienda 043",
            "address": "Calle Mayor 1, 50001 Zaragoza",
            "nif": "B00000000",
            "latitude": 41_650_000,
            "longitude": -880_000,
        },
    )
