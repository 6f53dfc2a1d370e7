"""An order's events, folded in a sequence that is the same on every device.

Two devices with the same events show the same order, whatever way the events came to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.domain import order_conflicts
from app.domain import order_event as e
from app.domain.fulfilment import (
    NONE,
    Fulfilment,
    HandOver,
    OrderState,
)
from app.domain.order import Order
from app.domain.order_event import Event
from app.domain.order_facts import kind_of
from app.domain.order_money_event import PaidBack, RefundAnswered, RefundOrdered
from app.domain.parcel import ENDED, Parcel, ParcelState, packed_by, parcel_id


def fold(order: Order, events: Iterable[Event]) -> Fulfilment:
    """What became of `order`; events of the same fact count once, their order does not matter."""
    by_key = {event.key: event for event in events}
    turns = tuple(sorted(by_key.values(), key=lambda event: event.turn))
    made = Fulfilment(order, turns, parcels=_announced_parcels(order))
    for event in turns:
        made = _after(made, event)
    return _told(made)


def heard(f: Fulfilment, event: Event) -> Fulfilment:
    """`fold` of its events and one more; quick when nothing that is known comes after that one."""
    if f.events and event.turn <= f.events[-1].turn:
        return fold(f.order, (*f.events, event))
    begun = replace(f, events=(*f.events, event), surplus=frozenset(), conflicts=frozenset())
    return _told(_after(begun, event))


def _told(f: Fulfilment) -> Fulfilment:
    """With what only all of its events together say."""
    return replace(f, surplus=order_conflicts.surplus(f), conflicts=order_conflicts.conflicts(f))


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
        case e.Resourced() | e.Unsourced() | RefundOrdered() | RefundAnswered() | PaidBack():
            return _given_up(f, what)
        case e.Packed():
            return _packed(f, event, what)
        case e.Proved():
            return _proved(f, what)
        case e.HandedOver():
            return _handed_over(f, event, what)
        case e.Returned() | e.CameBack():
            return _brought_back(f, event, what)
        case e.Told() | e.Presented() | e.MatterSettled():
            return _noted(f, event)
        case _:
            return _moved(f, event)


def _noted(f: Fulfilment, event: Event) -> Fulfilment:
    """What moves nothing: somebody was told, stood at the counter, or saw to a matter."""
    match event.what:
        case e.Told():
            return replace(f, told=(*f.told, event))
        case e.MatterSettled(matter=matter):
            return replace(f, settled=f.settled | {matter})
        case _:
            return replace(f, presented=(*f.presented, event))


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


def _given_up(f: Fulfilment, what: e.What) -> Fulfilment:
    """What will not be had here: elsewhere, or not at all, and what was paid for it goes back."""
    match what:
        case e.Resourced(line=line, quantity=quantity):
            return _line(f, line, elsewhere=f.line(line).elsewhere + quantity)
        case e.Unsourced(line=line, quantity=quantity):
            return _line(f, line, lost=f.line(line).lost + quantity)
        case _:
            return _money(f, what)


def _money(f: Fulfilment, what: e.What) -> Fulfilment:
    """What was paid for it goes back."""
    match what:
        case RefundOrdered():
            return _refunded(f, what)
        case PaidBack():
            return _paid_back(f, what)
        case RefundAnswered(before=True):
            return _not_refunded(f, what)
        case _:
            return f


def _paid_back(f: Fulfilment, said: PaidBack) -> Fulfilment:
    """First it is what somebody had ordered back; what is above that, nobody wants any more."""
    for number, quantity, _ in said.lines:
        line = f.line(number)
        waiting = max(line.refunded - (line.paid_back - line.spared), NONE)
        spared = line.spared + max(quantity - waiting, NONE)
        f = _line(f, number, paid_back=line.paid_back + quantity, spared=spared)
    return f


def _refunded(f: Fulfilment, said: RefundOrdered) -> Fulfilment:
    for number, quantity, paid, _ in said.lines:
        line = f.line(number)
        f = _line(f, number, refunded=line.refunded + quantity, repaid=line.repaid + paid)
    for number, worth in said.instead:
        f = _line(f, number, instead=f.line(number).instead + worth)
    return f


def _not_refunded(f: Fulfilment, said: RefundAnswered) -> Fulfilment:
    """What a ticket's return had paid back before it was ordered counts as that alone."""
    for event in f.events:
        if event.key == (said.by, said.fact) and isinstance(what := event.what, RefundOrdered):
            for number, quantity, paid, _ in what.lines:
                line = f.line(number)
                refunded = line.refunded - quantity
                spared = max(line.spared, line.paid_back - refunded)
                repaid = line.repaid - paid
                f = _line(f, number, refunded=refunded, repaid=repaid, spared=spared)
    return f


def _brought_back(f: Fulfilment, event: Event, what: e.Returned | e.CameBack) -> Fulfilment:
    """By who had it to the counter, or by the carrier that nobody took it from."""
    return _returned(f, what) if isinstance(what, e.Returned) else _came_back(f, event, what)


def _returned(f: Fulfilment, said: e.Returned) -> Fulfilment:
    for number, quantity, _ in said.lines:
        f = _line(f, number, returned=f.line(number).returned + quantity)
    for number, sku, quantity, _ in said.instead:
        f = _line(f, number, brought=(*f.line(number).brought, (sku, quantity)))
    return f


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
    return replace(_renewed(_with(f, parcel), said.by), holder=f.holder or said.by)


def _renewed(f: Fulfilment, device: int) -> Fulfilment:
    """A device that packs an order again packs all of it: of what its labels tell, the newest set
    is instead of the older ones."""
    mine = [one for one in f.parcels.values() if not one.closed and packed_by(one.id)[0] == device]
    newest = max(packed_by(one.id) for one in mine)
    old = {
        one.id: replace(one, state=ParcelState.REPLACED)
        for one in mine
        if packed_by(one.id) < newest and one.state not in ENDED
    }
    return replace(f, parcels=f.parcels | old)


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


def _came_back(f: Fulfilment, event: Event, said: e.CameBack) -> Fulfilment:
    """What was packed here is opened and put back; what came closed waits to go where it came
    from. What is nobody's any more is not brought back again."""
    back = {
        name: replace(
            _stepped(parcel, event, ParcelState.ARRIVED if parcel.closed else ParcelState.PUT_BACK),
            undelivered=said.why,
        )
        for name, parcel in f.parcels.items()
        if name in said.parcels and parcel.state is ParcelState.WITH_CUSTOMER
    }
    return replace(f, parcels=f.parcels | back)


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
