"""A ticket on the screen as it comes out on paper."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from barcode.codex import Code128 as Bars128
from barcode.ean import EAN13
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain import paper
from app.ui.theme import theme
from app.ui.widgets.text import CENTRE, LEFT, RIGHT, Text, rule

WIDTH = 376
"""px, for a paper of 80 mm."""
PX_PER_MM = WIDTH / 80
BEST_MM, MOST_MM, QUIET_MM = 35, 40, 4
"""Of the QR: 30 to 40 mm wide, and at least 2 mm of paper around it."""


BARS, ABOVE_BARS = 60, 8
"""px, of a bar code: how high it is, and what is white over and under it."""


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
        case paper.Ean13(digits):
            return [Ean13(digits), _ink(digits, align=CENTRE)]


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
    """Black modules on the paper, each a whole number of the device's dots, on paper as here."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("paper"))
        self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError


class Qr(_Symbol):
    """Level M, 30 to 40 mm wide on a paper of 80, with its quiet zone (Orden HAC/1177/2024 art.
    21)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        symbol = segno.make(text, error="m", micro=False, boost_error=False)
        self._rows = [bytes(row) for row in symbol.matrix]
        self.setAccessibleName(text)
        self.setFixedHeight(round((MOST_MM + 2 * QUIET_MM) * PX_PER_MM))

    def draw(self, painter: QPainter) -> None:
        modules = len(self._rows)
        dot = _dot(painter)
        px = round(BEST_MM * PX_PER_MM / modules / dot) * dot
        left = _snapped((self.width() - px * modules) / 2, dot)
        top = _snapped((self.height() - px * modules) / 2, dot)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    area = QRectF(left + x * px, top + y * px, px, px)
                    painter.fillRect(area, theme.colour("paper-ink"))


def _dot(painter: QPainter) -> float:
    """One dot of the device that is painted on, in px of the paper."""
    scale = painter.deviceTransform().m11()
    return 1 / scale if scale > 0 else 1.0


def _snapped(px: float, dot: float) -> float:
    return round(px / dot) * dot


class _Bars(_Symbol):
    """As wide as the paper allows in whole dots, so that it scans back."""

    def __init__(self, text: str, bars: str) -> None:
        super().__init__()
        self._bars = bars.translate(_GUARDS)
        self.setAccessibleName(text)
        self.setFixedHeight(BARS + 2 * ABOVE_BARS)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(len(self._bars) + 20, self.height())

    def draw(self, painter: QPainter) -> None:
        dot = _dot(painter)
        px = max(1, int(self.width() / (len(self._bars) + 20) / dot)) * dot
        left = _snapped((self.width() - px * len(self._bars)) / 2, dot)
        for place, bar in enumerate(self._bars):
            if bar == "1":
                area = QRectF(left + place * px, ABOVE_BARS, px, BARS)
                painter.fillRect(area, theme.colour("paper-ink"))


class Code128(_Bars):
    def __init__(self, text: str) -> None:
        super().__init__(text, Bars128(text).build()[0])


class Ean13(_Bars):
    def __init__(self, digits: str) -> None:
        super().__init__(digits, EAN13(digits).build()[0])


_GUARDS = str.maketrans({"G": "1"})
"""How python-barcode writes the longer bars of an EAN, which here are no longer than the others."""
