"""A carrier brings back what nobody took from it: the shop's again, once, and paid back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import an_order
from orders import ONE, TWO, picked, then

from app.domain import collecting, coming_back, order_given, order_money
from app.domain import order_event as e
from app.domain.errors import NothingSent, NotSentHome, OrderElsewhere, OrderOver, UnknownParcel
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.money import ZERO
from app.domain.order import Announced, Delivery, Payment, PaymentState
from app.domain.order_event import Content, Undelivered
from app.domain.order_fold import fold
from app.domain.order_money_event import PaidBack
from app.domain.parcel import ParcelState

SHOP = an_order().shop
TWO_PARCELS: tuple[Content, ...] = (((1, TWO),), ((2, ONE),))
WHOLE: tuple[Content, ...] = (((1, TWO), (2, ONE)),)


def home() -> Fulfilment:
    order = replace(an_order(), delivery=Delivery.HOME)
    paid = (Payment("psp-1", order.amount, PaymentState.CAPTURED),)
    return fold(replace(order, payments=paid), [])


def sent(parcels: tuple[Content, ...] = WHOLE, *before: e.What) -> Fulfilment:
    f = picked(home().order)
    for what in (*before, e.Packed(parcels)):
        f = then(f, what)
    for name in f.parcels:
        f = then(f, collecting.scan_out(f, name))
    return then(f, collecting.to_carrier(f, "SEUR", "T1", SHOP))


def back(
    f: Fulfilment, *parcels: str, why: Undelivered = Undelivered.ABSENT
) -> tuple[e.CameBack, Fulfilment]:
    said = coming_back.undelivered(f, parcels, why, SHOP)
    assert said is not None
    return said, then(f, said)


def test_all_of_it_is_the_shops_again_and_ordered_back() -> None:
    said, f = back(sent())
    assert said.goods == (("SKU-1", TWO), ("SKU-2", ONE))
    assert f.state is OrderState.CAME_BACK and not f.holds and not f.conflicts
    assert [one.state for one in f.set] == [ParcelState.PUT_BACK]
    assert order_money.owed(f) == f.order.amount
    assert {loss.why for loss in order_money.lost(f)} == {"undelivered"}
    assert not any(one.own for one in order_given.given(f, f.hand_overs).values())
    with pytest.raises(OrderOver):
        collecting.to_carrier(f, "SEUR", "T2", SHOP)


def test_said_twice_it_is_said_once() -> None:
    said, f = back(sent())
    assert coming_back.undelivered(f, (), Undelivered.REFUSED, SHOP) is None
    assert then(f, said, 2).set == f.set, "nor when another device had not heard of it"


def test_what_is_damaged_is_not_on_hand_again() -> None:
    said, f = back(sent(), why=Undelivered.DAMAGED)
    assert said.goods == () and f.state is OrderState.CAME_BACK
    assert order_money.owed(f) == f.order.amount


def test_a_part_that_comes_back_leaves_the_rest_with_the_customer() -> None:
    f = sent(TWO_PARCELS)
    first, second = f.parcels
    said, f = back(f, first)
    assert (said.parcels, said.goods) == ((first,), (("SKU-1", TWO),))
    assert f.state is OrderState.HANDED_OVER
    line = f.order.line(1)
    assert line is not None and order_money.owed(f) == line.price.times(TWO)
    said, f = back(f, second)
    assert said.goods == (("SKU-2", ONE),) and f.state is OrderState.CAME_BACK
    assert order_money.owed(f) == f.order.amount


def test_parcels_that_come_back_one_by_one_bring_what_left_whatever_was_put_in_instead() -> None:
    line = home().order.lines[0]
    other = e.Substituted(1, "SKU-9", "", "Otro", line.unit, line.tax, ONE, line.price)
    instead = (e.Picked(1, -ONE), e.Short(1, ONE), other)
    f = sent((((1, ONE),), ((1, ONE), (2, ONE))), *instead)
    found: dict[str, Decimal] = {}
    for name in list(f.parcels):
        said, f = back(f, name)
        found |= {sku: found.get(sku, Decimal(0)) + much for sku, much in said.goods}
    assert found == {"SKU-1": ONE, "SKU-9": ONE, "SKU-2": ONE}


def test_what_came_closed_goes_back_to_where_it_came_from() -> None:
    order = replace(home().order, announced=(Announced("BOX-1", ((1, TWO), (2, ONE))),))
    f = fold(order, [])
    for rule in (collecting.arrive, collecting.scan_out):
        f = then(f, rule(f, "BOX-1"))
    f = then(f, collecting.to_carrier(f, "SEUR", "", SHOP))
    said, f = back(f)
    assert said.goods == () and f.state is OrderState.RETURN_TO_WAREHOUSE
    assert order_money.owed(f) == f.order.amount
    with pytest.raises(OrderOver):
        collecting.scan_out(f, "BOX-1")
    f = then(f, collecting.put_back(f, "BOX-1"))
    assert f.state is OrderState.CAME_BACK and not f.conflicts
    assert f.parcels["BOX-1"].state is ParcelState.SENT_BACK


def test_what_was_never_given_to_a_carrier_is_not_brought_back_by_one() -> None:
    f = picked(home().order)
    with pytest.raises(NothingSent):
        coming_back.undelivered(f, (), Undelivered.ABSENT, SHOP)
    with pytest.raises(NotSentHome):
        coming_back.undelivered(picked(), (), Undelivered.ABSENT, SHOP)
    with pytest.raises(OrderElsewhere):
        coming_back.undelivered(sent(), (), Undelivered.ABSENT, "099")
    with pytest.raises(UnknownParcel):
        coming_back.undelivered(sent(), ("P9-9-9",), Undelivered.ABSENT, SHOP)


def test_paid_back_with_its_ticket_first_nothing_more_goes_back() -> None:
    f = sent()
    lines = tuple((one.number, one.quantity, one.amount) for one in f.order.lines)
    f = then(f, PaidBack("T1", lines), 0)
    assert f.conflicts
    _, f = back(f)
    assert not f.conflicts and order_money.owed(f) == ZERO
