"""Labels that say what a product costs: which shelves' show another price than it has, and printing
them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import NoLabels
from app.domain.facts import Body, FactType
from app.domain.money import Money
from app.domain.paper import Block
from app.domain.paper_kind import PaperKind
from app.domain.product import Product
from app.domain.shelf_label import LabelWords, product_label, shelf_label
from app.domain.staff import Permission
from app.services import products
from app.services.prices import listed, today
from app.services.till import Act, Till
from app.storage import labels
from app.storage.prints import PrintJob

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
        """Whose price changed since the label on the shelf, or on its way there, was printed."""
        with self._till.db.read() as connection:
            printed = labels.printed(connection)
            coming = labels.unfinished(connection)
        printed |= {one.sku: one.price for one in coming if one.kind is PaperKind.SHELF_LABEL}
        known = self._till.catalog.of_skus(list(printed))
        held = today(self._till, list(known.values()))
        return [
            Stale(product, printed[sku], price)
            for sku, product in known.items()
            if (price := held.get(product.sku)) is not None and price != printed[sku]
        ]

    def print_stale(self) -> int:
        """Queue a label for each; how many. Raises NoLabels, NotAllowed."""
        return self.print([one.product for one in self.stale()])

    def print_of(self, codes: Sequence[str]) -> int:
        """Labels of these products, by code or SKU; how many. Raises UnknownItem, NotAllowed,
        NoPrice."""
        return self.print([products.product(self._till, code) for code in codes])

    def print_family(self, path: str, most: int = 500) -> int:
        """Labels of everything in a family; how many. Raises NoLabels when nothing is."""
        return self.print(self._till.catalog.in_family(path, most))

    def print(self, products: Sequence[Product]) -> int:
        """One for each shelf; how many. Raises NoLabels, NotAllowed, NoPrice."""
        with self._till.act() as act:
            return self.queue(act, PaperKind.SHELF_LABEL, [(product, 1) for product in products])

    def queue(self, act: Act, kind: PaperKind, wanted: Sequence[tuple[Product, int]]) -> int:
        """A run of labels, of each product so many, at the price that it has now; how many. Raises
        NoLabels, NotAllowed, NoPrice."""
        allowed_by = self._till.session.need(Permission.STOCK)
        who = self._till.session.who().code
        rows = [
            (product.sku, price)
            for product, copies in wanted
            for price in [listed(self._till, product).price] * copies
        ]
        if not rows:
            raise NoLabels()
        labels.queue(act.tx, kind, OF, rows, (who, allowed_by), act.at)
        return len(rows)

    def are_out(self, act: Act, jobs: Sequence[PrintJob]) -> None:
        """State what these shelves say from now on."""
        found = [one for job in jobs if (one := labels.job(act.tx, job.id)) is not None]
        rows = [{"sku": one.sku, "price": one.price.cents} for one in found]
        if not found:
            return
        body: Body = {"labels": rows}
        if found[0].allowed_by:
            body["allowed_by"] = found[0].allowed_by
        act.state(FactType.LABELS_PRINTED, body, found[0].who)
        labels.put(act.tx, [(one.sku, one.price) for one in found], act.at)

    def blocks(self, job: PrintJob) -> list[Block]:
        """What that job brings out: at the price that was asked for. Raises UnknownItem."""
        with self._till.db.read() as connection:
            one = labels.job(connection, job.id)
        product = products.product(self._till, one.sku if one else job.document.removeprefix(OF))
        price = one.price if one else listed(self._till, product).price
        make = product_label if job.kind is PaperKind.PRODUCT_LABEL else shelf_label
        return make(product, price, self._till.now(), self._words)
