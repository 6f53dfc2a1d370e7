"""The paper: what the law wants on it, in its order, and never wider than the roll."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.buyer import Buyer
from app.domain.document import Corrected, DocumentKind
from app.domain.money import Money
from app.domain.paper import Block, Code128, Heading, QrCode, Row, Rule, Table, Text, lines
from app.domain.product import Unit
from app.domain.receipt import (
    ReceiptDiscount,
    ReceiptDocument,
    ReceiptIssuer,
    ReceiptLine,
    ReceiptPoints,
    ReceiptQr,
    ReceiptTender,
)
from app.domain.receipt_layout import receipt
from app.domain.tax import TaxCategory, TaxedLine, breakdown
from app.receipt_words import ENGLISH, SPANISH

GENERAL, REDUCED = TaxCategory.GENERAL, TaxCategory.REDUCIDO
URL = "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif=B12345674&numserie=T042C03AS26-000001"
QR = ReceiptQr(URL, "QR tributario:", "Factura verificable en la sede electrónica de la AEAT")


def a_line(
    name: str = "Jabón de Marsella", cents: int = 250, quantity: str = "1", **changes: object
) -> ReceiptLine:
    amount = Money(cents).times(Decimal(quantity))
    line = ReceiptLine(
        name, Decimal(quantity), Unit.EACH, Money(cents), amount, GENERAL, Decimal(21)
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def a_receipt(*bought: ReceiptLine, **changes: object) -> ReceiptDocument:
    bought = bought or (a_line(),)
    taxes = breakdown(
        (
            one.category,
            one.percent,
            one.amount - (one.discount.amount if one.discount else Money(0)),
        )
        for one in bought
    )
    whole = Money(sum(row.gross.cents for row in taxes))
    document = ReceiptDocument(
        kind=DocumentKind.F2,
        number="T042C03AS26-000001",
        issued_at=datetime(2026, 11, 21, 17, 5),
        issuer=ReceiptIssuer(
            "Ultramarinos Peñín, S.L.", "B12345674", "Calle Alfonso I, 12, 50003 Zaragoza"
        ),
        cashier="Pilar",
        lines=bought,
        taxes=taxes,
        total=whole,
        tenders=(ReceiptTender("Efectivo", whole),),
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def printed(document: ReceiptDocument, columns: int = 48) -> str:
    return "\n".join(lines(receipt(document, SPANISH), columns))


def test_a_ticket_reads_like_one() -> None:
    tomatoes = a_line(
        "Tomate rama",
        299,
        "0.460",
        unit=Unit.KG,
        category=REDUCED,
        percent=Decimal(10),
        typed_weight=True,
    )
    soap = a_line(quantity="3", discount=ReceiptDiscount("caja rota", Money(75)))
    document = a_receipt(
        tomatoes, soap, tenders=(ReceiptTender("Efectivo", Money(1000)),), change=Money(187)
    )
    assert printed(document, 42).splitlines() == [
        "         Ultramarinos Peñín, S.L.",
        "              NIF B12345674",
        "   Calle Alfonso I, 12, 50003 Zaragoza",
        "------------------------------------------",
        "           FACTURA SIMPLIFICADA",
        "Número                  T042C03AS26-000001",
        "Fecha                     21/11/2026 17:05",
        "Le atendió                           Pilar",
        "------------------------------------------",
        "Tomate rama",
        "  0,460 kg × 2,99 €/kg                1,38",
        "  peso introducido manualmente",
        "Jabón de Marsella",
        "  3 × 2,50 €                          7,50",
        "  Descuento: caja rota               -0,75",
        "------------------------------------------",
        "TOTAL                               8,13 €",
        "Ha ahorrado                         0,75 €",
        "IVA incluido",
        "IVA             Base      Cuota      Total",
        "21 %            5,58       1,17       6,75",
        "10 %            1,25       0,13       1,38",
        "------------------------------------------",
        "Efectivo                             10,00",
        "Cambio                                1,87",
        "            T042C03AS26-000001",
    ]


def test_the_qr_stands_before_all_content_with_its_legends() -> None:
    blocks = receipt(a_receipt(qr=QR), SPANISH)
    assert blocks[0] == QrCode(QR.url, QR.above, QR.below)
    text = printed(a_receipt(qr=QR))
    assert text.index("QR tributario:") < text.index("Factura verificable") < text.index("NIF")


def test_a_demo_says_so_at_its_head_in_any_language() -> None:
    for words in (SPANISH, ENGLISH):
        blocks = receipt(a_receipt(qr=QR, demo=True), words)
        assert blocks[0] == Heading("DEMOSTRACIÓN · SIN VALIDEZ")
        assert isinstance(blocks[1], QrCode)


def test_without_a_regime_there_is_no_qr_and_no_legend() -> None:
    text = printed(a_receipt())
    assert "QR" not in text
    assert "verificable" not in text
    assert "DEMOSTRACIÓN" not in text


def test_the_number_is_the_last_block_as_code_128() -> None:
    assert receipt(a_receipt(), SPANISH)[-1] == Code128("T042C03AS26-000001")


def test_an_invoice_names_its_buyer_and_prices_before_tax() -> None:
    buyer = Buyer("12345678Z", "María Núñez", "Calle Mayor, 1, 50001 Zaragoza")
    text = printed(a_receipt(kind=DocumentKind.F1, buyer=buyer))
    assert "                    FACTURA\n" in text
    assert "Cliente: María Núñez\n  NIF 12345678Z\n  Calle Mayor, 1, 50001 Zaragoza" in text
    assert "Precio sin IVA: 2,0661 € · IVA: 21 %" in text


def test_a_corrective_says_what_it_corrects() -> None:
    line = a_line(quantity="-2", discount=ReceiptDiscount("caja rota", Money(-50)))
    corrected = Corrected("T042C03AS26-000001", date(2026, 11, 20), DocumentKind.F2)
    text = printed(
        a_receipt(line, kind=DocumentKind.R5, number="T042C03AR26-000001", corrects=corrected)
    )
    assert "FACTURA RECTIFICATIVA" in text
    assert "Rectifica la factura T042C03AS26-000001 de" in text
    assert "20/11/2026" in text
    assert "  -2 × 2,50 €                              -5,00" in text
    assert "  Descuento: caja rota                      0,50" in text
    assert "TOTAL                                    -4,50 €" in text
    assert "ahorrado" not in text


def test_a_copy_is_marked_by_the_law_s_word() -> None:
    assert "DUPLICADO" not in printed(a_receipt())
    assert "DUPLICADO" in printed(a_receipt(copy=True))
    assert Heading("DUPLICADO") in receipt(a_receipt(copy=True), SPANISH)
    assert any(
        isinstance(block, Heading) and "DUPLICADO" in block.text
        for block in receipt(a_receipt(copy=True), ENGLISH)
    )


def test_a_card_shows_its_last_four_and_its_authorisation() -> None:
    card = ReceiptTender("Tarjeta", Money(250), "1111", "A1B2C3")
    assert "  **** 1111 · Aut. A1B2C3" in printed(a_receipt(tenders=(card,)))


@pytest.mark.parametrize("number", ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1"])
def test_no_card_number_reaches_paper(number: str) -> None:
    card = ReceiptTender("Tarjeta", Money(250), number.replace(" ", ""), number)
    text = printed(a_receipt(tenders=(card,)))
    assert number not in text
    assert "4111" not in text


def test_points_stand_at_the_foot_with_the_hour_of_what_is_known_of_the_balance() -> None:
    at = datetime(2026, 11, 21, 10, 30)
    paper = printed(a_receipt(points=ReceiptPoints(7, 1120, at)))
    (given,) = [line for line in paper.splitlines() if line.startswith("Puntos de esta compra")]
    (balance,) = [line for line in paper.splitlines() if line.startswith("Saldo de puntos a")]
    assert given.endswith(" +7")
    assert "21/11/2026 10:30" in balance
    assert balance.endswith(" 1120")
    assert paper.index("Efectivo") < paper.index(given) < paper.index(balance)
    assert "untos" not in printed(a_receipt())


def test_points_taken_back_and_a_balance_that_nobody_confirmed_say_so() -> None:
    paper = printed(a_receipt(kind=DocumentKind.R5, points=ReceiptPoints(-7, 12)))
    assert "Puntos que se retiran" in paper
    assert " -7\n" in paper
    assert "Saldo de puntos, por confirmar" in paper
    gone = printed(a_receipt(points=ReceiptPoints(7)))
    assert "Puntos de esta compra" in gone
    assert "Saldo" not in gone


def test_what_bears_no_tax_says_why() -> None:
    exempt = a_line("Sellos", category=TaxCategory.EXENTO, percent=Decimal(0))
    outside = a_line("Bono", category=TaxCategory.NO_SUJETO, percent=Decimal(0))
    text = printed(a_receipt(exempt, outside))
    assert "Exento " in text
    assert "No sujeto " in text


def test_a_discount_on_the_ticket_stands_below_its_lines() -> None:
    text = printed(a_receipt(discount=ReceiptDiscount("", Money(25)), total=Money(225)))
    assert "Descuento en el total                      -0,25\n---" in text


def test_an_operation_of_another_day_is_dated() -> None:
    assert "Fecha de la operación" not in printed(a_receipt(operation_on=date(2026, 11, 21)))
    assert "20/11/2026" in printed(a_receipt(operation_on=date(2026, 11, 20)))


def test_the_shop_s_own_name_goes_first_and_the_taxpayer_s_below() -> None:
    issuer = ReceiptIssuer("Peñín, S.L.", "B12345674", "Zaragoza", shop="La Tienda")
    head = printed(a_receipt(issuer=issuer)).splitlines()[:2]
    assert [line.strip() for line in head] == ["La Tienda", "Peñín, S.L."]


def test_english_writes_figures_with_a_point() -> None:
    text = "\n".join(lines(receipt(a_receipt(copy=True), ENGLISH), 48))
    assert "SIMPLIFIED INVOICE" in text
    assert "2.50 €" in text


def test_every_kind_has_a_title_in_both_languages() -> None:
    for words in (SPANISH, ENGLISH):
        assert set(words.titles) == set(DocumentKind)
        assert set(words.units) == set(Unit)


COLUMNS = st.sampled_from([48, 42, 32])
MONEY = st.integers(-99_999_999, 99_999_999).map(Money)
TEXTS = st.text(max_size=120)


@given(
    name=TEXTS,
    why=TEXTS,
    note=TEXTS,
    amount=MONEY,
    kind=st.sampled_from(DocumentKind),
    unit=st.sampled_from(Unit),
    columns=COLUMNS,
)
def test_nothing_is_wider_than_the_roll_and_no_amount_is_broken(
    name: str, why: str, note: str, amount: Money, kind: DocumentKind, unit: Unit, columns: int
) -> None:
    line = a_line(
        name,
        amount=amount,
        price=amount,
        unit=unit,
        note=note,
        quantity="1.500",
        discount=ReceiptDiscount(why, amount),
    )
    row = TaxedLine(GENERAL, Decimal(21), amount, amount)
    document = a_receipt(
        line,
        kind=kind,
        taxes=(row,),
        total=amount,
        buyer=Buyer("12345678Z", name, note),
        tenders=(ReceiptTender(name, amount, why, note),),
        change=amount,
        qr=QR,
        points=ReceiptPoints(amount.cents, amount.cents, datetime(2026, 11, 21, 10, 30)),
        footer=(note,),
    )
    paper = lines(receipt(document, SPANISH), columns)
    assert max(map(len, paper)) <= columns
    assert all(line == line.rstrip(" ") for line in paper)
    assert not any(ch < " " or "\x7f" <= ch < "\xa0" for line in paper for ch in line)
    figures = str(amount).replace(".", ",")
    assert any(line.startswith("TOTAL") and line.endswith(f"{figures} €") for line in paper)
    # line, tender and change; base, quota and gross of the table
    assert sum(line.count(figures) for line in paper) >= 6


BLOCKS: list[Block] = [
    Heading("una palabra larguísima"),
    Text("x" * 30, indent=4),
    Row("nombre", "9" * 15),
    Table(("a", "b"), (("1" * 12, "2" * 12),)),
    Rule(),
    QrCode("https://" + "u" * 40, "arriba", "abajo"),
    Code128("T042C03AS26-000001"),
]


@pytest.mark.parametrize("columns", [12, 16, 24])
def test_even_the_narrowest_roll_holds(columns: int) -> None:
    assert max(map(len, lines(BLOCKS, columns))) <= columns


def test_a_long_name_wraps_beside_its_amount() -> None:
    assert lines([Row("Queso curado de oveja de la sierra", "12,50")], 24) == [
        "Queso curado de",
        "oveja de la sierra 12,50",
    ]


def test_a_table_too_wide_puts_each_cell_beside_its_heading() -> None:
    table = Table(("IVA", "Base", "Cuota"), (("21 %", "100000,00", "21000,00"),))
    assert lines([table], 18) == ["21 %", "  Base   100000,00", "  Cuota   21000,00"]
