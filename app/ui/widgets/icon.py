"""An icon of the icon font, in the colour that the style sheet gives it."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.ui.theme import ICONS, glyph
from app.ui.widgets.text import restyle, show


class Icon(QWidget):
    """Paints one glyph; says nothing to a screen reader, its word stands beside it."""

    def __init__(self, name: str, px: int = 20, *, tone: str = "") -> None:
        super().__init__()
        self._glyph = glyph(name) if name else ""
        self._px = px
        if tone:
            self.setProperty("tone", tone)
        self.setFixedSize(QSize(px, px))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, tone: str = "") -> None:
        self._glyph = glyph(name) if name else ""
        show(self, visible=bool(name))
        restyle(self, tone=tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        paint_glyph(painter, self._glyph, self._px)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._glyph)


def paint_glyph(painter: QPainter, text: str, px: int) -> None:
    """Give `painter` the icon font at `px`."""
    painter.setFont(_font(px))


@cache
def _font(px: int) -> QFont:
    family = QFont(ICONS)
    family.setPixelSize(px)
    return family
