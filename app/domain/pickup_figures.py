"""How well a shop keeps its promises to those who collect: the figures of features.md 4.

All of it follows from what was stated of the orders; nothing is estimated. An order counts on the
local day that it was promised for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.money import ZERO, Money, total
from app.domain.order_event import Event

HUNDRED = Decimal(100)


class Kpi(StrEnum):
    PROMISE = "promise"
    """Ready when it was promised, of those whose promise is over: per cent."""
    ACKNOWLEDGED = "acknowledged"
    """From the order to the shop's first word: median."""
    PICK = "pick"
    """From its start to the last thing found: median."""
    NIL = "nil"
    """Units not found, of the units asked for: per cent."""
    SCANNED = "scanned"
    """Units found by their barcode, of all that were found: per cent."""
    TOLD = "told"
    """From the last parcel on its shelf to the customer being told: median."""
    WAIT = "wait"
    """From the customer showing the order to its hand-over: what nine of ten stay under."""
    HAND_OVER = "hand_over"
    """From the first parcel out of its shelf to the hand-over: what nine of ten stay under."""
    ATTACHED = "attached"
    """Hand-overs with something more on the ticket, of those with a ticket: per cent."""
    UNCOLLECTED = "uncollected"
    """Expired, of those that were ready: per cent."""
    CANCELLED = "cancelled"
    """Of all: per cent."""


Value = Decimal | timedelta


@dataclass(frozen=True, slots=True)
class Goal:
    """What features.md 4 proposes; met at `value`, and on the better side of it."""

    value: Value
    at_least: bool = False

    def met(self, value: Value) -> bool:
        mine, its = self.value, value
        if isinstance(mine, timedelta) and isinstance(its, timedelta):
            return its >= mine if self.at_least else its <= mine
        if isinstance(mine, Decimal) and isinstance(its, Decimal):
            return its >= mine if self.at_least else its <= mine
        raise TypeError(type(value).__name__)


