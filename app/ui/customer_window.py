"""The window that the customer sees: the ticket, the total, the change, a thanks and a welcome."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.customer_side import CustomerLine, CustomerView, Stage
from app.ui.widgets.paper import Qr
from app.ui.widgets.picture import Picture
from app.ui.widgets.text import CENTRE, RIGHT, Text, frame, rule, show

ROWS = 8
"""Products in sight: the newest."""
PICTURED, ROWS_BESIDE = 240, 4
"""The side of the picture, and of how many products it leaves room."""


class CustomerWindow(QWidget):
    """It takes no key and no focus: what is scanned or typed is the till's.

    `join`: the page that invites to the loyalty programme; "": none.
    """

    def __init__(self, join: str = "") -> None:
        super().__init__()
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.setWindowTitle("Mostrador")
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._pages = QStackedWidget()
        self.ticket, self.words = _Ticket(), _Words(join)
        self._pages.addWidget(self.words)
        self._pages.addWidget(self.ticket)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.addWidget(self._pages)

    def show_view(self, view: CustomerView) -> None:
        if view.stage is Stage.SALE:
            self.ticket.show_view(view)
            self._pages.setCurrentWidget(self.ticket)
        else:
            self.words.show_view(view)
            self._pages.setCurrentWidget(self.words)


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = Text("", "lead", elide=True)
        self._amount = Text("", "lead", strong=True, align=RIGHT)
        self._detail = Text("", "muted", elide=True)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self._amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._detail)

    def show_line(self, line: CustomerLine | None) -> None:
        self.setVisible(line is not None)
        if line is not None:
            self._name.setText(line.name)
            self._amount.setText(line.amount)
            self._detail.setText(line.detail)
            self._detail.setVisible(bool(line.detail))

    def said(self) -> tuple[str, str, str]:
        return self._name.text(), self._detail.text(), self._amount.text()


class _Ticket(QWidget):
    def __init__(self) -> None:
        super().__init__()
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 16, 24, 16)
        self._picture = Picture(PICTURED)
        show(self._picture, visible=False)
        self.rows = [_Row() for _ in range(ROWS)]
        for row in self.rows:
            inside.addWidget(row)
        inside.addStretch(1)
        inside.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        inside.addWidget(rule())
        sum_ = QHBoxLayout()
        self.name, self.total = Text("", "total"), Text("", "due", align=RIGHT)
        sum_.addWidget(self.name)
        sum_.addWidget(self.total, 1)
        inside.addLayout(sum_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_picture(self, file: Path | None) -> None:
        """Of the product touched last, while the products leave room for it."""
        room = sum(not row.isHidden() for row in self.rows) <= ROWS_BESIDE
        show(self._picture, visible=self._picture.show_file(file if room else None))

    def show_view(self, view: CustomerView) -> None:
        newest = view.lines[-ROWS:]
        for place, row in enumerate(self.rows):
            row.show_line(newest[place] if place < len(newest) else None)
        self.name.setText(view.words[0])
        self.total.setText(view.total)


class _Words(QWidget):
    """A thanks with the change, or a welcome; and the invitation."""

    def __init__(self, join: str) -> None:
        super().__init__()
        self.first = Text("", "due", align=CENTRE, wrap=True)
        self.second = Text("", "total", align=CENTRE, wrap=True)
        column = QVBoxLayout(self)
        column.setSpacing(24)
        column.addStretch(1)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addStretch(1)
        self.invitation = Text("", "lead", align=CENTRE, wrap=True)
        if join:
            paper = frame("paper")
            paper.setFixedWidth(320)
            inside = QVBoxLayout(paper)
            inside.setContentsMargins(8, 8, 8, 8)
            self.code = Qr(join)
            inside.addWidget(self.code)
            column.addWidget(self.invitation)
            column.addWidget(paper, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addStretch(1)

    def show_view(self, view: CustomerView) -> None:
        self.first.setText(view.words[0])
        self.second.setText(view.words[1])
        self.invitation.setText(view.join)
