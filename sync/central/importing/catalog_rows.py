"""Rows of a product file over the products that central has; prices are apart there."""

from __future__ import annotations

from collections.abc import Callable

from app.domain import pack, sale_terms
from app.domain.money import Money
from app.domain.product import Product
from app.domain.tax import TaxCategory
from app.importing.product_row import ProductRows, Read
from app.importing.report import Reason
from app.importing.row_cells import HIGHEST, Cells
from app.mirror.details import content_of, variant_of
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue

_NONE = Money(0)


class CatalogRows(ProductRows):
    """As `mostrador import` reads them, but a product need not have a price."""

    def __init__(self, cells: Cells, tax_of: Callable[[str], TaxCategory | None]) -> None:
        super().__init__(cells.places, cells.defaults, cells.mark, tax_of, lambda _: self._old)
        self._cells = cells
        self._old: Product | None = None
        self._now = ""

    def sku(self, cells: list[str]) -> str:
        """Raises LeftOut."""
        return super()._sku(
            cells, [] if self._cell(cells, "sku") else self._list(cells, "barcodes")
        )

    def read_over(self, sku: str, cells: list[str], old: ProductValue | None) -> Read:
        """What `cells` say, and of what they do not say what `old` is. Raises LeftOut."""
        self._now = sku
        self._old = None if old is None else _product(sku, old)
        return self.read(cells, len(cells))

    def costs(self, cells: list[str], product: Product) -> list[Price]:
        """The prices that the row says."""
        found = []
        if self._cell(cells, "price_store"):
            found.append(Price("store", product.sku, product.price.cents))
        if product.web_price is not None and self._cell(cells, "price_web"):
            found.append(Price("web", product.sku, product.web_price.cents))
        return found

    def _cell(self, cells: list[str], field: str) -> str:
        return self._cells.text(cells, field)

    def _sku(self, cells: list[str], written: list[str]) -> str:
        return self._now

    def _price(
        self, cells: list[str], old: Product | None, warnings: list[tuple[Reason, str]]
    ) -> Money:
        if not self._cell(cells, "price_store"):
            return _NONE
        return super()._price(cells, old, warnings)

    def _web_price(
        self,
        cells: list[str],
        old: Product | None,
        price: Money,
        warnings: list[tuple[Reason, str]],
    ) -> Money | None:
        if not self._cell(cells, "price_store"):
            price = Money(HIGHEST)  # nothing to be odd beside
        return super()._web_price(cells, old, price, warnings)


def _product(sku: str, value: ProductValue) -> Product:
    split = [pack.split(code) for code in value.codes]
    texts = {name: one.value for name, one in value.attributes.items()}
    return Product(
        sku,
        value.name,
        value.unit,
        value.tax,
        _NONE,
        None,
        value.family,
        value.brand,
        tuple(code for code, _ in split),
        value.related,
        None,
        value.image,
        tuple((code, units) for code, units in split if units > 1),
        sale_terms.of_attributes(texts),
        variant_of(texts),
        content_of(texts),
    )
