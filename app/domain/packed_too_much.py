"""What of an order is in its parcels and is the customer's no more: lowered, or paid back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.domain import order_given
from app.domain.errors import OrderPaidBack, TooMuchPacked
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.parcel import Parcel


def check_not_paid_back(f: Fulfilment) -> None:
    """Raises OrderPaidBack when nothing is left that the customer has paid for."""
    if f.all_paid_back:
        raise OrderPaidBack(number=f.order.number, amount=f.paid_back)


def not_too_much(
    f: Fulfilment, out: Sequence[Parcel], refused: Mapping[int, tuple[Decimal, str]]
) -> None:
    """Packed before a newer version lowered a line, or its money went back: what is above that
    stays in the shop."""
    mine = dict(content_of(one for one in out if not one.closed))
    everything, had = dict(content_of(out)), order_given.given(f, f.hand_overs)
    over = []
    for line in f.order.lines:
        progress, no = f.line(line.number), refused.get(line.number, (Decimal(0), ""))[0]
        if progress.paid_back:
            before = had[line.number].own if line.number in had else Decimal(0)
            left = line.quantity - progress.paid_back - before
            too_much = everything.get(line.number, Decimal(0)) - no > left
        else:
            lowered = not line.unit.measured and not progress.substitutes
            too_much = lowered and mine.get(line.number, Decimal(0)) - no > line.quantity
        if too_much:
            over.append(line.name)
    if over:
        raise TooMuchPacked(names=", ".join(over))
