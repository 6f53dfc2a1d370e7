"""Orders that go to a home: any shop that has the goods may send them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.domain.order import Delivery, Order
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import lookups, orders, shops
from sync.central.masters.orders import Kept
from sync.central.telling.contacts import Contact

_PASSING = ("no_stock", "no_room")
"""For which another shop is asked."""


def place(tx: Tx, order: Order, who: str, contact: Contact) -> Kept:
    """As `orders.place`; of what goes to a home, at the first shop that can promise it. Asked for
    again, it is where it was placed. Raises what that raises, of the shop that was named."""
    if order.delivery is not Delivery.HOME:
        return orders.place(tx, order, who, contact)
    lookups.lock(tx.connection, f"order {order.number}")
    if kept := orders.locked(tx, [order.number]).get(order.number):
        return orders.place(tx, replace(order, shop=kept.f.order.shop), who, contact)
    refused: Refusal | None = None
    for shop in senders(tx, order):
        try:
            with tx.savepoint():
                return orders.place(tx, replace(order, shop=shop), who, contact)
        except Refusal as refusal:
            if refusal.kind not in _PASSING:
                raise
            refused = refused or refusal
    raise refused or Refusal("no_stock")


def senders(tx: Tx, order: Order) -> Iterator[str]:
    """Which shops are asked, in order."""
    yield order.shop
    yield from (code for code in sorted(shops.everyone(tx.connection)) if code != order.shop)
