"""The ticket: a list that keeps the newest line open and in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy

from app.ui.widgets.line_actions import LineActions
from app.ui.widgets.text import show
from app.ui.widgets.ticket_delegate import NAME_AT, PLAIN, SIDE, TicketDelegate, height
from app.ui.widgets.ticket_model import LineView, TicketModel
from app.ui.words import tr

LIT_MS = 1_000
"""For how long the line just touched is lit."""


class TicketList(QListView):
    """As high as its lines until there is no more room; then it scrolls."""

    chosen = Signal(int)
    """The key of the line that was touched."""

    def __init__(self) -> None:
        super().__init__()
        self._height = 0
        self.lines = TicketModel()
        self._paints = TicketDelegate(self.lines)
        self.setModel(self.lines)
        self.setItemDelegate(self._paints)
        self.line_actions = LineActions(self.viewport())
        self.setAccessibleName(tr("Líneas del ticket"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._dims = QTimer(self, singleShot=True, interval=LIT_MS)
        self._dims.timeout.connect(self._dim)
        self.clicked.connect(self._touched)
        self.verticalScrollBar().valueChanged.connect(self._place)

    def show_lines(self, lines: Sequence[LineView], selected: int | None) -> None:
        """Paint `lines` with the one of key `selected` open and in sight."""
        before, rows = self._paints.open_row, len(self.lines.lines)
        self.lines.show(lines)
        row = self.lines.row_of(selected)
        self._paints.open_row = row
        now = sum(height(line, is_open=i == row) for i, line in enumerate(self.lines.lines))
        if now != self._height:
            self._height = now
            self.updateGeometry()
        if row != before or rows != len(self.lines.lines):
            self.scheduleDelayedItemsLayout()
        self.viewport().update()
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row))
            self.line_actions.show_line(self.lines.lines[row])
            self.scrollTo(self.lines.index(row))
        self._place()
        if row >= 0 and (row != before or rows != len(self.lines.lines)):
            self._paints.lit = True
            self._dims.start()

    def _dim(self) -> None:
        self._paints.lit = False
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """Characters are never a search here: they belong to the search field."""

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(400, self._height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(320, min(PLAIN * 3, self.sizeHint().height()))

    def updateGeometries(self) -> None:  # noqa: N802 (Qt's name)
        super().updateGeometries()
        self._place()

    def _touched(self, index: QModelIndex) -> None:
        self.chosen.emit(self.lines.lines[index.row()].key)

    def _place(self) -> None:
        """Lay the actions over the foot of the open line."""
        row = self._paints.open_row
        if not 0 <= row < len(self.lines.lines):
            show(self.line_actions, visible=False)
            return
        area = self.visualRect(self.lines.index(row))
        left = NAME_AT if self.viewport().width() >= 720 else SIDE
        width = area.width() - left - SIDE
        self.line_actions.setGeometry(left, area.bottom() - 56, width, 48)
        show(self.line_actions, visible=area.isValid())
