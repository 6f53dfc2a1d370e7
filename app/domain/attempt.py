"""A card payment asked of a terminal: on disk before it is asked, never guessed after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.money import ZERO, Money


class AttemptKind(StrEnum):
    SALE = "sale"
    REFUND = "refund"
    REVERSAL = "reversal"
    """Of an approved payment whose sale was abandoned."""


class AttemptState(StrEnum):
    STARTED = "started"
    """Nobody knows yet: asked, or about to be."""
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    """The terminal gave no answer; it is looked up by its reference."""

    @property
    def open(self) -> bool:
        return self in (AttemptState.STARTED, AttemptState.UNKNOWN)


NEXT = {
    AttemptState.STARTED: {
        AttemptState.APPROVED,
        AttemptState.DECLINED,
        AttemptState.CANCELLED,
        AttemptState.UNKNOWN,
    },
    AttemptState.UNKNOWN: {
        AttemptState.APPROVED,
        AttemptState.DECLINED,
        AttemptState.CANCELLED,
        AttemptState.UNKNOWN,
    },
    AttemptState.APPROVED: set(),
    AttemptState.DECLINED: set(),
    AttemptState.CANCELLED: set(),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """`amount` is positive; `original` is the reference of the payment given back."""

    reference: str
    basket: str
    kind: AttemptKind
    amount: Money
    original: str
    state: AttemptState
    who: str
    at: datetime
    shift: int = 0
    """In which it was asked: the terminal's totals are of those."""
    returns: str = ""
    """What the terminal called the payment given back; "" when another one took it."""
    taken: Money = ZERO
    """What it moved once it was approved: `amount`, or less."""
    named: str = ""
    """What the terminal calls it."""
    slip: str = ""
    """The lines that the terminal wants on the customer's receipt."""
    terminal: str = ""
    """Which terminal was asked: no other knows what became of it."""

    @property
    def group(self) -> str:
        """What the terminal's totals are asked by: the shift of this installation."""
        return totals_group(self.reference, self.shift)


def totals_group(reference: str, shift: int) -> str:
    """`INSTALLATION.SHIFT`, of any reference of that installation; at most 16 characters."""
    installation = reference.rpartition("/")[2].partition("-")[0]
    return f"{installation[-9:]}.{shift}"
