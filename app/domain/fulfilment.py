"""How far an order has come: what `order_fold` makes of its events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from app.domain import order_event as e
from app.domain.facts import FactType
from app.domain.money import ZERO, Money, total
from app.domain.order import Order
from app.domain.order_event import Content, Event
from app.domain.order_money_event import PaidBack
from app.domain.parcel import ENDED, Parcel, ParcelState
from app.domain.sums import summed

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
    CAME_BACK = "came_back"
    """A carrier brought back all that it took, and nothing is left to send."""


DONE = frozenset(
    {
        OrderState.REJECTED,
        OrderState.HANDED_OVER,
        OrderState.CANCELLED,
        OrderState.PUT_BACK,
        OrderState.CAME_BACK,
    }
)
"""Nothing is left to do in the shop."""


_UNTOUCHED = frozenset({OrderState.NEW, OrderState.ACCEPTED, OrderState.IN_TRANSIT})


class Conflict(StrEnum):
    """What two devices did that cannot both be right; a person settles it."""

    HANDED_OVER_TWICE = "handed_over_twice"
    HANDED_OVER_TOO_MUCH = "handed_over_too_much"
    """Once, and with it what a later version of the order does not want any more."""
    HANDED_OVER_AND_PUT_BACK = "handed_over_and_put_back"
    HANDED_OVER_AND_CANCELLED = "handed_over_and_cancelled"
    REFUNDED_TOO_MUCH = "refunded_too_much"


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
    returned: Decimal = NONE
    """What the customer had and brought back, of its own product..."""
    brought: tuple[tuple[str, Decimal], ...] = ()
    """...and (SKU, quantity) of what was had instead."""
    elsewhere: Decimal = NONE
    """Of what is missing, what comes in another order..."""
    lost: Decimal = NONE
    """...and what no shop has."""
    refunded: Decimal = NONE
    """How many somebody ordered to be given back..."""
    repaid: Money = ZERO
    """...what was paid for them..."""
    instead: Money = ZERO
    """...and what of that was had in substitutes."""
    paid_back: Decimal = NONE
    """How many a ticket's return gave back that nobody had yet (`order_event.PaidBack`)..."""
    spared: Decimal = NONE
    """...and how many of those nobody had ordered back: they are wanted no more."""

    @property
    def got(self) -> Decimal:
        """Picked of it, and of what is instead of it."""
        return self.picked + sum((one.quantity for one in self.substitutes), NONE)


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over and who stated it."""

    event: Event
    said: e.HandedOver


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
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
    presented: tuple[Event, ...] = ()
    """Each time somebody showed it at the counter."""
    settled: frozenset[str] = frozenset()
    """Matters that a person has seen to."""
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
        return max(line.quantity - progress.spared - progress.picked - progress.short, NONE)

    @property
    def untouched(self) -> bool:
        """Whether nobody has begun; of what travels a part may be in somebody's basket."""
        return self.state in _UNTOUCHED and not self.holder

    @property
    def paid_back(self) -> Money:
        """All that tickets' returns gave back of what nobody had yet."""
        said = (event.what for event in self.events)
        return total(much for one in said if isinstance(one, PaidBack) for _, _, much in one.lines)

    @property
    def all_paid_back(self) -> bool:
        """Whether nothing is left that the customer has paid for."""
        return bool(self.lines) and all(
            self.line(line.number).paid_back >= line.quantity for line in self.order.lines
        )

    def missing(self, number: int) -> Decimal:
        """How many of a line this shop will not bring, whoever does instead; of what is wanted."""
        line, progress = self.order.line(number), self.line(number)
        if line is None:
            return NONE
        open_ = max(line.quantity - progress.spared - progress.got, NONE)
        if progress.rejected:
            return open_
        instead = sum((one.quantity for one in progress.substitutes), NONE)
        short = max(progress.short - instead, NONE)
        return min(short, open_) if progress.spared else short

    @cached_property
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

    @cached_property
    def given(self) -> dict[int, Decimal]:
        """What was in the parcels of its hand-overs, by line, refused or not."""
        names = {name for one in self.hand_overs for name in one.said.parcels}
        return dict(content_of(one for one in self.parcels.values() if one.id in names))

    @property
    def took_nothing(self) -> bool:
        """Whether the customer left all of what was put before them."""
        lines = self.given.items()
        return bool(lines) and all(self.line(one).refused >= much for one, much in lines)

    def loose(self, number: int) -> Decimal:
        """How many of a line are picked, or instead of it, and in no parcel."""
        packed = dict(content_of(ours(self.parcels.values())))
        return max(self.line(number).got - packed.get(number, NONE), NONE)

    @property
    def holds(self) -> bool:
        """Whether the shop has goods of it that are not on sale."""
        loose = any(self.loose(number) for number in self.lines)
        return loose or any(parcel.here for parcel in self.parcels.values())

    @property
    def left_behind(self) -> bool:
        """Whether it is over, and something of it lies in the shop all the same."""
        return self.state in DONE and self.holds

    @cached_property
    def state(self) -> OrderState:
        if self.hand_overs:
            return self._after_hand_over()
        if self.stopped:
            return OrderState.CANCELLING if self.holds else OrderState.CANCELLED
        if self.expired:
            return self._after_expiry()
        if self.order.lines and all(self.line(line.number).rejected for line in self.order.lines):
            return OrderState.REJECTED
        return self._of_parcels() or self._of_lines()

    @property
    def goes_on(self) -> bool:
        """Whether somebody may still get some of it."""
        return self.state not in DONE and not (self.stopped or self.expired or self.came_back)

    @cached_property
    def came_back(self) -> bool:
        """Whether nobody has any of it: a carrier brought back all that it took."""
        names = {name for one in self.hand_overs for name in one.said.parcels}
        given = [parcel for name, parcel in self.parcels.items() if name in names]
        return bool(given) and all(one.undelivered for one in given) and not self._left

    def _after_hand_over(self) -> OrderState:
        here = any(parcel.undelivered and parcel.here for parcel in self.set)
        if self.came_back:
            return OrderState.RETURN_TO_WAREHOUSE if here else OrderState.CAME_BACK
        return OrderState.PART_HANDED_OVER if self._left or here else OrderState.HANDED_OVER

    @property
    def _left(self) -> bool:
        """Whether the rest of an order is still to be handed over, or to be put back."""
        if self.stopped or self.expired:
            return any(parcel.here and not parcel.undelivered for parcel in self.set)
        waits = any(self._waits(parcel) for parcel in self.set)
        return waits or any(self._owed(line.number) for line in self.order.lines)

    def _waits(self, parcel: Parcel) -> bool:
        """Whether something is still to become of a parcel; what the shop has given up does not
        come any more."""
        given_up = all(self.line(number).rejected for number, _ in parcel.content)
        travels = parcel.state is ParcelState.IN_TRANSIT
        over = parcel.state in ENDED or parcel.undelivered
        return not over and not (travels and given_up)

    def _owed(self, number: int) -> bool:
        """Whether the customer is still to get some of a line, that is in no parcel yet. A set of
        ours holds all that was found but what was to come closed."""
        if self.line(number).rejected or not (self.wanted(number) or self.loose(number)):
            return False
        closed = [one for one in self.set if one.closed and number in dict(one.content)]
        given = closed or [one for one in self.set if not one.closed]
        went = (one.undelivered or one.state is ParcelState.WITH_CUSTOMER for one in given)
        return not any(went)

    def _after_expiry(self) -> OrderState:
        if not self.holds:
            return OrderState.PUT_BACK
        here = [parcel for parcel in self.parcels.values() if parcel.here]
        closed = here and all(parcel.closed for parcel in here)
        return OrderState.RETURN_TO_WAREHOUSE if closed else OrderState.EXPIRED

    def _of_parcels(self) -> OrderState | None:
        states = {parcel.state for parcel in self.set if self._waits(parcel)}
        if not states:
            return None
        staged = states <= {ParcelState.SHELVED, ParcelState.OUT}
        if staged and not self.unseen and self._all_in_parcels():
            return OrderState.READY
        if ParcelState.PACKED in states:
            return OrderState.PACKED
        if ParcelState.IN_TRANSIT in states:
            return OrderState.IN_TRANSIT
        return OrderState.ARRIVED if ParcelState.ARRIVED in states else OrderState.PICKING

    def _all_in_parcels(self) -> bool:
        """A set of ours holds all that was found, whatever is known of the picking; without one,
        what is not short or rejected comes closed, and nothing lies in a basket."""
        return any(not parcel.closed for parcel in self.set) or all(
            self.announced(line.number)
            or (self.wanted(line.number) == 0 and not self.loose(line.number))
            for line in self.order.lines
        )

    def announced(self, number: int) -> bool:
        """Whether a line comes closed, from elsewhere; not any more once it went back there."""
        gone = {ParcelState.SENT_BACK, ParcelState.PUT_BACK}
        return any(
            number in dict(parcel.content)
            for parcel in self.set
            if parcel.closed and parcel.state not in gone
        )

    def _of_lines(self) -> OrderState:
        if not self.holder:
            return OrderState.ACCEPTED if self.accepted else OrderState.NEW
        todo = any(self.wanted(line.number) for line in self.order.lines)
        return OrderState.PICKING if todo else OrderState.PICKED


def ours(parcels: Iterable[Parcel]) -> Iterator[Parcel]:
    """Whose content was picked here, as it is now or ended up."""
    for parcel in parcels:
        if not parcel.closed and parcel.state is not ParcelState.REPLACED:
            yield parcel


def content_of(parcels: Iterable[Parcel]) -> Content:
    """What is in them together, by line."""
    sums = summed(part for parcel in parcels for part in parcel.content)
    return tuple(sorted(sums.items()))
