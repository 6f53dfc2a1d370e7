"""Completing a sale: number, record, fact and index in one transaction, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import elsewhere, refund
from app.domain.bodies import document_body
from app.domain.document import Corrected, Document, DocumentKind, FiscalMark
from app.domain.errors import UnknownDocument
from app.domain.facts import FactType
from app.domain.sale import Sale
from app.domain.shift import Shift
from app.domain.tax import TaxedLine
from app.fiscal.document import FiscalDocument, Issuer, Reference
from app.services import order_sale
from app.services.loyalty import given, state_points, taken
from app.services.originals import Original, original
from app.services.till import Act, Till
from app.storage import baskets, documents, prints
from app.storage import fiscal as records

DESCRIPTION = "Venta al por menor"
"""DescripcionOperacion: what the invoice is about, in the language of the law."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is known of a document before it has a number."""

    kind: DocumentKind
    taxes: tuple[TaxedLine, ...]
    corrected: Document | None = None
    reference: Corrected | None = None
    customer: str = ""
    points: int = 0


def issue(till: Till, act: Act, sale: Sale, shift: Shift, who: str) -> Document:
    """Turn a paid sale into a document inside the open transaction.

    Raises what the fiscal regime refuses; then the caller's transaction is rolled back and
    neither number nor chain has moved.
    """
    paper = _paper(till, act, sale)
    prefix = till.config.series(paper.kind.series_letter, act.at.year)
    number = documents.next_number(act.tx, prefix)
    document = Document(
        number=number,
        kind=paper.kind,
        issued_at=act.at.replace(microsecond=0),
        shift=shift.id,
        who=who,
        sale=sale.id,
        lines=sale.lines,
        taxes=paper.taxes,
        total=sale.total,
        tenders=sale.tenders,
        change=sale.change,
        discount=sale.discount,
        buyer=paper.corrected.buyer if paper.corrected else sale.buyer,
        corrects=paper.reference,
        allowed_by=sale.returning.allowed_by if sale.returning else "",
        fiscal=_record(till, act, sale, paper, number),
        customer=paper.customer,
        points=paper.points,
    )
    fact = act.state(FactType.DOCUMENT_ISSUED, document_body(document), who)
    documents.add(act.tx, document, fact)
    state_points(act, document, who)
    order_sale.hand_over(till, act, sale, number)
    baskets.delete_sale(act.tx, sale)
    prints.queue(act.tx, number, copy=False, at=act.at)
    return document


def _paper(till: Till, act: Act, sale: Sale) -> _Paper:
    if sale.returning is None:
        kind = DocumentKind.F1 if sale.buyer else DocumentKind.F2
        return _Paper(kind, sale.taxes(), None, None, sale.customer, given(till, sale))
    said = sale.returning.elsewhere
    there = elsewhere.read(said) if said else None
    found = original(till, act.tx, sale.returning.number, there)
    if found is None:
        raise UnknownDocument(number=sale.returning.number)
    document = found.document
    kind = DocumentKind.R1 if document.kind is DocumentKind.F1 else DocumentKind.R5
    taxes = refund.taxes(document, found.back, sale.lines)
    points = taken(found, sale)
    return _Paper(kind, taxes, document, _corrected(found), document.customer, points)


def _corrected(of: Original) -> Corrected:
    document, there = of.document, of.elsewhere
    reference = Corrected(document.number, document.issued_at.date(), document.kind)
    if there is None:
        return reference
    return replace(reference, shop=there.shop, installation=there.installation, proof=there.proof)


def _record(till: Till, act: Act, sale: Sale, paper: _Paper, number: str) -> FiscalMark | None:
    shop, original = till.shop, paper.corrected
    last = records.head(act.tx, till.config.installation)
    issued_at = act.at.replace(microsecond=0)
    issued = till.regime.issue(
        FiscalDocument(
            number=number,
            issued_on=issued_at.date(),
            generated_at=issued_at,
            kind=paper.kind,
            issuer=Issuer(shop.nif, shop.company),
            buyer=original.buyer if original else sale.buyer,
            taxes=paper.taxes,
            total=sale.total,
            corrects=(Reference(original.number, original.issued_at.date(), shop.nif),)
            if original
            else (),
            description=DESCRIPTION,
        ),
        till.regime.head_of(last.xml) if last else None,
        till.installation,
    )
    if issued is None:
        return None
    records.add(
        act.tx,
        records.FiscalRecord(
            installation=till.config.installation,
            seq=last.seq + 1 if last else 1,
            number=number,
            issued_on=issued_at.date(),
            issuer=shop.nif,
            hash=issued.hash,
            xml=issued.xml,
        ),
    )
    return FiscalMark(
        issued.hash,
        issued.previous_hash,
        issued.digest,
        issued.qr_url,
        issued.legends.above,
        issued.legends.below,
    )
