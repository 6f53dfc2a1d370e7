"""Pictures of products made small, once, when they come in."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from app.domain.errors import BadValue
from app.domain.picture import SIDE, media_type

MOST = 100_000_000
"""Pixels of a picture that is opened at all: more is a bomb, not a photo."""
SMALL = 128 * 1024
"""Bytes of one that stays as it came when it is no larger than SIDE."""
_MEGABYTES = 512
"""What reading one may take."""
_QUALITY = 85


def shrink(content: bytes) -> bytes:
    """A PNG, JPEG, GIF or WebP of at most SIDE pixels a side. Raises BadValue."""
    kind = media_type(content)
    if kind is None:
        raise BadValue(field="image", value="no PNG, JPEG, WebP")
    QImageReader.setAllocationLimit(_MEGABYTES)
    device = QBuffer()
    device.setData(QByteArray(content))
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device, QByteArray(kind.removeprefix("image/").encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST:
        raise BadValue(field="image", value=f"{size.width()} x {size.height()}")
    fits = max(size.width(), size.height()) <= SIDE
    if not fits and not size.isEmpty():
        reader.setScaledSize(_within(size))
    image = reader.read()
    if image.isNull():
        raise BadValue(field="image", value=reader.errorString())
    if fits and len(content) <= SMALL:
        return content
    return _written(image)


def _within(size: QSize) -> QSize:
    """At least a pixel, however long and thin it is."""
    longest = max(size.width(), size.height())
    return QSize(
        max(1, size.width() * SIDE // longest),
        max(1, size.height() * SIDE // longest),
    )


def _written(image: QImage) -> bytes:
    """Without what a camera wrote beside it."""
    for key in image.textKeys():
        image.setText(key, "")
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(device, QByteArray(b"png" if image.hasAlphaChannel() else b"jpg"))
    writer.setQuality(_QUALITY)
    if not writer.write(image):
        raise BadValue(field="image", value=writer.errorString())
    return bytes(device.data().data())
