"""A small chart: bars for days, or a line through them, and the goal as a mark.

Colours come from the style sheet; whoever cannot see it has every value in the accessible name.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

TOP, BOTTOM, LEFT = 12, 24, 40


@dataclass(frozen=True, slots=True)
class BarView:
    """One day. `parts` stand on one another: good ones first; none: nothing to show for it.
    `words`: what is said of it."""

    label: str
    parts: tuple[Decimal, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ChartView:
    """`goal`: where a line is drawn across, `goal_words` stand beside the name; `line`: points
    joined instead of bars; `top` and `unit`: what the axis says."""

    name: str
    bars: tuple[BarView, ...]
    goal: Decimal | None = None
    goal_words: str = ""
    line: bool = False
    unit: str = ""

    @property
    def top(self) -> Decimal:
        most = max((sum(bar.parts, Decimal(0)) for bar in self.bars), default=Decimal(0))
        return max(most, self.goal or Decimal(0), Decimal(1))


class Chart(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._view = ChartView("", ())
        self._good = self._bad = self._faint = self._words = QColor()
        self.setMinimumHeight(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(320, 180)

    def _paint_with(self, which: str, colour: QColor) -> None:
        setattr(self, which, colour)
        self.update()

    good = Property(QColor, lambda self: self._good, lambda self, c: self._paint_with("_good", c))
    bad = Property(QColor, lambda self: self._bad, lambda self, c: self._paint_with("_bad", c))
    faint = Property(
        QColor, lambda self: self._faint, lambda self, c: self._paint_with("_faint", c)
    )
    words = Property(
        QColor, lambda self: self._words, lambda self, c: self._paint_with("_words", c)
    )

    def show_view(self, view: ChartView) -> None:
        if view == self._view:
            return
        self._view = view
        self.setAccessibleName(view.name)
        self.setAccessibleDescription("; ".join(bar.words for bar in view.bars))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        view = self._view
        if not view.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(LEFT, TOP, self.width() - LEFT, self.height() - TOP - BOTTOM)
        self._axis(painter, room)
        if view.line:
            self._points(painter, room)
        else:
            self._bars(painter, room)
        self._goal(painter, room)
        self._labels(painter, room)

    def _height(self, room: QRectF, value: Decimal) -> float:
        return room.height() * float(value / self._view.top)

    def _axis(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(self._faint, 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(self._words)
        side = QRectF(0, 0, LEFT - 6, 2 * TOP)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(side, right, f"{self._view.top.normalize():f}{self._view.unit}")

    def _slot(self, room: QRectF, place: int) -> QRectF:
        width = room.width() / len(self._view.bars)
        return QRectF(room.left() + place * width, room.top(), width, room.height())

    def _bars(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for place, bar in enumerate(self._view.bars):
            slot = self._slot(room, place)
            width = min(slot.width() * 0.7, 48)
            bottom = room.bottom()
            for colour, part in zip((self._good, self._bad), bar.parts, strict=False):
                tall = self._height(room, part)
                painter.setBrush(colour)
                painter.drawRect(QRectF(slot.center().x() - width / 2, bottom - tall, width, tall))
                bottom -= tall

    def _points(self, painter: QPainter, room: QRectF) -> None:
        points = [
            QPointF(
                self._slot(room, place).center().x(),
                room.bottom() - self._height(room, bar.parts[0]),
            )
            for place, bar in enumerate(self._view.bars)
            if bar.parts
        ]
        painter.setPen(QPen(self._good, 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(self._good)
        for point in points:
            painter.drawEllipse(point, 4, 4)

    def _goal(self, painter: QPainter, room: QRectF) -> None:
        if self._view.goal is None:
            return
        height = room.bottom() - self._height(room, self._view.goal)
        painter.setPen(QPen(self._words, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(room.left(), height), QPointF(room.right(), height))
        if height >= room.top() + 2 * TOP:  # or the top of the axis stands there
            side = QRectF(0, height - TOP, LEFT - 6, 2 * TOP)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(side, right, f"{self._view.goal.normalize():f}{self._view.unit}")

    def _labels(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(self._words)
        every = max(1, -(-len(self._view.bars) * 44 // max(int(room.width()), 1)))
        for place, bar in enumerate(self._view.bars):
            if place % every == 0:
                slot = self._slot(room, place)
                under = QRectF(slot.center().x() - 30, room.bottom() + 4, 60, BOTTOM - 4)
                painter.drawText(under, Qt.AlignmentFlag.AlignCenter, bar.label)
