"""What a ticket's return gives back of the order that it paid for, before anybody has it.

A ticket knows products, the order has them in lines. What a shop has ordered back goes first: that
is what nobody could bring; then what is left of the order (retail-rules 11: paid back once).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.domain import order_given
from app.domain.fulfilment import NONE, Fulfilment
from app.domain.money import Money
from app.domain.order import OrderLine
from app.domain.order_money_event import PaidBack
from app.domain.sums import summed

Sums = Mapping[str, Decimal]
"""By SKU, above zero."""


def waiting(f: Fulfilment, line: OrderLine) -> Decimal:
    """How many of a line a shop has ordered back and no ticket's return has paid. What something
    else was had instead of is no ticket's to say."""
    progress = f.line(line.number)
    if progress.instead:
        return NONE
    return max(progress.refunded - (progress.paid_back - progress.spared), NONE)


def lacking(f: Fulfilment) -> dict[str, Decimal]:
    """By SKU, what nobody can bring and is to be given back."""
    sums = summed((line.sku, waiting(f, line)) for line in f.order.lines)
    return {sku: much for sku, much in sums.items() if much > NONE}


def said(f: Fulfilment, document: str) -> dict[str, Decimal]:
    """By SKU, what is known to have been paid back with that corrective; "": with any."""
    return summed(
        (line.sku, quantity)
        for event in f.events
        if isinstance(what := event.what, PaidBack) and document in ("", what.document)
        for number, quantity, _ in what.lines
        if (line := f.order.line(number)) is not None
    )


def paid_back(f: Fulfilment, document: str, goods: Sums, *, unhad: bool) -> PaidBack | None:
    """What the corrective `document` of `goods` comes to; None for nothing that is not known.
    `unhad`: who returned it says that nobody had these; else, of an order that was collected, only
    what was lacking can be that, and the rest was brought back. Of one of which a carrier brought
    a part back, what its customer has comes first."""
    before = said(f, document)
    left = {sku: much - before.get(sku, NONE) for sku, much in goods.items()}
    if not unhad and any(parcel.undelivered for parcel in f.parcels.values()):
        had = had_of(f)
        left = {sku: max(much - had.get(sku, NONE), NONE) for sku, much in left.items()}
    some: dict[int, Decimal] = {}
    for line in f.order.lines:
        _take(some, line, left, waiting(f, line))
    if unhad or not f.hand_overs:
        for line in f.order.lines:
            progress = f.line(line.number)
            there = line.quantity - progress.paid_back - progress.elsewhere
            there -= some.get(line.number, NONE)
            _take(some, line, left, there)
    return PaidBack(document, tuple(_lines(f, some))) if some else None


def had_of(f: Fulfilment) -> dict[str, Decimal]:
    """By SKU, what its customer has of it."""
    own = order_given.given(f, f.hand_overs)
    lines = f.order.lines
    return summed((line.sku, own[line.number].own) for line in lines if line.number in own)


def _take(
    some: dict[int, Decimal], line: OrderLine, left: dict[str, Decimal], most: Decimal
) -> None:
    much = min(left.get(line.sku, NONE), most)
    if much > NONE:
        left[line.sku] -= much
        some[line.number] = some.get(line.number, NONE) + much


def _lines(f: Fulfilment, some: Mapping[int, Decimal]) -> Iterable[tuple[int, Decimal, Money]]:
    for number, quantity in sorted(some.items()):
        line, progress = f.order.line(number), f.line(number)
        if line is not None:
            whole = quantity == progress.refunded and not progress.paid_back
            yield number, quantity, progress.repaid if whole else line.price.times(quantity)
