"""What central refuses of an order, and two who place one in the same moment."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from facts import Chain, push_all

from app.domain import order_event as e
from app.domain.document import DocumentKind
from app.domain.errors import BadValue, PaymentsDiffer, PromisedTooSoon
from app.domain.errors.central import Why
from app.domain.fulfilment import OrderState
from app.domain.money import Money
from app.domain.order import Announced, ChannelInvoice, Order, Payment, PaymentState
from app.domain.product import Unit
from app.messages import sentence
from sync.central.api import fields
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.masters import order_versions, orders, shops

from .conftest import Clock
from .masters.chains import WHO
from .speaking import a_shop
from .test_orders import an_order, happened, place, promise, till

__all__ = ["till"]


def boxes(*parcels: tuple[str, int, str]) -> tuple[Announced, ...]:
    """(code, line, quantity) of each."""
    return tuple(Announced(code, ((line, Decimal(much)),)) for code, line, much in parcels)


@pytest.mark.parametrize("parcels", [
    boxes(("B1", 99, "1")),
    boxes(("B1", 1, "-2")),
    boxes(("B1", 1, "1")),
    boxes(("B1", 1, "3")),
    boxes(("B1", 1, "1"), ("B1", 1, "1")),
    boxes(("P1001-7-1", 1, "2")),
    boxes(("MP1AAAA", 1, "2")),
    boxes((" B1", 1, "2")),
])  # fmt: skip
def test_parcels_that_cannot_be_are_refused(
    central: Central, till: Chain, parcels: tuple[Announced, ...]
) -> None:
    with pytest.raises(BadValue):
        place(central, an_order(announced=parcels))
    assert promise(central) == 10_000


def test_a_refusal_says_what_is_wrong_with_payments_and_promise(
    central: Central, till: Chain
) -> None:
    paid = (Payment("psp-1", Money(1), PaymentState.CAPTURED),)
    with pytest.raises(PaymentsDiffer) as refused:
        place(central, an_order(payments=paid))
    assert "suman 0,01 €" in sentence(refused.value)
    with pytest.raises(PromisedTooSoon):
        place(central, an_order(promised_at=an_order().placed_at - timedelta(hours=1)))


def test_an_order_that_no_qr_can_say_is_refused(central: Central, till: Chain) -> None:
    with pytest.raises(BadValue):
        place(central, an_order(collectors=("ñ" * 200,)))
    (line,) = an_order().lines
    many = tuple(
        replace(line, number=number, unit=Unit.KG, code="08410000000160", quantity=Decimal("0.001"))
        for number in range(1, 201)
    )
    with pytest.raises(BadValue):
        place(central, an_order(lines=many))


def test_asked_for_again_it_is_the_same_whatever_its_product_is_called_now(
    central: Central, till: Chain
) -> None:
    kept = place(central, an_order())
    (line,) = an_order().lines
    again = an_order(lines=(replace(line, name="Otro nombre", code="08410000000160"),))
    assert place(central, again).f.order == kept.f.order
    with pytest.raises(Refusal):
        place(central, an_order(quantity=3))


def test_its_day_is_the_shops_whatever_offset_the_channel_writes(
    central: Central, till: Chain
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("042", policies={"pickup_capacity": 1}), WHO)
    late = datetime(2026, 11, 21, 23, 30, tzinfo=timezone(timedelta(0)))
    place(central, an_order(promised_at=late))
    with pytest.raises(Refusal) as refused:
        place(
            central, an_order("W-2", promised_at=datetime.fromisoformat("2026-11-22T10:00+01:00"))
        )
    assert refused.value.kind == "no_room", "both are for the 22nd in the shop"


def test_half_picked_it_is_not_cancelled_behind_the_shops_back(
    central: Central, till: Chain, clock: Clock
) -> None:
    (line,) = an_order().lines
    lines = (line, replace(line, number=2))
    place(central, an_order(lines=lines, announced=boxes(("B1", 2, "2"))))
    happened(till, 1, e.Started())
    happened(till, 2, e.Picked(1, Decimal(1)))
    push_all(central, till.records)
    with central.write() as tx:
        kept = orders.cancel(tx, "W-1042", WHO)
    assert kept.f.state is OrderState.IN_TRANSIT and kept.f.cancel_asked


@pytest.mark.parametrize("number", ["042-03A-1", "042-03A-1-2", "001-99Z-77"])
def test_a_number_that_a_till_may_give_is_no_channels(
    central: Central, till: Chain, number: str
) -> None:
    with pytest.raises(BadValue) as refused:
        place(central, an_order(number))
    assert refused.value.facts["why"] is Why.TILL_NUMBER
    assert place(central, an_order("042-03-1")).number == "042-03-1"


@pytest.mark.parametrize("text", ["١", "1_0", "１", "NaN", ""])
def test_a_quantity_is_written_in_plain_digits(text: str) -> None:
    with pytest.raises(BadValue):
        fields.decimal("quantity", text)
    assert fields.decimal("quantity", "1.5") == Decimal("1.5")


def test_what_is_paid_at_the_till_is_not_invoiced_by_the_channel_too(
    central: Central, till: Chain
) -> None:
    invoice = ChannelInvoice("WEB-1", DocumentKind.F2, date(2026, 11, 21), "B12345674")
    with pytest.raises(BadValue) as refused:
        place(central, an_order(invoice=invoice))
    assert refused.value.facts["why"] is Why.UNPAID_INVOICE


def test_a_closed_parcel_is_one_open_orders_of_its_shop(central: Central, till: Chain) -> None:
    place(central, an_order(announced=boxes(("BOX_1", 1, "2"))))
    with pytest.raises(BadValue) as refused:
        place(central, an_order("W-2", announced=boxes(("BOX_1", 1, "2"))))
    why = Why.PARCEL_TAKEN
    assert refused.value.facts == {"field": "parcels", "value": "BOX_1", "why": why}
    place(central, an_order("W-3", announced=boxes(("BOX", 1, "2"))))
    other = replace(an_order("W-3", announced=boxes(("BOX_1", 1, "2"))), version=2)
    with pytest.raises(BadValue), central.write() as tx:
        order_versions.renew(tx, other, WHO)
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    assert place(central, an_order("W-2", announced=boxes(("BOX_1", 1, "2")))).number == "W-2"


def _together(central: Central, *asked: Order) -> list[str]:
    """What became of orders placed in one moment."""
    gate, said = threading.Barrier(len(asked)), []

    def run(order: Order) -> None:
        gate.wait()
        try:
            said.append(place(central, order).number)
        except Refusal as error:
            said.append(error.kind)

    threads = [threading.Thread(target=run, args=(order,)) for order in asked]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(said)


def test_sent_twice_in_one_moment_it_is_taken_once(central: Central, till: Chain) -> None:
    assert _together(central, *[an_order()] * 4) == ["W-1042"] * 4
    assert promise(central) == 8000


def test_the_last_room_of_a_day_is_given_once(central: Central, till: Chain) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("042", policies={"pickup_capacity": 1}), WHO)
    both = [an_order(f"W-{n}", announced=boxes((f"B{n}", 1, "2"))) for n in range(4)]
    said = _together(central, *both)
    assert said.count("no_room") == 3
