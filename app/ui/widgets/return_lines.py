"""The lines of a ticket to tick: which come back, and how many of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.text import CENTRE, RIGHT, Text
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class ReturnLineView:
    key: int
    name: str
    sold: str
    """`2 vendidas · 1 ya devuelta`."""
    taking: str
    """How many come back now; empty for none."""
    amount: str
    """What those are worth."""
    left: bool = True
    """Whether anything of it may still come back."""
    stepped: bool = True
    """False for what is weighed, or single: all of it or nothing."""
    more: bool = True


class ReturnLines(QScrollArea):
    stepped = Signal(int, int)
    """The line's key, and +1, -1, or 0 for all of it or nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Líneas del ticket que se devuelve"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(inside)
        self._shown: tuple[ReturnLineView, ...] = ()

    def show_lines(self, lines: Sequence[ReturnLineView]) -> None:
        if tuple(lines) == self._shown:
            return
        at = self.verticalScrollBar().value()
        self._shown = tuple(lines)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines:
            self._column.addWidget(self._line(line))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(at)

    def _line(self, view: ReturnLineView) -> QWidget:
        box = QFrame()
        box.setObjectName("returnLine")
        box.setProperty("taken", bool(view.taking))
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 8, 20, 8)
        row.setSpacing(12)
        tick = Button("", lambda: self.stepped.emit(view.key, 0), kind="choice",
                      icon="check" if view.taking else "")  # fmt: skip
        tick.setFixedWidth(48)
        tick.look(on=bool(view.taking))
        tick.setEnabled(view.left)
        tick.setCheckable(True)
        tick.setChecked(bool(view.taking))
        tick.setAccessibleName(fill(tr("Devolver %1"), view.name))
        row.addWidget(tick)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(view.name, strong=bool(view.taking), elide=True))
        words.addWidget(Text(view.sold, "muted", elide=True))
        row.addLayout(words, 1)
        if view.stepped and view.left:
            self._add_steps(row, view)
        amount = Text(view.amount, "strong", align=RIGHT)
        amount.setFixedWidth(96)
        row.addWidget(amount)
        box.setMinimumHeight(64)
        return box

    def _add_steps(self, row: QHBoxLayout, view: ReturnLineView) -> None:
        less = Button("", lambda: self.stepped.emit(view.key, -1), icon="minus")
        more = Button("", lambda: self.stepped.emit(view.key, 1), icon="plus")
        less.setEnabled(bool(view.taking))
        more.setEnabled(view.more)
        less.setAccessibleName(fill(tr("Una menos de %1"), view.name))
        more.setAccessibleName(fill(tr("Una más de %1"), view.name))
        number = Text(view.taking or "0", "strong", align=CENTRE)
        number.setFixedWidth(40)
        for widget in (less, number, more):
            row.addWidget(widget)
        for button in (less, more):
            button.setFixedWidth(48)
