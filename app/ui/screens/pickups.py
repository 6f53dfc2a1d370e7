"""Pickups: the queue by time left, and one order from its preparation to its hand-over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.pickup_order import ACTION_KEYS, FIRST_KEY, MORE_KEY, SECOND_KEY, OrderSide
from app.ui.screens.pickup_queue import QueueSide
from app.ui.screens.pickups_view import PickupsView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel, RowView
from app.ui.words import tr

WIDE = 1000
"""From so many px of width on, queue and order stand side by side; a tablet held upright has the
order under the queue."""


class PickupActions(Protocol):
    def choose(self, number: str) -> None: ...
    def show(self, group: str) -> None:
        """Only one group of the queue, or with the one that is shown, all of it again."""

    def narrow(self, only: str) -> None:
        """The same, of a filter."""

    def everywhere(self, words: str) -> None:
        """The same, of every shop of the chain."""

    def seek(self, words: str) -> None:
        """Orders by number, name or telephone instead of the queue; "": the queue again."""

    def scan(self, code: str, host: PanelHost) -> bool:
        """An order's QR, a parcel or a product; False: none of these, nor for this screen."""

    def act(self, does: str, host: PanelHost) -> None:
        """A button of the chosen order."""

    def touch(self, line: int, host: PanelHost) -> None:
        """A line of the chosen order."""


class PickupsScreen(Screen):
    name = "pickups"
    gathers = True
    shows: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.ORDERS, Topic.STORE, Topic.SALE, Topic.DOCUMENT}
    )

    def __init__(self, view: Callable[[], PickupsView], do: PickupActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: PickupsView | None = None
        row = self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        self.queue, self.order, self.host = QueueSide(), OrderSide(), PanelHost()
        self.host.content.addWidget(self.order)
        for side in (self.queue, self.host):  # their widths do not follow what they show
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        row.addWidget(self.queue, 44)
        row.addWidget(self.host, 56)
        self.queue.chosen.connect(self._choose)
        self.queue.group.connect(do.show)
        self.queue.only.connect(do.narrow)
        self.queue.sought.connect(do.seek)
        self.queue.figures.connect(lambda: self.goes.emit("figures"))
        self.queue.entered.connect(self._entered)
        self.queue.everywhere.connect(self._everywhere)
        self.order.does.connect(lambda does: do.act(does, self.host))
        self.order.line.connect(lambda line: do.touch(int(line), self.host))
        self.order.more.connect(self._more)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        under, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(beside if self.width() >= WIDE else under)

    def title(self) -> str:
        return tr("Recogidas")

    def shortcuts(self) -> tuple[Key, ...]:
        places = tuple(
            Key(key, self.order.action(place), self._free(key, partial(self.order.act, place)))
            for place, key in enumerate(ACTION_KEYS)
        )
        return (
            Key("F3", tr("Buscar un pedido"), self._search),
            Key("F4", tr("Recogidas: cifras"), lambda: self.goes.emit("figures")),
            *places,
            Key(MORE_KEY, tr("Más"), self._free(MORE_KEY, self._more)),
            Key(SECOND_KEY, tr("La otra manera"), self._free(SECOND_KEY, self.order.second)),
            Key(
                FIRST_KEY, tr("Lo que toca con el pedido"), self._free(FIRST_KEY, self.order.first)
            ),
            Key("Up", tr("Pedido anterior"), lambda: self._walk(-1)),
            Key("Down", tr("Pedido siguiente"), lambda: self._walk(1)),
        )

    def _free(self, key: str, do: Callable[[], object]) -> Callable[[], None]:
        """`do`, or what the panel makes of the key while one asks something."""

        def pressed() -> None:
            if self.host.panel is None:
                do()
            else:
                self.host.panel.function_key(key)

        return pressed

    def _search(self) -> None:
        self.queue.search.setFocus()
        self.queue.search.selectAll()

    def _walk(self, step: int) -> None:
        if self.host.panel is None and self._shown is not None:
            number = self.queue.walk(step, self._shown.chosen)
            if number:
                self._choose(number)

    def _choose(self, number: str) -> None:
        self.host.close_panel()
        self._do.choose(number)

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        self.queue.show_view(view)
        self.order.show_view(view.order)

    def tick(self) -> None:
        """Time left goes by."""
        self.refresh()

    def opened(self) -> None:
        self.host.setFocus()

    def typed(self, text: str) -> None:
        if self.host.panel is None and text.isprintable():
            self.queue.search.setFocus()
            self.queue.search.insert(text)

    def _entered(self, text: str) -> None:
        """A code typed by hand does what its scan does; else the first that was found."""
        code = text.strip()
        if not code:
            return
        rows = self._shown.rows if self._shown else ()
        if rows:
            number = rows[0].key
            self.queue.search.clear()
            self._choose(number)
        else:
            self._scan_typed(code)

    def _scan_typed(self, code: str) -> None:
        """A refused code would hide the queue; words stay, to be looked for in the chain."""
        coded = any(one.isdigit() for one in code)
        try:
            coded = self._do.scan(code, self.host)
        finally:
            if coded:
                self.queue.search.clear()

    def _everywhere(self, words: str) -> None:
        self._do.everywhere(words)
        self.goes.emit("find-order")

    def _more(self) -> None:
        rest = self.order.rest()
        rows = [RowView(does, words) for does, words, _icon in rest]
        panel = RowsPanel(tr("Más"), rows, self._of_rest)
        if rows:
            self.host.open(panel)

    def _of_rest(self, does: str) -> None:
        self.host.close_panel()
        self._do.act(does, self.host)

    def scanned(self, code: str) -> bool:
        panel = self.host.panel
        if panel is not None and panel.scanned(code):
            return True
        self.host.close_panel()
        self.queue.search.clear()
        return self._do.scan(code, self.host)

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        elif self.queue.search.text():
            self.queue.search.clear()
            self.host.setFocus()
        else:
            self.leaves.emit()
