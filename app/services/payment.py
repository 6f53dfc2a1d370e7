"""The fact that a document is paid otherwise, also when the terminal's answer brings it."""

from __future__ import annotations

from app.changes import Topic
from app.domain.attempt import Attempt, AttemptKind, AttemptState
from app.domain.document import Document
from app.domain.errors import CardPending, UnknownDocument
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.payment import Payment, changed_body, otherwise, swapped
from app.domain.sale import Retendering, Sale, SaleStatus
from app.domain.tender import Tender, TenderKind
from app.services.till import Act, Till
from app.storage import attempts, baskets, documents, payments


def change(
    till: Till, act: Act, document: Document, after: Payment, allowed_by: str, who: str = ""
) -> None:
    """State it; the drawer opens when cash moves."""
    before = payments.now(act.tx, document)
    act.state(
        FactType.PAYMENT_CHANGED,
        changed_body(document, before, after, allowed_by),
        who or till.session.who().code,
    )
    if before.of(TenderKind.CASH) != after.of(TenderKind.CASH):
        act.tx.changed(Topic.DRAWER)


def check_known(till: Till, number: str) -> None:
    """Whether it is known how that document is paid. Raises CardPending while the terminal has not
    said what became of a change of it: what is given back meanwhile would go the wrong way."""
    with till.db.read() as connection:
        changing = {
            sale.id
            for sale in baskets.with_status(connection, SaleStatus.RETENDERING)
            if sale.retendering and sale.retendering.number == number
        }
        asked = attempts.open_ones(connection)
    if any(attempt.basket in changing for attempt in asked):
        raise CardPending()


def into(wish: Retendering, amount: Money) -> Tender:
    """So much, paid as it is wished."""
    return Tender(wish.to, amount, wish.reference, wish.authorisation, wish.last_four)


def answered(
    till: Till, act: Act, sale: Sale, attempt: Attempt, authorisation: str, last_four: str
) -> None:
    """What a card's answer comes to while a payment is changed. Refused, nothing has happened; one
    that nobody knows waits."""
    wish = sale.retendering
    if wish is None:
        raise ValueError(f"{sale.id} changes no payment")
    if attempt.state.open:
        return
    document = documents.one(act.tx, wish.number)
    if document is None:
        raise UnknownDocument(number=wish.number)
    payment = payments.now(act.tx, document)
    if attempt.state is AttemptState.APPROVED:
        if attempt.kind is AttemptKind.REVERSAL:
            out = tuple(t for t in payment.tenders if t.reference == attempt.original)
            after = swapped(payment, out, into(wish, attempt.amount))
        else:
            card = Tender(
                TenderKind.CARD, attempt.taken, attempt.reference, authorisation, last_four
            )
            after = swapped(payment, otherwise(payment, TenderKind.CARD), card)
        change(till, act, document, after, wish.allowed_by, attempt.who)
    baskets.delete_sale(act.tx, sale)
