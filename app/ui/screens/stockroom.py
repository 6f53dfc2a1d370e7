"""The stockroom's home: big targets for a finger, one a place of work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.changes import Topic
from app.ui.screen import Screen
from app.ui.screens.stockroom_view import PlaceView, StockroomView
from app.ui.widgets.button import Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import Text, frame
from app.ui.words import tr

TALL = 112
"""Height of a target in px: a thumb hits it while walking."""
WIDE = 1000
"""From so many px of width on, two stand side by side."""


class PlaceButton(Button):
    """A place of work and what waits there, all of it one target."""

    def __init__(self, place: PlaceView, on: Callable[[], object]) -> None:
        super().__init__(place.words, on, kind="row", height=TALL)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = self.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Text(place.words, "title"))
        if place.detail:
            words.addWidget(Text(place.detail, "muted", tone=place.tone))
        words.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(20)
        row.addWidget(Icon(place.icon, 40, tone=place.tone))
        row.addLayout(words, 1)
        row.addWidget(Icon("caret-right", 24))
        layout.addLayout(row)  # type: ignore[union-attr]
        for part in self.findChildren(Text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(", ".join(part for part in (place.words, place.detail) if part))


class StockroomScreen(Screen):
    name = "stockroom"
    shows: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.ORDERS, Topic.STORE, Topic.ATTENTION, Topic.CATALOG}
    )

    def __init__(self, view: Callable[[], StockroomView]) -> None:
        super().__init__()
        self._view = view
        self._shown: StockroomView | None = None
        self._columns = 1
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        card = frame("card")
        self._grid = QGridLayout(card)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        column.addWidget(card)
        column.addStretch(1)

    def title(self) -> str:
        return tr("Almacén")

    def refresh(self) -> None:
        view = self._view()
        if view != self._shown:
            self._shown = view
            self._lay_out()

    def tick(self) -> None:
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        columns = 2 if self.width() >= WIDE else 1
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def _lay_out(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        places = self._shown.places if self._shown else ()
        for index, place in enumerate(places):
            button = PlaceButton(place, partial(self.goes.emit, place.screen))
            self._grid.addWidget(button, index // self._columns, index % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
