"""Ways of paying as data, and the law about cash."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import CashOverLimit
from app.domain.money import Money

CASH_LIMIT = Money(100_000)
"""Ley 7/2012 art. 7.Uno: no cash in an operation of 1,000 euro or more."""


class TenderKind(StrEnum):
    CASH = "cash"
    CARD = "card"
    """On the terminal that the till speaks to."""
    CARD_BY_HAND = "card-by-hand"
    """On the bank's own terminal; a person types what it said."""
    WEB = "web"
    """In the channel where it was ordered: what was paid before, and goes back the same way."""


@dataclass(frozen=True, slots=True)
class TenderRules:
    """How a kind of tender behaves at sale, refund and close."""

    opens_drawer: bool
    gives_change: bool
    asks_terminal: bool
    counted: bool
    """Whether the close compares it with a figure that a person enters."""


TENDERS = {
    TenderKind.CASH: TenderRules(True, True, False, True),
    TenderKind.CARD: TenderRules(False, False, True, False),
    TenderKind.CARD_BY_HAND: TenderRules(False, False, False, True),
    TenderKind.WEB: TenderRules(False, False, False, False),
}


@dataclass(frozen=True, slots=True)
class Tender:
    """Money handed over (or, negative, paid back) in one way. Never a card number."""

    kind: TenderKind
    amount: Money
    """What was handed over: with cash it may exceed what was due, then there is change."""
    reference: str = ""
    """The terminal's name of the payment, by which it is looked up, refunded, reversed; of one in
    a channel the provider's."""
    authorisation: str = ""
    last_four: str = ""


def check_cash_law(operation: Money, cash: bool) -> None:
    """Refuse any cash in an operation of 1,000 euro or more, split or refund alike.

    What is handed over does not matter: 980 paid with two notes of 500 is sold.
    Raises CashOverLimit. (Ley 7/2012 art. 7, as amended by Ley 11/2021 art. 18.)
    """
    if cash and abs(operation.cents) >= CASH_LIMIT.cents:
        raise CashOverLimit(limit=CASH_LIMIT, total=operation)
