"""How a line of the ticket is painted, and how high it is in each state."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import font, theme
from app.ui.widgets.ticket_model import Index, LineView, TicketModel

PLAIN, WITH_UNDER = 48, 64
OPEN, OPEN_WITH_UNDER = 112, 128
_SIZES = {high: QSize(320, high) for high in (PLAIN, WITH_UNDER, OPEN, OPEN_WITH_UNDER)}
"""Asked for every line of the ticket whenever one of them changed."""
SIDE, QUANTITY, AMOUNT, PRICE = 20, 76, 96, 104
NAME_AT = SIDE + QUANTITY + 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def height(line: LineView, *, is_open: bool) -> int:
    if is_open:
        return OPEN_WITH_UNDER if line.saving or line.hint else OPEN
    return WITH_UNDER if line.saving or line.hint else PLAIN


class TicketDelegate(QStyledItemDelegate):
    """Paints only what the view asks for: the visible rows."""

    def __init__(self, model: TicketModel) -> None:
        super().__init__()
        self._model = model
        self.open_row = -1
        self.lit = False
        self._body, self._strong = font("body"), font("body", strong=True)
        self._lead = font("lead", strong=True)
        self._under = font("body")
        self._metrics: dict[int, QFontMetrics] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        row = index.row()
        return _SIZES[height(self._model.lines[row], is_open=row == self.open_row)]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.row()
        line, is_open = self._model.lines[row], row == self.open_row
        area: QRect = option.rect
        if is_open:
            painter.fillRect(area, theme.colour("accent-soft"))
            if self.lit:
                painter.fillRect(
                    QRect(area.left(), area.top(), 4, area.height()), theme.colour("accent")
                )
        top = QRect(area.left(), area.top() + (8 if is_open or line.under else 0), area.width(), 0)
        top.setHeight(28 if is_open or line.under else PLAIN)
        self._paint_line(painter, top, line, is_open=is_open)
        if line.under:
            self._paint_under(painter, QRect(top.left(), top.bottom(), top.width(), 24), line)
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_line(self, painter: QPainter, area: QRect, line: LineView, *, is_open: bool) -> None:
        right = area.right() - SIDE
        amount = QRect(right - AMOUNT, area.top(), AMOUNT, area.height())
        price = QRect(amount.left() - PRICE - 8, area.top(), PRICE, area.height())
        quantity = QRect(area.left() + SIDE, area.top(), QUANTITY, area.height())
        name = QRect(area.left() + NAME_AT, area.top(), 0, area.height())
        name.setRight(price.left() - 8)
        painter.setPen(theme.colour("text"))
        self._write(painter, quantity, _RIGHT, line.quantity, self._strong)
        self._write(painter, amount, _RIGHT, line.amount, self._strong)
        self._write(painter, name, _LEFT, line.name, self._lead if is_open else self._body)
        painter.setPen(theme.colour("text-ticket"))
        self._write(painter, price, _RIGHT, line.unit_price, self._body)

    def _paint_under(self, painter: QPainter, area: QRect, line: LineView) -> None:
        words = QRect(area)
        words.setLeft(area.left() + NAME_AT)
        words.setRight(area.right() - SIDE)
        painter.setPen(theme.colour("positive-ticket" if line.saving else "text-ticket"))
        self._write(painter, words, _LEFT, line.under, self._under)

    def _write(
        self, painter: QPainter, area: QRect, where: Qt.AlignmentFlag, words: str, face: QFont
    ) -> None:
        painter.setFont(face)
        metrics = self._metrics.get(id(face))
        if metrics is None:
            metrics = self._metrics[id(face)] = QFontMetrics(face)
        if metrics.horizontalAdvance(words) > area.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, where, words)
