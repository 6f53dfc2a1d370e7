"""Promising an order's goods from its shop's stock, and saying why not."""

from __future__ import annotations

from decimal import Decimal

from app.domain.order import Order
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import allocation, products
from sync.central.masters.allocation import Available
from sync.central.masters.shops import ShopValue


def promise(tx: Tx, shop: ShopValue, order: Order, *, promised: bool) -> None:
    """`promised`: the shop has done so already. Raises UnknownItem, Refusal."""
    closed = {number for parcel in order.announced for number, _ in parcel.content}
    wanted: dict[str, int] = {}
    products.each(tx.connection, (line.sku for line in order.lines))
    for line in order.lines:
        if line.number not in closed:
            wanted[line.sku] = wanted.get(line.sku, 0) + int(line.quantity.scaleb(3))
    there = allocation.available(tx, shop, sorted(wanted))
    short = [sku for sku, much in wanted.items() if there[sku].promise < much]
    if short and not promised:
        says = " ".join(_lacks(shop, sku, wanted[sku], there[sku]) for sku in short)
        raise Refusal("no_stock", ", ".join(short), says=says)
    allocation.reserve(tx, shop.code, order.number, wanted)


def _lacks(shop: ShopValue, sku: str, wanted: int, there: Available) -> str:
    """Why so much of a product is not promised, for who asked."""
    much, left, lies, kept = (
        f"{Decimal(one).scaleb(-3).normalize():f}"
        for one in (wanted, there.promise, there.on_hand, there.reserved)
    )
    why = f"{lies} on hand, {kept} of them promised"
    if there.silent:
        why += ", and the shop is not heard now, so that no more than its quota is promised"
    return f"Of {sku} shop {shop.code} can promise {left} of the {much} asked for ({why})."


def no_room(shop: ShopValue, day: str) -> str:
    """Why an order is not taken for that day (ISO), for who asked."""
    return f"Shop {shop.code} takes no more orders for {day}."
