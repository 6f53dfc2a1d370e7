"""How far an order has come: its events, folded in an order that is the same on every device.

Two devices with the same events show the same order, whatever way the events came to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.domain import order_event as e
from app.domain.facts import FactType
from app.domain.order import Order
from app.domain.order_event import Content, Event, kind_of
from app.domain.parcel import ENDED, Parcel, ParcelState, parcel_id

NONE = Decimal(0)


class OrderState(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PICKING = "picking"
    PICKED = "picked"
    PACKED = "packed"
    IN_TRANSIT = "in_transit"
    ARRIVED = "arrived"
    READY = "ready"
    PART_HANDED_OVER = "part_handed_over"
    HANDED_OVER = "handed_over"
    CANCELLING = "cancelling"
    """Agreed to, and the shop still holds goods of it."""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    """Nobody came, and the shop still holds goods of it."""
    RETURN_TO_WAREHOUSE = "return_to_warehouse"
    """The same, and what it holds is closed: it goes back where it came from."""
    PUT_BACK = "put_back"


DONE = frozenset(
    {
        OrderState.REJECTED,
        OrderState.HANDED_OVER,
        OrderState.CANCELLED,
        OrderState.PUT_BACK,
    }
)
"""Nothing is left to do in the shop."""


class Conflict(StrEnum):
    """What two devices did that cannot both be right; a person settles it."""

    HANDED_OVER_TWICE = "handed_over_twice"
    HANDED_OVER_AND_PUT_BACK = "handed_over_and_put_back"
    HANDED_OVER_AND_CANCELLED = "handed_over_and_cancelled"


@dataclass(frozen=True, slots=True)
class LineProgress:
    """What became of one line."""

    picked: Decimal = NONE
    short: Decimal = NONE
    """Missing, whatever was done about it..."""
    settled: e.Settled = e.Settled.OPEN
    """...and what the customer chose last."""
    substitutes: tuple[e.Substituted, ...] = ()
    rejected: str = ""
    """Why the shop could not have it; "" when it did not say so."""
    refused: Decimal = NONE
    """What the customer did not want at the counter."""

    @property
    def got(self) -> Decimal:
        """Picked of it, and of what is instead of it."""
        return self.picked + sum((one.quantity for one in self.substitutes), NONE)


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over and who stated it."""

    event: Event
    said: e.HandedOver


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """An order and what became of it. Make it with `fold`."""

    order: Order
    events: tuple[Event, ...] = ()
    lines: dict[int, LineProgress] = field(default_factory=dict)
    parcels: dict[str, Parcel] = field(default_factory=dict)
    surplus: frozenset[str] = frozenset()
    """Parcels of a second set: never handed over, put back by scan."""
    marks: frozenset[FactType] = frozenset()
    """What was said of the whole of it, once."""
    holder: int = 0
    """The installation that prepares it; 0 for none."""
    started_at: datetime | None = None
    picked_at: datetime | None = None
    ready_at: datetime | None = None
    hand_overs: tuple[HandOver, ...] = ()
    told: tuple[Event, ...] = ()
    conflicts: frozenset[Conflict] = frozenset()

    @property
    def accepted(self) -> bool:
        return bool(self.holder) or FactType.ORDER_ACCEPTED in self.marks

    @property
    def cancel_asked(self) -> bool:
        return FactType.ORDER_CANCEL_ASKED in self.marks

    @property
    def stopped(self) -> bool:
        """Whether it is cancelled, as far as the shop has a say."""
        return bool(self.marks & {FactType.ORDER_CANCEL_AGREED, FactType.ORDER_CANCELLED})

    @property
    def expired(self) -> bool:
        return FactType.ORDER_EXPIRED in self.marks

    @property
    def tick(self) -> int:
        """Of the next event."""
        return max((event.tick for event in self.events), default=0) + 1

    def line(self, number: int) -> LineProgress:
        return self.lines.get(number, LineProgress())

    def wanted(self, number: int) -> Decimal:
        """How many of a line are still to be found; what is measured is found with a weight."""
        line, progress = self.order.line(number), self.line(number)
        if line is None or progress.rejected or (line.unit.measured and progress.picked):
            return NONE
        return max(line.quantity - progress.picked - progress.short, NONE)

    @property
    def set(self) -> tuple[Parcel, ...]:
        """The parcels that are the order."""
        return tuple(
            parcel
            for parcel in self.parcels.values()
            if parcel.id not in self.surplus and parcel.state is not ParcelState.REPLACED
        )

    @property
    def unseen(self) -> int:
        """Parcels that the others of the set tell of, and that nobody has told us of."""
        ours = [parcel for parcel in self.set if not parcel.closed]
        return max((parcel.of for parcel in ours), default=0) - len(ours)

    def loose(self, number: int) -> Decimal:
        """How many of a line are picked, or instead of it, and in no parcel."""
        packed = dict(content_of(_ours(self.parcels.values())))
        return max(self.line(number).got - packed.get(number, NONE), NONE)

    @property
    def holds(self) -> bool:
        """Whether the shop has goods of it that are not on sale."""
        loose = any(self.loose(number) for number in self.lines)
        return loose or any(parcel.here for parcel in self.parcels.values())

    @property
    def state(self) -> OrderState:
        if self.hand_overs:
            left = any(parcel.state not in ENDED for parcel in self.set)
            return OrderState.PART_HANDED_OVER if left else OrderState.HANDED_OVER
        if self.stopped:
            return OrderState.CANCELLING if self.holds else OrderState.CANCELLED
        if self.expired:
            return self._after_expiry()
        if self.order.lines and all(self.line(line.number).rejected for line in self.order.lines):
            return OrderState.REJECTED
        return self._of_parcels() or self._of_lines()

    def _after_expiry(self) -> OrderState:
        if not self.holds:
            return OrderState.PUT_BACK
        here = [parcel for parcel in self.parcels.values() if parcel.here]
        closed = here and all(parcel.closed for parcel in here)
        return OrderState.RETURN_TO_WAREHOUSE if closed else OrderState.EXPIRED

    def _of_parcels(self) -> OrderState | None:
        states = {parcel.state for parcel in self.set}
        if not states or states <= ENDED:
            return None
        staged = states <= ENDED | {ParcelState.SHELVED, ParcelState.OUT}
        if staged and not self.unseen and self._all_in_parcels():
            return OrderState.READY
        if ParcelState.PACKED in states:
            return OrderState.PACKED
        if ParcelState.IN_TRANSIT in states:
            return OrderState.IN_TRANSIT
        return OrderState.ARRIVED if ParcelState.ARRIVED in states else OrderState.PICKING

    def _all_in_parcels(self) -> bool:
        """A set of ours holds all that was found, whatever is known of the picking; without one,
        what is not short or rejected comes closed."""
        return any(not parcel.closed for parcel in self.set) or all(
            self.wanted(line.number) == 0 or self.announced(line.number)
            for line in self.order.lines
        )

    def announced(self, number: int) -> bool:
        """Whether a line comes closed, from elsewhere."""
        return any(number in dict(parcel.content) for parcel in self.set if parcel.closed)

    def _of_lines(self) -> OrderState:
        if not self.holder:
            return OrderState.ACCEPTED if self.accepted else OrderState.NEW
        todo = any(self.wanted(line.number) for line in self.order.lines)
        return OrderState.PICKING if todo else OrderState.PICKED


