"""A card attempt and the terminal: how it is asked, and what its answer makes of it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.attempt import Attempt, AttemptKind, AttemptState
from app.domain.money import ZERO, Money
from app.domain.sale import Sale
from hardware.devices import CardRequest, RequestKind
from hardware.results import (
    Approved,
    Cancelled,
    Declined,
    NotAsked,
    Outcome,
    Unknown,
)


def request_of(attempt: Attempt) -> CardRequest:
    """An attempt as the terminal is asked for it, and asked after."""
    return CardRequest(
        attempt.reference,
        RequestKind(attempt.kind.value),
        attempt.amount.cents,
        attempt.original,
        attempt.returns,
        attempt.group,
        attempt.terminal,
    )


def settled(attempt: Attempt, state: AttemptState, outcome: Outcome) -> Attempt:
    """The attempt with what the terminal said of it. Raises ValueError when that is impossible."""
    if isinstance(outcome, Declined | Cancelled):
        return replace(attempt, state=state, slip="\n".join(outcome.slip))
    if not isinstance(outcome, Approved):
        return replace(attempt, state=state)
    taken = attempt.amount if outcome.cents is None else Money(outcome.cents)
    less = attempt.kind is AttemptKind.SALE and ZERO < taken < attempt.amount
    if taken != attempt.amount and not less:
        raise ValueError(f"{attempt.reference}: {taken} of {attempt.amount}")
    slip = "\n".join(outcome.slip)
    return replace(attempt, state=state, taken=taken, named=outcome.transaction, slip=slip)


def on_a_ticket(attempt: Attempt, sale: Sale) -> bool:
    """Whether its slip is printed with the sale's own ticket, or the return's."""
    approved = attempt.state is AttemptState.APPROVED
    return approved and attempt.kind is not AttemptKind.REVERSAL and sale.retendering is None


def read(outcome: Outcome) -> tuple[AttemptState, str, str]:
    """The state it leads to, the authorisation and the card's last four digits."""
    match outcome:
        case Approved(authorisation=authorisation, last_four=last_four):
            return AttemptState.APPROVED, printable(authorisation, 20), four(last_four)
        case Declined():
            return AttemptState.DECLINED, "", ""
        case Cancelled() | NotAsked():
            return AttemptState.CANCELLED, "", ""
        case Unknown():
            return AttemptState.UNKNOWN, "", ""


def printable(text: str, most: int) -> str:
    """As much of it as may stand on a paper."""
    return "".join(ch for ch in text if ch.isprintable())[:most]


def four(text: str) -> str:
    """The last four digits and never more, whatever a terminal or a person gives."""
    digits = "".join(ch for ch in text if ch.isascii() and ch.isdigit())
    return digits[-4:]
