"""Products, tax rates and finished catalogues for tests of import and look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.tax import Rate, TaxCategory, TaxTable
from app.importing.pictures import Pictures
from app.importing.products import ImportResult, import_products
from app.mirror import catalog

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
TAXES = TaxTable(
    tuple(
        Rate("IVA", category, Decimal(percent), date(2012, 9, 1), None)
        for category, percent in (
            (TaxCategory.GENERAL, 21),
            (TaxCategory.REDUCIDO, 10),
            (TaxCategory.SUPERREDUCIDO, 4),
            (TaxCategory.CERO, 0),
        )
    )
)
LECHE, PAN, QUESO = "08410000000016", "08410000000023", "08410000000030"


def a_product(sku: str, name: str = "", **values: Any) -> Product:
    fixed = {"unit": Unit.EACH, "tax": TaxCategory.GENERAL, "price": Money(100)}
    return Product(**{"sku": sku, "name": name or f"Producto {sku}", **fixed, **values})


def a_catalogue(
    where: Path, products: Sequence[Product], sold: Sequence[int] = (), merge: bool = False
) -> str:
    """Write and publish; returns its name."""
    with catalog.build(where, source="test", created=NOW, merge=merge) as new:
        new.add(products, sold)
        new.settle()
        new.index()
        return new.finish()


def imported(
    file: Path,
    where: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    report: Path | None = None,
    merge: bool = False,
    now: datetime = NOW,
    opening: datetime | None = None,
    pictures: Pictures | None = None,
) -> ImportResult:
    return import_products(
        file,
        where,
        mapping=mapping or {},
        defaults=defaults or {},
        report=report,
        merge=merge,
        taxes=TAXES,
        progress=lambda done, of: None,
        now=now,
        opening=opening,
        pictures=pictures,
    )
