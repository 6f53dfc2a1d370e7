"""What devices answer: all of it normal, so values and not exceptions. Amounts are cents."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from hardware.errors import Reason


@dataclass(frozen=True, slots=True)
class Approved:
    """`authorisation` is the bank's; never a card number, `last_four` at most."""

    authorisation: str
    last_four: str = ""
    cents: int | None = None
    """What it moved: all that was asked for, or less; None: all of it."""
    transaction: str = ""
    """What the terminal calls it: a refund or reversal names it again."""
    slip: tuple[str, ...] = ()
    """The lines that the terminal wants on the customer's receipt."""


@dataclass(frozen=True, slots=True)
class Declined:
    reason: str = ""
    slip: tuple[str, ...] = field(default=(), compare=False)
    """What the terminal wants printed of it, if anything; no part of what it came to."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """By the customer, on the terminal."""

    slip: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer, or one that cannot be trusted: look it up by its reference."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """It never began: no byte reached the terminal, or it said that it works on something else.
    Nothing was charged, and nothing needs to be looked up."""

    why: str = ""


Outcome = Approved | Declined | Cancelled | Unknown | NotAsked


@dataclass(frozen=True, slots=True)
class NotFound:
    """The terminal is sure that it never did that: nothing was charged."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The terminal does not answer questions either, is still at it, or cannot be believed."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a terminal booked for a group of requests: charged, and given back."""

    taken: int
    given: int = 0


LookUp = Approved | Declined | Cancelled | NotFound | Unreachable


# What became of a ticket that a printer was given.
@dataclass(frozen=True, slots=True)
class CameOut:
    """The printer took all of it (its fence answered): it is on paper."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """All of it is with something that answers nothing: a spooler, a printer without status."""


@dataclass(frozen=True, slots=True)
class NotBegun:
    """No byte of it left the till: it may be given again, here or elsewhere."""

    why: Reason


@dataclass(frozen=True, slots=True)
class Unsure:
    """A part of it may be on paper: a person looks, and nothing is sent again unasked."""

    why: Reason


PrintEnd = CameOut | HandedOver | NotBegun | Unsure


# What lies on a scale.
@dataclass(frozen=True, slots=True)
class Weight:
    """Stable, above zero. `net`: the scale has taken a tare off it."""

    grams: int
    net: bool = False


@dataclass(frozen=True, slots=True)
class NoWeight:
    """Why there is none to sell by: UNSTABLE, NEGATIVE, EMPTY, OVERLOAD, NOT_CLEARED,
    NOT_APPROVED, or what keeps the scale from answering."""

    why: Reason


Reading = Weight | NoWeight


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scanner read, whichever way it came."""

    raw: str
    """As it came, without its AIM identifier; a group separator is U+001D."""
    aim: str
    """The AIM identifier (`]E0`, `]C1`...) of ISO/IEC 15424; "" when the scanner sent none."""
    source: str
    """The device's name."""
    at: datetime
