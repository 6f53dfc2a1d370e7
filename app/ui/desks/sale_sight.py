"""What stands around the ticket: read when it is first shown, and again once it is stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from app.changes import Changes, Topic
from app.domain.document import Document
from app.domain.errors import ShopError
from app.domain.product import Product
from app.domain.sale import Sale
from app.domain.salestop import SaleStop
from app.services import prices, reserving
from app.services.counter import Counter
from app.ui.desks.picturing import Pictured
from app.ui.desks.shelf import Shelf
from app.ui.screens.product_view import product_view
from app.ui.screens.sell_view import (
    Around,
    LineViews,
    SellView,
    SettledView,
    parked_chip,
    sell_view,
    settled_view,
)
from app.ui.screens.stock_view import reserved_hint
from app.ui.widgets.banner import BannerView
from app.ui.widgets.chip import ChipView
from app.ui.widgets.product_card import ProductView
from app.ui.words import tr


class SaleSight:
    """What the selling screen shows; keeps only what is on no disk: the change, what was read."""

    def __init__(
        self,
        counter: Counter,
        shelf: Shelf,
        *,
        customer: Callable[[], ChipView | None],
        name: Callable[[str], str],
        say: Callable[[ShopError], str],
        picture: Pictured,
    ) -> None:
        self._picture = picture
        self._counter, self._register, self._shelf = counter, counter.register, shelf
        self._customer, self._name, self._sentence = customer, name, say
        self._settled: SettledView | None = None
        self._product: Product | None = None
        self._lines = LineViews(name)
        self._chips: tuple[str, tuple[ChipView, ...]] | None = None
        self._open_shift: bool | None = None
        self._on_hand: tuple[str, Mapping[str, Decimal]] | None = None
        """Of the product that is shown, of its sizes and of what goes with it."""
        self._hints: tuple[object, dict[int, str]] | None = None
        """Whose reserved units the sale takes, while its lines of what is ordered are these."""
        self._stops: Mapping[str, Sequence[SaleStop]] | None = None

    def view(self, *, undo: bool, said: BannerView | None) -> SellView:
        """`undo`: whether a line can still come back; `said`: a strip that says something."""
        sale = self._register.sale
        if sale is not None and (sale.lines or sale.customer or sale.exchange):
            self._settled = None
        around = Around(
            parked=self._parked_chips(sale),
            product=lambda: self._product_view(sale),
            tabs=self._shelf.tabs(),
            tab=self._shelf.tab,
            tiles=self._shelf.tiles(),
            settled=self._settled,
            undo=undo,
            said=said,
            open=self._shift_open(),
            customer=self._customer() if sale is not None and sale.customer else None,
            stopped=self._stopped(sale) if sale is not None else (),
            reserved=self._reserved(sale) if sale is not None else {},
            cards=not self._counter.customers.alone,
        )
        return sell_view(sale, around, self._lines)

    def _shift_open(self) -> bool:
        if self._open_shift is None:
            self._open_shift = self._counter.drawer.current() is not None
        return self._open_shift

    def forget_shift(self) -> None:
        """One was opened or closed."""
        self._open_shift = None

    def _stopped(self, sale: Sale) -> tuple[BannerView, ...]:
        """A stop that came after the scan: what is read aloud, and the way out."""
        if self._stops is None:
            self._stops = self._counter.till.rulings.every_stop()
        found = prices.stopped(self._counter.till, sale.lines, self._stops)
        take_out = (("drop", tr("Quitar la línea")),)
        return tuple(
            BannerView(f"{line.number}", self._sentence(why), tone="negative", actions=take_out)
            for line, why in found
        )

    def _reserved(self, sale: Sale) -> dict[int, str]:
        """The customer in front wins, and it is said (retail-rules 11)."""
        till, lines = self._counter.till, {line.sku: line for line in sale.lines}
        ordered = till.rulings.with_orders(lines)
        of = (line for line in sale.lines if line.sku in ordered)
        told = tuple((line.number, line.sku, line.quantity) for line in of)
        asked = sale.id, sale.collected, told
        if self._hints is None or self._hints[0] != asked:
            found = reserving.hints(till, sale) if told else {}
            self._hints = asked, {line: reserved_hint(one) for line, one in found.items()}
        return self._hints[1]

    def forget_stock(self) -> None:
        """Something moved, here or as central said."""
        self._on_hand = self._hints = None

    def _left(self, product: Product) -> Mapping[str, Decimal]:
        if self._on_hand is None or self._on_hand[0] != product.sku:
            beside = (*self._shelf.related(product), *self._shelf.variants(product))
            skus = list(dict.fromkeys([product.sku, *(one.sku for one in beside)]))
            self._on_hand = product.sku, self._counter.stockroom.on_hand(skus)
        return self._on_hand[1]

    def forget_stops(self) -> None:
        """Central may have said or lifted one."""
        self._stops = None

    def _parked_chips(self, sale: Sale | None) -> tuple[ChipView, ...]:
        """Read again when another ticket is in hand: only then may the parked ones be others."""
        now = sale.id if sale else ""
        if self._chips is None or self._chips[0] != now:
            parked = self._counter.tickets.parked()
            chips = tuple(parked_chip(one, place) for place, one in enumerate(parked, 1))
            self._chips = (now, chips)
        return self._chips[1]

    def _product_view(self, sale: Sale | None) -> ProductView | None:
        line = None
        if sale is not None and sale.chosen:
            line = sale.line(sale.chosen)
            if self._product is None or self._product.sku != line.sku:
                last = self._register.product
                known = last is not None and last.sku == line.sku
                self._product = last if known else self._shelf.product(line.sku)
        if self._product is None or (line is not None and line.sku != self._product.sku):
            return None
        product = self._product
        there = self._left(product)
        related, variants = self._shelf.related(product), self._shelf.variants(product)
        before = prices.struck_through(self._counter.till, product)
        return product_view(
            product, line, related, there, variants, before, self._picture(product.image)
        )

    def settle(self, document: Document) -> None:
        """The sale is paid: its change stays in sight until the next scan or customer."""
        self._settled = settled_view(document, self._counter.exchanges.corrective(document))
        self._product = None

    def heard(self, topics: Changes) -> None:
        """Forget what a commit made untrue."""
        if topics & {Topic.PERSON, Topic.SHIFT}:
            self.forget_settled()
        if Topic.SHIFT in topics:
            self.forget_shift()
        if Topic.STORE in topics:
            self.forget_stops()
        if Topic.CATALOG in topics:
            self.forget_catalogue()
        if topics & {Topic.STOCK, Topic.STORE, Topic.ORDERS}:
            self.forget_stock()

    def forget_settled(self) -> None:
        """Somebody else is here, or another shift: the last sale is no longer theirs to see."""
        self._settled = None

    def forget_catalogue(self) -> None:
        self._shelf.forget()

    def forget_words(self) -> None:
        """Another language is in use."""
        self._lines = LineViews(self._name)
        self._chips = self._hints = None
        self._shelf.forget()
