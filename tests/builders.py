"""Lines, sales and documents to test the rules with, and copies of a till's folder."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.document import Document, DocumentKind
from app.domain.money import Money, total
from app.domain.order import Announced, Order, OrderLine
from app.domain.pricing import PriceRules, priced
from app.domain.product import Unit
from app.domain.sale import Amount, Discount, Line, Listed, Percent, Sale
from app.domain.sale_lines import with_line
from app.domain.tax import TaxCategory
from app.domain.tender import Tender, TenderKind
from app.services.opening import tax_table

CET = timezone(timedelta(hours=1))
NOON = datetime(2026, 11, 21, 12, tzinfo=CET)
RULES = PriceRules(tax_table(), "IVA", date(2026, 11, 21))
ONE_EURO = Money(100)
CHARGED = (TaxCategory.GENERAL, TaxCategory.REDUCIDO, TaxCategory.SUPERREDUCIDO, TaxCategory.CERO)


def euro(text: str) -> Money:
    """What the test reads best: euro("12.50")."""
    return Money(int(Decimal(text) * 100))


def a_line(price: Money = ONE_EURO, quantity: str | Decimal = "1", **values: Any) -> Line:
    fixed: dict[str, Any] = {
        "number": 0,
        "sku": "SKU-1",
        "name": "Producto",
        "unit": Unit.EACH,
        "tax": TaxCategory.GENERAL,
    }
    return Line(**fixed | values, listed=Listed(price, "store", "v1"), quantity=Decimal(quantity))


def percent_off(percent: str | int | Decimal) -> Discount:
    return Discount(Percent(Decimal(percent)), "", "1001")


def amount_off(cents: int) -> Discount:
    return Discount(Amount(Money(cents)), "", "1001")


def a_sale(*lines: Line, discount: Discount | None = None) -> Sale:
    """Priced, lines numbered from 1."""
    sale = Sale("sale-1", discount=discount)
    for line in lines or (a_line(),):
        sale = with_line(sale, line)
    return priced(sale, RULES)


def paid(kind: TenderKind, amount: Money, reference: str = "") -> Tender:
    return Tender(kind, amount, reference)


def a_document(sale: Sale | None = None, *tenders: Tender, **values: Any) -> Document:
    """A ticket for `sale`, paid in cash unless told."""
    sale = sale or a_sale()
    tenders = tenders or (paid(TenderKind.CASH, sale.total),)
    document = Document(
        number="T042C03AS26-000001",
        kind=DocumentKind.F2,
        issued_at=NOON,
        shift=1,
        who="1001",
        sale=sale.id,
        lines=sale.lines,
        taxes=sale.taxes(),
        total=sale.total,
        tenders=tenders,
        change=total(tender.amount for tender in tenders) - sale.total,
        discount=sale.discount,
    )
    return replace(document, **values)


def an_order(*, announced: bool = False, **values: Any) -> Order:
    """W-1042, to pay: two of line 1, one of line 2. `announced`: line 2 comes closed, in BOX1."""
    lines = tuple(
        OrderLine(
            number,
            f"SKU-{number}",
            f"0841000000016{number}",
            f"Producto {number}",
            Unit.EACH,
            TaxCategory.GENERAL,
            Decimal(quantity),
            Money(3995),
        )
        for number, quantity in ((1, 2), (2, 1))
    )
    box = tuple((line.number, line.quantity) for line in lines if announced and line.number == 2)
    fixed: dict[str, Any] = {
        "number": "W-1042",
        "version": 1,
        "shop": "042",
        "placed_at": NOON,
        "promised_at": NOON + timedelta(hours=3),
        "lines": lines,
        "announced": (Announced("BOX1", box),) if announced else (),
    }
    return Order(**fixed | values)


def copied(folder: Path, to: Path) -> Path:
    """A till's folder as the disk has it this moment; what nobody changes is linked."""
    to.mkdir(parents=True)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.copytree(path, to / path.name)
        elif path.name == "reserve":
            os.link(path, to / path.name)
        elif not path.name.endswith("-shm"):  # memory, not disk
            shutil.copy2(path, to / path.name)
    return to
