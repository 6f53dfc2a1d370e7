"""What the walk for several orders shows: one thing to fetch at a time, big, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.domain.fulfilment import Fulfilment
from app.domain.wave import Stop
from app.services.pickups import Haste, Waiting
from app.ui import format as written
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class NextView:
    """`shares`: (order, how many), the first promised first."""

    sku: str
    family: str
    name: str
    quantity: str
    shares: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WaveView:
    """`next` None: nothing is left to fetch. `choose`: orders that may join, while none is begun or
    more are asked for. `said`: what the last scan came to."""

    next: NextView | None
    after: tuple[RowView, ...]
    orders: tuple[str, ...]
    choose: tuple[RowView, ...]
    said: str


def wave_view(
    stops: Sequence[Stop],
    orders: Sequence[Fulfilment],
    others: Sequence[Waiting],
    chosen: Sequence[str],
    said: str,
) -> WaveView:
    """`others`: to be prepared and nobody's; `chosen` of them."""
    first = _next(stops[0]) if stops else None
    return WaveView(
        first,
        tuple(_stop(one) for one in stops[1:]),
        tuple(f.order.number for f in orders),
        tuple(_other(one, one.order.order.number in chosen) for one in others),
        said,
    )


def _next(stop: Stop) -> NextView:
    return NextView(
        stop.sku,
        stop.family,
        stop.name,
        written.quantity(stop.quantity, stop.unit),
        tuple((one.order, written.quantity(one.quantity, stop.unit)) for one in stop.shares),
    )


def _stop(stop: Stop) -> RowView:
    return RowView(stop.sku, stop.name, stop.family, written.quantity(stop.quantity, stop.unit))


def _other(one: Waiting, chosen: bool) -> RowView:
    order = one.order.order
    lines = fill(tr("%1 líneas"), len(order.lines))
    mark = "✓ " if chosen else ""
    return RowView(order.number, mark + " · ".join((order.number, order.name)), lines, _left(one))


def _left(one: Waiting) -> str:
    minutes = abs(one.left) // timedelta(minutes=1)
    words = tr("%1 min tarde") if one.haste is Haste.LATE else tr("%1 min")
    return fill(words, minutes)
