"""What of an order is in the sale that pays it, and how much of that its parcels hold."""

from __future__ import annotations

from decimal import Decimal

from app.domain.errors import NotInParcels
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.parcel import Parcel, ParcelState
from app.domain.sale import Collected, Sale
from app.domain.sums import summed


def out(f: Fulfilment) -> list[Parcel]:
    return [parcel for parcel in f.set if parcel.state is ParcelState.OUT]


def sold(sale: Sale, paid: Collected) -> dict[int, Decimal]:
    """How much of each line of the order is in the sale."""
    of = dict(paid.lines)
    return summed((of[line.number], line.quantity) for line in sale.lines if line.number in of)


def check(f: Fulfilment, sale: Sale, paid: Collected) -> None:
    """At the promised price goes what is in the parcels, and never more than the estimate; who
    wants more buys it beside. Raises NotInParcels."""
    there = dict(content_of(out(f)))
    for number, much in sold(sale, paid).items():
        line, most = f.order.line(number), there.get(number, Decimal(0))
        if line is not None and line.unit.measured and not f.line(number).substitutes:
            most = min(most, line.quantity)
        if much > most:
            raise NotInParcels(name=line.name if line else str(number), left=most)
