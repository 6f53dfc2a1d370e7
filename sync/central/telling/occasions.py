"""When a customer is written to: pure, from what an order was and what it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.order import Delivery, Order
from app.domain.order_event import Event
from app.domain.order_money_event import RefundOrdered


class Subject(StrEnum):
    """What a letter is about."""

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    READY = "ready"
    DELAYED = "delayed"
    REMINDER = "reminder"
    PART_HANDED_OVER = "part_handed_over"
    HANDED_OVER = "handed_over"
    CANCEL_ASKED = "cancel_asked"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNAVAILABLE = "unavailable"
    """Some of it no shop has."""
    UNDELIVERED = "undelivered"
    REFUND = "refund"


class Occasion(NamedTuple):
    """One letter: of an order, no two have the same subject and `which`. `amount`: cents that go
    back."""

    subject: Subject
    which: str = ""
    amount: int = 0

    @property
    def key(self) -> str:
        return f"{self.subject}:{self.which}" if self.which else self.subject.value


def subject_of(key: str) -> Subject:
    return Subject(key.partition(":")[0])


_AT_A_SHOP = frozenset({Subject.READY, Subject.DELAYED, Subject.REMINDER, Subject.EXPIRED})
"""What is said only to somebody who will come."""


def of_change(
    before: Fulfilment | None, after: Fulfilment, fresh: Iterable[Event] = ()
) -> Iterator[Occasion]:
    """What the customer is to hear now; `before` None: it was placed."""
    for one in _of_change(before, after, fresh):
        if is_for(one.subject, after.order):
            yield one


def is_for(subject: Subject, order: Order) -> bool:
    """Whether whoever ordered that is told so at all."""
    return order.delivery is not Delivery.HOME or subject not in _AT_A_SHOP


def _of_change(
    before: Fulfilment | None, after: Fulfilment, fresh: Iterable[Event]
) -> Iterator[Occasion]:
    if before is None:
        yield Occasion(Subject.CONFIRMED)
        return
    if after.order.version != before.order.version:
        yield Occasion(Subject.CHANGED, f"v{after.order.version}")
    news = list(fresh)
    for event in news:
        if isinstance(event.what, e.HandedOver):
            yield _handed_over(after, event)
        if isinstance(event.what, e.CameBack):
            yield Occasion(Subject.UNDELIVERED, _fact(event))
    lost = sorted({event.what.line for event in news if isinstance(event.what, e.Unsourced)})
    if lost:
        yield Occasion(Subject.UNAVAILABLE, "-".join(map(str, lost)))
    if not after.hand_overs:  # what else is heard late is nothing to whoever has it
        yield from _of_state(before, after)
    for event in news:  # why comes before how much
        if isinstance(event.what, RefundOrdered) and event.what.parts:
            amount = sum(part.cents for _, part in event.what.parts)
            yield Occasion(Subject.REFUND, _fact(event), amount)


def _handed_over(f: Fulfilment, event: Event) -> Occasion:
    if f.state is OrderState.PART_HANDED_OVER:
        return Occasion(Subject.PART_HANDED_OVER, _fact(event))
    return Occasion(Subject.HANDED_OVER)


def _fact(event: Event) -> str:
    return f"{event.installation}-{event.seq}"


def _of_state(before: Fulfilment, after: Fulfilment) -> Iterator[Occasion]:
    if after.stopped and not before.stopped:
        yield Occasion(Subject.CANCELLED)
    elif after.cancel_asked and not before.cancel_asked and not after.stopped:
        yield Occasion(Subject.CANCEL_ASKED)
    elif after.expired and not before.expired:
        yield Occasion(Subject.EXPIRED)
    elif after.state is OrderState.READY and before.state is not OrderState.READY:
        yield Occasion(Subject.READY)


_TRUE_WHILE = {
    Subject.READY: {OrderState.READY},
    Subject.REMINDER: {OrderState.READY, OrderState.PART_HANDED_OVER},
    Subject.DELAYED: {
        *(OrderState.NEW, OrderState.ACCEPTED, OrderState.PICKING, OrderState.PICKED),
        *(OrderState.PACKED, OrderState.IN_TRANSIT, OrderState.ARRIVED),
    },
    Subject.CANCEL_ASKED: set(OrderState) - {OrderState.CANCELLING, OrderState.CANCELLED},
}
"""What is said of a moment, and is not sent when that has passed."""


def is_true(subject: Subject, f: Fulfilment) -> bool:
    """Whether a letter that waited still says what is."""
    return f.state in _TRUE_WHILE.get(subject, set(OrderState))
