"""The selling screen: the ticket on the left, what can be done on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from app.changes import Topic
from app.domain.errors import AgeNotAsked, ShopError
from app.ui.screen import Key, Screen
from app.ui.screens.sell_panels import SellPanels
from app.ui.screens.sell_side import SellSide
from app.ui.screens.sell_ticket import SellTicket
from app.ui.screens.sell_view import SellView
from app.ui.widgets.keys import press
from app.ui.widgets.rows import RowView
from app.ui.widgets.top_bar import SearchField
from app.ui.words import tr

LEAST_TAIL, LEAST_CODE = 3, 8
"""From how many digits the end of a bar code is searched, and from how many it is a whole one."""


FRAME_MS = 16
"""For how long the product's card leaves the line it tells of to be painted alone."""


class SellActions(Protocol):
    """What the screen asks for. Each either happens, and the screen is refreshed, or raises."""

    def scan(self, code: str, quantity: str) -> None: ...
    def add(self, sku: str, quantity: str) -> None: ...
    def size(self, sku: str) -> None:
        """One of a model's sizes: sold, or what is to be done when there is none."""

    def search(self, text: str) -> tuple[RowView, ...]: ...
    def card_of(self, text: str) -> str:
        """The whole number of somebody's card, however it was typed; "" when it is nobody's."""

    def select(self, line: int) -> None: ...
    def step(self, line: int, by: int) -> None: ...
    def set_quantity(self, line: int, text: str) -> None: ...
    def set_price(self, line: int, kind: str, text: str, reason: str) -> None: ...
    def discount(self, line: int | None, kind: str, text: str, reason: str) -> None:
        """Of the whole ticket when `line` is None; `kind` is `%` or `€`."""

    def remove(self, line: int) -> None: ...
    def undo(self) -> None: ...
    def act(self, does: str, key: str) -> None:
        """What a banner's button or a chip does."""

    def show_tab(self, key: str) -> None: ...
    def park(self) -> None: ...
    def exact_cash(self) -> None: ...
    def card(self) -> None: ...
    def refused(self, error: ShopError) -> bool: ...