GOALS: dict[Kpi, Goal] = {
    Kpi.PROMISE: Goal(Decimal(97), at_least=True),
    Kpi.ACKNOWLEDGED: Goal(timedelta(minutes=5)),
    Kpi.PICK: Goal(timedelta(minutes=8)),
    Kpi.NIL: Goal(Decimal(2)),
    Kpi.SCANNED: Goal(Decimal(100), at_least=True),
    Kpi.TOLD: Goal(timedelta(minutes=1)),
    Kpi.WAIT: Goal(timedelta(minutes=2)),
    Kpi.HAND_OVER: Goal(timedelta(seconds=60)),
    Kpi.UNCOLLECTED: Goal(Decimal(4)),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """`value`: None when there is nothing to measure it by; `of`: how many it is measured by."""

    kpi: Kpi
    value: Value | None
    of: int

    @property
    def goal(self) -> Goal | None:
        return GOALS.get(self.kpi)

    @property
    def met(self) -> bool | None:
        """None without a goal, or without a value."""
        goal = self.goal
        return None if goal is None or self.value is None else goal.met(self.value)


@dataclass(frozen=True, slots=True)
class Day:
    """`kept` and `late`: of the orders promised for that day, whose promise is over."""

    day: date
    kept: int = 0
    late: int = 0
    given: int = 0
    """Handed over on that day."""
    pick: timedelta | None = None
    """The median of those promised for it."""


@dataclass(frozen=True, slots=True)
class PickupFigures:
    first: date
    last: date
    orders: int
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    attached: Money = ZERO
    """What was sold besides at hand-overs."""

    def of(self, kpi: Kpi) -> Figure:
        return next(one for one in self.figures if one.kpi is kpi)


def pickup_figures(
    orders: Iterable[Fulfilment],
    attached: Mapping[str, Money],
    first: date,
    last: date,
    now: datetime,
) -> PickupFigures:
    """Of the orders promised from `first` to `last`. `attached`: by the number of a document that
    a hand-over issued, what was on it besides the order."""
    zone = now.tzinfo
    chosen = [f for f in orders if first <= _day(f.order.promised_at, zone) <= last]
    documents = [
        one.said.document for f in chosen for one in f.hand_overs if one.said.document in attached
    ]
    more = [attached[number] for number in documents if attached[number] > ZERO]
    figures = (
        _share(Kpi.PROMISE, *_promised(chosen, now)),
        _median(Kpi.ACKNOWLEDGED, [gap for f in chosen if (gap := _acknowledged(f)) is not None]),
        _median(Kpi.PICK, [gap for f in chosen if (gap := _picking(f)) is not None]),
        _share(Kpi.NIL, *_nil(chosen)),
        _share(Kpi.SCANNED, *_scanned(chosen)),
        _median(Kpi.TOLD, [gap for f in chosen if (gap := _told(f)) is not None]),
        _ninth(Kpi.WAIT, [gap for f in chosen for gap in _gaps(f, e.Presented)]),
        _ninth(Kpi.HAND_OVER, [gap for f in chosen for gap in _gaps(f, e.ScannedOut)]),
        _share(Kpi.ATTACHED, Decimal(len(more)), Decimal(len(documents))),
        _share(Kpi.UNCOLLECTED, *_uncollected(chosen)),
        _share(Kpi.CANCELLED, Decimal(sum(f.stopped for f in chosen)), Decimal(len(chosen))),
    )
    return PickupFigures(
        first, last, len(chosen), figures, tuple(_days(chosen, first, last, now)), total(more)
    )


def _day(at: datetime, zone: tzinfo | None) -> date:
    return at.astimezone(zone).date()


# shares
def _share(kpi: Kpi, part: Decimal, whole: Decimal) -> Figure:
    if not whole:
        return Figure(kpi, None, 0)
    percent = (part * HUNDRED / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Figure(kpi, percent, int(whole))


def _on_time(f: Fulfilment, now: datetime) -> bool | None:
    """None while the promise is still open, and of what was not to be ready any more."""
    ready = f.ready_at or (f.hand_overs[0].event.at if f.hand_overs else None)
    if ready is not None:
        return ready <= f.order.promised_at
    if f.stopped or f.state is OrderState.REJECTED or now <= f.order.promised_at:
        return None
    return False


def _promised(orders: Sequence[Fulfilment], now: datetime) -> tuple[Decimal, Decimal]:
    kept = [on_time for f in orders if (on_time := _on_time(f, now)) is not None]
    return Decimal(sum(kept)), Decimal(len(kept))


def _nil(orders: Sequence[Fulfilment]) -> tuple[Decimal, Decimal]:
    short = asked = Decimal(0)
    for f in orders:
        if f.started_at is None:
            continue
        for line in f.order.lines:
            units = Decimal(1) if line.unit.measured else line.quantity
            missing = min(f.line(line.number).short, line.quantity)
            asked += units
            short += Decimal(bool(missing)) if line.unit.measured else missing
    return short, asked


def _scanned(orders: Sequence[Fulfilment]) -> tuple[Decimal, Decimal]:
    scanned = picked = Decimal(0)
    for f in orders:
        measured = {line.number for line in f.order.lines if line.unit.measured}
        for event in f.events:
            what = event.what
            if isinstance(what, e.Picked) and what.quantity > 0:
                units = Decimal(1) if what.line in measured else what.quantity
                picked += units
                scanned += units if what.code else Decimal(0)
    return scanned, picked


def _uncollected(orders: Sequence[Fulfilment]) -> tuple[Decimal, Decimal]:
    ready = [f for f in orders if f.ready_at is not None]
    return Decimal(sum(f.expired for f in ready)), Decimal(len(ready))


# spans
def _median(kpi: Kpi, spans: list[timedelta]) -> Figure:
    return Figure(kpi, _middle(spans), len(spans))


def _middle(spans: Sequence[timedelta]) -> timedelta | None:
    if not spans:
        return None
    row = sorted(spans)
    half = len(row) // 2
    return row[half] if len(row) % 2 else (row[half - 1] + row[half]) / 2


def _ninth(kpi: Kpi, spans: list[timedelta]) -> Figure:
    """The ninetieth in a hundred, counted from the shortest."""
    row = sorted(spans)
    place = max(-(-len(row) * 9 // 10) - 1, 0)
    return Figure(kpi, row[place] if row else None, len(row))


def _first(f: Fulfilment, *kinds: type) -> Event | None:
    return next((event for event in f.events if isinstance(event.what, kinds)), None)


def _acknowledged(f: Fulfilment) -> timedelta | None:
    said = _first(f, e.Accepted, e.Started, e.LineRejected)
    return max(said.at - f.order.placed_at, timedelta()) if said is not None else None


def _picking(f: Fulfilment) -> timedelta | None:
    if f.started_at is None or f.picked_at is None:
        return None
    return max(f.picked_at - f.started_at, timedelta())


def _told(f: Fulfilment) -> timedelta | None:
    if f.ready_at is None:
        return None
    after = (one.at - f.ready_at for one in f.told if one.at >= f.ready_at)
    return next(after, None)


def _gaps(f: Fulfilment, kind: type) -> Iterator[timedelta]:
    """Before each hand-over, since the first event of that kind after the one before."""
    since: Event | None = None
    for event in f.events:
        if isinstance(event.what, e.Kept | e.Shelved):
            since = None  # they left without it
        elif isinstance(event.what, e.HandedOver):
            if since is not None:
                yield max(event.at - since.at, timedelta())
            since = None
        elif isinstance(event.what, kind):
            since = since or event


def _days(orders: Sequence[Fulfilment], first: date, last: date, now: datetime) -> Iterator[Day]:
    by_day: dict[date, list[Fulfilment]] = {}
    given: dict[date, int] = {}
    for f in orders:
        by_day.setdefault(_day(f.order.promised_at, now.tzinfo), []).append(f)
        for one in f.hand_overs:
            day = _day(one.event.at, now.tzinfo)
            given[day] = given.get(day, 0) + 1
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        promised = by_day.get(day, [])
        kept = [on_time for f in promised if (on_time := _on_time(f, now)) is not None]
        spans = [gap for f in promised if (gap := _picking(f)) is not None]
        yield Day(day, sum(kept), len(kept) - sum(kept), given.get(day, 0), _middle(spans))
