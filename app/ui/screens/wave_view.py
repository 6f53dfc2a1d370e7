"""What the walk for several orders shows: one thing to fetch at a time, big, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.fulfilment import Fulfilment
from app.domain.order import OrderLine
from app.domain.wave import Stop
from app.services.pickups import Waiting
from app.ui import format as written
from app.ui.screens.pickups_view import left_words
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class NextView:
    """`shares`: (order, how many), the first promised first; `so_far`: what is found of it
    already, and what was not."""

    sku: str
    family: str
    name: str
    quantity: str
    shares: tuple[tuple[str, str], ...]
    so_far: str = ""
    measured: bool = False


@dataclass(frozen=True, slots=True)
class WaveView:
    """`next` None: nothing is left to fetch. `after`: what comes then, and at the end what was not
    to be found. `choose`: orders that may join, while none is begun or
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
    lines = [(f, line) for f in orders if not f.set for line in f.order.lines]
    first = _next(stops[0], _so_far(stops[0].sku, lines)) if stops else None
    after = [_stop(one, _so_far(one.sku, lines)) for one in stops[1:]]
    going = {one.sku for one in stops}
    return WaveView(
        first,
        (*after, *_not_found([pair for pair in lines if pair[1].sku not in going])),
        tuple(f.order.number for f in orders),
        tuple(_other(one, one.order.order.number in chosen) for one in others),
        said,
    )


Lines = Sequence[tuple[Fulfilment, OrderLine]]


def _so_far(sku: str, lines: Lines) -> str:
    """`cogido 1 de 3 · sin encontrar: 2`; nothing while nothing is."""
    of = [(f.line(line.number), line) for f, line in lines if line.sku == sku]
    if not of:
        return ""
    unit = of[0][1].unit
    wanted = sum((line.quantity for _, line in of), Decimal(0))
    picked = sum((progress.picked for progress, _ in of), Decimal(0))
    short = sum((progress.short for progress, _ in of), Decimal(0))
    parts = []
    if picked:
        found, all_of = written.quantity(picked, unit), written.quantity(wanted, unit)
        parts.append(fill(tr("cogido %1 de %2"), found, all_of))
    if short:
        parts.append(fill(tr("sin encontrar: %1"), written.quantity(short, unit)))
    return " · ".join(parts)


def _not_found(lines: Lines) -> tuple[RowView, ...]:
    """What nobody looks for any more because it is not there, and whom that leaves short."""
    rows = []
    for sku, name in dict.fromkeys((line.sku, line.name) for _, line in lines):
        shorts = [
            (f.order.number, line.unit, f.line(line.number).short)
            for f, line in lines
            if line.sku == sku and f.line(line.number).short
        ]
        if shorts:
            whose = " · ".join(f"{n}: {written.quantity(of, unit)}" for n, unit, of in shorts)
            rows.append(RowView(sku, name, whose, tr("no está"), _so_far(sku, lines)))
    return tuple(rows)


def _next(stop: Stop, so_far: str) -> NextView:
    return NextView(
        stop.sku,
        stop.family.replace("/", " / "),
        stop.name,
        written.quantity(stop.quantity, stop.unit),
        tuple((one.order, written.quantity(one.quantity, stop.unit)) for one in stop.shares),
        so_far,
        stop.unit.measured,
    )


def _stop(stop: Stop, so_far: str) -> RowView:
    much = written.quantity(stop.quantity, stop.unit)
    return RowView(stop.sku, stop.name, stop.family.replace("/", " / "), much, so_far)


def _other(one: Waiting, chosen: bool) -> RowView:
    order = one.order.order
    goods = written.goods((line.quantity, line.unit) for line in order.lines)
    much = f"{goods} · {written.lines_of(len(order.lines))}"
    mark = "✓ " if chosen else ""
    title = mark + " · ".join(filter(None, (order.number, order.name)))
    return RowView(order.number, title, much, left_words(one))
