"""A product's picture from a file; nothing where there is none that can be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPainterPath, QPixmap, QPixmapCache
from PySide6.QtWidgets import QLabel

RADIUS = 8
_MOST = 4096 * 4096
"""Pixels of a file that is opened here; what an import keeps has 512 a side."""
_MEGABYTES = 128


class Picture(QLabel):
    """A square of `side` logical pixels, the picture whole in its middle."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self.setFixedSize(side, side)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_file(self, file: Path | None) -> bool:
        """False when there is nothing to see."""
        found = None if file is None else _pixmap(file, self._side, self.devicePixelRatioF())
        self.setPixmap(found if found is not None else QPixmap())
        return found is not None


def _pixmap(file: Path, side: int, ratio: float) -> QPixmap | None:
    name = f"picture {file} {side} {ratio}"
    known = QPixmap()
    if QPixmapCache.find(name, known):
        return known
    read = _read(file, round(side * ratio))
    if read is None:
        return None
    made = _rounded(read, RADIUS * ratio)
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(name, made)
    return made


def _read(file: Path, side: int) -> QPixmap | None:
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(str(file))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > _MOST:
        return None
    small = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


def _rounded(picture: QPixmap, radius: float) -> QPixmap:
    made = QPixmap(picture.size())
    made.fill(Qt.GlobalColor.transparent)
    corners = QPainterPath()
    corners.addRoundedRect(QRectF(made.rect()), radius, radius)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(corners)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return made
