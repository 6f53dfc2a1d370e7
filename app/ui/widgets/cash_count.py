"""The blind count: how many of each note and coin, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.money import Money, total
from app.ui import format as written
from app.ui.widgets.button import TOUCH
from app.ui.widgets.field import Field
from app.ui.widgets.keys import DigitKeys, press
from app.ui.widgets.text import RIGHT, Text
from app.ui.words import fill, tr

_COUNT = QRegularExpression(r"\d{0,4}")


@dataclass(frozen=True, slots=True)
class DenominationView:
    worth: Money
    words: str


class _Pieces(Field):
    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusInEvent(event)
        self.selectAll()


class CashCount(QWidget):
    """Two columns of denominations; Intro goes on to the next."""

    finished = Signal()

    def __init__(self, denominations: Sequence[DenominationView], rows: int = 8) -> None:
        super().__init__()
        self._fields: list[tuple[Money, QLineEdit, Text]] = []
        self._in_use: QLineEdit | None = None
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, view in enumerate(denominations):
            self._add(grid, view, place % rows, 4 * (place // rows))
        grid.setColumnMinimumWidth(3, 24)
        for column in (2, 6):
            grid.setColumnStretch(column, 1)
        self._sum = Text("", "figure", align=RIGHT)
        keys = DigitKeys()
        keys.pressed.connect(self._press)
        right = QVBoxLayout()
        right.addWidget(Text(tr("CONTADO"), "eyebrow", align=RIGHT))
        right.addWidget(self._sum)
        right.addSpacing(8)
        right.addWidget(keys, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addLayout(grid, 3)
        row.addLayout(right, 2)
        self._add_up()

    def _add(self, grid: QGridLayout, view: DenominationView, row: int, column: int) -> None:
        field = _Pieces()
        field.setProperty("entry", "count")
        field.setValidator(QRegularExpressionValidator(_COUNT, field))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(fill(tr("Piezas de %1"), view.words))
        field.setFixedWidth(72)
        field.setMaximumHeight(TOUCH)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        place = len(self._fields)
        field.textChanged.connect(self._add_up)
        field.focused.connect(partial(self.lend_keys, field))
        field.returnPressed.connect(lambda: self._next(place))
        part = Text("", "muted")
        part.setMinimumWidth(80)
        grid.addWidget(Text(view.words, strong=True, align=RIGHT), row, column)
        grid.addWidget(field, row, column + 1)
        grid.addWidget(part, row, column + 2)
        self._fields.append((view.worth, field, part))

    def lend_keys(self, field: QLineEdit) -> None:
        """The digits on the screen go to `field`; a field of its own takes no comma."""
        self._in_use = field

    def _press(self, key: str) -> None:
        field = self._in_use or self._fields[0][1]
        if key != "," or not isinstance(field, _Pieces):
            press(field, key)

    def _next(self, place: int) -> None:
        if place + 1 < len(self._fields):
            self._fields[place + 1][1].setFocus()
        else:
            self.finished.emit()

    def _add_up(self) -> None:
        parts = []
        for worth, field, label in self._fields:
            part = Money(worth.cents * int(field.text() or 0))
            label.setText(written.money(part) if part else "")
            parts.append(part)
        self._sum.setText(written.money(total(parts)))
        self._sum.setAccessibleName(fill(tr("Contado %1"), self._sum.text()))

    def start(self) -> None:
        for _worth, field, _label in self._fields:
            field.clear()
        self._fields[0][1].setFocus()

    def pieces(self) -> tuple[tuple[Money, int], ...]:
        """(denomination, how many), only those there are."""
        return tuple((worth, int(f.text())) for worth, f, _ in self._fields if int(f.text() or 0))
