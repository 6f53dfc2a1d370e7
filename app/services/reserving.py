"""What the shop's orders keep of a product, while somebody else wants to buy it on the floor."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from app.domain.counting import AskedBy, Task
from app.domain.fulfilment import Fulfilment
from app.domain.order_event import Short
from app.domain.reservation import Eaten, Reserved, eaten, reserved
from app.domain.sale import Sale
from app.domain.stock import quantity
from app.services.orders import Orders
from app.services.stock import on_hand
from app.services.till import Act, Till
from app.storage import counts


def of(till: Till, sku: str, but: str = "", known: Iterable[Fulfilment] = ()) -> list[Reserved]:
    """What each order keeps of it, the first promised first: what an open one wants, and what is
    in a basket or parcel of it, whatever became of the order. `but`: without that order. `known`:
    others of which central may not have heard, as this till has them."""
    desk = Orders(till)
    found = {f.order.number: f for f in known}
    for number in till.rulings.orders_with(sku):
        if number not in found and (f := desk.find(number)) is not None:
            found[number] = f
    found.pop(but, None)
    kept = [one for f in found.values() if (one := reserved(f, sku)) is not None]
    return sorted(kept, key=lambda one: (one.promised_at, one.order))


def eats_into(till: Till, sale: Sale, sku: str) -> list[Eaten]:
    """Whose reserved units the sale in hand takes, if it is paid. Asks one indexed question of
    a product that no order has, and none the second time."""
    but = sale.collected.order if sale.collected else ""
    if not set(till.rulings.orders_with(sku)) - {but}:
        return []
    there = on_hand(till, [sku]).get(sku)
    if there is None:
        return []
    own = {number for number, _ in sale.collected.lines} if sale.collected else set()
    sold = _sum(line.quantity for line in sale.lines if line.sku == sku and line.number not in own)
    if sold <= 0:
        return []
    taken = _sum(line.quantity for line in sale.lines if line.sku == sku)
    return _capped(eaten(quantity(there) - taken, of(till, sku, but)), sold)


def hints(till: Till, sale: Sale) -> dict[int, Reserved]:
    """By line of the sale in hand, the order whose reserved units it takes; the line of a product
    that was put in last says it."""
    skus = {line.sku: line.number for line in sale.lines if line.quantity > 0}
    found = {}
    for sku in till.rulings.with_orders(skus):
        if lost := eats_into(till, sale, sku):
            found[skus[sku]] = lost[0].of
    return found


def sold(till: Till, act: Act, sale: Sale, document: str) -> None:
    """State, in the transaction that issues a sale's document, which orders are short by it; what
    there is less than nothing of is to be counted."""
    skus = list(dict.fromkeys(line.sku for line in sale.lines if line.quantity > 0))
    there = on_hand(till, skus, act.tx) if skus else {}
    but = sale.collected.order if sale.collected else ""
    for sku, left in there.items():
        if set(till.rulings.orders_with(sku)) - {but}:
            most = _sum(line.quantity for line in sale.lines if line.sku == sku)
            lost = _capped(eaten(quantity(left), of(till, sku, but)), most)
            _state(till, act, lost, sku, document)
    below = [sku for sku, left in there.items() if left < 0]
    for sku in _counted_once(till, act, below):
        counts.ask(act.tx, Task(sku, AskedBy.NEGATIVE, document, act.at))


def _counted_once(till: Till, act: Act, skus: list[str]) -> Iterable[str]:
    """Of what nobody ever counted, less than nothing is no news."""
    if not skus:
        return ()
    with till.store.read() as mirror:
        return counts.counted_at(act.tx, mirror, skus)


def _state(till: Till, act: Act, lost: list[Eaten], sku: str, document: str) -> None:
    desk = Orders(till)
    for one in lost:
        f, left = desk.of(one.of.order), one.quantity
        for line in f.order.lines:
            much = min(f.wanted(line.number), left) if line.sku == sku else Decimal(0)
            if much > 0:
                f = desk.state(act, f, Short(line.number, much, sold=document))
                left -= much
        counts.ask(act.tx, Task(sku, AskedBy.SOLD, one.of.order, act.at))


def _capped(lost: Iterable[Eaten], most: Decimal) -> list[Eaten]:
    """No more than was sold now: what was missing before is another matter."""
    found = []
    for one in lost:
        much = min(one.quantity, most)
        if much > 0:
            found.append(Eaten(one.of, much))
            most -= much
    return found


def _sum(quantities: Iterable[Decimal]) -> Decimal:
    return sum(quantities, Decimal(0))
