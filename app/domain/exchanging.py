"""The money of an exchange: what comes back pays what is sold, the difference moves alone."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import refund
from app.domain.document import Document
from app.domain.money import ZERO, total
from app.domain.sale import Exchange, Sale
from app.domain.tender import CASH_LIMIT, Tender, TenderKind, Tenders


def back(
    document: Document,
    given_back: Iterable[Tender],
    sale: Sale,
    rules: Tenders,
    means: str = "",
) -> tuple[Tender, ...]:
    """How the customer gets the difference when what is sold costs less, negative: as what comes
    back of `document` was paid, cards first, or as `means` says. Raises PaidOtherwise."""
    owed = max(-sale.to_pay, ZERO)
    return refund.paid_back(document, given_back, owed, means, rules) if owed else ()


def left(plan: Iterable[Tender], sale: Sale) -> tuple[Tender, ...]:
    """What of that plan nobody has paid back yet."""
    done = {(one.kind, one.reference) for one in sale.tenders if one.amount < ZERO}
    return tuple(one for one in plan if (one.kind, one.reference) not in done)


def given(
    document: Document,
    given_back: Iterable[Tender],
    sale: Sale,
    exchange: Exchange,
    rules: Tenders,
) -> tuple[Tender, ...]:
    """What of it pays the ticket, as the corrective says it, negative: as cash what was cash, the
    rest as an exchange. `given_back`: the difference too."""
    worth = exchange.amount - max(-sale.to_pay, ZERO)
    came = refund.paid_back(document, given_back, worth, "", rules)
    legal = sale.total < CASH_LIMIT and document.total < CASH_LIMIT
    legal = legal and not exchange.returning.means  # a gift is never worth cash
    cash = total(-one.amount for one in came if one.kind is TenderKind.CASH and legal)
    kinds = ((TenderKind.CASH, cash), (TenderKind.EXCHANGE, worth - cash))
    return tuple(Tender(kind, -amount) for kind, amount in kinds if amount)


def taken(given: Iterable[Tender], corrective: str) -> tuple[Tender, ...]:
    """The same in the ticket that it pays; an exchange names the corrective that it comes from."""
    return tuple(
        Tender(one.kind, -one.amount, "" if one.kind is TenderKind.CASH else corrective)
        for one in given
    )
