"""A long list of rows of one height, of which only those in sight have a widget.

Making a row takes milliseconds: hundreds at once would be felt when the list is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.widgets.text import show

T = TypeVar("T")
LEAST = 12
"""Rows that have a widget at any rate."""
BESIDE = 1
"""Rows over and under those in sight that have one too: the tabulator goes on to them."""


class InSight(QWidget, Generic[T]):
    """Rows by key, in the order of their views, somewhere in what `area` scrolls. A row that
    leaves is another one afterwards: its `show_view` says all of it anew."""

    def __init__(self, area: QScrollArea, make: Callable[[], Any], height: int) -> None:
        """`height`: the least of a row, in px."""
        super().__init__()
        self._area, self._make, self._each = area, make, height
        self._views: dict[str, T] = {}
        self._keys: tuple[str, ...] = ()
        self._there: dict[str, Any] = {}
        self._shown: dict[str, T] = {}
        """What the widgets of `_there` say."""
        self._spare: list[Any] = []
        area.viewport().installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(lambda _value: self._fill())

    def show_views(self, views: Iterable[tuple[str, T]]) -> None:
        """(key, view) of each; those that show the same are left alone."""
        self._views = dict(views)
        self._keys = tuple(self._views)
        self._fill()
        self.setFixedHeight(len(self._keys) * self._each)
        show(self, visible=bool(self._keys))

    def keys(self) -> tuple[str, ...]:
        """Of all, in sight or not."""
        return self._keys

    def widgets(self) -> list[Any]:
        """Of those that have one, in the order that they are shown in."""
        return [self._there[key] for key in self._keys if key in self._there]

    def bring(self, place: int) -> None:
        """Scroll as far as it takes to see the row in that place whole."""
        middle = self._top() + place * self._each + self._each // 2
        self._area.ensureVisible(0, middle, 0, self._each // 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._lay_out()

    def _top(self) -> int:
        """Where the list begins in what is scrolled, in px."""
        inside = self._area.widget()
        return self.mapTo(inside, QPoint()).y() if inside is not None else 0

    def _slice(self) -> tuple[str, ...]:
        top = max(self._area.verticalScrollBar().value() - self._top(), 0)
        first = max(top // self._each - BESIDE, 0)
        many = max(self._area.viewport().height() // self._each + 2 + 2 * BESIDE, LEAST)
        first = max(min(first, len(self._keys) - many), 0)
        return self._keys[first : first + many]

    def _fill(self) -> None:
        wanted = self._slice()
        there = set(wanted)
        for key in [key for key in self._there if key not in there]:
            row = self._there[key]
            if key in self._views and row.hasFocus():
                there.add(key)  # it stays who has it, out of sight or not
                continue
            del self._there[key], self._shown[key]
            self._spare.append(row)
        made = [key for key in wanted if key not in self._there]
        for key in made:
            self._there[key] = self._spare.pop() if self._spare else self._new()
        for key in there:
            if key not in self._shown or self._shown[key] != self._views[key]:
                self._shown[key] = self._views[key]
                self._there[key].show_view(self._views[key])
        for row in self._spare:
            show(row, visible=False)
        self._lay_out()
        if made:
            rows = self.widgets()
            for before, after in pairwise(rows):
                QWidget.setTabOrder(before, after)

    def _new(self) -> QWidget:
        row: QWidget = self._make()
        row.setParent(self)
        self._each = max(self._each, row.sizeHint().height())
        return row

    def _lay_out(self) -> None:
        for place, key in enumerate(self._keys):
            row = self._there.get(key)
            if row is not None:
                row.setGeometry(0, place * self._each, self.width(), self._each)
                show(row, visible=True)
