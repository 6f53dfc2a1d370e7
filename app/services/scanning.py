"""Goods scanned in or out, unit by unit or by box: on disk after every beep, a fact when done."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from app.domain.consignment import box_code
from app.domain.consignment_fold import Passage
from app.domain.errors import (
    BadCode,
    BadQuantity,
    BoxTaken,
    NotInConsignment,
    NotScanned,
    OtherReceipt,
    UnknownConsignment,
    UnknownItem,
)
from app.domain.product import Product
from app.domain.staff import Permission
from app.domain.stock import thousandths
from app.services import scanned
from app.services.consignments import Consignments
from app.services.till import Till
from app.storage import scanning
from app.storage.scanning import Open as Open
from app.storage.scanning import Row, Way

ONE = Decimal(1)


class Scanning:
    """What `Receiving` and `Sending` have in common. One consignment a way at a time."""

    way: Way

    def __init__(self, till: Till, desk: Consignments) -> None:
        self._till, self._desk = till, desk

    def open(self) -> Open | None:
        """What is being scanned on this device, also by somebody before, or before the power
        went."""
        with self._till.db.read() as connection:
            return scanning.find(connection, self.way)

    def leave(self) -> None:
        """Forget what was scanned; nothing was stated of it."""
        self._till.session.need(Permission.STOCK)
        with self._till.act() as act:
            scanning.end(act.tx, self.way)

    def scan(self, code: str, quantity: Decimal | None = None, reason: str = "") -> Open:
        """One more unit, or so many; as many as a pack holds for a pack's code; or everything in a
        box. `reason`: of damage.

        Raises UnknownConsignment when nothing is open, UnknownItem or NotInConsignment, BoxTaken,
        BadQuantity when a measured product comes without one.
        """
        box = box_code(code)
        passage = self._passage()
        if passage is not None and box in passage.held and box:
            return self._box(passage, box, reason)
        product, much = self._goods(code, quantity)
        return self._count([self._row(product, much, reason)])

    def take_off(self, code: str, quantity: Decimal | None = None, reason: str = "") -> Open:
        """Scanned by mistake: so many units of a product, what one scan of the code was, or a box.
        Raises NotScanned."""
        open_, box = self._need(), box_code(code)
        if box and box in open_.boxes:
            with self._till.act() as act:
                scanning.drop_box(act.tx, self.way, box)
            return self._need()
        product, each = self._goods(code, None)
        much = thousandths(quantity or each or ONE)
        here = [
            row for row in open_.rows if (row.sku, row.reason, row.box) == (product.sku, reason, "")
        ]
        if sum(row.quantity for row in here) < much:
            raise NotScanned(name=product.name)
        return self._count([Row(product.sku, -much, reason)])

    def _passage(self) -> Passage | None:
        open_ = self._need()
        return None if open_.origin else self._desk.find(open_.number)

    def _box(self, p: Passage, code: str, reason: str) -> Open:
        if code in self._need().boxes:
            raise BoxTaken(code=code)
        held = p.held[code]
        rows = [Row(sku, thousandths(much), reason, code) for sku, much in held]
        return self._count(rows or [Row("", 0, "", code)])

    def _row(self, product: Product, much: Decimal | None, reason: str) -> Row:
        if much is None and product.unit.measured:
            raise BadQuantity(text="")
        much = ONE if much is None else much
        if much <= 0 or (not product.unit.measured and much % 1):
            raise BadQuantity(text=str(much))
        return Row(product.sku, thousandths(much), reason)

    def says(self, code: str) -> tuple[Product, Decimal | None]:
        """What one scan of that code is; None: its weight is to be asked. Raises
        NotInConsignment."""
        return self._goods(code, None)

    def _goods(self, code: str, times: Decimal | None) -> tuple[Product, Decimal | None]:
        try:
            product, each = scanned.of_goods(self._till, code)
            return product, scanned.all_of(product, each, times)
        except (BadCode, UnknownItem):
            raise NotInConsignment(code=code.strip()[:40]) from None

    def _count(self, rows: Iterable[Row]) -> Open:
        self._till.session.need(Permission.STOCK)
        with self._till.act() as act:
            scanning.count(act.tx, self.way, rows)
        return self._need()

    def _need(self) -> Open:
        found = self.open()
        if found is None:
            raise UnknownConsignment(number="")
        return found

    def _begin(self, number: str, origin: str = "") -> Open:
        """Raises OtherReceipt. Begun before, it goes on."""
        self._till.session.need(Permission.STOCK)
        found = self.open()
        if found is not None and found.number != number:
            raise OtherReceipt(number=found.number)
        if found is None:
            with self._till.act() as act:
                who = self._till.session.who().code
                scanning.begin(act.tx, Open(self.way, number, act.at, who, (), origin))
        return self._need()
