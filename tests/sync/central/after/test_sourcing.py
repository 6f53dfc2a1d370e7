"""What one shop cannot bring of an order, another does, or the customer hears that none has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from facts import kinds, waiting

from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.money import Money
from app.domain.order import Order, Payment, PaymentState
from sync.central.after.looking import Looking
from sync.central.database import Central
from sync.central.masters import allocation, orders, shops, stock
from sync.central.telling import senders
from sync.central.telling.contacts import Contact
from sync.central.telling.senders import Mail

from ..conftest import Clock
from ..masters.chains import WHO
from ..speaking import a_shop, put_shop
from ..telling.conftest import Till, an_order, place
from .test_waiting import channel_heard, occasions, see_to

ONE, TWO = Decimal(1), Decimal(2)


@pytest.fixture(autouse=True)
def mailing(central: Central, till: Till) -> None:
    with central.write() as tx:
        senders.put(tx, Mail(host="127.0.0.1", port=9, security="none", sender="t@e.es"), WHO)


def count(central: Central, shop: str, **units: int) -> None:
    with central.write() as tx:
        stock.count(tx, shop, {sku: much * 1000 for sku, much in units.items()}, WHO)


def of(central: Central, number: str = "W-1042") -> Fulfilment:
    with central.read() as conn:
        return orders.look_up(conn, number)


def promise(central: Central, shop: str, sku: str = "A") -> int:
    with central.write() as tx:
        found = shops.get(tx.connection, shop)
        assert found
        return allocation.available(tx, found, [sku])[sku].promise


def two_lines(**values: Any) -> Order:
    """Two of A and one of B."""
    order = an_order(**values)
    (line,) = order.lines
    other = replace(line, number=2, sku="B", name="Producto B", quantity=ONE, price=Money(500))
    return replace(order, lines=(line, other))


def test_a_rejected_line_comes_in_an_order_of_another_shop(
    central: Central, till: Till, clock: Clock
) -> None:
    count(central, "043", A=5)
    Till(central, 2001, "03", "043")
    paid = (Payment("psp-1", Money(7990), PaymentState.CAPTURED),)
    place(central, an_order(payments=paid, customer=""), Contact(email="iker@example.es"))
    till.states(e.LineRejected(1, "roto"))
    see_to(central)
    parent, child = of(central), of(central, "W-1042-2")
    assert parent.state is OrderState.REJECTED and parent.line(1).elsewhere == TWO
    assert child.order.shop == "043" and child.order.part_of == "W-1042"
    (took,) = child.order.payments
    assert took == replace(paid[0], paid_on=of(central).order.placed_at.date())
    assert child.order.name == "Iker S."
    assert [(one.number, one.sku, one.quantity) for one in child.order.lines] == [(1, "A", TWO)]
    assert child.order.promised_at >= clock() + timedelta(hours=2)
    assert promise(central, "043") == 3000 and promise(central, "042") == 10_000
    assert occasions(central, "W-1042-2") == ["confirmed"]
    assert channel_heard(central)[-2:] == ["placed", "resourced"]
    see_to(central)
    assert "W-1042-3" not in channel_heard(central)


def test_only_what_is_missing_goes_elsewhere_and_takes_its_money_along(
    central: Central, till: Till
) -> None:
    count(central, "042", B=3)
    count(central, "043", A=5)
    Till(central, 2001, "03", "043")
    place(central, two_lines(payments=(
        Payment("psp-1", Money(8000), PaymentState.CAPTURED),
        Payment("psp-2", Money(490), PaymentState.AUTHORISED),
    )))  # fmt: skip
    till.states(e.Started(), e.Short(1, ONE), e.Short(1, Decimal(0), e.Settled.OTHER_SHOP))
    see_to(central)
    child = of(central, "W-1042-2").order
    day = of(central).order.placed_at.date()
    # What is only held goes first, as with all that is lost.
    assert child.amount == Money(3995) and child.payments == (
        Payment("psp-1", Money(3505), PaymentState.CAPTURED, day),
        Payment("psp-2", Money(490), PaymentState.AUTHORISED, day),
    )
    assert of(central).missing(1) == of(central).line(1).elsewhere == ONE
    assert promise(central, "042") == 9000, "one of A is still to be brought here"
    till.tick += 1
    till.states(e.LineRejected(2, "roto"))
    count(central, "043", B=1)
    see_to(central)
    child = of(central, "W-1042-3").order
    assert child.payments == (Payment("psp-1", Money(500), PaymentState.CAPTURED, day),)


def test_a_shop_that_has_no_room_or_is_elsewhere_is_passed_over(
    central: Central, till: Till
) -> None:
    for code in ("043", "044", "045"):
        put_shop(central, code)
        count(central, code, A=5)
    with central.write() as tx:
        shops.put(tx, a_shop("043", policies={"pickup_capacity": 0}), WHO)
        shops.put(tx, a_shop("044", region="canarias"), WHO)
    Till(central, 2001, "03", "043")
    place(central, an_order())
    till.states(e.LineRejected(1, "roto"))
    see_to(central)
    assert of(central, "W-1042-2").order.shop == "045"


def test_the_shop_that_is_heard_goes_before_the_one_that_has_more(
    central: Central, till: Till
) -> None:
    put_shop(central, "044")
    count(central, "043", A=50)
    count(central, "044", A=4)
    Till(central, 2001, "03", "044")
    place(central, an_order())
    till.states(e.LineRejected(1, "roto"))
    see_to(central)
    assert of(central, "W-1042-2").order.shop == "044"


def test_what_was_rejected_twice_does_not_come_back_to_the_first(
    central: Central, till: Till
) -> None:
    count(central, "043", A=5)
    other = Till(central, 2001, "03", "043")
    place(central, an_order())
    till.states(e.LineRejected(1, "roto"))
    see_to(central)
    other.states(e.LineRejected(1, "tampoco"), number="W-1042-2")
    see_to(central)
    assert of(central, "W-1042-2").line(1).lost == TWO
    assert occasions(central, "W-1042-2")[-1] == "unavailable:1"


def test_what_no_shop_has_is_lost_and_channel_and_customer_hear_of_it(
    central: Central, till: Till
) -> None:
    count(central, "042", B=3)
    place(central, two_lines())
    till.states(e.LineRejected(1, "roto"))
    see_to(central)
    assert of(central).line(1).lost == TWO and of(central).state is OrderState.NEW
    assert channel_heard(central)[-1] == "unsourced"
    assert occasions(central) == ["confirmed", "unavailable:1"]
    see_to(central)
    assert channel_heard(central).count("unsourced") == 1


def test_a_short_is_the_shops_to_settle_with_the_customer_first(
    central: Central, till: Till
) -> None:
    count(central, "043", A=5)
    place(central, an_order())
    till.states(e.Started(), e.Short(1, ONE))
    see_to(central)
    assert of(central).line(1).elsewhere == of(central).line(1).lost == 0
    till.states(e.Short(1, Decimal(0), e.Settled.MONEY))
    see_to(central)
    assert of(central).line(1).elsewhere == 0


def test_a_customer_who_waits_in_that_shop_is_the_offices_matter(
    central: Central, till: Till
) -> None:
    count(central, "043", A=5)
    place(central, an_order())
    till.states(e.Started(), e.Short(1, ONE), e.Short(1, Decimal(0), e.Settled.WAIT))
    see_to(central)
    assert kinds(central) == ["order_waits"]
    said = waiting(central)[0].sentence["es"]
    assert "Producto A" in said and "(043)" in said
    Looking(central).step()
    assert kinds(central) == ["order_waits"]


def test_a_shop_may_have_its_orders_go_nowhere_else(central: Central, till: Till) -> None:
    count(central, "043", A=5)
    with central.write() as tx:
        shops.put(tx, a_shop("042", policies={"pickup_elsewhere": False}), WHO)
    place(central, an_order())
    till.states(e.LineRejected(1, "roto"))
    see_to(central)
    assert of(central).line(1).lost == TWO


def test_what_is_cancelled_is_not_looked_for(central: Central, till: Till) -> None:
    count(central, "043", A=5)
    place(central, an_order())
    till.states(e.LineRejected(1, "roto"), e.CancelAgreed())
    see_to(central)
    assert of(central).line(1).elsewhere == 0


def test_the_number_of_a_part_is_never_too_long(central: Central, till: Till) -> None:
    count(central, "043", A=9)
    number = "W-12345678901234567890AB"
    place(central, an_order(number, 1))
    till.states(e.LineRejected(1, "roto"), number=number)
    see_to(central)
    assert of(central, "W-12345678901234567890-2").order.part_of == number
