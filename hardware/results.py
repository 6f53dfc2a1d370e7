"""What devices answer: all of it normal, so values and not exceptions. Amounts are cents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approved:
    """`authorisation` is the bank's; never a card number, `last_four` at most."""

    authorisation: str
    last_four: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """By the customer, on the terminal."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer, or one that cannot be trusted: look it up by its reference."""


Outcome = Approved | Declined | Cancelled | Unknown


@dataclass(frozen=True, slots=True)
class NotFound:
    """The terminal is sure that it never did that: nothing was charged."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The terminal does not answer questions either."""


LookUp = Approved | Declined | Cancelled | NotFound | Unreachable
