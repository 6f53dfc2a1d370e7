"""A document before it has a number, and putting it out: number, record, fact, index, paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.bodies import document_body
from app.domain.buyer import Buyer
from app.domain.document import Corrected, Document, DocumentKind, FiscalMark, Replaced
from app.domain.facts import FactType
from app.domain.money import ZERO, Money, total
from app.domain.non_resident import NonResident
from app.domain.paper_kind import PaperKind
from app.domain.sale import Discount, Line
from app.domain.tax import TaxedLine
from app.domain.tender import Tender
from app.fiscal.document import FiscalDocument, Issuer, Reference
from app.services.till import Act, Till
from app.storage import documents, prints
from app.storage import fiscal as records

DESCRIPTION = "Venta al por menor"
"""DescripcionOperacion: what the invoice is about, in the language of the law."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it has a number."""

    kind: DocumentKind
    shift: int
    who: str
    sale: str
    lines: tuple[Line, ...]
    taxes: tuple[TaxedLine, ...]
    total: Money
    tenders: tuple[Tender, ...]
    change: Money = ZERO
    discount: Discount | None = None
    buyer: Buyer | None = None
    corrects: Corrected | None = None
    replaces: Replaced | None = None
    allowed_by: str = ""
    customer: str = ""
    points: int = 0
    staff: str = ""
    operation_on: date | None = None
    order: str = ""
    non_resident: NonResident | None = None
    printed: bool = True
    """At once: a paper that is not can be printed when somebody asks for it."""


def put_out(till: Till, act: Act, draft: Draft) -> Document:
    """Number, record, fact, index and print job of a document, inside the open transaction; no job
    of what is not to be printed. Raises what the fiscal regime refuses."""
    prefix = till.config.series(draft.kind.series_letter, act.at.year)
    number = documents.next_number(act.tx, prefix)
    document = Document(
        number=number,
        kind=draft.kind,
        issued_at=act.at.replace(microsecond=0),
        shift=draft.shift,
        who=draft.who,
        sale=draft.sale,
        lines=draft.lines,
        taxes=draft.taxes,
        total=draft.total,
        tenders=draft.tenders,
        change=draft.change,
        discount=draft.discount,
        buyer=draft.buyer,
        corrects=draft.corrects,
        replaces=draft.replaces,
        allowed_by=draft.allowed_by,
        fiscal=_record(till, act, draft, number),
        customer=draft.customer,
        points=draft.points,
        staff=draft.staff,
        operation_on=draft.operation_on,
        order=draft.order,
        non_resident=draft.non_resident,
    )
    fact = act.state(FactType.DOCUMENT_ISSUED, document_body(document), draft.who)
    documents.add(act.tx, document, fact)
    if draft.printed:
        prints.queue(act.tx, PaperKind.TICKET, number, copy=False, at=act.at)
    return document


def _record(till: Till, act: Act, draft: Draft, number: str) -> FiscalMark | None:
    shop = till.shop
    last = records.head(act.tx, till.config.installation)
    issued_at = act.at.replace(microsecond=0)
    issued = till.regime.issue(
        FiscalDocument(
            number=number,
            issued_on=issued_at.date(),
            generated_at=issued_at,
            kind=draft.kind,
            issuer=Issuer(shop.nif, shop.company),
            buyer=draft.buyer,
            taxes=draft.taxes,
            total=draft.total,
            corrects=_references(draft, shop.nif),
            rectified=_rectified(draft),
            description=DESCRIPTION,
            operation_on=draft.operation_on,
            territory=shop.territory,
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


def _references(draft: Draft, nif: str) -> tuple[Reference, ...]:
    of = draft.replaces.documents if draft.replaces else (draft.corrects,)
    return tuple(Reference(one.number, one.issued_on, nif) for one in of if one)


def _rectified(draft: Draft) -> tuple[Money, Money] | None:
    """Base and tax that an R4 takes the place of: it puts right the buyer, never an amount."""
    if draft.replaces is None or not draft.kind.corrective:
        return None
    return total(row.base for row in draft.taxes), total(row.tax for row in draft.taxes)
