"""Documents: sales, their lines and how they were paid; what they move in stock and in cash."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from app.domain.stock import for_sale, moves_goods
from sync.central.fact_tables import ledger, replaced_tickets, sale_lines, sale_tenders, sales
from sync.central.projections import audit, cash
from sync.central.projections.work import Cents, Good, Issued, Name, Stood, Work
from sync.protocol import Record

_QUANTITY = re.compile(r"(-?)([0-9]{1,9})(?:\.([0-9]{1,3})0*)?", re.ASCII)


class Line(Struct):
    number: Annotated[int, Meta(ge=0, le=10**6)]
    sku: Name
    quantity: str
    total: Cents
    list: str = ""
    name: str = ""
    of: int | None = None
    """Of a corrective: the line that it corrects."""
    why_back: str = ""


class Tender(Struct):
    kind: Name
    amount: Cents
    reference: str = ""


class Corrected(Struct):
    number: Name
    proof: str = ""
    """`paper`: the till had nothing but the paper, so it does not know the ticket's lines."""


class Stands(Struct):
    """One of the documents that an invoice stands for, and what was left of it."""

    number: Name
    amount: Cents


class Replaced(Struct):
    documents: list[Stands]


class Document(Struct):
    """What central needs of a `document_issued`; `app.domain.bodies` has it whole."""

    number: Name
    kind: Name
    issued_at: Annotated[datetime, Meta(tz=True)]
    lines: list[Line]
    total: Cents
    tenders: list[Tender]
    change: Cents = 0
    shift: Annotated[int, Meta(ge=0, le=2**53)] = 0
    who: Name = ""
    customer: Name | None = None
    corrects: Corrected | None = None
    replaces: Replaced | None = None
    allowed_by: str = ""


def read(body: Mapping[str, Any]) -> Document:
    """Raises ValueError (ValidationError)."""
    return msgspec.convert(body, Document)


def thousandths(quantity: str) -> int:
    """A decimal string in thousandths of the unit. Raises ValueError."""
    found = _QUANTITY.fullmatch(quantity)
    if not found:
        raise ValueError(f"no quantity: {quantity[:40]!r}")
    sign, whole, part = found.groups("")
    amount = int(whole) * 1000 + int(part.ljust(3, "0") or 0)
    return -amount if sign else amount


def project(work: Work, record: Record) -> None:
    """A document_issued. Raises ValueError (ValidationError) when it cannot be read."""
    document = read(record.body)
    of, corrects = work.of, document.corrects.number if document.corrects else ""
    work.add(
        sales,
        *(document.number, of.number, record.seq, of.shop, of.till, document.kind),
        document.issued_at.date().isoformat(),
        document.issued_at.astimezone(UTC).isoformat(timespec="milliseconds"),
        *(document.shift, document.total, document.change, document.who),
        *(document.customer or "", corrects),
    )
    if document.replaces is not None:
        _stands(work, record, document, document.replaces)
        return
    why, moves = "return" if corrects else "sale", moves_goods(record.body)
    for line in document.lines:
        quantity = thousandths(line.quantity)
        work.add(sale_lines, document.number, line.number, line.sku, quantity, line.total)
        if moves and quantity and for_sale({"list": line.list, "why_back": line.why_back}):
            key = (of.number, record.seq, line.number)
            work.add(ledger, *key, of.shop, line.sku, -quantity, why)
            work.goods.append(Good(record.seq, line.number, line.sku, -quantity, line.name))
    for place, tender in enumerate(document.tenders, 1):
        work.add(sale_tenders, document.number, place, tender.kind, tender.amount)
    cash.sold(work, record)
    _check(work, record, document)
    _keep(work, record, document)


def _stands(work: Work, record: Record, document: Document, replaced: Replaced) -> None:
    """An invoice for tickets, or one that was put right: no goods, no money, in no sum."""
    for one in replaced.documents:
        stood = Stood(work.of.number, record.seq, document.number, one.amount)
        work.replaced.setdefault(one.number, []).append(stood)
        work.add(replaced_tickets, *stood[:2], one.number, *stood[2:])
    lines = sum(line.total for line in document.lines)
    left = sum(one.amount for one in replaced.documents)
    if not lines == left == document.total:
        said = {"number": document.number, "total": document.total, "lines": lines, "paid": left}
        work.raise_(record.seq, "sums_differ", **said)
    _keep(work, record, document)


def _check(work: Work, record: Record, document: Document) -> None:
    """It stands, whatever it adds up to; but somebody shall know."""
    lines = sum(line.total for line in document.lines)
    paid = sum(tender.amount for tender in document.tenders) - document.change
    if not lines == paid == document.total:
        work.raise_(
            record.seq,
            "sums_differ",
            number=document.number,
            total=document.total,
            lines=lines,
            paid=paid,
        )


def _keep(work: Work, record: Record, document: Document) -> None:
    day = document.issued_at.date().isoformat()
    issued = Issued(work.of.number, record.seq, day, record.body)
    if document.corrects:
        work.correctives.setdefault(document.corrects.number, []).append(issued)
    else:
        work.issued[document.number] = issued
    if document.allowed_by:
        audit.note(work, record, "return_allowed", _said(document))


def _said(document: Document) -> dict[str, object]:
    return {
        "number": document.number,
        "total": document.total,
        "allowed_by": document.allowed_by,
    }
