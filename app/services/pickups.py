"""The queue of orders: what is to be done next, and what anybody may look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.parcel import ParcelState
from app.services.folded import LATELY, MOST, FoldedOrders, left_over
from app.services.orders import Orders
from app.services.till import Till
from app.storage import orders, store

SHELVES = "pickup_shelves"
"""The shop's policy: the names of its pickup shelves."""
_MINUTE = timedelta(minutes=1)
SOON = timedelta(minutes=30)
AT_THE_COUNTER = timedelta(minutes=30)
"""How long somebody who showed an order is taken to be still there."""


class Group(StrEnum):
    """What a filter of the queue shows."""

    TO_PREPARE = "to_prepare"
    ON_SHELF = "on_shelf"
    COMING = "coming"
    TO_PUT_BACK = "to_put_back"


_GROUPS: dict[Group, frozenset[OrderState]] = {
    Group.TO_PREPARE: frozenset(
        {
            OrderState.NEW,
            OrderState.ACCEPTED,
            OrderState.PICKING,
            OrderState.PICKED,
            OrderState.PACKED,
            OrderState.ARRIVED,
        }
    ),
    Group.ON_SHELF: frozenset({OrderState.READY, OrderState.PART_HANDED_OVER}),
    Group.COMING: frozenset({OrderState.IN_TRANSIT}),
}
_OF_STATE = {state: group for group, states in _GROUPS.items() for state in states}


def group_of(f: Fulfilment) -> Group | None:
    """Where an order stands in the queue. What is left of one that was stopped, has expired or
    came back is to be put back, even where a part of it was handed over before; None: in none."""
    if f.stopped or f.expired or f.came_back:
        return Group.TO_PUT_BACK if f.holds else None
    return _OF_STATE.get(f.state)


class Only(StrEnum):
    """What narrows the queue down, beside its group."""

    LATE = "late"
    TODAY = "today"
    MINE = "mine"
    """Prepared by this device."""
    TO_PAY = "to_pay"


class Haste(StrEnum):
    """How an order stands to its promise."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order in the queue. `left`: until the promise, below zero when it is late; in a queue
    right to the minute, as it is read."""

    order: Fulfilment
    left: timedelta
    haste: Haste
    surplus: bool = False
    """Whether a second set of parcels of it is to be put back."""
    here: bool = False
    """Whether its customer is at the counter."""
    mine: bool = False
    """Whether this device prepares it."""
    today: bool = False
    """Whether it was promised for today, or before."""
    group: Group | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Stand:
    """How an order stands in the queue, and from when until before when it is read so."""

    waiting: Waiting
    turn: tuple[bool, bool, datetime, str]
    """Its place among the others."""
    since: datetime
    until: datetime

    def stands(self, now: datetime) -> bool:
        return self.since <= now < self.until


class Pickups:
    def __init__(self, till: Till, desk: Orders, folded: FoldedOrders) -> None:
        self._till, self._orders, self._folded = till, desk, folded
        self._queue: tuple[int, datetime, list[Waiting]] | None = None
        """As it stood in that turn of the orders, and that second."""
        self._stand: dict[str, _Stand] = {}

    def queue(self) -> list[Waiting]:
        """Whose customer is at the counter, then what is to be done, the least time left first;
        what has kept its promise and waits on its shelf comes after it. Bar, screen and Attention
        all ask after each scan: it is made once a second, or when something was said."""
        now, turn = self._till.now().replace(microsecond=0), self._folded.turn()
        if self._queue is None or self._queue[:2] != (turn, now):
            self._queue = turn, now, self._made(now)
        return list(self._queue[2])

    def _made(self, now: datetime) -> list[Waiting]:
        """Each one looked at again only when it moved, or would be read otherwise by now."""
        before, self._stand = self._stand, {}
        for f in self._folded.waiting():
            number = f.order.number
            known = before.get(number)
            if known is None or known.waiting.order is not f or not known.stands(now):
                known = _stand(_waiting(f, now, self._orders.device), now)
            self._stand[number] = known
        if self._queue is not None and list(before.items()) == list(self._stand.items()):
            return self._queue[2]
        return [one.waiting for one in sorted(self._stand.values(), key=lambda one: one.turn)]

    def turn(self) -> int:
        """Another one as soon as something is said of any order, or of the shop."""
        return self._folded.turn()

    def order(self, number: str) -> Fulfilment | None:
        """Any order, as it is now."""
        return self._folded.of(number) or self._orders.find(number)

    def waiting(self, f: Fulfilment) -> Waiting:
        """One order as it stands in the queue."""
        return _waiting(f, self._till.now(), self._orders.device)

    def search(self, words: str) -> list[Fulfilment]:
        """By number or digits of it, name or the end of a telephone, whatever their state."""
        words = " ".join(words.split())
        if not words:
            return []
        with self._till.store.read() as mirror:
            numbers = orders.matching(mirror, words, MOST)
        own = [f.order.number for f in self._folded.ours() if means(words, f)]
        found = self._all({*numbers, *own})
        return sorted(found, key=lambda f: (f.order.promised_at, f.order.number))

    def of_customer(self, customer: str) -> list[Fulfilment]:
        """Somebody's open orders: their loyalty card opens them."""
        with self._till.store.read() as mirror:
            numbers = orders.of_customer(mirror, customer)
        return [f for f in self._all(numbers) if f.state not in DONE]

    def given_lately(self) -> list[Fulfilment]:
        """What this device handed over in the last days, whole or in part."""
        since = self._till.now() - LATELY
        return [
            f for f in self._folded.ours() if f.hand_overs and f.hand_overs[-1].event.at >= since
        ]

    def shelves(self) -> list[tuple[str, int]]:
        """The places where parcels wait, or may (policy `pickup_shelves`), and how many do."""
        with self._till.store.read() as mirror:
            known = store.policies(mirror).get(SHELVES)
        found = {str(place): 0 for place in known} if isinstance(known, list) else {}
        for f in self._folded.waiting():
            for parcel in f.parcels.values():
                if parcel.state is ParcelState.SHELVED:
                    found[parcel.place] = found.get(parcel.place, 0) + 1
        return sorted(found.items())

    def together(self, f: Fulfilment) -> list[Fulfilment]:
        """Other orders of the same customer that can be collected now: by the card, or, of nobody
        known, by name and end of the telephone."""
        order = f.order
        known = order.name and order.phone_tail
        return [
            one.order
            for one in self.queue()
            if one.order.order.number != order.number
            and one.order.state is OrderState.READY
            and (
                one.order.order.customer == order.customer
                if order.customer
                else known
                and (one.order.order.name, one.order.order.phone_tail)
                == (order.name, order.phone_tail)
            )
        ]

    def _all(self, numbers: Iterable[str]) -> list[Fulfilment]:
        found = (self._orders.find(number) for number in numbers)
        return [f for f in found if f is not None]


