"""An order made at the till, of which the other shop has not got some."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from builders import NOON
from order_shop import tell
from shop import Shop

from app.domain.order_event import Event, Settled, Short
from app.domain.order_facts import event_body
from app.domain.order_money_event import RefundOrdered
from app.domain.plain import plain
from app.mirror.rows import Change


def lacks(shop: Shop, number: str, much: str = "1") -> None:
    """The other shop has not got so many, and has ordered their money back."""
    order = shop.counter.placing.of(number).order.order
    short = Event(1, 1902, 1, NOON, "", Short(1, Decimal(much), Settled.MONEY))
    paid = order.lines[0].price.times(Decimal(much))
    lines = ((1, Decimal(much), paid, "short"),)
    back = RefundOrdered(lines, ((shop.document.number, paid),), date(2026, 12, 5))
    events = [event_body(one) for one in (short, Event(2, 1902, 2, NOON, "", back))]
    said = {
        "outcome": "confirmed",
        "qr": "MP1:X",
        "shop_name": "Torrero",
        "state": "picking",
        "order": plain(order),
        "events": events,
    }
    tell(shop, [Change("placed", number, said)])
