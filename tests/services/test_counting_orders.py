"""Counting the floor: what orders keep off it is there, whatever became of these."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest
from order_shop import TABLET, TILL, a_paid_order, as_device, order_row, qr, tell
from shop import Shop

from app.domain.counting import Scope
from app.domain.fulfilment import OrderState
from app.domain.order_event import (
    Event,
    HandedOver,
    LineRejected,
    Packed,
    Picked,
    Proved,
    Started,
    What,
)
from app.domain.parcel import parcel_id
from app.mirror.rows import Change
from app.services.stock import on_hand

SKU, ONE = "CAF-001", Decimal(1)
THIRD = 1044
"""Another device of the shop."""
PICKED: tuple[What, ...] = (Started(), Picked(2, ONE))
SET: tuple[What, ...] = (*PICKED, Packed((((2, ONE),),)))
"""The coffee of an order, prepared by who knows of nobody else."""


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    device = as_device(open_shop).sign_in("2001")
    tell(device, [Change("stock", SKU, {"on_hand": "10.000", "included": {}})])
    return device


def by(shop: Shop, device: int, whats: Iterable[What], first: int = 1) -> list[Event]:
    return [Event(n, device, n, shop.at, "1001", what) for n, what in enumerate(whats, first)]


def counted_on_the_floor(shop: Shop, there: str) -> int | None:
    """What the figure is after a count of the floor alone, in thousandths."""
    counting = shop.counter.counting
    counting.begin(Scope())
    counting.found(SKU, Decimal(there))
    counting.close(sure=True)
    return on_hand(shop.counter.till, [SKU]).get(SKU)


def test_a_second_set_of_an_order_handed_over_is_not_missing_from_the_floor(shop: Shop) -> None:
    order = a_paid_order(shop)
    given: list[What] = [LineRejected(1, "no hay"), HandedOver((parcel_id(TABLET, 3, 1),))]
    sets = [*by(shop, TABLET, [*SET, *given]), *by(shop, THIRD, SET)]
    tell(shop, [order_row(order, sets)])
    assert shop.counter.orders.of(order.number).state is OrderState.HANDED_OVER
    assert counted_on_the_floor(shop, "8") == 9000, "the other set lies in its parcel"


def test_what_was_picked_of_an_order_that_was_rejected_is_not_missing_from_the_floor(
    shop: Shop,
) -> None:
    order = a_paid_order(shop)
    whats: list[What] = [*PICKED, LineRejected(1, "no hay"), LineRejected(2, "no hay")]
    tell(shop, [order_row(order, by(shop, TABLET, whats))])
    assert shop.counter.orders.of(order.number).state is OrderState.REJECTED
    assert counted_on_the_floor(shop, "9") == 10_000, "one lies in the tablet's basket"
    assert shop.counter.stockroom.standing(SKU).kept == 1


def test_what_no_other_device_has_heard_of_is_not_missing_from_the_floor(shop: Shop) -> None:
    order = a_paid_order(shop)
    shop.counter.order_codes.scanned(qr(order))
    shop.counter.preparing.start(order.number, take_over=True)
    shop.counter.preparing.pick(order.number, SKU)
    assert counted_on_the_floor(shop, "9") == 10_000, "central has not told of W-1042"


def test_what_its_label_alone_tells_of_is_not_missing_from_the_floor(shop: Shop) -> None:
    order = a_paid_order(shop)
    proved = Proved(1, 1, ((2, ONE),), TABLET, 3, shop.at, "1001")
    tell(shop, [order_row(order, by(shop, TILL, [proved], first=99))])
    assert counted_on_the_floor(shop, "9") == 10_000, "nobody told of its picking"


def test_what_was_put_back_is_found_on_the_floor(shop: Shop) -> None:
    order = a_paid_order(shop)
    gone: list[What] = [LineRejected(1, "no hay"), LineRejected(2, "no hay"), Picked(2, -ONE)]
    tell(shop, [order_row(order, by(shop, TABLET, [*PICKED, *gone]))])
    assert counted_on_the_floor(shop, "10") == 10_000