def fold(order: Order, events: Iterable[Event]) -> Fulfilment:
    """What became of `order`; events of the same fact count once, their order does not matter."""
    by_key = {event.key: event for event in events}
    turns = tuple(sorted(by_key.values(), key=lambda event: event.turn))
    made = Fulfilment(order, turns, parcels=_announced_parcels(order))
    for event in turns:
        made = _after(made, event)
    return replace(made, surplus=_surplus(made), conflicts=_conflicts(made))


def _announced_parcels(order: Order) -> dict[str, Parcel]:
    count = len(order.announced)
    return {
        one.code: Parcel(
            one.code,
            number,
            count,
            one.content,
            ParcelState.IN_TRANSIT,
            order.placed_at,
            "",
            e.CENTRAL,
            closed=True,
        )
        for number, one in enumerate(order.announced, 1)
    }


_MARKS = (e.Accepted, e.CancelAsked, e.CancelAgreed, e.Cancelled, e.Expired)
"""What is said once and holds."""
_STEPS: dict[type, ParcelState] = {
    e.Arrived: ParcelState.ARRIVED,
    e.Shelved: ParcelState.SHELVED,
    e.ScannedOut: ParcelState.OUT,
    e.Kept: ParcelState.PACKED,
    e.PutBack: ParcelState.PUT_BACK,
    e.SentBack: ParcelState.SENT_BACK,
}
"""What befalls one parcel."""


