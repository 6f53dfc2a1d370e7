"""An order that a carrier takes to its customer's home: where to, and who took it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from order_shop import TILL, a_paid_order, as_device, order_row, qr, tell
from other_shops import of_a_chain
from shop import Shop

from app.domain.collecting import Collector
from app.domain.errors import (
    AddressUnreachable,
    AskedTooOften,
    CarrierNeeded,
    GoesHome,
    NoAddress,
    NotSentHome,
    OrderCollected,
)
from app.domain.facts import FactType
from app.domain.fulfilment import OrderState
from app.domain.line import Answer, heard_from
from app.domain.order import Delivery
from app.domain.order_event import Shown, Undelivered
from app.domain.paper_kind import PaperKind
from app.messages import sentence
from app.mirror.rows import Change
from app.services.stock import on_hand

AT = {"number": "W-1042", "name": "Iker Sanz", "address": "Avenida 9", "phone": "600123678"}


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    device = as_device(open_shop)
    tell(device, [
        order_row(a_paid_order(device, delivery=Delivery.HOME)),
        Change("stock", "CAM-LIN-M", {"on_hand": "5.000", "included": {}}),
    ])  # fmt: skip
    return device.sign_in("1001")


def answered(**said: Any) -> Answer:
    """What central says, as the worker passes it on."""
    heard = heard_from({"answer": 1, **said})
    assert isinstance(heard, Answer)
    return heard


def prepared(shop: Shop) -> Shop:
    """Packed, on its shelf and out of it again."""
    preparing, handing = shop.counter.preparing, shop.counter.handing
    preparing.start("W-1042")
    for sku in ("CAM-LIN-M", "CAM-LIN-M", "CAF-001"):
        preparing.pick("W-1042", sku)
    f = preparing.pack("W-1042", [])
    (label,) = [text for _, text in shop.counter.order_codes.labels(f)]
    handing.shelve(label, "A3")
    handing.scan_out(label)
    return shop


def test_a_carrier_takes_it_and_nobody_collects_it(shop: Shop) -> None:
    handing = prepared(shop).counter.handing
    with pytest.raises(GoesHome):
        handing.hand_over("W-1042", Collector(Shown.CODE))
    with pytest.raises(CarrierNeeded):
        handing.to_carrier("W-1042", "  ")
    f = handing.to_carrier("W-1042", "Correos  Express", "PQ4F-7 ")
    assert f.state is OrderState.HANDED_OVER
    (fact,) = shop.facts(FactType.ORDER_HANDED_OVER)
    assert (fact.body["carrier"], fact.body["tracking"]) == ("Correos Express", "PQ4F-7")
    assert fact.body["shown"] == "carrier"
    assert on_hand(shop.counter.till, ["CAM-LIN-M"]) == {"CAM-LIN-M": 3000}
    assert shop.adds_up()
    paper = str(shop.counter.order_papers.blocks(PaperKind.PROOF, "W-1042+D1"))
    assert "Lo lleva: Correos Express" in paper and "Seguimiento: PQ4F-7" in paper
    with pytest.raises(OrderCollected) as refused:
        handing.to_carrier("W-1042", "Correos Express")
    assert "ya se lo llevó Correos Express (PQ4F-7)" in sentence(refused.value)


@pytest.mark.parametrize(("why", "there"), [(Undelivered.REFUSED, 5000),
                                            (Undelivered.DAMAGED, 3000)])  # fmt: skip
def test_what_the_carrier_brings_back_is_said_once_and_on_hand_again_unless_damaged(
    shop: Shop, why: Undelivered, there: int
) -> None:
    prepared(shop).counter.handing.to_carrier("W-1042", "SEUR")
    assert shop.counter.handing.came_back("W-1042", why).state is OrderState.CAME_BACK
    shop.restart()
    shop = as_device(shop).sign_in("1001")
    assert shop.counter.handing.came_back("W-1042", why).state is OrderState.CAME_BACK
    assert len(shop.facts(FactType.ORDER_CAME_BACK)) == 1
    (refund,) = shop.facts(FactType.REFUND_ORDERED)
    assert {line[3] for line in refund.body["lines"]} == {"undelivered"}
    assert on_hand(shop.counter.till, ["CAM-LIN-M"]) == {"CAM-LIN-M": there}
    assert shop.adds_up()


def test_a_till_that_has_only_the_qr_hands_a_home_order_to_no_bearer(shop: Shop) -> None:
    order = replace(a_paid_order(shop, delivery=Delivery.HOME), number="W-2000")
    found = shop.counter.order_codes.scanned(qr(order))
    assert found is not None and found.order.delivery is Delivery.HOME
    with pytest.raises(GoesHome):
        shop.counter.handing.hand_over("W-2000", Collector(Shown.CODE))


def test_what_is_collected_here_goes_to_no_carrier(shop: Shop) -> None:
    order = replace(a_paid_order(shop), number="W-2000")
    tell(shop, [order_row(order)])
    with pytest.raises(NotSentHome):
        shop.counter.handing.to_carrier("W-2000", "Correos")


def test_its_address_is_read_from_central_kept_nowhere_and_noted(shop: Shop) -> None:
    central = of_a_chain(shop)
    central.says = lambda number: {"addresses": [{**AT, "number": number}]}
    to = shop.counter.home_addresses.of("W-1042")
    assert (to.name, to.address, to.phone) == ("Iker Sanz", "Avenida 9", "600123678")
    (fact,) = shop.facts(FactType.ORDERS_READ)
    assert fact.body == {"orders": ["W-1042"], "what": "address"}
    assert fact.who == "1001"
    assert shop.adds_up()


def test_without_a_line_or_an_address_a_sentence_says_so(shop: Shop) -> None:
    central = of_a_chain(shop)
    with pytest.raises(NoAddress):
        shop.counter.home_addresses.of("W-1042")
    central.says = lambda number: {"refused": "unreachable"}
    with pytest.raises(AddressUnreachable):
        shop.counter.home_addresses.of("W-1042")
    assert not shop.facts(FactType.ORDERS_READ)


def test_whose_orders_were_looked_up_is_noted_by_number(shop: Shop) -> None:
    central = of_a_chain(shop)
    theirs = replace(a_paid_order(shop), number="W-2000", shop="043")
    value = order_row(theirs).value
    said = {"number": "W-2000", "shop": "043", "name": "Torrero", "heard": "", "value": value}
    central.says = lambda words: {"orders": [said]}
    shop.counter.chain_orders.look_up("Lucía")
    shop.counter.chain_orders.known("Lucía")
    (fact,) = shop.facts(FactType.ORDERS_READ)
    assert fact.body == {"orders": ["W-2000"], "what": "search"}


def test_whoever_asked_is_noted_though_somebody_else_is_there_when_it_is_answered(
    shop: Shop,
) -> None:
    of_a_chain(shop)
    theirs = replace(a_paid_order(shop), number="W-2000", shop="043")
    value = order_row(theirs).value
    said = {"number": "W-2000", "shop": "043", "name": "Torrero", "heard": "", "value": value}
    shop.sign_in("2001")
    answer = answered(orders=[said])
    shop.counter.chain_orders.take("Lucía", answer, "1001")
    shop.counter.home_addresses.take("W-1042", answered(addresses=[AT]), "1001")
    assert [fact.who for fact in shop.facts(FactType.ORDERS_READ)] == ["1001", "1001"]


def test_the_pace_of_looking_up_outlives_a_restart(shop: Shop) -> None:
    of_a_chain(shop)
    theirs = replace(a_paid_order(shop), number="W-2000", shop="043")
    value = order_row(theirs).value
    said = {"number": "W-2000", "shop": "043", "name": "Torrero", "heard": "", "value": value}
    answer = answered(orders=[said])
    for _ in range(30):
        shop.counter.chain_orders.take("Lucía", answer, "1001")
    shop.restart()
    of_a_chain(shop)
    till = shop.counter.till
    till.config = replace(till.config, installation=TILL)  # `as_device` says so in no file
    with pytest.raises(AskedTooOften):
        shop.sign_in("1001").counter.chain_orders.look_up("W-4000")
    shop.later(minutes=5).counter.chain_orders.look_up("W-4000")


def test_looking_up_has_a_pace_by_person(shop: Shop) -> None:
    of_a_chain(shop)
    chain = shop.counter.chain_orders
    for number in range(30):
        chain.look_up(f"W-3{number:03}")
    with pytest.raises(AskedTooOften):
        chain.look_up("W-4000")
    shop.sign_in("2001").counter.chain_orders.look_up("W-4000")
    shop.later(minutes=5).sign_in("1001").counter.chain_orders.look_up("W-4000")
