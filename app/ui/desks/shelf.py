"""Favourites and families for the tiles, read once a catalogue."""

from __future__ import annotations

from app.domain.product import Product
from app.services.lookup import Lookup
from app.ui.screens.product_view import tile_view
from app.ui.widgets.tiles import TabView, TileView
from app.ui.words import tr

FAVOURITES = ""


class Shelf:
    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.tab = FAVOURITES
        self._tabs: tuple[TabView, ...] | None = None
        self._tiles: dict[str, tuple[TileView, ...]] = {}
        self._related: dict[str, tuple[Product, ...]] = {}
        self._variants: dict[str, tuple[Product, ...]] = {}

    def forget(self) -> None:
        """Another catalogue is in use."""
        self._tabs = None
        self._tiles.clear()
        self._related.clear()
        self._variants.clear()

    def tabs(self) -> tuple[TabView, ...]:
        if self._tabs is None:
            roots = [family.path for family in self._lookup.families() if "/" not in family.path]
            self._tabs = (
                TabView(FAVOURITES, tr("Favoritos")),
                *(TabView(path, path) for path in roots),
            )
        return self._tabs

    def tiles(self) -> tuple[TileView, ...]:
        if self.tab not in self._tiles:
            found = self._lookup.in_family(self.tab) if self.tab else self._lookup.favourites()
            self._tiles[self.tab] = tuple(tile_view(product) for product in found)
        return self._tiles[self.tab]

    def product(self, sku: str) -> Product | None:
        return self._lookup.product(sku)

    def related(self, product: Product) -> tuple[Product, ...]:
        if product.sku not in self._related:
            self._related[product.sku] = tuple(self._lookup.related(product))
        return self._related[product.sku]

    def variants(self, product: Product) -> tuple[Product, ...]:
        """The sizes of its model; none of what has only one."""
        if product.variant is None:
            return ()
        if product.sku not in self._variants:
            found = tuple(self._lookup.variants(product))
            self._variants[product.sku] = found if len(found) > 1 else ()
        return self._variants[product.sku]
