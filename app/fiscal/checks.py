"""What no invoice may be, whatever the regime: refused to a person, or a caller's mistake."""

from __future__ import annotations

import re

from stdnum.es import nif

from app.domain.buyer import identified
from app.domain.document import SIMPLIFIED_LIMIT, DocumentKind
from app.domain.errors import (
    BadInvoiceDate,
    BadInvoiceNumber,
    BadTaxId,
    BuyerIncomplete,
    InvoiceRequired,
    NotReturnable,
)
from app.domain.money import total
from app.fiscal.document import FiscalDocument

NUMBER = re.compile(r"(?! )[\x20-\x7e]{1,60}(?<! )")
FORBIDDEN = frozenset("\"'<>=")
WITHOUT_BUYER = frozenset({DocumentKind.F2, DocumentKind.R5})
MOST_ROWS = 12


def check(document: FiscalDocument) -> None:
    """Refuse what may not be issued (ShopError); raise ValueError on a contradiction.

    Raises BadInvoiceNumber, BadInvoiceDate, InvoiceRequired, BuyerIncomplete, BadTaxId,
    NotReturnable. The numbers in the comments are the AEAT's error codes.
    """
    check_number(document.number)
    _check_dates(document)
    _check_buyer(document)
    _check_references(document)
    _check_amounts(document)


def check_number(number: str) -> None:
    """ASCII 32-126 without " ' < > =, 1 to 60 long, no outer blanks (1104, 1130, 1287)."""
    if not NUMBER.fullmatch(number) or FORBIDDEN.intersection(number):
        raise BadInvoiceNumber(number=number)


def _check_dates(document: FiscalDocument) -> None:
    if document.generated_at.utcoffset() is None:
        raise ValueError("generated_at has no UTC offset")
    if document.issued_on > document.generated_at.date():  # 1112
        raise BadInvoiceDate(date=document.issued_on.isoformat())
    if document.operation_on and document.operation_on > document.issued_on:  # 1146
        raise BadInvoiceDate(date=document.operation_on.isoformat())


def _check_buyer(document: FiscalDocument) -> None:
    if document.issuer.nif != nif.compact(document.issuer.nif) or not nif.is_valid(
        document.issuer.nif
    ):
        raise ValueError(f"issuer's NIF {document.issuer.nif!r}")
    if document.kind in WITHOUT_BUYER:
        if document.buyer:  # 1190: a ticket that names its buyer is an F1
            raise ValueError(f"a buyer on {document.kind}")
        return
    if not document.buyer or not document.buyer.name.strip():  # 1189
        raise BuyerIncomplete()
    if not identified(document.buyer):  # 1123
        raise BadTaxId(text=document.buyer.nif)


def _check_references(document: FiscalDocument) -> None:
    needs = document.kind.corrective or document.kind is DocumentKind.F3
    if needs != bool(document.corrects):  # 1115, 1116, 1117; RD 1619/2012 art. 15.4
        raise ValueError(f"{document.kind} with {len(document.corrects)} references")
    if document.rectified and not document.kind.corrective:  # 1115, 1119
        raise ValueError(f"{document.kind} by substitution")
    if any(ref.issuer_nif != document.issuer.nif for ref in document.corrects):
        raise NotReturnable(number=document.corrects[0].number)


def _check_amounts(document: FiscalDocument) -> None:
    if not 1 <= len(document.taxes) <= MOST_ROWS:
        raise ValueError(f"{len(document.taxes)} rows of taxes")
    if total(line.gross for line in document.taxes) != document.total:
        raise ValueError("the rows of taxes do not sum to the total")
    if any(not line.category.charged and (line.tax or line.percent) for line in document.taxes):
        raise ValueError("a tax on what bears none")  # 1237, 1238
    if document.kind is DocumentKind.F2 and document.total > SIMPLIFIED_LIMIT:  # 1150
        raise InvoiceRequired(total=document.total, limit=SIMPLIFIED_LIMIT)
