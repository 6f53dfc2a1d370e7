"""A product as the shop sells it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.content import Content
from app.domain.errors import BadQuantity
from app.domain.money import Money
from app.domain.number import read_decimal
from app.domain.sale_terms import FREE, SaleTerms
from app.domain.tax import TaxCategory


class Unit(StrEnum):
    """What one of it is; all but EACH are measured to the thousandth."""

    EACH = "each"
    KG = "kg"
    L = "l"
    M = "m"

    @property
    def measured(self) -> bool:
        return self is not Unit.EACH


MOST = Decimal(9999)


def parse_quantity(text: str, unit: Unit) -> Decimal:
    """Read a quantity of `unit`: above 0 and up to 9999, whole for EACH. Raises BadQuantity."""
    quantity = read_decimal(text, 3)
    if quantity is None or not 0 < quantity <= MOST:
        raise BadQuantity(text=text)
    step = Decimal("0.001") if unit.measured else Decimal(1)
    if quantity % step:
        raise BadQuantity(text=text)
    return quantity.quantize(step)


@dataclass(frozen=True, slots=True)
class Variant:
    """Which of a model a product is: the one in that size and colour."""

    parent: str
    """What all of them share; a name of its own, or one product's SKU."""
    size: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """One SKU of the catalogue. Prices are VAT-included, for one `unit`."""

    sku: str
    name: str
    unit: Unit
    tax: TaxCategory
    price: Money
    """In the shop."""
    web_price: Money | None = None
    family: str = ""
    """The path, parts joined by `/`."""
    brand: str = ""
    codes: tuple[str, ...] = ()
    """Barcodes as keys (`barcode.key`)."""
    related: tuple[str, ...] = ()
    """SKUs that go with it."""
    stock: Decimal | None = None
    """On hand as the catalogue's source said; None when it said nothing."""
    image: str = ""
    packs: tuple[tuple[str, int], ...] = ()
    """Of those codes that stand for several of it: how many."""
    terms: SaleTerms = FREE
    variant: Variant | None = None
    content: Content | None = None
    """Of one pack; None when nobody said."""

    def units(self, code: str) -> int:
        """How many of it a code (as a key) stands for."""
        return dict(self.packs).get(code, 1) if self.packs else 1
