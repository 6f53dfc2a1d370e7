"""A ticket as it is printed and shown, for the gallery."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.domain.document import DocumentKind
from app.domain.money import Money
from app.domain.paper import Heading
from app.domain.product import Unit
from app.domain.receipt import (
    ReceiptDiscount,
    ReceiptDocument,
    ReceiptIssuer,
    ReceiptLine,
    ReceiptQr,
    ReceiptTender,
)
from app.domain.receipt_layout import receipt
from app.domain.shift import Count, Shift
from app.domain.tax import TaxCategory, breakdown
from app.receipt_words import SPANISH as RECEIPT_WORDS
from app.ui.screens.history_view import HistoryView, zs_view
from app.ui.screens.ticket_view import TicketView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


def _sold(
    name: str, quantity: str, price: int, amount: int, tax: TaxCategory, unit: Unit = Unit.EACH
) -> ReceiptLine:
    percent = Decimal(21 if tax is TaxCategory.GENERAL else 4)
    return ReceiptLine(
        name,
        Decimal(quantity),
        unit,
        Money(price),
        Money(amount),
        tax,
        percent,
        typed_weight=unit.measured,
    )


_SHIRT = _sold("Camisa lino azul · talla M", "1", 3995, 3995, TaxCategory.GENERAL)

_LINES = (
    _sold("Aceite de oliva virgen extra 1 L", "2", 895, 1790, TaxCategory.SUPERREDUCIDO),
    _sold("Pan de molde integral 550 g", "1", 185, 185, TaxCategory.SUPERREDUCIDO),
    _sold("Tomate rama", "0.436", 249, 109, TaxCategory.SUPERREDUCIDO, Unit.KG),
    _sold("Bolsa de papel", "1", 10, 10, TaxCategory.GENERAL),
    replace(_SHIRT, discount=ReceiptDiscount("Rebajas -20 %", Money(799))),
)

BLOCKS = receipt(
    ReceiptDocument(
        kind=DocumentKind.F2,
        number="T042C03AS26-000123",
        issued_at=datetime(2026, 11, 21, 12, 41, tzinfo=UTC),
        issuer=ReceiptIssuer(
            "Comercial Delicias Demo, S.L.",
            "B12345674",
            "Calle de Delicias, 999, 50017 Zaragoza",
            "Delicias",
        ),
        cashier="Ana Pérez",
        lines=_LINES,
        taxes=breakdown(
            (
                line.category,
                line.percent,
                line.amount - (line.discount.amount if line.discount else Money(0)),
            )
            for line in _LINES
        ),
        total=Money(5290),
        tenders=(ReceiptTender("Efectivo", Money(6000)),),
        change=Money(710),
        qr=ReceiptQr(
            "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif=B12345674"
            "&numserie=T042C03AS26-000123&fecha=21-11-2026&importe=52.90",
            "QR tributario:",
            "Prueba: no consta en la sede electrónica de la AEAT",
        ),
        demo=True,
    ),
    RECEIPT_WORDS,
)

TICKET = TicketView(
    "Ticket T042C03AS26-000123",
    tuple(BLOCKS),
    ("21/11/2026 12:41 · Ana P.", "Total 52,90 €", "Efectivo 60,00 € · cambio 7,10 €"),
    (
        ("gift", "Ticket regalo", "gift", "F4"),
        ("print", "Imprimir", "printer", "F5"),
        ("pdf", "Guardar en PDF", "file-text", "F6"),
        ("return", "Devolver", "arrow-u-up-left", "F7"),
        ("invoice", "Hacer factura", "identification-card", "F8"),
        ("retender", "Cambiar el pago", "arrows-left-right", "F9"),
        ("void", "Anular", "prohibit", "F10"),
    ),
)
WAYS = (
    ("card", "Tarjeta", "credit-card"),
    ("card-by-hand", "Tarjeta a mano", "credit-card"),
    ("bizum", "Bizum", "device-mobile"),
    ("transfer", "Transferencia", "bank"),
    ("meal-voucher", "Vale de comida", "fork-knife"),
)
RETENDER = "T042C03AS26-000123 · 52,90 €. El ticket no cambia; el cajón y el datáfono, sí."

HISTORY = HistoryView(
    "",
    (
        RowView("1", "T042C03AR26-000009 · Rectificativa",
                "21/11/2026 12:52 · Luis G. · de T042C03AS26-000101", "-39,95 €", "Efectivo"),
        RowView("2", "T042C03AS26-000123 · Ticket", "21/11/2026 12:41 · Ana P.", "52,90 €",
                "Efectivo"),
        RowView("3", "T042C03AF26-000004 · Factura",
                "21/11/2026 12:38 · Ana P. · Comercial Delicias Demo, S.L.", "1.240,50 €",
                "Tarjeta"),
        RowView("4", "T042C03AS26-000122 · Ticket", "21/11/2026 12:31 · Ana P.", "18,12 €",
                "Tarjeta a mano + Efectivo"),
        RowView("5", "T042C03AS26-000121 · Ticket", "21/11/2026 12:30 · Ana P.", "4,25 €",
                "Tarjeta"),
    ),
    True,
    "",
    "Ticket T042C03AS26-000123",
    tuple(BLOCKS),
)  # fmt: skip


def zs() -> HistoryView:
    name = {"1001": "Ana P.", "9001": "Marta L."}.__getitem__
    day = datetime(2026, 11, 20, 9, 2)
    shifts: list[Shift] = []
    for number in (3, 2, 1):
        opened, count = day - timedelta(days=3 - number), Count(((Money(5_000), number),))
        shifts.append(
            Shift(number, opened.date(), opened, "1001", Money(10_000), (1, 1), counted=count)
        )
    paper = (Heading("Z · Turno 3"), *HISTORY.paper[3:6])
    return zs_view(shifts, shifts[0], paper, name, more=False)


TOGETHER = replace(
    HISTORY,
    rows=tuple(
        replace(row, aside=tr("✓ en la factura"), tone="positive") if row.key in "25" else row
        for row in HISTORY.rows
    ),
    together=fill(tr("Factura de %1 tickets · %2"), 2, "57,15\u00a0€"),
    mark=tr("Quitar de la factura"),
)
