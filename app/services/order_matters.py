"""What a person has to settle about orders: every way in which one can go wrong in a shop.

The cases are those of features.md 4 and retail-rules 11; each says which order it is about and what
its sentence needs. Nothing is settled here: the screen that says it has the button.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.changes import Topic
from app.domain import leaving, order_money
from app.domain.fulfilment import DONE, Conflict, Fulfilment, OrderState
from app.domain.leaving import BROKEN
from app.domain.money import ZERO, Money, total
from app.domain.order_conflicts import not_ordered
from app.domain.order_event import Settled, Told
from app.domain.parcel import ParcelState
from app.domain.product import Unit
from app.domain.salestop import stopping
from app.services.handing import Handing
from app.services.kept import Kept
from app.services.pickups import Group, Haste, Pickups, Waiting, group_of
from app.services.shelf_checks import ShelfChecks
from app.services.till import Till
from app.services.unloading import Is, Unloading
from app.storage import store

REFUSED = "refused"
"""The matter of what stayed in the shop at a hand-over (`order_event.MatterSettled`)."""
READY_WORD = "ready"
"""What a customer is told when the order can be collected (`order_event.Told`)."""
AGE = "age"


OUT_FOR = timedelta(minutes=10)
"""How long a parcel is out of its shelf before somebody is asked."""


class Trouble(StrEnum):
    HANDED_OVER_TWICE = Conflict.HANDED_OVER_TWICE.value
    HANDED_OVER_TOO_MUCH = Conflict.HANDED_OVER_TOO_MUCH.value
    HANDED_OVER_AND_PUT_BACK = Conflict.HANDED_OVER_AND_PUT_BACK.value
    HANDED_OVER_AND_CANCELLED = Conflict.HANDED_OVER_AND_CANCELLED.value
    REFUNDED_TOO_MUCH = Conflict.REFUNDED_TOO_MUCH.value
    STOPPED = "stopped"
    """Something of it must not be sold any more: it is not picked, and does not leave."""
    OWED = "owed"
    """What was paid and will not be had: nobody has corrected it and ordered it back."""
    CANCEL_ASKED = "cancel_asked"
    """While it is prepared, or after: the shop has to answer."""
    SURPLUS = "surplus"
    SHORT = "short"
    """Something is missing and nobody has chosen what about it."""
    NOT_STAGED = "not_staged"
    """The customer was told that it is ready, and it is not on its shelf."""
    PARCEL_MISSING = "parcel_missing"
    DAMAGED = "damaged"
    PAST_DEADLINE = "past_deadline"
    """Still on its shelf after the day until which it is kept."""
    TO_PUT_BACK = "to_put_back"
    """It is over, and the shop still holds goods of it."""
    REFUSED = "refused"
    """Somebody was too young, or did not want it: the goods wait to be put in their place."""
    LOST = "lost"
    """It was not on its shelf when somebody looked, and nobody has touched it since."""
    UNIDENTIFIED = "unidentified"
    """A closed parcel that nobody here knows; `order` has its code."""
    IDENTIFIED = "identified"
    """The same, of which news have come."""
    LATE = "late"
    CLOSED_TODAY = "closed_today"
    """The shop's calendar says closed, and orders are ready to be collected."""


@dataclass(frozen=True, slots=True)
class OrderMatter:
    """`order`: "" when it is about several, then `count` of them."""

    trouble: Trouble
    order: str = ""
    name: str = ""
    about: str = ""
    """Names of products, places or codes of parcels, as the trouble needs them."""
    amount: Money = ZERO
    at: datetime | None = None
    count: int = 1
    age: bool = False
    """Of what was refused: whether somebody was too young for it..."""
    broken: bool = False
    """...or it is broken, and is not for sale..."""
    goods: tuple[tuple[str, Decimal, Unit], ...] = ()
    """...and how much of what."""
    by_ticket: bool = False
    """Of what was handed over and paid back: by a return of its ticket."""


@dataclass(frozen=True, slots=True)
class UnansweredParcel:
    """A parcel was scanned out and nobody said whether it was handed over: say which."""

    order: str
    name: str
    """Of who collects it."""
    parcel: str
    at: datetime


