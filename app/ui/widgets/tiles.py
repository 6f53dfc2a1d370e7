"""Family tabs and a grid of tiles: everything in the same place every day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.chip import clear
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class TabView:
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class TileView:
    sku: str
    words: str
    icon: str = "tag"


class FamilyTabs(QWidget):
    """One row; what does not fit is behind the arrow."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._tabs: tuple[TabView, ...] = ()
        self._chosen = ""
        self._first = 0
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_tabs(self, tabs: Sequence[TabView], chosen: str) -> None:
        if (tuple(tabs), chosen) != (self._tabs, self._chosen):
            self._tabs, self._chosen = tuple(tabs), chosen
            self._lay_out()

    def resizeEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        self._lay_out()

    def _lay_out(self) -> None:
        clear(self._row)
        buttons = [self._tab(tab) for tab in self._tabs]
        widths = [button.sizeHint().width() + 8 for button in buttons]
        fits = sum(widths) <= self.width() + 8
        self._first = 0 if fits else min(self._first, len(buttons) - 1)
        room = self.width() if fits else self.width() - 56
        for button, width in list(zip(buttons, widths, strict=True))[self._first :]:
            if room < width - 8:
                break
            room -= width
            self._row.addWidget(button)
        self._row.addStretch(1)
        if not fits:
            turn = Button("", self._turn, icon="caret-right", kind="tab")
            turn.setAccessibleName(tr("Más familias"))
            turn.setFixedWidth(48)
            self._row.addWidget(turn)

    def _tab(self, tab: TabView) -> Button:
        button = Button(tab.words, lambda: self.chosen.emit(tab.key), kind="tab")
        button.setCheckable(True)
        button.setChecked(tab.key == self._chosen)
        button.clicked.connect(lambda: button.setChecked(tab.key == self._chosen))
        return button

    def _turn(self) -> None:
        shown = self._row.count() - 2
        self._first = self._first + shown if self._first + shown < len(self._tabs) else 0
        self._lay_out()


class TileGrid(QWidget):
    """Pages of tiles, three across; the last place turns the page when there are more."""

    touched = Signal(str)

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._tiles: tuple[TileView, ...] = ()
        self._page = 0
        self._shape = (0, 0)
        self.setMinimumHeight(2 * 56 + 8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_tiles(self, tiles: Sequence[TileView]) -> None:
        if tuple(tiles) != self._tiles:
            self._tiles, self._page = tuple(tiles), 0
            self._lay_out()

    def resizeEvent(self, event: object) -> None:  # noqa: N802 (Qt's name)
        rows = max(2, min(5, (self.height() + 8) // 88))
        columns = self._columns if self.width() < 700 else self._columns + 1
        if (rows, columns) != self._shape:
            self._shape = (rows, columns)
            self._lay_out()

    def _lay_out(self) -> None:
        rows, columns = self._shape
        if not rows:
            return
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        places = rows * columns
        paged = len(self._tiles) > places
        each = places - 1 if paged else places
        pages = max(1, -(-len(self._tiles) // each))
        self._page %= pages
        shown = [self._tile(t) for t in self._tiles[self._page * each :][:each]]
        for place, button in enumerate(shown):
            self._grid.addWidget(button, place // columns, place % columns)
        if paged:
            words = fill(tr("%1 de %2"), self._page + 1, pages)
            turn = Button(words, self._turn, icon="caret-right", kind="soft")
            turn.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._grid.addWidget(turn, rows - 1, columns - 1)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 1 if row < rows else 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _tile(self, tile: TileView) -> Button:
        button = Button(
            tile.words, lambda: self.touched.emit(tile.sku), icon=tile.icon, align_left=True
        )
        button.wrap()
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        return button

    def _turn(self) -> None:
        self._page += 1
        self._lay_out()