def means(words: str, f: Fulfilment) -> bool:
    """Whether somebody who says `words` may mean it."""
    return orders.means(words, f.order.number, f.order.name, f.order.phone_tail)


def of_group(queue: Iterable[Waiting], group: Group | None) -> list[Waiting]:
    """Those of one group, or all."""
    return [one for one in queue if group is None or one.group is group]


def narrowed(queue: Iterable[Waiting], only: Only | None) -> list[Waiting]:
    """Those of the queue that a filter leaves."""
    match only:
        case Only.LATE:
            return [one for one in queue if one.haste is Haste.LATE]
        case Only.TODAY:
            return [one for one in queue if one.today]
        case Only.MINE:
            return [one for one in queue if one.mine]
        case Only.TO_PAY:
            return [one for one in queue if one.order.order.due]
        case None:
            return list(queue)


def counts(queue: Sequence[Waiting]) -> dict[Group, int]:
    """How many there are in each group."""
    found = Counter(one.group for one in queue)
    return {group: found[group] for group in Group}


def _waiting(f: Fulfilment, now: datetime, device: int) -> Waiting:
    left, group = f.order.promised_at - now, group_of(f)
    ready = group not in (Group.TO_PREPARE, Group.COMING)
    return Waiting(
        f,
        left,
        Haste.CALM if ready else _haste(left),
        left_over(f),
        _at_the_counter(f, now),
        device in (f.holder, f.order.assigned if not f.holder else 0),
        f.order.promised_at.astimezone(now.tzinfo).date() <= now.date(),
        group,
    )


def _stand(one: Waiting, now: datetime) -> _Stand:
    """Its minutes left and its minutes on the shelf, that its customer is here, and the day."""
    f = one.order
    ends = [now + one.left % _MINUTE, _midnight(now)]
    if f.ready_at:
        ends.append(now + _MINUTE - (now - f.ready_at) % _MINUTE)
    if one.here:
        ends.append(f.presented[-1].at + AT_THE_COUNTER)
    return _Stand(one, _turn(one), now, min(ends))


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def _turn(one: Waiting) -> tuple[bool, bool, datetime, str]:
    f = one.order
    waits = one.group is Group.ON_SHELF
    # In one zone: times of different ones compare ten times as slowly.
    return not one.here, waits, f.order.promised_at.astimezone(UTC), f.order.number


def _at_the_counter(f: Fulfilment, now: datetime) -> bool:
    """Shown a moment ago, and not handed over since."""
    if not f.presented or f.state in DONE:
        return False
    last = f.presented[-1]
    return now - last.at < AT_THE_COUNTER and all(
        one.event.turn < last.turn for one in f.hand_overs
    )


def _haste(left: timedelta) -> Haste:
    if left > SOON:
        return Haste.CALM
    return Haste.LATE if left < timedelta() else Haste.SOON
