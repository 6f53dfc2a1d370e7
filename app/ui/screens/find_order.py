"""Any order of the chain, looked up: whose it is, where it waits, what its customer was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Screen
from app.ui.screens.find_order_view import FindOrderView, FoundView
from app.ui.widgets.button import Button
from app.ui.widgets.chip import clear
from app.ui.widgets.field import Field
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import RIGHT, Text, frame, rule
from app.ui.words import tr

WIDE = 1000
"""From so many px of width on, list and order stand side by side."""


class FindActions(Protocol):
    def look(self, words: str) -> None: ...
    def choose(self, number: str) -> None: ...
    def work(self, number: str) -> None:
        """Go to this shop's own order, where it is prepared and handed over."""


class FindOrderScreen(Screen):
    name = "find-order"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.ORDERS, Topic.STORE})

    def __init__(self, view: Callable[[], FindOrderView], do: FindActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: FindOrderView | None = None
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(16, 16, 16, 16)
        self._sides.setSpacing(16)
        self._sides.addWidget(self._list_side(), 44)
        self._order = frame("card")
        self._column = QVBoxLayout(self._order)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(8)
        self._sides.addWidget(self._order, 56)

    def _list_side(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.field = Field()
        self.field.setPlaceholderText(tr("Número, nombre o final del teléfono"))
        self.field.setAccessibleName(tr("Buscar en toda la cadena"))
        self.field.returnPressed.connect(self._look)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(Button(tr("Buscar"), self._look, icon="magnifying-glass", kind="primary"))
        column.addLayout(row)
        self._says = Text("", "muted", wrap=True)
        column.addWidget(self._says)
        column.addWidget(rule())
        self.rows = RowList(tr("Pedidos encontrados"))
        self.rows.chosen.connect(self._do.choose)
        column.addWidget(self.rows, 1)
        return card

    def title(self) -> str:
        return tr("Buscar un pedido")

    def _look(self) -> None:
        self._do.look(self.field.text())

    def opened(self) -> None:
        self.field.setText(self._view().words)
        self.field.setFocus()

    def tick(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        self._says.say(view.says, tone=view.tone)
        self.rows.show_rows(view.rows)
        clear(self._column)
        if view.chosen is None:
            self._column.addStretch(1)
            words = tr("Cualquier pedido de la cadena, de cualquier canal")
            self._column.addWidget(Text(words, "muted", wrap=True))
            self._column.addStretch(1)
            return
        self._show(view.chosen)

    def _show(self, view: FoundView) -> None:
        self._column.addWidget(Text(view.title, "title", elide=True))
        self._column.addWidget(Text(view.where, "lead", strong=True, wrap=True))
        for name, value in view.facts:
            self._column.addWidget(_pair(Text(name, "muted"), Text(value, strong=True)))
        self._column.addWidget(rule())
        for quantity, name, amount in view.lines:
            left = Text(f"{quantity}  {name}", elide=True)
            self._column.addWidget(_pair(left, Text(amount, align=RIGHT)))
        self._column.addWidget(rule())
        self._column.addWidget(Text(tr("QUÉ SE LE HA DICHO AL CLIENTE"), "eyebrow"))
        for when, what in view.told:
            self._column.addWidget(_pair(Text(what, wrap=True), Text(when, "muted")))
        if not view.told:
            self._column.addWidget(Text(tr("Nada todavía."), "muted"))
        self._column.addStretch(1)
        if view.age:
            self._column.addWidget(Text(view.age, "muted", wrap=True))
        if view.ours:
            number = view.title.split(" · ", maxsplit=1)[0]
            go = Button(tr("Abrirlo en Recogidas"), lambda: self._do.work(number), kind="soft")
            self._column.addWidget(go)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        beside = QBoxLayout.Direction.LeftToRight
        under = QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(beside if self.width() >= WIDE else under)

    def typed(self, text: str) -> None:
        if text.isprintable():
            self.field.setFocus()
            self.field.insert(text)


def _pair(left: Text, right: Text) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(left, 1)
    row.addWidget(right)
    return holder