class OrderMatters:
    def __init__(
        self,
        till: Till,
        pickups: Pickups,
        handing: Handing,
        shelves: ShelfChecks,
        unloading: Unloading,
    ) -> None:
        self._till, self._pickups, self._handing = till, pickups, handing
        self._shelves, self._unloading = shelves, unloading
        self._calendar = Kept(till, self._hours, but=frozenset(Topic))
        self._found: (
            tuple[tuple[int, datetime], list[UnansweredParcel], list[OrderMatter]] | None
        ) = None
        """Of single orders, in that turn of them and that second."""
        self._told: dict[str, tuple[Fulfilment, tuple[OrderMatter, ...]]] = {}
        """What is to be settled of each order of the queue, as long as it stands so."""

    def all(self) -> list[OrderMatter | UnansweredParcel]:
        """Parcels that are out, then the gravest first."""
        now = self._till.now()
        second = self._pickups.turn(), now.replace(microsecond=0)
        if self._found is None or self._found[0] != second:
            self._found = second, list(self._unanswered()), self._of_orders(now)
        _, unanswered, found = self._found
        found = [*found, *self._of_shelves(), *self._of_all(self._pickups.queue(), now)]
        found += self._of_stops()
        order = list(Trouble)
        found.sort(key=lambda one: (order.index(one.trouble), one.order))
        return [*unanswered, *found]

    def _unanswered(self) -> Iterator[UnansweredParcel]:
        for one in self._handing.unanswered(OUT_FOR):
            order, parcel = one.order.order, one.order.parcels[one.parcel]
            yield UnansweredParcel(order.number, order.name, parcel.id, parcel.at)

    def _of_orders(self, now: datetime) -> list[OrderMatter]:
        found = self._of_each([one.order for one in self._pickups.queue()], now)
        return [*found, *(one for f in self._pickups.given_lately() for one in _after(f))]

    def _of_stops(self) -> Iterator[OrderMatter]:
        """A stop touches what is picked or waits on its shelf too (retail-rules 2)."""
        stops = self._till.rulings.every_stop()
        if not stops:
            return
        for f in (one.order for one in self._pickups.queue()):
            if f.state in DONE or f.stopped or f.expired:
                continue
            said = [
                f"{name}: {stop.read_aloud(self._till.config.face.language)}"
                for sku, name in leaving.named(f)
                if (stop := stopping(stops.get(sku, ()), sku)) is not None
            ]
            if said:
                yield _matter(f, Trouble.STOPPED, said)

    def _of_shelves(self) -> Iterator[OrderMatter]:
        for one in self._shelves.lost():
            yield OrderMatter(Trouble.LOST, one.order, one.name, one.place)
        yield from self._strays()

    def _of_each(self, queue: list[Fulfilment], now: datetime) -> list[OrderMatter]:
        """Money is figured from all of an order's events: only of those that moved."""
        before, self._told = self._told, {}
        found: list[OrderMatter] = []
        for f in queue:
            known = before.get(f.order.number)
            if known is None or known[0] is not f:
                known = f, tuple(_of_order(f))
            self._told[f.order.number] = known
            found += known[1]
            found += _deadline(f, now)
        return found

    def _strays(self) -> Iterator[OrderMatter]:
        for one in self._unloading.strays():
            known = one.code.is_ in (Is.PARCEL, Is.BOX)
            trouble = Trouble.IDENTIFIED if known else Trouble.UNIDENTIFIED
            whose = one.code.order.order.number if one.code.order else ""
            about = " · ".join(filter(None, (one.stray.place, whose)))
            yield OrderMatter(trouble, one.stray.code, about=about, at=one.stray.since)

    def _of_all(self, queue: list[Waiting], now: datetime) -> Iterator[OrderMatter]:
        late = [one for one in queue if one.haste is Haste.LATE]
        if late:
            first = late[0].order.order
            yield OrderMatter(
                Trouble.LATE, about=first.number, at=first.promised_at, count=len(late)
            )
        ready = [one for one in queue if one.order.state is OrderState.READY]
        if ready and self._closed_today(now):
            yield OrderMatter(Trouble.CLOSED_TODAY, count=len(ready))

    def _hours(self) -> dict[str, Any]:
        with self._till.store.read() as mirror:
            return store.calendar(mirror)

    def _closed_today(self, now: datetime) -> bool:
        """By the shop's own calendar; a shop without one is never known to be closed."""
        calendar = self._calendar()
        day = calendar.get(now.date().isoformat())
        if day is None:
            weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
            day = calendar.get(weekdays[now.weekday()])
        return bool(calendar) and not day


