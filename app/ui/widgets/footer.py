"""The foot of the ticket: how much is in it, what was saved, and the one number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.text import RIGHT, Text
from app.ui.words import fill, tr


class TotalFooter(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._count, self._savings = Text("", "muted"), Text("", "savings")
        self._total = Text("", "total", align=RIGHT)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addStretch(1)
        left.addWidget(self._count)
        left.addWidget(self._savings)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(16)
        row.addLayout(left, 1)
        caption = Text(tr("TOTAL"), "eyebrow")
        caption.setContentsMargins(0, 0, 0, 14)
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._total)
        self.setFixedHeight(86)

    def show_total(self, total: str, count: str, savings: str) -> None:
        self._total.setText(total)
        self._total.setAccessibleName(fill(tr("Total %1"), total))
        self._count.say(count)
        self._savings.say(savings)
