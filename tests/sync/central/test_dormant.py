"""Dormant stock: what lies in one shop and is sold in another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from facts import Chain, a_line, enrol, push_all

from app.domain.consignment_event import Received, fact_body
from app.domain.errors import BadValue
from sync.central import chores, dormant
from sync.central.chain import make_chain
from sync.central.database import Central
from sync.central.masters import consignments, settings, shops, stock

from .conftest import Clock
from .masters.chains import WHO, a_chain, heard
from .speaking import a_shop

LIES, SELLS = 1001, 1003


@pytest.fixture
def chain(central: Central, clock: Clock) -> dict[int, Chain]:
    """042 has ten of A and of B since the summer; 043 has one of A and sold six lately."""
    a_chain(central)
    make_chain(central, demo=False)
    clock.forward(days=-100)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10_000, "B": 10_000}, WHO)
        stock.count(tx, "043", {"A": 7_000}, WHO)
    clock.forward(days=100)
    chains = {}
    for number, shop in ((LIES, "042"), (SELLS, "043")):
        chains[number] = Chain(enrol(central, number, "03", shop)).opened()
    chains[SELLS].sold("FS-1", a_line("A", "6"))
    for one in chains.values():
        push_all(central, one.records)
    return chains


def found(central: Central, shop: str = "", days: int = 90) -> list[tuple[str, str, str, int]]:
    with central.read() as conn:
        return [
            (one.shop, one.sku, one.to, one.propose // 1000)
            for one in dormant.found(conn, central.clock(), days, shop)
        ]


def test_what_lies_is_proposed_to_the_shop_that_sells_it_and_lacks_it(
    central: Central, chain: dict[int, Chain]
) -> None:
    """It sold six and has one: it lacks five."""
    assert found(central) == [("042", "A", "043", 5), ("042", "B", "", 0)]
    assert found(central, "043") == []


def test_what_was_sold_counted_or_received_lately_is_not_dormant(
    central: Central, chain: dict[int, Chain]
) -> None:
    chain[LIES].sold("FS-2", a_line("A", "1"))
    push_all(central, chain[LIES].records)
    with central.write() as tx:
        stock.count(tx, "042", {"B": 10_000}, WHO)
    assert found(central) == []


def test_what_just_came_is_not_dormant(central: Central, chain: dict[int, Chain]) -> None:
    body = {"consignment": {"number": "R-1", "kind": "delivery", "origin": "X",
            "destination": "042", "made_at": "2026-11-21T10:00:00+01:00"}}  # fmt: skip
    chain[LIES].state("consignment_made", body)
    said = Received((("B", Decimal(1)),), closes=True)
    chain[LIES].state("goods_received", fact_body("R-1", 1, said))
    push_all(central, chain[LIES].records)
    assert found(central) == [("042", "A", "043", 5)]


def test_a_shop_hears_once_a_day_of_what_is_dormant_there(
    central: Central, chain: dict[int, Chain], clock: Clock
) -> None:
    assert chores.propose_transfers(central) == 2
    assert chores.propose_transfers(central) == 0
    said = {row[2]: row[4] for row in heard(central, "store:042") if row[1] == "dormant"}
    assert said["A"]["to"] == "043"
    assert (said["A"]["propose"], said["A"]["on_hand"]) == ("5.000", "10.000")
    with central.write() as tx:
        stock.count(tx, "042", {"B": 10_000}, WHO)
    clock.forward(days=1)
    assert chores.propose_transfers(central) == 1
    last: Any = heard(central, "store:042")[-1]
    assert last[:4] == ("D", "dormant", "B", 2)


def test_a_proposal_that_is_accepted_is_a_transfer(
    central: Central, chain: dict[int, Chain]
) -> None:
    with central.write() as tx:
        made = dormant.accept(tx, "042", "A", WHO).p.consignment
    assert (made.origin, made.destination, made.expected) == ("042", "043", {"A": Decimal(5)})
    with central.read() as conn:
        assert [p.number for p, _ in consignments.open_ones(conn, "043")] == ["C-1"]
    with central.write() as tx, pytest.raises(BadValue):
        dormant.accept(tx, "042", "B", WHO)


def test_the_chain_says_after_how_many_days(central: Central, chain: dict[int, Chain]) -> None:
    with central.write() as tx:
        settings.change(tx, dormant.SETTING, 120, WHO)
    with central.read() as conn:
        assert dormant.days_of(conn) == 120
    assert found(central, days=120) == []


def test_nothing_is_proposed_to_a_shop_of_another_taxpayer(
    central: Central, chain: dict[int, Chain]
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("043", nif="B12345674"), WHO)
    assert found(central) == [("042", "A", "", 0), ("042", "B", "", 0)]
