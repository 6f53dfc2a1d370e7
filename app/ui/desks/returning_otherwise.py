"""What else is done with a ticket that was found for a return: part of a price, an exchange, an
invoice; and goods that come back without any ticket."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.document import Document
from app.domain.errors import UnknownItem
from app.domain.money import parse_money
from app.domain.product import parse_quantity
from app.domain.sale import Sale
from app.domain.why_back import WhyBack
from app.services.counter import Counter
from app.ui import format as written
from app.ui.leave import Leave
from app.ui.words import fill, tr

Parts = dict[int, Decimal]


class OtherReturns:
    """`sell` opens the ticket in hand, `issued` is told of an invoice, `says` says a sentence and
    prints what is queued."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        sell: Callable[[], object],
        issued: Callable[[Document], object],
        says: Callable[[str], object],
    ) -> None:
        self._counter, self._leave = counter, leave
        self._sell, self.issued, self._says = sell, issued, says

    def lower(self, number: str, line: int, values: dict[str, str]) -> list[Sale | Document]:
        """Give part of a line's price back: the corrective, or the return that asks a card; empty
        when nobody allowed it."""
        off, why = [(line, parse_money(values["amount"]))], WhyBack(values["why"])
        begun: list[Sale | Document] = []
        refunds = self._counter.refunds
        self._leave(lambda: begun.append(refunds.begin(number, None, why=why, off=off)))
        return begun

    def exchange(self, number: str, parts: Parts, why: WhyBack) -> None:
        """The ticket in hand has them come back; what is scanned next is paid with them."""
        exchanges = self._counter.exchanges
        if self._leave(lambda: exchanges.begin(number, list(parts.items()), why)):
            self._sell()

    def invoice(self, number: str, tax_id: str, name: str, address: str) -> Document | None:
        """The invoice that stands for the ticket from now on. Raises what `Invoices` raises."""
        invoices, found = self._counter.invoices, list[Document]()
        of = invoices.find(number)
        self._leave(lambda: found.append(invoices.issue([of], tax_id, name, address)))
        return found[0] if found else None

    def without_ticket(self, values: dict[str, str]) -> None:
        """Take something back for store credit. Raises UnknownItem, BadQuantity, NotTakenBack."""
        product = self._counter.lookup.product(values["code"])
        if product is None:
            raise UnknownItem(code=values["code"])
        items = [(product.sku, parse_quantity(values["quantity"], product.unit))]
        damaged = values["state"] == WhyBack.DAMAGED
        taken, take = [], self._counter.no_ticket.take
        if self._leave(lambda: taken.append(take(items, values["why"], damaged=damaged))):
            words = tr("Vale %1 de %2: se imprime ahora.")
            self._says(fill(words, taken[0].voucher, written.money(taken[0].amount)))
