"""What somebody without a ticket knows of it: a product, a day, an amount, a card, who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.money import Money


@dataclass(frozen=True, slots=True)
class Sought:
    """All that is said holds of what is found; nothing said of one, anything does."""

    sku: str = ""
    first: date = date.min
    last: date = date.max
    amount: Money | None = None
    """Of the ticket, or of one of its lines."""
    last_four: str = ""
    """Of the card that paid."""
    customer: str = ""
    """The uuid."""