class SellScreen(Screen):
    name = "sell"
    shows: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.SALE, Topic.CATALOG, Topic.DOCUMENT, Topic.SHIFT, Topic.STORE, Topic.ATTENTION}
    )

    def __init__(
        self,
        view: Callable[[], SellView],
        do: SellActions,
        panels: SellPanels,
        search: SearchField,
        *,
        mirrored: bool = False,
    ) -> None:
        super().__init__()
        self._view, self._do, self._panels, self._search = view, do, panels, search
        self.ticket = SellTicket()
        self.side = SellSide(self.keys_and_places(), mirrored=mirrored)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self.ticket, 58)
        row.addWidget(self.side, 42)
        panels.attach(self.side, self)
        self._shown: SellView | None = None
        self._quantity = ""
        self._card_waits = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._card_waits.timeout.connect(self._show_product)
        self._wire()

    def _wire(self) -> None:
        do, lines = self._do, self.ticket.list
        lines.chosen.connect(do.select)
        lines.line_actions.less.connect(lambda: self._on_line(lambda line: do.step(line, -1)))
        lines.line_actions.more.connect(lambda: self._on_line(lambda line: do.step(line, 1)))
        lines.line_actions.remove.connect(self.remove)
        for signal, ask in (
            (lines.line_actions.quantity, self._panels.quantity),
            (lines.line_actions.price, self._panels.price),
            (lines.line_actions.discount, self._panels.line_discount),
            (lines.line_actions.why, self._panels.why),
        ):
            signal.connect(lambda ask=ask: self._on_line(ask))
        self.ticket.acted.connect(self._act)
        self.ticket.listed.connect(self._panels.parked)
        self.side.product.added.connect(self._add)
        self.side.product.sized.connect(do.size)
        self.side.tiles.touched.connect(lambda sku: self._add(sku))
        self.side.tabs.chosen.connect(do.show_tab)
        self.side.pay.exact_cash.connect(self._exact_cash)
        self.side.pay.card.connect(self._card)
        self.side.pay.pay.connect(self.pay)
        self._search.textEdited.connect(self._search_edited)
        self._search.returnPressed.connect(self.enter)
        self._search.left_by_esc.connect(self.escape)
        self._search.down.connect(lambda: self._walk(1))
        self._search.up.connect(lambda: self._walk(-1))

    def keys_and_places(self) -> tuple[tuple[str, str, str, Callable[[], object]], ...]:
        """(word, icon, key, what it does) of the action buttons, in their places."""
        ask = self._panels
        return (
            (tr("Último ticket"), "receipt", "F3", lambda: self.goes.emit("last")),
            (tr("Buscar"), "magnifying-glass", "F4", self._search_here),
            (tr("Varios"), "shopping-bag", "F5", ask.sundries),
            (tr("Aparcar"), "pause", "F6", self._park),
            (tr("Devolver"), "arrow-u-up-left", "F7", lambda: self.goes.emit("return")),
            (tr("Factura"), "file-text", "F8", ask.invoice),
            (tr("Descuento"), "percent", "F9", ask.ticket_discount),
            (tr("Turno"), "money", "F10", lambda: self.goes.emit("shift")),
            (tr("Más"), "dots-three-circle", "F2", ask.more),
        )

    def typed_keys(self) -> tuple[tuple[str, str], ...]:
        return (
            (tr("Intro"), tr("Cobrar, o aceptar lo escrito")),
            ("+  −", tr("Una más o una menos de la línea abierta")),
            ("3 *", tr("Tres de lo siguiente que se escanee")),
        )

    def shortcuts(self) -> tuple[Key, ...]:
        do = self._do
        places = tuple(Key(key, words, go) for words, _icon, key, go in self.keys_and_places())
        return (
            *sorted(places, key=lambda key: int(key.press[1:])),
            Key("F11", tr("Efectivo exacto"), self._exact_cash),
            Key("F12", tr("Tarjeta"), self._card),
            Key("Del", tr("Quitar la línea"), self.remove),
            Key("Ctrl+Z", tr("Deshacer"), do.undo),
            Key("Ctrl+P", tr("Precio de la línea"), lambda: self._on_line(self._panels.price)),
            Key("Ctrl+D", tr("Descuento de la línea"), self._ask_line_discount),
            Key("Ctrl+Q", tr("Cantidad o peso"), lambda: self._on_line(self._panels.quantity)),
            Key("Ctrl+W", tr("¿Por qué este precio?"), lambda: self._on_line(self._panels.why)),
            Key("Ctrl+F", tr("Faltó: apuntar lo que pidió"), self._panels.lost),
            Key("Ctrl+L", tr("Bloquear"), self._panels.lock),
            Key("Up", tr("Línea anterior"), lambda: self._walk(-1)),
            Key("Down", tr("Línea siguiente"), lambda: self._walk(1)),
        )

    def _ask_line_discount(self) -> None:
        self._on_line(self._panels.line_discount)

    def refresh(self) -> None:
        view = self._shown = self._view()
        self.ticket.show_ticket(view)
        self.side.show_side(view)
        self._card_waits.start()

    def _show_product(self) -> None:
        if self._shown is not None:
            self.side.product.show_product(self._shown.product())

    def tick(self) -> None:
        """A customer's points get older."""
        if self.isVisible() and self._shown is not None and self._shown.customer:
            self.refresh()

    def opened(self) -> None:
        self._search.clear()
        self.setFocus()

    def scanned(self, code: str) -> bool:
        if self.side.panel is not None and self.side.panel.scanned(code):
            return True
        self._search.clear()
        self.side.close_panel()
        self._do.scan(code, self._take_quantity())
        self._ask_weight()
        return True

    def typed(self, text: str) -> None:
        """`+` and `-` step the open line, `3 *` waits for the next product, the rest searches."""
        if text in "+-" and not self._search.text():
            self._on_line(lambda line: self._do.step(line, 1 if text == "+" else -1))
        elif text == "*" and self._search.text().isdigit():
            self._wait_with(self._search.text())
        else:
            self._search.setFocus()
            self._search.insert(text)
            self._search_edited(self._search.text())

    def _search_edited(self, text: str) -> None:
        if text.endswith("*") and text[:-1].strip().isdigit():
            self._wait_with(text[:-1].strip())
        elif text in ("+", "-"):
            self._search.clear()
            self.typed(text)
        elif len(text.strip()) < 2:
            self._panels.results(None)
        elif not text.isdigit() or len(text) >= LEAST_TAIL:
            self._panels.results(self._do.search(text))
        else:
            self._panels.results(None)

    def _wait_with(self, quantity: str) -> None:
        self._search.clear()
        self._quantity = quantity
        self.ticket.show_quantity(quantity)

    def _take_quantity(self) -> str:
        quantity, self._quantity = self._quantity, ""
        self.ticket.show_quantity("")
        return quantity

    def _add(self, sku: str) -> None:
        self._search.clear()
        self.side.close_panel()
        self._do.add(sku, self._take_quantity())
        self._ask_weight()

    def _ask_weight(self) -> None:
        """What is weighed comes in without its weight: ask for it while it is on the scale."""
        if self._shown is not None:
            for line in self._shown.lines:
                if line.waits and line.key == self._shown.selected:
                    self._panels.quantity(line.key)

    def add_found(self, sku: str) -> None:
        """A result of the search was chosen; what then asks for its weight has the keys."""
        self.setFocus()
        self._add(sku)

    def enter(self) -> None:
        """On an empty field Intro opens payment; a code is sold, a card known; words take the first
        result."""
        text = self._search.text().strip()
        if not text:
            self.pay()
        elif text.isdigit():
            self._enter_digits(text)
        elif card := self._do.card_of(text):
            self.setFocus()
            self.scanned(card)
        else:
            found = self._do.search(text)
            if found:
                self.add_found(found[0].key)

    def _enter_digits(self, text: str) -> None:
        """A code sells; the end of one, too short to be a code itself, takes what it found."""
        found = self._do.search(text) if LEAST_TAIL <= len(text) < LEAST_CODE else ()
        if found:
            self.add_found(found[0].key)
            return
        self.setFocus()
        self.scanned(text)

    def _search_here(self) -> None:
        """Words by keys, or by touch with the letters on the screen."""
        self._panels.search(self._press)
        self._search.setFocus()

    def _press(self, key: str) -> None:
        press(self._search, key)
        self._search_edited(self._search.text())

    def forget_search(self) -> None:
        self._search.clear()

    def escape(self) -> None:
        self._search.clear()
        self._take_quantity()
        self.side.close_panel()
        self.setFocus()

    def pay(self) -> None:
        if self._may_pay():
            self.side.close_panel()
            self.goes.emit("pay")

    def _exact_cash(self) -> None:
        if self._may_pay():
            self._do.exact_cash()

    def _card(self) -> None:
        if self._may_pay():
            self._do.card()

    def _act(self, does: str, key: str) -> None:
        """What was touched may be gone by then: the keys are the screen's again."""
        self.setFocus()
        self._do.act(does, key)

    def _may_pay(self) -> bool:
        """Something to pay, and nothing that still waits for its weight: that is asked first.

        Raises AgeNotAsked: here it can be answered, where one pays it could not."""
        lines = self._shown.lines if self._shown is not None else ()
        waits = next((line for line in lines if line.waits), None)
        if waits is not None:
            self._do.select(waits.key)
            self._panels.quantity(waits.key)
        elif self._shown is not None and self._shown.age_to_ask:
            raise AgeNotAsked(years=self._shown.age_to_ask)
        return bool(lines) and waits is None

    def remove(self) -> None:
        self._on_line(self._do.remove)

    def _park(self) -> None:
        if self._shown is not None and self._shown.lines:
            self._do.park()
        else:
            self._panels.parked()

    def _on_line(self, do: Callable[[int], object]) -> None:
        if self._shown is not None and self._shown.selected is not None:
            do(self._shown.selected)

    def _walk(self, step: int) -> None:
        """Up and Down go through the results while there are any, else through the lines."""
        if self._panels.walk(step) or self._shown is None:
            return
        keys = [line.key for line in self._shown.lines]
        if self._shown.selected in keys:
            place = keys.index(self._shown.selected) + step
            if 0 <= place < len(keys):
                self._do.select(keys[place])

    def refused(self, error: ShopError) -> bool:
        return self._do.refused(error)
