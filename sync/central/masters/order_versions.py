"""New versions of an order: another promise, other collectors, less of a line. What has happened to
it stays; a till takes the newer version, whatever QR the customer shows.
"""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import BadValue
from app.domain.fulfilment import DONE, Fulfilment
from app.domain.order import Delivery, Order
from app.domain.order_fold import fold
from sync.central.after import dues, policies
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import allocation, audit, order_checks, order_search, orders, promising
from sync.central.masters.orders import Kept
from sync.central.order_tables import orders as t
from sync.central.outbox import say
from sync.central.telling import contacts, letters
from sync.central.telling.contacts import Contact
from sync.central.telling.occasions import of_change
from sync.protocol import PUT


def renew(tx: Tx, order: Order, who: str, contact: Contact = orders.NO_CONTACT) -> Kept:
    """Make `order`, whose version is the next, what is said of it; asked for the same again, it is
    the one that is there.

    Raises UnknownOrder, BadValue, UnknownShop; Refusal `changed` when another version is there,
    `too_late` when nothing can be changed any more, or no line lowered once somebody prepares it,
    `no_room` on the new day.
    """
    contacts.check(contact)
    asked = orders.asked_of(order)
    kept = orders.one(tx, order.number)
    was = kept.f.order
    if was.version == order.version and kept.asked == asked:
        return kept
    if order.version != was.version + 1:
        says = f"Order {was.number} is at version {was.version}: the next is {was.version + 1}."
        raise Refusal("changed", f"it is at version {was.version}", seq=was.version, says=says)
    if order.delivery is was.delivery is Delivery.HOME:
        order = replace(order, shop=was.shop)  # another may have taken it than was named
    shop = order_checks.checked(tx, order, least=0)
    _check(kept.f, order)
    order_checks.check_announced(tx, order)
    order = orders.at_shop(shop, order)
    day = order.promised_at.date()
    if day != was.promised_at.date() and not allocation.has_room(
        tx.connection, shop, day.isoformat()
    ):
        raise Refusal("no_room", day.isoformat(), says=promising.no_room(shop, day.isoformat()))
    order = replace(
        order,
        placed_at=was.placed_at,
        hold_until=policies.hold_until(shop, order),
        assigned=was.assigned,
        part_of=was.part_of,
    )
    f = fold(order, kept.f.events)
    promise_left(tx, f)
    contacts.keep(tx, order, contact)
    order_search.index_anew(tx, order)
    audit.note(tx, who, t.name, number=order.number, version=order.version)
    orders.tell_channel(tx, order, "changed", {})
    letters.put(tx, order, of_change(kept.f, f))
    _announce(tx, was, order)
    dues.forget(tx, order.number)
    return orders.write(tx, [Kept(f, kept.said, asked)])[0]


def _check(f: Fulfilment, order: Order) -> None:
    """Raises BadValue, Refusal (too_late)."""
    was = f.order
    if f.state in DONE or f.stopped or f.expired or f.hand_overs:
        raise _too_late(f)
    for field in ("shop", "channel", "delivery", "invoicing", "concluded"):
        if getattr(order, field) != getattr(was, field):
            raise BadValue(field=field, value=str(getattr(order, field)))
    if len(order.lines) != len(was.lines):
        raise BadValue(field="lines", value=str(len(order.lines)))
    if not any(line.quantity for line in order.lines):
        raise BadValue(field="quantity", value="0")
    for new, old in zip(order.lines, was.lines, strict=True):
        if (new.sku, new.price) != (old.sku, old.price):
            raise BadValue(field="lines", value=str(new.number))
        if new.quantity > old.quantity:
            raise BadValue(field="quantity", value=str(new.quantity))
        if new.quantity < old.quantity and not f.untouched:
            raise _too_late(f)


def _too_late(f: Fulfilment) -> Refusal:
    says = f"Order {f.order.number} is {f.state.value}: that cannot be changed any more."
    return Refusal("too_late", f.state.value, says=says)


def _announce(tx: Tx, was: Order, order: Order) -> None:
    """Parcels that the shop has not heard of."""
    known = {parcel.code for parcel in was.announced}
    for parcel in order.announced:
        if parcel.code not in known:
            value = {"order": order.number}
            say(tx, f"store:{order.shop}", PUT, "parcel", parcel.code, 1, value)


def promise_left(tx: Tx, f: Fulfilment) -> None:
    """Keep of the shop's stock only what it is still to bring."""
    if f.state in DONE or f.stopped:
        return
    left: dict[str, int] = {}
    for line in f.order.lines:
        much = line.quantity - f.missing(line.number)
        if much > 0 and not f.announced(line.number):
            left[line.sku] = left.get(line.sku, 0) + int(much.scaleb(3))
    allocation.reserve(tx, f.order.shop, f.order.number, left)