def _after(f: Fulfilment, event: Event) -> Fulfilment:
    what = event.what
    if isinstance(what, _MARKS):
        return replace(f, marks=f.marks | {kind_of(what)})
    match what:
        case e.Started():
            began = f.started_at or event.at
            return replace(f, holder=event.installation, started_at=began)
        case e.LineRejected() | e.Picked() | e.Short() | e.Substituted():
            return _timed(_on_line(f, what), event)
        case e.Packed():
            return _packed(f, event, what)
        case e.Proved():
            return _proved(f, what)
        case e.HandedOver():
            return _handed_over(f, event, what)
        case e.Told():
            return replace(f, told=(*f.told, event))
        case _:
            return _moved(f, event)


def _on_line(f: Fulfilment, what: e.What) -> Fulfilment:
    match what:
        case e.LineRejected(line=line, reason=reason):
            return _line(f, line, rejected=reason or "-")
        case e.Picked(line=line, quantity=quantity):
            return _line(f, line, picked=max(f.line(line).picked + quantity, NONE))
        case e.Short(line=line, quantity=quantity, settled=settled):
            short = max(f.line(line).short + quantity, NONE)
            return _line(f, line, short=short, settled=settled)
        case e.Substituted(line=line):
            both = (*f.line(line).substitutes, what)
            return _line(f, line, substitutes=both, settled=e.Settled.SUBSTITUTE)
        case _:
            raise TypeError(type(what).__name__)


def _line(f: Fulfilment, number: int, **changes: object) -> Fulfilment:
    changed = replace(f.line(number), **changes)  # type: ignore[arg-type]
    return replace(f, lines=f.lines | {number: changed})


def _timed(f: Fulfilment, event: Event) -> Fulfilment:
    done = not any(f.wanted(line.number) for line in f.order.lines)
    return replace(f, picked_at=(f.picked_at or event.at) if done else None)


def _packed(f: Fulfilment, event: Event, said: e.Packed) -> Fulfilment:
    old = {
        name: replace(parcel, state=ParcelState.REPLACED)
        for name, parcel in f.parcels.items()
        if name in said.instead_of and parcel.state not in ENDED
    }
    f = replace(f, parcels=f.parcels | old, holder=f.holder or event.installation)
    for number, content in enumerate(said.parcels, 1):
        name = parcel_id(event.installation, event.seq, number)
        f = _with(
            f,
            Parcel(
                name,
                number,
                len(said.parcels),
                content,
                ParcelState.PACKED,
                event.at,
                event.who,
                event.installation,
            ),
        )
    return f


def _proved(f: Fulfilment, said: e.Proved) -> Fulfilment:
    parcel = Parcel(
        parcel_id(said.by, said.fact, said.number),
        said.number,
        said.of,
        said.content,
        ParcelState.PACKED,
        said.packed_at,
        said.packed_by,
        said.by,
    )
    if parcel.id in f.parcels:
        return f
    return replace(_with(f, parcel), holder=f.holder or said.by)


def _with(f: Fulfilment, parcel: Parcel) -> Fulfilment:
    """A parcel that nobody had told of; who gave it away may have."""
    for one in f.hand_overs:
        if parcel.id in one.said.parcels:
            parcel = _stepped(parcel, one.event, ParcelState.WITH_CUSTOMER)
    return replace(f, parcels=f.parcels | {parcel.id: parcel})


