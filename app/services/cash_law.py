"""The law about cash, held against the whole operation and not only the ticket in hand."""

from __future__ import annotations

from app.domain.fulfilment import Fulfilment
from app.domain.money import Money, total
from app.domain.order import OrderLine
from app.domain.sale import Sale
from app.domain.tender import check_cash_law
from app.services.orders import Orders
from app.services.till import Till


def check(till: Till, sale: Sale, *, cash: bool) -> None:
    """Raises CashOverLimit: no part of an operation of 1,000 euro or more may be cash, and an order
    that is collected and paid in parts is one operation (Ley 7/2012 art. 7.Uno)."""
    if cash:
        check_cash_law(operation(till, sale), cash, non_resident=sale.non_resident is not None)


def operation(till: Till, sale: Sale) -> Money:
    """What the customer pays in all: the ticket, and what else there is of the order that it
    pays a part of."""
    if sale.collected is None:
        return sale.total
    f, of = Orders(till).of(sale.collected.order), dict(sale.collected.lines)
    others = total(line.total for line in sale.lines if line.number not in of)
    whole = total(_worth(f, line) for line in f.order.lines)
    return max(sale.total, whole + others)


def _worth(f: Fulfilment, line: OrderLine) -> Money:
    """What a line costs that is not known to be missing."""
    missing = f.line(line.number).short
    return line.price.times(line.quantity - min(missing, line.quantity))
