"""What no ticket and no discount can be."""

from __future__ import annotations

from decimal import Decimal

from app.domain.errors import BadQuantity, TicketTooLarge
from app.domain.money import ZERO, Money
from app.domain.product import MOST
from app.domain.sale import Amount, Percent, Sale

DEAREST = Money(99_999_999)
"""Of a unit and of a whole ticket: a fiscal record's amounts have twelve digits."""


def check_size(sale: Sale) -> None:
    """Raises BadQuantity, TicketTooLarge."""
    for line in sale.lines:
        check_quantity(line.quantity)
    if sale.gross > DEAREST:
        raise TicketTooLarge(most=DEAREST)


def check_quantity(quantity: Decimal) -> None:
    """0 is a weighed product that waits for its weight. Raises BadQuantity."""
    if not 0 <= quantity <= MOST:
        raise BadQuantity(text=str(quantity))


def is_discount(off: Percent | Amount) -> bool:
    """Between nothing and all of it; of an amount, pricing knows the most."""
    match off:
        case Percent(percent=percent):
            return 0 <= percent <= 100
        case Amount(amount=amount):
            return amount >= ZERO


def takes_off(off: Percent | Amount) -> bool:
    return off not in (Percent(Decimal(0)), Amount(ZERO))