def _handed_over(f: Fulfilment, event: Event, said: e.HandedOver) -> Fulfilment:
    given = {
        name: _stepped(f.parcels[name], event, ParcelState.WITH_CUSTOMER)
        for name in said.parcels
        if name in f.parcels and f.parcels[name].state is not ParcelState.WITH_CUSTOMER
    }
    f = replace(f, parcels=f.parcels | given, hand_overs=(*f.hand_overs, HandOver(event, said)))
    for line, quantity, _ in said.refused:
        f = _line(f, line, refused=f.line(line).refused + quantity)
    return f


def _moved(f: Fulfilment, event: Event) -> Fulfilment:
    """What befalls one parcel; what has ended stays ended."""
    what = event.what
    parcel = f.parcels.get(getattr(what, "parcel", ""))
    if parcel is None or parcel.state in ENDED:
        return f
    moved = _stepped(parcel, event, _STEPS[type(what)])
    if isinstance(what, e.Shelved):
        moved = replace(moved, place=what.place)
    if isinstance(what, e.Arrived):
        moved = replace(moved, damaged=what.damaged)
    f = replace(f, parcels=f.parcels | {parcel.id: moved})
    ready = f.ready_at or (event.at if f.state is OrderState.READY else None)
    return replace(f, ready_at=ready)


def _stepped(parcel: Parcel, event: Event, state: ParcelState) -> Parcel:
    return replace(parcel, state=state, at=event.at, who=event.who, installation=event.installation)


def _surplus(f: Fulfilment) -> frozenset[str]:
    """Parcels of every set but one: that of which something is out or gone, else the first."""
    sets: dict[str, list[Parcel]] = {}
    for parcel in _ours(f.parcels.values()):
        sets.setdefault(_set_of(parcel.id), []).append(parcel)
    if len(sets) < 2:
        return frozenset()
    chosen = max(sets.values(), key=lambda parcels: max(_gone(parcel) for parcel in parcels))
    return frozenset(
        parcel.id for parcels in sets.values() if parcels is not chosen for parcel in parcels
    )


def _gone(parcel: Parcel) -> int:
    ranks = {ParcelState.WITH_CUSTOMER: 2, ParcelState.OUT: 1}
    return ranks.get(parcel.state, 0)


def _conflicts(f: Fulfilment) -> frozenset[Conflict]:
    found = set()
    given = [name for one in f.hand_overs for name in one.said.parcels]
    if len(given) != len(set(given)) or _sets_given(f) > 1:
        found.add(Conflict.HANDED_OVER_TWICE)
    if any(
        event.what.parcel in given
        for event in f.events
        if isinstance(event.what, e.PutBack | e.SentBack)
    ):
        found.add(Conflict.HANDED_OVER_AND_PUT_BACK)
    if f.hand_overs and FactType.ORDER_CANCELLED in f.marks:
        found.add(Conflict.HANDED_OVER_AND_CANCELLED)
    return frozenset(found)


def _sets_given(f: Fulfilment) -> int:
    """Of how many sets of parcels somebody got something."""
    given = {name for one in f.hand_overs for name in one.said.parcels}
    return len(
        {_set_of(one.id) for one in f.parcels.values() if one.id in given and not one.closed}
    )


def _set_of(parcel: str) -> str:
    """What the parcels have in common that were packed in one go."""
    return parcel.rpartition("-")[0]


def _ours(parcels: Iterable[Parcel]) -> Iterator[Parcel]:
    """Whose content was picked here, as it is now or ended up."""
    for parcel in parcels:
        if not parcel.closed and parcel.state is not ParcelState.REPLACED:
            yield parcel


def content_of(parcels: Iterable[Parcel]) -> Content:
    """What is in them together, by line."""
    sums: dict[int, Decimal] = {}
    for parcel in parcels:
        for line, quantity in parcel.content:
            sums[line] = sums.get(line, NONE) + quantity
    return tuple(sorted(sums.items()))
