"""Documents, installations and chains to test the regimes with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.money import Money, total
from app.domain.tax import TaxCategory, TaxedLine, breakdown
from app.fiscal.document import (
    ChainHead,
    FiscalDocument,
    Installation,
    Issuer,
    Reference,
    Software,
)
from app.fiscal.regime import Issued, StoredRecord
from app.fiscal.verifactu.regime import VeriFactu

CET = timezone(timedelta(hours=1))
TEST_HOST = "https://prewww2.aeat.es"
REGIME = VeriFactu(TEST_HOST)
ISSUER = Issuer("B12345674", "Ultramarinos Peñín & Hijos, S.L.")
BUYER = Buyer("12345678Z", "María Núñez Güell", "Calle Mayor, 1, 50001 Zaragoza")
SOFTWARE = Software("Mostrador (proyecto)", "B00000000", "Mostrador", "MO", "0.1.0")
INSTALLATION = Installation(SOFTWARE, "042-03-A-20261121T100000Z")
NOON = datetime(2026, 11, 21, 12, 0, 0, tzinfo=CET)
PERCENTS = {
    TaxCategory.GENERAL: Decimal(21),
    TaxCategory.REDUCIDO: Decimal(10),
    TaxCategory.SUPERREDUCIDO: Decimal(4),
}


def taxes(**cents: int) -> tuple[TaxedLine, ...]:
    """A breakdown of VAT-included cents by category: taxes(general=121, exento=50)."""
    categories = {TaxCategory(name): Money(value) for name, value in cents.items()}
    return breakdown(
        (category, PERCENTS.get(category, Decimal(0)), amount)
        for category, amount in categories.items()
    )


def a_document(
    number: str = "T042C03AS26-000001",
    kind: DocumentKind = DocumentKind.F2,
    rows: tuple[TaxedLine, ...] | None = None,
    at: datetime = NOON,
    **changes: object,
) -> FiscalDocument:
    rows = taxes(general=1210) if rows is None else rows
    with_buyer = kind not in (DocumentKind.F2, DocumentKind.R5)
    corrects: tuple[Reference, ...] = ()
    if kind.corrective:
        corrects = (Reference("T042C03AS26-000001", at.date(), ISSUER.nif),)
    document = FiscalDocument(
        number=number,
        issued_on=at.date(),
        generated_at=at,
        kind=kind,
        issuer=ISSUER,
        buyer=BUYER if with_buyer else None,
        taxes=rows,
        total=total(row.gross for row in rows),
        corrects=corrects,
        description="Venta de mercancías",
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def numbered(kind: DocumentKind, count: int) -> str:
    return f"T042C03A{kind.series_letter}26-{count:06d}"


def issued(
    documents: Sequence[FiscalDocument], installation: Installation = INSTALLATION
) -> list[Issued]:
    head: ChainHead | None = None
    records = []
    for document in documents:
        record = REGIME.issue(document, head, installation)
        records.append(record)
        head = record.head
    return records


def stored(records: Sequence[Issued], chain: str = "A") -> list[StoredRecord]:
    return [
        StoredRecord(seq, record.xml, chain, record.digest)
        for seq, record in enumerate(records, start=1)
    ]


def tickets(count: int) -> list[FiscalDocument]:
    return [
        a_document(numbered(DocumentKind.F2, n), at=NOON + timedelta(seconds=n))
        for n in range(1, count + 1)
    ]


def on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CET)
