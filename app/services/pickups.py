"""The queue of orders: what is to be done next, and what anybody may look up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.services.orders import Orders
from app.services.till import Till
from app.storage import orders

MOST = 200
"""Orders in a queue; who wants more looks for them."""
SOON = timedelta(minutes=30)
OURS = timedelta(days=30)
"""How long what happened here counts for the queue; central has heard of what is older."""


class Group(StrEnum):
    """What a filter of the queue shows."""

    TO_PREPARE = "to_prepare"
    ON_SHELF = "on_shelf"
    COMING = "coming"
    TO_PUT_BACK = "to_put_back"


GROUPS: dict[Group, frozenset[OrderState]] = {
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
    Group.TO_PUT_BACK: frozenset(
        {OrderState.EXPIRED, OrderState.CANCELLING, OrderState.RETURN_TO_WAREHOUSE}
    ),
}


class Haste(StrEnum):
    """How an order stands to its promise."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order in the queue. `left`: until the promise, below zero when it is late."""

    order: Fulfilment
    left: timedelta
    haste: Haste
    surplus: bool = False
    """Whether a second set of parcels of it is to be put back."""


class Pickups:
    def __init__(self, till: Till, desk: Orders) -> None:
        self._till, self._orders = till, desk

    def queue(self) -> list[Waiting]:
        """What is to be done, the least time left first."""
        now = self._till.now()
        found = [_waiting(f, now) for f in self._open()]
        return sorted(found, key=lambda one: (one.left, one.order.order.number))

    def search(self, words: str) -> list[Fulfilment]:
        """By number, name or the end of a telephone, whatever their state."""
        words = " ".join(words.split())
        if not words:
            return []
        with self._till.store.read() as mirror:
            numbers = orders.matching(mirror, words, MOST)
        own = [one for one in self._own() if one.startswith(words.upper())]
        found = self._all({*numbers, *own})
        return sorted(found, key=lambda f: (f.order.promised_at, f.order.number))

    def of_customer(self, customer: str) -> list[Fulfilment]:
        """Somebody's open orders: their loyalty card opens them."""
        with self._till.store.read() as mirror:
            numbers = orders.of_customer(mirror, customer)
        return [f for f in self._all(numbers) if f.state not in DONE]

    def _open(self) -> list[Fulfilment]:
        with self._till.store.read() as mirror:
            numbers = orders.waiting(mirror, MOST)
        return [
            f for f in self._all({*numbers, *self._own()}) if f.state not in DONE or _left_over(f)
        ]

    def _own(self) -> list[str]:
        with self._till.db.read() as connection:
            return orders.touched(connection, self._till.now() - OURS)

    def _all(self, numbers: Iterable[str]) -> list[Fulfilment]:
        found = (self._orders.find(number) for number in numbers)
        return [f for f in found if f is not None]


def of_group(queue: Iterable[Waiting], group: Group | None) -> list[Waiting]:
    """Those of one group, or all."""
    return [one for one in queue if group is None or one.order.state in GROUPS[group]]


def counts(queue: Sequence[Waiting]) -> dict[Group, int]:
    """How many there are in each group."""
    return {group: len(of_group(queue, group)) for group in Group}


def _left_over(f: Fulfilment) -> bool:
    return any(f.parcels[name].here for name in f.surplus)


def _waiting(f: Fulfilment, now: datetime) -> Waiting:
    left = f.order.promised_at - now
    ready = f.state not in GROUPS[Group.TO_PREPARE] | GROUPS[Group.COMING]
    return Waiting(f, left, Haste.CALM if ready else _haste(left), _left_over(f))


def _haste(left: timedelta) -> Haste:
    if left > SOON:
        return Haste.CALM
    return Haste.LATE if left < timedelta() else Haste.SOON
