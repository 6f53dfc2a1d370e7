"""Orders as devices would bring them on, to test the rules with."""

from __future__ import annotations

from decimal import Decimal

from builders import NOON, an_order

from app.domain import order_event as e
from app.domain import picking
from app.domain.fulfilment import Fulfilment
from app.domain.order import Order
from app.domain.order_event import Event
from app.domain.order_fold import fold

HERE, THERE = 1, 2
TWO, ONE = Decimal(2), Decimal(1)


def then(f: Fulfilment, what: e.What | None, device: int = HERE) -> Fulfilment:
    """`f` and one more event, stated by a device that knew all of it."""
    if what is None:
        return f
    event = Event(f.tick, device, len(f.events) + 1, NOON, "1001", what)
    return fold(f.order, [*f.events, event])


def begun(order: Order | None = None) -> Fulfilment:
    f = fold(order or an_order(), [])
    return then(f, picking.start(f, HERE))


def picked(order: Order | None = None) -> Fulfilment:
    f = begun(order)
    for item in ("SKU-1", "SKU-1", "SKU-2"):
        f = then(f, picking.pick(f, HERE, item))
    return f
