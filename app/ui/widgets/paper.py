"""A ticket on the screen as it comes out on paper."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from barcode.codex import Code128 as Bars
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import paper
from app.ui.theme import theme
from app.ui.widgets.text import CENTRE, LEFT, RIGHT, Text, rule

WIDTH = 376


class Paper(QFrame):
    """The blocks of a document, one under the other, ink on paper in every theme."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 24, 20, 24)
        self._column.setSpacing(4)

    def show_blocks(self, blocks: Sequence[paper.Block]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for block in blocks:
            for widget in _widgets(block):
                self._column.addWidget(widget)
        self._column.addStretch(1)


def _ink(words: str, *, strong: bool = False, align: Qt.AlignmentFlag | None = None) -> Text:
    text = Text(words, "paper", strong=strong, wrap=True)
    if align is not None:
        text.setAlignment(align)
    return text


def _widgets(block: paper.Block) -> list[QWidget]:
    match block:
        case paper.Heading(text):
            heading = _ink(text, strong=True, align=CENTRE)
            heading.setProperty("role", "paper-heading")
            return [heading]
        case paper.Text(text, bold, centred, indent):
            words = _ink(text, strong=bold, align=CENTRE if centred else None)
            words.setContentsMargins(8 * indent, 0, 0, 0)
            return [words]
        case paper.Row(left, right, bold, indent):
            return [_row(left, right, bold=bold, indent=indent)]
        case paper.Table(header, rows):
            return [_table(header, rows)]
        case paper.Rule():
            return [rule()]
        case paper.QrCode(url, above, below):
            return [_ink(above, align=CENTRE), Qr(url), _ink(below, align=CENTRE)]
        case paper.Code128(text):
            return [Code128(text), _ink(text, align=CENTRE)]


def _row(left: str, right: str, *, bold: bool, indent: int) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8 * indent, 0, 0, 0)
    row.setSpacing(12)
    amount = Text(right, "paper", strong=bold, align=RIGHT | Qt.AlignmentFlag.AlignTop)
    row.addWidget(_ink(left, strong=bold), 1)
    row.addWidget(amount)
    return holder


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(4)
    for y, cells in enumerate((header, *rows)):
        for x, cell in enumerate(cells):
            grid.addWidget(Text(cell, "paper", strong=not y, align=RIGHT if x else LEFT), y, x)
    return holder


class _Symbol(QWidget):
    """Black modules on the paper, each a whole number of px."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class Qr(_Symbol):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
        self.setAccessibleName(text)
        self._module = max(2, 168 // len(self._rows))
        self.setFixedHeight(self._module * (len(self._rows) + 8))

    def draw(self, painter: QPainter) -> None:
        px = self._module
        left = (self.width() - px * len(self._rows)) // 2
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    area = QRect(left + x * px, (y + 4) * px, px, px)
                    painter.fillRect(area, theme.colour("paper-ink"))


class Code128(_Symbol):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._bars = Bars(text).build()[0]
        self.setAccessibleName(text)
        self.setFixedHeight(64)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(len(self._bars) + 20, 64)

    def draw(self, painter: QPainter) -> None:
        px = max(1, self.width() // (len(self._bars) + 20))
        left = (self.width() - px * len(self._bars)) // 2
        for place, bar in enumerate(self._bars):
            if bar == "1":
                painter.fillRect(QRect(left + place * px, 0, px, 60), theme.colour("paper-ink"))
