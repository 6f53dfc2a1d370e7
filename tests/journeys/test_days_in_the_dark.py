"""Situations of click & collect with the line down that take a day, or a lorry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from builders import copied
from order_shop import TABLET, TILL, a_paid_order, device, order_row, qr, tell
from shop import Shop
from wrong_clock import real, says

from app.domain.collecting import Collector
from app.domain.document import DocumentKind
from app.domain.errors import (
    ClockDoubted,
    NoNewsSince,
    OrderCollected,
    OrderOver,
    ParcelDamaged,
)
from app.domain.facts import FactType
from app.domain.fulfilment import OrderState
from app.domain.order import Announced, ChannelInvoice, Order
from app.domain.order_event import CENTRAL, Event, Settled, Shown, Unsourced
from app.domain.parcel import ParcelState
from app.mirror.rows import Change
from app.services import reserving
from app.services.installing import Made
from app.services.order_matters import OrderMatter, Trouble

BEARER = Collector(Shown.CODE)
SHIRT, COFFEE = "9528225000472", "9526262002947"
ONE = Decimal(1)


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        yield shop


@pytest.fixture
def tablet(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "tablet"), TABLET) as shop:
        yield shop


def troubles(shop: Shop) -> list[Trouble]:
    return [one.trouble for one in shop.counter.attention.matters() if isinstance(one, OrderMatter)]


def label_of(shop: Shop, number: str = "W-1042") -> str:
    """Of the one parcel that is packed here."""
    preparing = shop.counter.preparing
    ((_, text),) = shop.counter.order_codes.labels(preparing.pack(number))
    return text


def packed(till: Shop, order: Order) -> str:
    """The label of the one parcel that it is in, as soon as the till has heard of it."""
    tell(till, [order_row(order)])
    till.counter.preparing.start("W-1042")
    for code in (SHIRT, SHIRT, COFFEE):
        till.counter.preparing.pick("W-1042", code)
    return label_of(till)


def test_the_last_unit_is_in_a_walk_ins_hand(till: Shop) -> None:
    order = a_paid_order(till)
    tell(till, [order_row(order), Change("stock", "CAM-LIN-M", {"on_hand": "2", "included": {}})])
    till.open_shift("100").add("CAM-LIN-M")
    sale = till.counter.register.the_sale()
    (said,) = reserving.eats_into(till.counter.till, sale, "CAM-LIN-M")
    assert (said.of.order, said.quantity) == ("W-1042", ONE), "the line says whose it is"
    till.pay_cash()
    f = till.counter.orders.of("W-1042")
    assert (f.line(1).short, f.wanted(1)) == (ONE, ONE), "short at once, whoever sold it"
    assert Trouble.SHORT in troubles(till)
    preparing = till.counter.preparing
    preparing.start("W-1042")
    for code in (SHIRT, COFFEE):
        preparing.pick("W-1042", code)
    till.counter.handing.scan_out(label_of(till))
    preparing.settle("W-1042", 1, Settled.WAIT)
    f = till.counter.handing.hand_over("W-1042", BEARER)
    assert f.state is OrderState.HANDED_OVER and f.hand_overs[-1].said.goods == (
        ("CAM-LIN-M", ONE), ("CAF-001", ONE),
    )  # fmt: skip
    assert till.adds_up()


def test_one_of_two_is_rejected_and_was_paid(till: Shop) -> None:
    order = a_paid_order(till)
    invoice = ChannelInvoice(
        "WEB26/000123", DocumentKind.F2, date(2026, 11, 19), till.counter.till.shop.nif
    )
    tell(till, [order_row(replace(order, invoice=invoice))])
    preparing = till.counter.preparing
    preparing.start("W-1042")
    for code in (SHIRT, SHIRT):
        preparing.pick("W-1042", code)
    preparing.reject("W-1042", 2, "roto")
    till.counter.handing.scan_out(label_of(till))
    f = till.counter.handing.hand_over("W-1042", BEARER)
    assert f.state is OrderState.HANDED_OVER
    assert f.hand_overs[-1].said.goods == (("CAM-LIN-M", Decimal(2)),)
    assert till.facts(FactType.REFUND_ORDERED) == [], "central looks for it elsewhere first"
    # The line is back: nobody has it.
    nobody = Event(f.tick, CENTRAL, 1, till.at, "", Unsourced(2, ONE))
    tell(till, [order_row(replace(order, invoice=invoice), [*f.events, nobody])])
    till.counter.order_money.settle_later("W-1042")
    till.counter.order_money.settle_later("W-1042")
    (fact,) = till.facts(FactType.REFUND_ORDERED)
    assert fact.body["parts"] == [["psp-1", order.lines[1].amount.cents]]
    assert (till.document.kind, till.document.total) == (DocumentKind.R5, -order.lines[1].amount)
    assert till.document.corrects and till.document.corrects.number == "WEB26/000123"
    assert till.adds_up()


def test_the_lorry_brings_twenty_five_parcels(till: Shop, tablet: Shop) -> None:
    def boxed(number: int) -> Order:
        order = a_paid_order(till, number=f"W-{number}")
        content = tuple((line.number, line.quantity) for line in order.lines)
        return replace(order, announced=(Announced(f"CAJA-{number}", content),))

    orders = [boxed(number) for number in range(1, 26)]
    for shop in (till, tablet):
        tell(shop, [order_row(order) for order in orders])
        tell(shop, [
            Change("parcel", f"CAJA-{number}", {"order": f"W-{number}"}) for number in range(1, 26)
        ])  # fmt: skip
    handing = tablet.counter.handing
    for number in range(1, 25):  # the last is not in the lorry, and one is wet
        handing.arrive(f"CAJA-{number}", damaged=number == 7)
        handing.arrive(f"CAJA-{number}", damaged=number == 7)
        if number == 7:
            with pytest.raises(ParcelDamaged):
                handing.shelve("CAJA-7", "B2")
        else:
            assert handing.shelve(f"CAJA-{number}", "B2").state is OrderState.READY
    states = [tablet.counter.orders.of(f"W-{number}").state for number in range(1, 26)]
    assert states.count(OrderState.READY) == 23
    assert (states[6], states[24]) == (OrderState.ARRIVED, OrderState.IN_TRANSIT)
    assert Trouble.DAMAGED in troubles(tablet)
    assert dict(tablet.counter.pickups.shelves())["B2"] == 23
    # The till has not heard of any of it: the boxes in its hands say enough.
    assert till.counter.orders.of("W-3").state is OrderState.IN_TRANSIT
    till.counter.handing.arrive("CAJA-3")
    till.counter.handing.scan_out("CAJA-3")
    f = till.counter.handing.hand_over("W-3", BEARER)
    assert f.state is OrderState.HANDED_OVER and f.hand_overs[-1].said.goods == ()
    heard = tablet.counter.orders.of("W-3").events
    tell(till, [order_row(orders[2], heard)])
    f = till.counter.orders.of("W-3")
    assert f.state is OrderState.HANDED_OVER and not f.conflicts
    assert till.adds_up() and tablet.adds_up()


def test_expiry_waits_for_the_light(till: Shop) -> None:
    order = a_paid_order(till, hold_until=till.at + timedelta(days=2))
    label = packed(till, order)
    till.counter.handing.shelve(label, "A3")
    cut = till.at
    till.later(days=3)
    with pytest.raises(NoNewsSince):
        till.counter.handing.expire("W-1042", cut)
    assert till.counter.orders.of("W-1042").state is OrderState.READY, "it stays on its shelf"
    assert Trouble.PAST_DEADLINE in troubles(till)
    # The customer comes late, and gets it: nobody has said otherwise.
    scanned = till.counter.order_codes.scanned(qr(order))
    assert scanned and scanned.state is OrderState.READY
    till.counter.handing.scan_out(label)
    assert till.counter.handing.hand_over("W-1042", BEARER).state is OrderState.HANDED_OVER
    with pytest.raises(OrderCollected):
        till.counter.handing.expire("W-1042", till.counter.till.now())
    assert till.adds_up()


def test_expired_in_the_light_nobody_hands_it_over_and_it_goes_back_by_scan(till: Shop) -> None:
    label = packed(till, a_paid_order(till, hold_until=till.at + timedelta(days=2)))
    till.later(days=3)
    now = till.counter.till.now()
    assert till.counter.handing.expire("W-1042", now).state is OrderState.EXPIRED
    with pytest.raises(OrderOver):
        till.counter.handing.scan_out(label)
    f = till.counter.handing.put_back(label)
    assert f.state is OrderState.PUT_BACK
    assert [parcel.state for parcel in f.parcels.values()] == [ParcelState.PUT_BACK]
    assert till.adds_up()


def test_a_clock_that_central_calls_wrong_lets_nothing_expire(till: Shop) -> None:
    order = a_paid_order(till, hold_until=till.at + timedelta(days=2))
    tell(till, [order_row(order)])
    till.later(days=400)
    says(real(till), -timedelta(days=398))
    with pytest.raises(ClockDoubted):
        till.counter.handing.expire("W-1042", till.counter.till.now())
    assert till.counter.orders.of("W-1042").state is OrderState.NEW
