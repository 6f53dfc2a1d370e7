"""Finding products: search as you type, families, favourites, what goes with what."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import sizes
from app.domain.errors import BadCode
from app.domain.product import Product
from app.services import products
from app.services.prices import shown
from app.services.till import Till
from app.storage.catalog import Family


class Lookup:
    def __init__(self, till: Till) -> None:
        self._till, self._catalog = till, till.catalog

    def _priced(self, products: Sequence[Product]) -> list[Product]:
        return shown(self._till, products)

    def search(self, text: str, limit: int = 20) -> list[Product]:
        """By words, SKU, end of a barcode, family or brand; best sellers first."""
        return self._priced(self._catalog.search(text, limit))

    def product(self, code: str) -> Product | None:
        """By code or SKU."""
        try:
            found = products.find(self._till, code)
        except BadCode:
            return None
        return self._priced([found])[0] if found else None

    def families(self) -> list[Family]:
        return self._catalog.families()

    def in_family(self, path: str, limit: int = 60) -> list[Product]:
        return self._priced(self._catalog.in_family(path, limit))

    def favourites(self, limit: int = 18) -> list[Product]:
        return self._priced(self._catalog.favourites(limit))

    def related(self, product: Product) -> list[Product]:
        return self._priced(self._catalog.related(product))

    def variants(self, product: Product) -> list[Product]:
        """Every size and colour of its model, itself among them; nothing of what has no model."""
        if product.variant is None:
            return []
        found = [
            (sizes.order(one.variant), one)
            for one in self._catalog.variants(product.variant.parent)
            if one.variant is not None
        ]
        return self._priced([one for _, one in sorted(found, key=lambda pair: pair[0])])

    def refresh(self) -> bool:
        """Look whether another catalogue is in use; never inside a transaction."""
        return self._catalog.refresh()
