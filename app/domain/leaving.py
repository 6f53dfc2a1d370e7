"""What a hand-over takes out of a shop's on-hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from app.domain.fulfilment import Fulfilment, content_of
from app.domain.order_event import HandedOver
from app.domain.parcel import Parcel
from app.domain.sums import summed

BROKEN = frozenset({"broken", "damaged"})
"""Why something is refused that nobody else is sold either."""
Refused = Mapping[int, tuple[Decimal, str]]
"""By line, how many the customer does not want, and why."""


def moved(
    f: Fulfilment, out: Sequence[Parcel], refused: Refused, *, invoiced: bool
) -> tuple[tuple[str, Decimal], ...]:
    """What is not this shop's on-hand any more: what leaves, and what stays and is broken."""
    whole = {line: (much, why) for line, (much, why) in refused.items() if why not in BROKEN}
    gone = goods(f, out, whole)
    if not invoiced:
        return gone
    leaving = dict(goods(f, out, refused))
    broken = ((sku, much - leaving.get(sku, Decimal(0))) for sku, much in gone)
    sums = summed((*beside(f, out, refused), *broken))
    return tuple((sku, much) for sku, much in sums.items() if much)


def taken(f: Fulfilment, said: HandedOver) -> tuple[str, ...]:
    """The SKUs of what the customer, or a carrier, takes along."""
    refused = {line: (much, why) for line, much, why in said.refused}
    return tuple(sku for sku, _ in goods(f, [f.parcels[one] for one in said.parcels], refused))


def named(f: Fulfilment) -> Iterator[tuple[str, str]]:
    """(SKU, name) of what is to leave with an order, picked by now or not."""
    for line in f.order.lines:
        progress = f.line(line.number)
        for other in progress.substitutes:
            yield other.sku, other.name
        if progress.short < line.quantity:
            yield line.sku, line.name


def goods(
    f: Fulfilment, parcels: Sequence[Parcel], refused: Refused
) -> tuple[tuple[str, Decimal], ...]:
    """(SKU, quantity) of what these parcels take out of the shop's on-hand."""
    sums: dict[str, Decimal] = {}
    for number, left, _ in _leaving(f, parcels, refused):
        line = f.order.line(number)
        for other in f.line(number).substitutes:
            taken = min(other.quantity, left)
            sums[other.sku] = sums.get(other.sku, Decimal(0)) + taken
            left -= taken
        if line is not None:
            sums[line.sku] = sums.get(line.sku, Decimal(0)) + left
    return tuple((sku, quantity) for sku, quantity in sums.items() if quantity > 0)


def beside(
    f: Fulfilment, parcels: Sequence[Parcel], refused: Refused
) -> tuple[tuple[str, Decimal], ...]:
    """(SKU, quantity) of what leaves beside the document that sells it: what weighs more than was
    ordered and is not charged; below zero what it sold and was never this shop's on-hand, because
    it came closed."""
    found = []
    for number, left, closed in _leaving(f, parcels, refused):
        line = f.order.line(number)
        if line is None:
            continue
        if closed:
            found.append((line.sku, -closed))
        own = left - sum((one.quantity for one in f.line(number).substitutes), Decimal(0))
        if line.unit.measured and own > line.quantity:
            found.append((line.sku, own - line.quantity))
    return tuple(found)


def _leaving(
    f: Fulfilment, parcels: Sequence[Parcel], refused: Refused
) -> Iterator[tuple[int, Decimal, Decimal]]:
    """(line, picked here, came closed) of what these parcels hold and is wanted. What is not, is
    taken off what was picked here first."""
    closed = dict(content_of(one for one in parcels if one.closed))
    here = dict(content_of(one for one in parcels if not one.closed))
    for number in sorted(here.keys() | closed.keys()):
        mine, theirs = here.get(number, Decimal(0)), closed.get(number, Decimal(0))
        no = refused.get(number, (Decimal(0), ""))[0]
        yield number, max(mine - no, Decimal(0)), theirs - max(no - mine, Decimal(0))
