"""What the shop's rules make of a return: until when, paid back how, and by whose leave."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import refund
from app.domain.document import Document
from app.domain.elsewhere import Elsewhere
from app.domain.errors import (
    GiftOnlyCredit,
    NotAllowed,
    NotTakenBack,
    ReferenceMissing,
    TenderOff,
    TooLate,
)
from app.domain.facts import Body, FactType
from app.domain.money import Money, total
from app.domain.return_terms import guaranteed, return_terms
from app.domain.sale import Line, Sale
from app.domain.staff import Permission
from app.domain.tender import Tender, TenderKind, reference_of
from app.domain.why_back import WhyBack
from app.services.till import Act, Till
from app.storage import store

TERMS = "returns"
"""The shop's policy: until when goods come back (`domain.return_terms`)."""


def check_terms(till: Till, document: Document, lines: Sequence[Line]) -> str:
    """Whether the shop takes that back, today; who allowed it when it need not. Of what no
    goods come back of there is no limit. Raises NotTakenBack, TooLate."""
    if not any(line.why_back.goods for line in lines):
        return ""
    faulty = all(line.why_back is WhyBack.DAMAGED for line in lines)
    if not faulty and (kept := refund.not_taken_back(lines)):
        raise NotTakenBack(name=kept.name, text=kept.terms.not_returnable)
    with till.store.read() as mirror:
        terms = return_terms(store.policies(mirror).get(TERMS))
    sold = document.operation_on or document.issued_at.date()
    last = terms.last_day(sold)
    if faulty and last is not None:
        last = max(last, guaranteed(sold))
    if last is None or till.now().date() <= last:
        return ""
    try:
        return till.session.need(Permission.RETURN_LATE)
    except NotAllowed as refusal:
        text = terms.text[till.config.face.language == "en"]
        said = {"number": document.number, "last": last, "text": text}
        raise TooLate(**refusal.facts, **said) from None


def means_of(till: Till, means: str) -> str:
    """How it is wished to be paid back, fit to be kept. Raises TenderOff, ReferenceMissing,
    CardNumber; of cash for what no drawer took NotAllowed."""
    if means == refund.CASH_INSTEAD:
        till.session.need(Permission.CASH_INSTEAD)
    code, colon, reference = means.partition(":")
    if not colon:
        return means
    if code not in till.tenders.by_reference():
        raise TenderOff(kind=code[:40])
    if not (kept := reference_of(reference)):
        raise ReferenceMissing()
    return f"{code}:{kept}"


def gift_means(means: str) -> str:
    """How a gift ticket's goods are paid back. Raises GiftOnlyCredit."""
    if means not in ("", refund.CREDIT):
        raise GiftOnlyCredit()
    return refund.CREDIT


def state_cash(
    till: Till,
    act: Act,
    sale: Sale,
    means: str,
    document: Document,
    given_back: Sequence[Tender],
) -> None:
    """That money leaves the drawer for money that did not enter one. `given_back`: for the
    document, before this return."""
    if means != refund.CASH_INSTEAD or sale.returning is None:
        return
    cash = total(-tender.amount for tender in sale.tenders if tender.kind is TenderKind.CASH)
    beyond = refund.cash_beyond(document, given_back, cash, till.tenders)
    body: Body = {
        "number": sale.returning.number,
        "sale": sale.id,
        "amount": beyond.cents,
        "allowed_by": till.session.need(Permission.CASH_INSTEAD),
    }
    act.state(FactType.REFUNDED_IN_CASH, body)


def state_paper(act: Act, there: Elsewhere, amount: Money, allowed_by: str) -> None:
    """That the rule was overridden, in the transaction that issues the corrective."""
    document = there.document
    body: Body = {
        "number": document.number,
        "shop": there.shop,
        "issued_on": document.issued_at.date().isoformat(),
        "total": document.total.cents,
        "amount": amount.cents,
        "limit": there.said["limit"],
        "why": there.said["why"],
        "allowed_by": allowed_by,
    }
    act.state(FactType.RETURNED_ON_PAPER, body)
