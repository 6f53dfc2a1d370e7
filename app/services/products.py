"""Products as people and papers say them: by SKU or any barcode."""

from __future__ import annotations

from app.domain.errors import UnknownItem
from app.domain.money import ZERO
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory
from app.services.till import Till


def find(till: Till, code: str) -> Product | None:
    """By its SKU, or any of its barcodes. Raises BadCode."""
    return till.catalog.by_sku(code) or till.catalog.product(code)


def product(till: Till, code: str) -> Product:
    """The same. Raises UnknownItem, BadCode."""
    found = find(till, code)
    if found is None:
        raise UnknownItem(code=code)
    return found


def named(till: Till, sku: str) -> Product:
    """A product by its SKU; of one that left the catalogue, its SKU is its name."""
    found = till.catalog.by_sku(sku)
    return found or Product(sku, sku, Unit.EACH, TaxCategory.GENERAL, ZERO)


def family(till: Till, sku: str) -> str:
    """Its family, as a path; "" of none, and of what left the catalogue."""
    found = till.catalog.by_sku(sku)
    return found.family if found else ""
