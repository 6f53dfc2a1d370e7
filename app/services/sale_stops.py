"""Sale stops of the shop's own: what a manager takes off sale at this till, until it is lifted.

Those of central are in the mirror; nobody at the till lifts them.
"""

from __future__ import annotations

from datetime import timedelta

from app.changes import Topic
from app.domain.document import Document
from app.domain.errors import NothingStopped, ReasonMissing
from app.domain.facts import FactType
from app.domain.product import Product
from app.domain.salestop import of_lot
from app.domain.seeking import Sought
from app.domain.staff import Permission
from app.services import products
from app.services.seeking import DAYS, tickets_with
from app.services.till import Till
from app.storage import stops

MOST = 500
"""Tickets that are looked at for who bought what is stopped."""


class SaleStops:
    def __init__(self, till: Till) -> None:
        self._till = till

    def stop(self, code: str, text: str, lot: str = "") -> Product:
        """Nobody sells that product here, or that lot of it; `text` is read aloud.

        Raises NotAllowed, UnknownItem, BadCode, ReasonMissing.
        """
        allowed_by = self._till.session.need(Permission.SETTINGS)
        product = products.product(self._till, code)
        words = " ".join(text.split())
        if not words:
            raise ReasonMissing()
        body = {"sku": product.sku, "lot": lot, "text": words, "allowed_by": allowed_by}
        with self._till.act() as act:
            act.state(FactType.SALE_STOPPED, body)
            stops.put_own(act.tx, product.sku, lot, words)
            act.tx.changed(Topic.STORE, Topic.ATTENTION)
            act.tx.then(self._hold)
        return product

    def sold(self, sku: str, lot: str = "") -> list[Document]:
        """Who bought it: the tickets of the last 90 days with that product, or that lot of it or
        one that nobody knows; this till's and, as central told, the shop's. The newest first."""
        since = self._till.now().date() - timedelta(days=DAYS)
        found = tickets_with(self._till, Sought(sku, since), MOST)

        def touched(document: Document) -> bool:
            return any(
                line.sku == sku and of_lot(lot, line.batch) and line.quantity > 0
                for line in document.lines
            )

        return [document for document in found if touched(document)]

    def here(self, sku: str) -> bool:
        """Whether it was stopped at this till, and may be lifted at it."""
        with self._till.db.read() as connection:
            return any(stop.sku == sku for stop in stops.own(connection))

    def words(self, sku: str) -> tuple[str, ...]:
        """What is read aloud of a product that must not be sold, here or by central."""
        found = self._till.rulings.every_stop().get(sku, ())
        return tuple(stop.read_aloud(self._till.shop.language) for stop in found)

    def lift(self, code: str = "") -> list[str]:
        """What was stopped here may be sold again, all of it or one product; which products.

        Raises NotAllowed, NothingStopped, UnknownItem, BadCode.
        """
        allowed_by = self._till.session.need(Permission.SETTINGS)
        with self._till.db.read() as connection:
            own = stops.own(connection)
        if code:
            sku = products.product(self._till, code).sku
            own = [stop for stop in own if stop.sku == sku]
        if not own:
            raise NothingStopped()
        skus = sorted({stop.sku for stop in own})
        with self._till.act() as act:
            act.state(FactType.SALE_STOP_LIFTED, {"skus": skus, "allowed_by": allowed_by})
            stops.forget_own(act.tx, own)
            act.tx.changed(Topic.STORE, Topic.ATTENTION)
            act.tx.then(self._hold)
        return skus

    def _hold(self) -> None:
        with self._till.db.read() as connection:
            self._till.rulings.hold(stops.own(connection))
