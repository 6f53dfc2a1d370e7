"""What was ordered back of an order, or to be taken, and what its channel says became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.fulfilment import Fulfilment
from app.domain.money import Money, total
from app.domain.order_money_event import CaptureOrdered, RefundAnswered, RefundOrdered


@dataclass(frozen=True, slots=True)
class Ordered:
    """One part. `due`: the last day, None of a capture; `done`: None while the channel has not
    said."""

    reference: str
    amount: Money
    at: datetime
    due: date | None = None
    document: str = ""
    """The corrective; "" for none."""
    done: bool | None = None

    @property
    def capture(self) -> bool:
        return self.due is None


def ordered(f: Fulfilment) -> tuple[Ordered, ...]:
    """Oldest first."""
    answers: dict[tuple[int, int, str], bool] = {}
    for event in f.events:
        if isinstance(what := event.what, RefundAnswered):
            answers[what.by, what.fact, what.reference] = what.done
    found = []
    for event in f.events:
        what, due, document = event.what, None, ""
        if isinstance(what, RefundOrdered):
            due, document = what.due, what.document
        elif not isinstance(what, CaptureOrdered):
            continue
        for name, amount in what.parts:
            done = answers.get((*event.key, name))
            found.append(Ordered(name, amount, event.at, due, document, done))
    return tuple(found)


def back(f: Fulfilment) -> Money:
    """All that was ordered back."""
    return total(one.amount for one in ordered(f) if not one.capture)
