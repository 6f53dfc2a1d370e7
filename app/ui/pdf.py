"""A ticket as a PDF: the same paper as on the screen, 80 mm wide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from app.domain.paper import Block
from app.ui.widgets.paper import WIDTH, Paper

MM_WIDE, DPI = 80.0, 203


def save(blocks: Sequence[Block], path: Path) -> None:
    """Write `blocks` to `path`, as long as they need."""
    sheet = Paper()
    sheet.show_blocks(blocks)
    sheet.resize(WIDTH, sheet.sizeHint().height())
    sheet.adjustSize()
    long = MM_WIDE * sheet.height() / sheet.width()
    writer = page(path, MM_WIDE, long, DPI)
    painter = QPainter(writer)
    scale = writer.width() / sheet.width()
    painter.scale(scale, scale)
    sheet.render(painter, QPoint())
    painter.end()
    sheet.deleteLater()


def page(path: Path, wide: float, high: float, dpi: int) -> QPdfWriter:
    """A PDF of one page without margins, millimetres `wide` and `high`, to be painted on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = QPdfWriter(str(path))
    writer.setResolution(dpi)
    writer.setPageSize(QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return writer
