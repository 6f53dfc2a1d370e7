"""What may not be issued, under any regime."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from fiscal_builders import BUYER, CET, INSTALLATION, NOON, REGIME, SOFTWARE, a_document, on, taxes

from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.errors import (
    BadInvoiceDate,
    BadInvoiceNumber,
    BadTaxId,
    BuyerIncomplete,
    InvoiceRequired,
    NoTaxRate,
    NotReturnable,
    ShopError,
)
from app.domain.money import Money
from app.domain.tax import TaxCategory, TaxedLine
from app.fiscal.document import FiscalDocument, Installation, Issuer, Reference
from app.fiscal.none import NoRecords

BEFORE = Reference("T042C03AS26-000001", date(2024, 9, 1), "B12345674")
FIVE = (TaxedLine(TaxCategory.SUPERREDUCIDO, Decimal(5), Money(100), Money(5)),)


def refused(document: FiscalDocument) -> type[ShopError]:
    with pytest.raises(ShopError) as caught:
        REGIME.issue(document, None, INSTALLATION)
    return type(caught.value)


@pytest.mark.parametrize(
    "number", ["", "A" * 61, " A1", "A1 ", 'A"1', "A'1", "A<1", "A>1", "A=1", "Ñ1", "A\n1"]
)
def test_a_number_that_the_aeat_does_not_take_is_refused(number: str) -> None:
    assert refused(a_document(number)) is BadInvoiceNumber
    with pytest.raises(BadInvoiceNumber):
        NoRecords().issue(a_document(number), None, INSTALLATION)


def test_a_ticket_may_reach_three_thousand_euro_and_not_a_cent_more() -> None:
    REGIME.issue(a_document(rows=taxes(general=300_000)), None, INSTALLATION)
    over = a_document(rows=taxes(general=200_000, reducido=100_001))
    assert refused(over) is InvoiceRequired
    with pytest.raises(InvoiceRequired):
        NoRecords().issue(over, None, INSTALLATION)


def test_an_invoice_above_three_thousand_is_issued() -> None:
    document = a_document(kind=DocumentKind.F1, rows=taxes(general=300_001))
    assert REGIME.issue(document, None, INSTALLATION).hash
    assert NoRecords().issue(document, None, INSTALLATION) is None


def test_a_date_of_tomorrow_is_refused() -> None:
    tomorrow = NOON.date() + timedelta(days=1)
    assert refused(a_document(issued_on=tomorrow)) is BadInvoiceDate
    assert refused(a_document(operation_on=tomorrow)) is BadInvoiceDate


def test_a_date_before_the_rules_is_refused() -> None:
    assert refused(a_document(at=on(date(2024, 10, 27)))) is BadInvoiceDate
    assert REGIME.issue(a_document(at=on(date(2024, 10, 28))), None, INSTALLATION).hash


def test_an_invoice_needs_a_buyer_with_a_right_nif() -> None:
    assert refused(a_document(kind=DocumentKind.F1, buyer=None)) is BuyerIncomplete
    wrong = Buyer("12345678A", "María", "Calle")
    assert refused(a_document(kind=DocumentKind.F1, buyer=wrong)) is BadTaxId


def test_a_document_of_another_taxpayer_is_not_corrected_here() -> None:
    other = Reference("X-1", NOON.date(), "A00000000")
    assert refused(a_document(kind=DocumentKind.R5, corrects=(other,))) is NotReturnable


def test_a_rate_of_the_past_is_for_corrections_only() -> None:
    assert refused(a_document(rows=FIVE)) is NoTaxRate
    back = a_document(kind=DocumentKind.R5, rows=FIVE, corrects=(BEFORE,))
    assert REGIME.issue(back, None, INSTALLATION).hash


MISTAKES = {
    "a ticket with a buyer": a_document(buyer=BUYER),
    "a corrective of nothing": a_document(kind=DocumentKind.R5, corrects=()),
    "a ticket that corrects": a_document(corrects=(BEFORE,)),
    "a ticket by substitution": a_document(rectified=(Money(1), Money(0))),
    "an issuer that is nobody": a_document(issuer=Issuer("B12345678", "X")),
    "an issuer in small letters": a_document(issuer=Issuer("b12345674", "X")),
    "a total that is not its rows": a_document(total=Money(1)),
    "no rows": a_document(rows=()),
    "thirteen rows": a_document(rows=taxes(general=1) * 13),
    "tax on what bears none": a_document(
        rows=(TaxedLine(TaxCategory.EXENTO, Decimal(0), Money(1), Money(1)),)
    ),
    "no description": a_document(description=" \x00"),
    "no offset": a_document(generated_at=datetime(2026, 11, 21, 12)),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_contradiction_is_the_caller_s_mistake(mistake: str) -> None:
    with pytest.raises(ValueError):
        REGIME.issue(MISTAKES[mistake], None, INSTALLATION)


def test_time_does_not_go_back_in_a_chain() -> None:
    head = REGIME.issue(a_document(), None, INSTALLATION).head
    second = a_document("T042C03AS26-000002", at=NOON - timedelta(seconds=1))
    with pytest.raises(ValueError, match="before the head"):
        REGIME.issue(second, head, INSTALLATION)
    same = a_document("T042C03AS26-000002", at=NOON.astimezone(CET))
    assert REGIME.issue(same, head, INSTALLATION).previous_hash == head.hash


@pytest.mark.parametrize("number", ["", "a b", "ñ", "x" * 101])
def test_an_installation_s_number_is_never_cut_or_cleaned(number: str) -> None:
    with pytest.raises(ValueError, match="installation"):
        Installation(SOFTWARE, number)


@pytest.mark.parametrize(
    ("system", "version"), [("M", "1"), ("mo", "1"), ("MO", ""), ("MO", "1 b")]
)
def test_a_system_s_id_and_version_are_what_the_schema_takes(system: str, version: str) -> None:
    with pytest.raises(ValueError, match="system"):
        replace(SOFTWARE, id=system, version=version)
