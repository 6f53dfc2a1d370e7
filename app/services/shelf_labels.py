"""Labels for the shelves: which show another price than the product has, and printing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import NoLabels
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.paper import Block
from app.domain.product import Product
from app.domain.shelf_label import LabelWords, label
from app.domain.staff import Permission
from app.services import products
from app.services.prices import listed, today
from app.services.till import Till
from app.storage import labels, prints

OF = "etiqueta+"
"""How the names of their print jobs begin; no document's and no order's does."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A label that says another price than the product has."""

    product: Product
    was: Money
    price: Money


class ShelfLabels:
    """`words`: of the shop's language."""

    def __init__(self, till: Till, words: LabelWords) -> None:
        self._till, self._words = till, words

    def stale(self) -> list[Stale]:
        """Whose price changed since their label was printed."""
        with self._till.db.read() as connection:
            printed = labels.printed(connection)
        known = self._till.catalog.of_skus(list(printed))
        held = today(self._till, list(known.values()))
        return [
            Stale(product, printed[sku], price)
            for sku, product in known.items()
            if (price := held.get(product.sku)) is not None and price != printed[sku]
        ]

    def print_stale(self) -> list[str]:
        """Queue a label for each; what the jobs are called. Raises NoLabels, NotAllowed."""
        found = self.stale()
        if not found:
            raise NoLabels()
        return self.print([one.product for one in found])

    def print_of(self, codes: Sequence[str]) -> list[str]:
        """Labels of these products, by code or SKU. Raises UnknownItem, NotAllowed, NoPrice."""
        return self.print([products.product(self._till, code) for code in codes])

    def print_family(self, path: str, most: int = 500) -> list[str]:
        """Labels of everything in a family. Raises NoLabels when nothing is."""
        products = self._till.catalog.in_family(path, most)
        if not products:
            raise NoLabels()
        return self.print(products)

    def print(self, products: Sequence[Product]) -> list[str]:
        """Each is known to be printed once the job is queued: paper trouble is the queue's."""
        self._till.session.need(Permission.STOCK)
        rows = [(product.sku, listed(self._till, product).price) for product in products]
        with self._till.act() as act:
            said = [{"sku": sku, "price": price.cents} for sku, price in rows]
            act.state(FactType.LABELS_PRINTED, {"labels": said})
            labels.put(act.tx, rows, act.at)
            for sku, _ in rows:
                prints.queue(act.tx, f"{OF}{sku}", copy=True, at=act.at)
        return [f"{OF}{sku}" for sku, _ in rows]

    def blocks(self, name: str) -> list[Block]:
        """What a job of that name brings out: at the price that was stated. Raises UnknownItem."""
        sku = name.removeprefix(OF)
        product = products.product(self._till, sku)
        with self._till.db.read() as connection:
            price = labels.printed(connection, sku).get(sku, product.price)
        return label(product, price, self._till.now(), self._words)