def _of_order(f: Fulfilment) -> Iterator[OrderMatter]:
    """What follows from the order alone, whatever the hour."""
    for look in (_conflicts, _money, _asked, _goods, _parcels):
        yield from look(f)


def _matter(
    f: Fulfilment, trouble: Trouble, about: Iterable[str] = (), **more: object
) -> OrderMatter:
    made: Callable[..., OrderMatter] = OrderMatter
    return made(
        trouble,
        f.order.number,
        f.order.name,
        ", ".join(dict.fromkeys(about)),
        f.order.amount,
        **more,
    )


def _conflicts(f: Fulfilment) -> Iterator[OrderMatter]:
    for conflict in f.conflicts:
        if conflict.value not in f.settled:
            at = f.hand_overs[-1].event.at if f.hand_overs else None
            if conflict is Conflict.HANDED_OVER_TOO_MUCH:
                yield _not_ordered(f, at)
            else:
                by_ticket = bool(f.paid_back)
                yield _matter(f, Trouble(conflict.value), at=at, by_ticket=by_ticket)


def _not_ordered(f: Fulfilment, at: datetime | None) -> OrderMatter:
    """What the customer has above what is ordered, and what that is worth."""
    over = dict(not_ordered(f))
    lines = [line for line in f.order.lines if line.number in over]
    worth = total(line.price.times(over[line.number]) for line in lines)
    names = [line.name for line in lines]
    return replace(_matter(f, Trouble.HANDED_OVER_TOO_MUCH, names, at=at), amount=worth)


def _money(f: Fulfilment) -> Iterator[OrderMatter]:
    if order_money.owes(f) and (owed := order_money.owed(f)):
        yield replace(_matter(f, Trouble.OWED), amount=owed)


def _asked(f: Fulfilment) -> Iterator[OrderMatter]:
    if f.cancel_asked and not f.stopped and f.state not in DONE and not f.hand_overs:
        yield _matter(f, Trouble.CANCEL_ASKED)


def _goods(f: Fulfilment) -> Iterator[OrderMatter]:
    if f.state in DONE or f.stopped or f.expired:
        return
    short = [
        line.name
        for line in f.order.lines
        if f.line(line.number).short
        and f.line(line.number).settled is Settled.OPEN
        and not f.line(line.number).substitutes
    ]
    if short:
        yield _matter(f, Trouble.SHORT, short)


def _parcels(f: Fulfilment) -> Iterator[OrderMatter]:
    surplus = [f.parcels[name] for name in f.surplus if f.parcels[name].here]
    if surplus:
        yield _matter(f, Trouble.SURPLUS, (one.place for one in surplus if one.place))
    if f.state in DONE:
        return
    if f.unseen:
        yield _matter(f, Trouble.PARCEL_MISSING, count=f.unseen)
    damaged = [one.id for one in f.set if one.damaged and one.here]
    if damaged:
        yield _matter(f, Trouble.DAMAGED, damaged)
    told = any(
        isinstance(said := one.what, Told) and said.what == READY_WORD and said.reached
        for one in f.told
    )
    in_hand = [one for one in f.set if one.state in (ParcelState.PACKED, ParcelState.ARRIVED)]
    if told and in_hand and not (f.stopped or f.expired):
        yield _matter(f, Trouble.NOT_STAGED, at=f.told[-1].at)


def _deadline(f: Fulfilment, now: datetime) -> Iterator[OrderMatter]:
    until = f.order.hold_until
    past = until is not None and until < now and f.state is OrderState.READY
    back = group_of(f) is Group.TO_PUT_BACK
    if past or back:
        places = [one.place for one in f.set if one.state is ParcelState.SHELVED]
        trouble, at = (Trouble.TO_PUT_BACK, None) if back else (Trouble.PAST_DEADLINE, until)
        yield _matter(f, trouble, places, at=at)


def _after(f: Fulfilment) -> Iterator[OrderMatter]:
    """What a hand-over left in the shop."""
    if REFUSED in f.settled:
        return
    left = [part for one in f.hand_overs for part in one.said.refused]
    if left:
        goods = tuple(
            (line.name, f.line(line.number).refused, line.unit)
            for line in f.order.lines
            if f.line(line.number).refused
        )
        age = all(why == AGE for _, _, why in left)
        broken = any(why in BROKEN for _, _, why in left)
        at, names = f.hand_overs[-1].event.at, (name for name, _, _ in goods)
        yield _matter(f, Trouble.REFUSED, names, at=at, age=age, broken=broken, goods=goods)
