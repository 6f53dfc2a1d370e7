"""Consignments at central: announced, said to their shops, and never more stock than there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from facts import Chain, enrol, kinds, push, push_all, waiting

from app.domain.consignment import Box, Consignment, GoodsLine, Kind
from app.domain.consignment_event import (
    Declined,
    Event,
    Received,
    Sent,
    What,
    event_body,
    fact_body,
    kind_of,
)
from app.domain.consignment_fold import State
from app.domain.errors import BadSettlement, BadValue, UnknownItem, UnknownShop
from app.domain.facts import FactType
from app.domain.plain import plain
from sync.central import chores, exceptions
from sync.central.chain import make_chain
from sync.central.database import Central
from sync.central.masters import allocation, consignments, shops, stock

from .conftest import Clock
from .masters.chains import WHO, a_chain, heard

SENDER, RECEIVER, OTHER = 1003, 1001, 1002
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def of(*goods: tuple[str, int]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((sku, Decimal(much)) for sku, much in goods)


def a_delivery(*lines: tuple[str, int], number: str = "ALB-7") -> Consignment:
    goods = tuple(GoodsLine(sku, Decimal(much)) for sku, much in lines)
    return Consignment(number, Kind.DELIVERY, "Tejidos SL", "042", NOON, goods)


def a_transfer(*lines: tuple[str, int], asked_by: str = "042") -> Consignment:
    goods = tuple(GoodsLine(sku, Decimal(much), f"Producto {sku}") for sku, much in lines)
    return Consignment("T1-1", Kind.TRANSFER, "043", "042", NOON, goods, asked_by=asked_by)


class Shops:
    """042 with two devices, 043 with one and ten of A and of B."""

    def __init__(self, central: Central) -> None:
        self.central = central
        a_chain(central)
        make_chain(central, demo=False)
        with central.write() as tx:
            stock.count(tx, "043", {"A": 10_000, "B": 10_000}, WHO)
        self.chains = {}
        for number, till, shop in (
            (RECEIVER, "03", "042"),
            (OTHER, "04", "042"),
            (SENDER, "01", "043"),
        ):
            self.chains[number] = Chain(enrol(central, number, till, shop)).opened()
            self.hear(number)

    def makes(self, device: int, made: Consignment) -> Shops:
        self.chains[device].state(FactType.CONSIGNMENT_MADE, {"consignment": plain(made)})
        return self

    def states(self, device: int, tick: int, what: What, number: str = "T1-1") -> Shops:
        self.chains[device].state(kind_of(what), fact_body(number, tick, what))
        return self

    def takes(self, device: int, made: Consignment, sent: Event) -> Shops:
        body = {"consignment": plain(made), "sent": event_body(sent)}
        self.chains[device].state(FactType.CONSIGNMENT_TAKEN, body)
        return self

    def hear(self, device: int) -> None:
        push_all(self.central, self.chains[device].records)

    def on_hand(self, shop: str, sku: str = "A") -> int:
        with self.central.read() as conn:
            return (stock.get(conn, shop, sku) or 0) // 1000

    def passage(self, number: str = "T1-1") -> Any:
        with self.central.read() as conn:
            return consignments.look_up(conn, number)

    def promise(self, shop: str, sku: str = "A") -> int:
        with self.central.write() as tx:
            value = shops.get(tx.connection, shop)
            assert value
            return allocation.available(tx, value, [sku])[sku].promise // 1000


@pytest.fixture
def chain(central: Central) -> Shops:
    return Shops(central)


def announce(central: Central, made: Consignment) -> None:
    with central.write() as tx:
        consignments.announce(tx, made, WHO)


def test_a_delivery_is_said_to_its_shop_once_however_often_it_is_announced(
    central: Central, chain: Shops
) -> None:
    made = replace(a_delivery(("A", 3)), boxes=(Box("x-1", of(("A", 3))),))
    announce(central, made)
    announce(central, made)
    said = [row for row in heard(central, "store:042") if row[1] in ("consignment", "box")]
    assert [row[1:4] for row in said] == [("consignment", "ALB-7", 1), ("box", "X-1", 1)]
    assert said[0][4]["consignment"]["lines"][0]["name"] == "Producto A"
    announce(central, a_delivery(("A", 4)))
    assert chain.passage("ALB-7").in_transit == {"A": Decimal(4)}


def test_a_delivery_of_what_nobody_knows_is_refused(central: Central, chain: Shops) -> None:
    with pytest.raises(UnknownItem):
        announce(central, a_delivery(("Z", 3)))
    with pytest.raises(UnknownShop):
        announce(central, replace(a_delivery(("A", 3)), destination="099"))
    for boxes in ((Box("X-1"), Box("x-1")), (Box("X-1", of(("B", 1))),)):
        with pytest.raises(BadValue):
            announce(central, replace(a_delivery(("A", 3)), boxes=boxes))


def test_what_is_received_is_stock_and_what_is_missing_somebody_hears_of(
    central: Central, chain: Shops
) -> None:
    announce(central, a_delivery(("A", 3), ("B", 2)))
    chain.states(RECEIVER, 1, Received(of(("A", 2), ("B", 1))), "ALB-7").hear(RECEIVER)
    assert (chain.on_hand("042"), chain.passage("ALB-7").state) == (2, State.PART_RECEIVED)
    broken = Received((), (("B", Decimal(1), "roto"),), closes=True, after=((RECEIVER, 2),))
    chain.states(RECEIVER, 2, broken, "ALB-7").hear(RECEIVER)
    (found,) = waiting(central)
    assert (found.kind, found.facts["goods"]) == ("delivery_differs", "A -1, B ×1 (roto)")
    assert "Tejidos SL" in found.sentence["es"]
    assert (chain.on_hand("042"), chain.on_hand("042", "B")) == (2, 1)


def test_what_is_found_later_settles_the_difference(central: Central, chain: Shops) -> None:
    announce(central, a_delivery(("A", 3)))
    chain.states(RECEIVER, 1, Received(of(("A", 2)), closes=True), "ALB-7").hear(RECEIVER)
    assert kinds(central) == ["delivery_differs"]
    later = Received(of(("A", 1)), after=((RECEIVER, 2),))
    chain.states(OTHER, 2, later, "ALB-7").hear(OTHER)
    assert (kinds(central), chain.on_hand("042")) == ([], 3)


@pytest.mark.parametrize("first", [RECEIVER, OTHER])
def test_what_two_devices_received_in_the_dark_is_stock_once(
    central: Central, chain: Shops, first: int
) -> None:
    announce(central, a_delivery(("A", 3)))
    for device in (RECEIVER, OTHER):
        chain.states(device, 1, Received(of(("A", 3)), closes=True), "ALB-7")
    chain.hear(first)
    chain.hear(OTHER if first == RECEIVER else RECEIVER)
    assert (kinds(central), chain.on_hand("042")) == (["received_twice"], 3)


def test_a_transfer_is_in_one_shop_on_its_way_or_in_the_other(
    central: Central, chain: Shops
) -> None:
    chain.makes(RECEIVER, a_transfer(("A", 4))).hear(RECEIVER)
    said = [row[2] for row in heard(central, "store:043") if row[1] == "consignment"]
    assert said == ["T1-1"]
    chain.states(SENDER, 1, Sent(of(("A", 4)))).hear(SENDER)
    assert (chain.on_hand("043"), chain.on_hand("042")) == (6, 0)
    assert chain.passage().in_transit == {"A": Decimal(4)}
    chain.states(RECEIVER, 2, Received(of(("A", 3)), closes=True)).hear(RECEIVER)
    assert (chain.on_hand("043"), chain.on_hand("042")) == (6, 3)
    assert kinds(central) == ["transfer_differs"]


def test_somebody_says_which_shop_bears_the_difference_of_a_transfer(
    central: Central, chain: Shops
) -> None:
    chain.makes(RECEIVER, a_transfer(("A", 4))).hear(RECEIVER)
    chain.states(SENDER, 1, Sent(of(("A", 4)))).hear(SENDER)
    chain.states(RECEIVER, 2, Received(of(("A", 3)), closes=True)).hear(RECEIVER)
    (found,) = waiting(central)
    with central.write() as tx, pytest.raises(BadSettlement):
        exceptions.settle(tx, found.id, "assign", WHO, "099")
    with central.write() as tx:
        exceptions.settle(tx, found.id, "assign", WHO, "043")
    assert waiting(central) == []


def test_a_transfer_that_only_its_paper_tells_of_is_promised_by_nobody_twice(
    central: Central, chain: Shops
) -> None:
    """The receiver is heard before the sender: the goods are not both here and to be promised
    there."""
    sent = Event(1, SENDER, 3, NOON, "1001", Sent(of(("A", 4))))
    bare = replace(a_transfer(), lines=(GoodsLine("A", Decimal(4)),))
    chain.takes(RECEIVER, bare, sent)
    chain.states(RECEIVER, 2, Received(of(("A", 4)), closes=True)).hear(RECEIVER)
    assert (chain.on_hand("042"), chain.on_hand("043"), chain.promise("043")) == (4, 10, 6)
    chain.makes(SENDER, a_transfer(("A", 4), asked_by="043"))
    chain.states(SENDER, 1, Sent(of(("A", 4)))).hear(SENDER)
    assert (chain.on_hand("042"), chain.on_hand("043"), chain.promise("043")) == (4, 6, 6)
    assert chain.passage().consignment.lines[0].name == "Producto A"
    assert (chain.passage().state, kinds(central)) == (State.CLOSED, [])


def test_what_a_shop_offers_is_promised_to_nobody_else_until_it_is_declined(
    central: Central, chain: Shops
) -> None:
    chain.makes(SENDER, a_transfer(("A", 4), asked_by="043")).hear(SENDER)
    assert chain.promise("043") == 6
    chain.states(SENDER, 1, Declined("no queda")).hear(SENDER)
    assert (chain.promise("043"), chain.passage().state) == (10, State.DECLINED)


def test_facts_of_an_unknown_consignment_wait_until_somebody_knows_it(
    central: Central, chain: Shops
) -> None:
    chain.states(OTHER, 1, Received(of(("A", 3))), "ALB-7").hear(OTHER)
    assert (kinds(central), chain.on_hand("042")) == (["unknown_consignment"], 0)
    announce(central, a_delivery(("A", 3)))
    (found,) = waiting(central)
    with central.write() as tx:
        exceptions.settle(tx, found.id, "retry", WHO)
    assert chain.on_hand("042") == 3


def test_what_came_before_its_consignment_is_accounted_for_by_itself(
    central: Central, chain: Shops
) -> None:
    chain.states(OTHER, 1, Received(of(("A", 3))), "ALB-7").hear(OTHER)
    assert chores.retry_what_waited(central) == 0
    assert kinds(central) == ["unknown_consignment"]
    announce(central, a_delivery(("A", 3)))
    assert chores.retry_what_waited(central) == 1
    assert (kinds(central), chain.on_hand("042")) == ([], 3)


def test_a_fact_that_moves_nonsense_is_kept_and_moves_nothing(
    central: Central, chain: Shops
) -> None:
    announce(central, a_delivery(("A", 3)))
    body = {"consignment": "ALB-7", "tick": 1, "goods": [["A", "-3"]]}
    chain.chains[RECEIVER].state(FactType.GOODS_RECEIVED, body)
    chain.hear(RECEIVER)
    assert (kinds(central), chain.on_hand("042")) == (["failed"], 0)


def test_what_is_over_leaves_the_tills_after_a_month(
    central: Central, chain: Shops, clock: Clock
) -> None:
    announce(central, replace(a_delivery(("A", 3)), boxes=(Box("X-1"),)))
    chain.states(RECEIVER, 1, Received(of(("A", 3)), closes=True), "ALB-7").hear(RECEIVER)
    clock.forward(days=31)
    with central.write() as tx:
        assert consignments.forget(tx, "2026-12-20", 10) == 1
        assert consignments.forget(tx, "2026-12-20", 10) == 0
    gone = [row[1:3] for row in heard(central, "store:042") if row[0] == "D"]
    assert gone == [("consignment", "ALB-7"), ("box", "X-1")]


def test_a_stray_is_said_to_the_shops_devices_until_it_ended(
    central: Central, chain: Shops
) -> None:
    one = chain.chains[RECEIVER]
    one.state(FactType.STRAY_SHELVED, {"code": "X-9", "place": "B2"})
    one.state(FactType.STRAY_ENDED, {"code": "X-9", "how": "sent_back"})
    push(central, one.records[1:2])
    push(central, one.records[1:])
    said = [row[3:] for row in heard(central, "store:042") if row[1] == "stray"]
    at = "2026-11-21T11:00:00.000+00:00"
    assert said == [
        (1, {"ended": "", "place": "B2", "since": at}),
        (2, {"ended": "sent_back", "place": "B2", "since": at}),
    ]
