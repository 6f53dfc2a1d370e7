"""What an order's money comes to; stated once, as all of its events are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.money import Money


@dataclass(frozen=True, slots=True)
class RefundOrdered:
    """What was paid and will not be had goes back, by the payments that brought it.

    What the lines were paid with, less what was had `instead`, is `parts` and `released`.
    """

    lines: tuple[tuple[int, Decimal, Money, str], ...]
    """(line, quantity, what was paid for it, why)."""
    parts: tuple[tuple[str, Money], ...]
    """(the provider's reference, amount) of what was taken..."""
    due: date
    """...and the last day to give it back (retail-rules 11: 14 days)."""
    released: tuple[tuple[str, Money], ...] = ()
    """The same of what is only held: it will not be taken."""
    instead: tuple[tuple[int, Money], ...] = ()
    """(line, worth) of the substitutes that were had."""
    document: str = ""
    """The corrective; "" when nobody issued one..."""
    unissued: str = ""
    """...although there is an invoice to correct: why."""


@dataclass(frozen=True, slots=True)
class CaptureOrdered:
    """What is held is taken, never more than it: for what was handed over, nothing of the rest."""

    parts: tuple[tuple[str, Money], ...]
    """(the provider's reference, amount); zero lets it go."""


@dataclass(frozen=True, slots=True)
class RefundAnswered:
    """The channel says what became of one part of a refund, or of a capture."""

    by: int
    """The installation that ordered it..."""
    fact: int
    """...the number of its fact..."""
    reference: str
    """...and whose payment."""
    done: bool
    why: str = ""
    before: bool = False
    """Central's: a ticket's return had paid it back already, and who ordered it did not know."""


@dataclass(frozen=True, slots=True)
class PaidBack:
    """Of an order that was paid at a till, a ticket's return gave back what nobody had yet, as far
    as whoever returned it knew."""

    document: str
    """The corrective."""
    lines: tuple[tuple[int, Decimal, Money], ...]
    """(line, quantity, what was paid for it)."""
