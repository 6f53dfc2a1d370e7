"""What of a product the shop's orders keep, and which of them a sale on the floor eats into.

The customer in front wins, and it is said (retail-rules 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.fulfilment import DONE, NONE, Fulfilment, OrderState, content_of, ours

_STOPPED = {OrderState.CANCELLING, OrderState.EXPIRED, OrderState.RETURN_TO_WAREHOUSE}


@dataclass(frozen=True, slots=True)
class Reserved:
    """One order's share of a product. `wanted`: of it still on the floor; the rest is `held`,
    picked and packed."""

    order: str
    line: int
    """The first with something wanted, or 0."""
    name: str
    promised_at: datetime
    wanted: Decimal
    held: Decimal

    @property
    def quantity(self) -> Decimal:
        return self.wanted + self.held


@dataclass(frozen=True, slots=True)
class Eaten:
    """So much of what an order wanted is sold to somebody else."""

    of: Reserved
    quantity: Decimal


def reserved(f: Fulfilment, sku: str) -> Reserved | None:
    """What an order keeps of a product; None of nothing."""
    wanted, first = NONE, 0
    if f.state not in DONE | _STOPPED:
        for line in f.order.lines:
            if line.sku == sku and not f.announced(line.number) and f.wanted(line.number):
                wanted += f.wanted(line.number)
                first = first or line.number
    kept = held(f, sku)
    if not wanted and not kept:
        return None
    order = f.order
    return Reserved(order.number, first, order.name, order.promised_at, wanted, kept)


def held(f: Fulfilment, sku: str) -> Decimal:
    """What is picked or packed of it and still in the shop, whatever became of the order; of closed
    parcels nothing is. A label tells of a parcel whose picking nobody has told of."""
    packed = dict(content_of(parcel for parcel in ours(f.parcels.values()) if parcel.here))
    found = NONE
    for line in f.order.lines:
        progress = f.line(line.number)
        left = f.loose(line.number) + packed.get(line.number, NONE)
        for other in progress.substitutes:
            taken = min(other.quantity, left)
            left -= taken
            found += taken if other.sku == sku else NONE
        if line.sku == sku:
            found += left
    return found


def by_product(orders: Iterable[Fulfilment]) -> dict[str, list[Fulfilment]]:
    """Which have it, or had it instead of another."""
    found: dict[str, list[Fulfilment]] = {}
    for f in orders:
        instead = (one.sku for progress in f.lines.values() for one in progress.substitutes)
        for sku in {*(line.sku for line in f.order.lines), *instead}:
            found.setdefault(sku, []).append(f)
    return found


def eaten(on_hand: Decimal, orders: Iterable[Reserved]) -> Sequence[Eaten]:
    """Whose reserved units are not there any more when so much is on hand: of what nobody has
    picked yet, the one promised last loses first."""
    every = sorted(orders, key=lambda one: (one.promised_at, one.order), reverse=True)
    missing = sum((one.quantity for one in every), NONE) - max(on_hand, NONE)
    lost = []
    for one in every:
        much = min(one.wanted, missing)
        if much > 0:
            lost.append(Eaten(one, much))
            missing -= much
    return lost
