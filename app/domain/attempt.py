"""A card payment asked of a terminal: on disk before it is asked, never guessed after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.money import Money


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
