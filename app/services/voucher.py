"""A voucher's facts, stated with the document that makes it or takes of it, or with none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from app.domain.document import Document
from app.domain.errors import VoucherSpent
from app.domain.facts import FactType
from app.domain.money import ZERO, Money
from app.domain.paper_kind import PaperKind
from app.domain.sale import Sale
from app.domain.tender import Tender, TenderKind
from app.domain.voucher import (
    Issued,
    Redeemed,
    WhyIssued,
    issued_body,
    redeemed_body,
    taken_by,
)
from app.services.till import Act, Till
from app.storage import prints, store, vouchers

OF = "vale+"
"""How the names of their print jobs begin; no document's and no order's does."""
DAYS = "voucher_days"
"""The shop's policy: for how many days a voucher is good; 0 for ever."""


def issue(
    till: Till,
    act: Act,
    amount: Money,
    why: WhyIssued,
    document: str = "",
    code: str = "",
    said: tuple[str, str] = ("", ""),
) -> str:
    """State a new voucher and queue its paper; its code.

    `document`: the corrective whose money it is. `said`: why, and who allowed it, of one that is
    nobody's money.
    """
    code = code or new_code(till, act)
    days = _days(till)
    expires = act.at.date() + timedelta(days=days) if days else None
    body = issued_body(Issued(code, amount, why, document, expires))
    if why is WhyIssued.GOODWILL:
        body |= dict(zip(("reason", "allowed_by"), said, strict=True))
    act.state(FactType.VOUCHER_ISSUED, body)
    prints.queue(act.tx, PaperKind.VOUCHER, f"{OF}{code}", copy=True, at=act.at)
    return code


def new_code(till: Till, act: Act) -> str:
    """A code that no voucher of this till has."""
    while True:
        code = till.new_voucher(act.tx)
        if vouchers.issued(act.tx, code) is None:
            return code


def coded(till: Till, act: Act, sale: Sale) -> Sale:
    """A return whose store credit has its voucher's code."""
    if not sale.returning:
        return sale
    return replace(sale, tenders=tuple(_coded(till, act, sale.tenders)))


def _coded(till: Till, act: Act, tenders: Iterable[Tender]) -> Iterable[Tender]:
    for tender in tenders:
        if tender.kind is TenderKind.CREDIT and tender.amount < ZERO and not tender.reference:
            yield replace(tender, reference=new_code(till, act))
        else:
            yield tender


def settle(till: Till, act: Act, document: Document) -> None:
    """State, in the transaction that issues a document, what it took of vouchers or brought to
    new ones.

    Raises VoucherSpent when less is left of one than it took: it is never spent twice here.
    """
    for code, amount in taken_by(document.tenders).items():
        if amount < ZERO:
            issue(till, act, -amount, WhyIssued.RETURN, document.number, code)
            continue
        left = vouchers.left_of_ours(act.tx, code)
        if left is not None and amount > left:
            raise VoucherSpent(code=code, left=left)
        redeemed = Redeemed(code, amount, document.number)
        act.state(FactType.VOUCHER_REDEEMED, redeemed_body(redeemed))


def _days(till: Till) -> int:
    with till.store.read() as mirror:
        found = store.policies(mirror).get(DAYS)
    return found if type(found) is int and 0 < found < 100_000 else 0
