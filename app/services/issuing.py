"""Completing a sale: number, record, fact and index in one transaction, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.changes import Topic
from app.domain import elsewhere, exchanging, refund
from app.domain.document import Corrected, Document, DocumentKind, corrective_of
from app.domain.elsewhere import Elsewhere
from app.domain.errors import Invoiced, MoreThanSold, UnknownDocument
from app.domain.money import ZERO
from app.domain.sale import Exchange, Returning, Sale, SaleStatus
from app.domain.shift import Shift
from app.services import order_sale, placing, reserving, voucher
from app.services.drafts import Draft, put_out
from app.services.loyalty import given, state_points, taken
from app.services.originals import original
from app.services.till import Act, Till
from app.storage import baskets


def issue(till: Till, act: Act, sale: Sale, shift: Shift, who: str) -> Document:
    """Turn a paid sale into a document inside the open transaction; what comes back in exchange
    into its corrective just before it.

    Raises what the fiscal regime refuses; then the caller's transaction is rolled back and
    neither number nor chain has moved.
    """
    if sale.exchange is not None:
        sale = _exchanged(till, act, sale, sale.exchange, shift, who)
    there = _elsewhere(sale)
    sale = voucher.coded(till, act, sale)
    document = put_out(till, act, _draft(till, act, sale, shift, who, there))
    if sale.returning and any(till.tenders.of(tender.kind).opens_drawer for tender in sale.tenders):
        act.tx.changed(Topic.DRAWER)
    voucher.settle(till, act, document)
    state_points(act, document, who)
    order_sale.hand_over(till, act, sale, document.number)
    if sale.ordering is not None and not sale.returning:
        placing.place(till, act, sale, document)
    else:
        reserving.sold(till, act, sale, document.number)
    placing.given_back(till, act, document, there)
    baskets.delete_sale(act.tx, sale)
    return document


def check_exchange(till: Till, sale: Sale) -> None:
    """What is to come back in exchange may still: asked before any money is. Raises
    UnknownDocument, Invoiced, MoreThanSold."""
    if sale.exchange is None:
        return
    returning = sale.exchange.returning
    with till.db.read() as connection:
        found = original(till, connection, returning.number, read_elsewhere(returning))
    if found is None:
        raise UnknownDocument(number=returning.number)
    if found.document.number != returning.number:
        raise Invoiced(number=returning.number, invoice=found.document.number)
    sold = {line.number: line for line in found.document.lines}
    for line in sale.exchange.lines:
        left = refund.remaining(sold[line.of or 0], found.back)
        if -line.quantity > left:
            raise MoreThanSold(line=line.of, left=left)


def _exchanged(
    till: Till, act: Act, sale: Sale, exchange: Exchange, shift: Shift, who: str
) -> Sale:
    """Issue the corrective of what comes back; the sale that is left, paid with its money."""
    found = original(till, act.tx, exchange.returning.number, read_elsewhere(exchange.returning))
    if found is None:
        raise UnknownDocument(number=exchange.returning.number)
    back = tuple(tender for tender in sale.tenders if tender.amount < ZERO)
    before = (*found.given_back, *back)
    money = exchanging.given(found.document, before, sale, exchange, till.tenders)
    corrective = Sale(
        sale.id,
        SaleStatus.RETURNING,
        lines=exchange.lines,
        returning=exchange.returning,
        tenders=(*back, *money),
    )
    number = issue(till, act, corrective, shift, who).number
    paid = tuple(tender for tender in sale.tenders if tender.amount > ZERO)
    return replace(sale, exchange=None, tenders=(*exchanging.taken(money, number), *paid))


def _elsewhere(sale: Sale) -> Elsewhere | None:
    """Of a return of another shop's ticket, what was said of that."""
    return read_elsewhere(sale.returning) if sale.returning else None


def read_elsewhere(returning: Returning) -> Elsewhere | None:
    said = returning.elsewhere
    return elsewhere.read(said) if said else None


def _draft(
    till: Till, act: Act, sale: Sale, shift: Shift, who: str, there: Elsewhere | None
) -> Draft:
    draft = Draft(
        DocumentKind.F1 if sale.buyer else DocumentKind.F2,
        shift.id,
        who,
        sale.id,
        sale.lines,
        (),
        sale.total,
        sale.tenders,
        sale.change,
        sale.discount,
        sale.buyer,
        customer=sale.customer,
        non_resident=sale.non_resident,
        staff=sale.staff,
    )
    if sale.returning is None:
        return replace(draft, taxes=sale.taxes(), points=given(till, sale))
    found = original(till, act.tx, sale.returning.number, there)
    if found is None:
        raise UnknownDocument(number=sale.returning.number)
    document = found.document
    return replace(
        draft,
        kind=corrective_of(document.kind),
        taxes=refund.taxes(document, found.back, sale.lines),
        buyer=document.buyer,
        corrects=reference(found),
        allowed_by=sale.returning.allowed_by,
        customer=document.customer,
        staff=document.staff,
        points=taken(found, sale),
        printed=not sale.returning.gift,
    )


class _Known(Protocol):
    """A document, and of another shop's whose it is."""

    @property
    def document(self) -> Document: ...
    @property
    def elsewhere(self) -> Elsewhere | None: ...


def reference(of: _Known) -> Corrected:
    """How a document that corrects or replaces that one names it (RD 1619/2012 art. 15.4)."""
    document, there = of.document, of.elsewhere
    named = Corrected(document.number, document.issued_at.date(), document.kind)
    if there is None:
        return named
    return replace(named, shop=there.shop, installation=there.installation, proof=there.proof)
