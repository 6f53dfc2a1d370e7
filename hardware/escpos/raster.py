"""Pictures as a printer takes them: bands of dots, none of which it would obey."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.errors import DeviceError, Reason
from hardware.escpos import commands
from hardware.ticket import Picture

if TYPE_CHECKING:
    from PIL import ImageFont

_CELL, _HEIGHT = 12, 24
"""Dots of a character of font A."""


def bands(picture: Picture, dots: int, most: int) -> Iterator[bytes]:
    """The picture in the middle of the paper, `most` rows at a time. Wider than the paper: what
    stands over is cut off."""
    width = min((picture.width + 7) // 8, dots // 8)
    left = (dots // 8 - width) // 2
    for first in range(0, len(picture.rows), most):
        rows = [bytes(left) + row[:width] for row in picture.rows[first : first + most]]
        yield commands.band(left + width, _harmless(rows))


def _harmless(rows: Sequence[bytes]) -> list[bytes]:
    """The same dots but for one in each place where they would be obeyed: a printer that meets
    `DLE EOT`, `DLE ENQ` or `DLE DC4` acts on it even inside a picture."""
    joined = bytearray(b"".join(rows))
    place = 0
    while (place := joined.find(commands.DLE, place)) >= 0:
        if bytes(joined[place : place + 2]) in commands.FORBIDDEN:
            joined[place] ^= 0x01
        place += 1
    width = len(rows[0]) if rows else 1
    return [bytes(joined[at : at + width]) for at in range(0, len(joined), width)]


def qr_picture(data: str, dots: int, module: int) -> Picture:
    """A QR code of level M, drawn. Raises DeviceError (ILLEGAL) for more than the paper holds."""
    import segno

    code = segno.make_qr(data.encode("utf-8"), error="m", boost_error=False, mode="byte")
    rows: list[bytes] = []
    for line in code.matrix:
        bits = "".join(("1" if dark else "0") * module for dark in line)
        if len(bits) > dots:
            raise DeviceError(f"a QR of {len(bits)} dots", Reason.ILLEGAL)
        width = len(bits)
        padded = bits + "0" * (-width % 8)
        row = int(padded, 2).to_bytes(len(padded) // 8, "big")
        rows += [row] * module
    return Picture(width, tuple(rows))


_BYTES_AT_M = (
    *(14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624),
    *(666, 711, 779, 857, 911, 997),
)
"""What each version holds at level M in byte mode (ISO/IEC 18004, table 7), from version 1 on."""


def modules_of(data: str) -> int:
    """Modules across of the QR code that `data` makes at level M, as bytes. Raises DeviceError
    (ILLEGAL) for more than a ticket has room for."""
    length = len(data.encode("utf-8"))
    version = next((n for n, most in enumerate(_BYTES_AT_M, 1) if length <= most), 0)
    if not version:
        raise DeviceError(f"a QR of {length} bytes", Reason.ILLEGAL)
    return 17 + 4 * version


def drawn_line(text: str, columns: int, *, bold: bool = False, large: bool = False) -> Picture:
    """A line of text drawn, each character in its own cell: columns stay where they are."""
    from PIL import Image, ImageDraw

    times = 2 if large else 1
    width = columns * _CELL
    image = Image.new("1", (width, _HEIGHT * times), 0)
    draw = ImageDraw.Draw(image)
    face = font(19 * times, bold)
    for place, ch in enumerate(text[: columns // times]):
        middle = place * _CELL * times + _CELL * times / 2
        draw.text((middle, 19 * times), ch, fill=1, font=face, anchor="ms")
    return _picture(image)


def file_picture(path: Path, most: int) -> Picture:
    """A logo, black on white, no wider than `most` dots. Raises DeviceError (NO_SERVICE)."""
    from PIL import Image

    try:
        with Image.open(path) as found:
            drawn = Image.new("RGBA", found.size, "white")
            drawn.alpha_composite(found.convert("RGBA"))
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise DeviceError(f"no picture: {error}", Reason.NO_SERVICE) from None
    drawn.thumbnail((most, most))
    from PIL import ImageOps

    return _picture(ImageOps.invert(drawn.convert("L")).convert("1"))


def _picture(image: object) -> Picture:
    from PIL import Image

    assert isinstance(image, Image.Image)  # noqa: S101 (for the type)
    width, height = image.size
    across = (width + 7) // 8
    data = image.tobytes()
    return Picture(width, tuple(data[row * across : (row + 1) * across] for row in range(height)))


@lru_cache(maxsize=32)
def font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    """The shop's type, `size` dots high."""
    from PIL import ImageFont

    folder = importlib.resources.files("fontpkg_inter") / "files"
    with importlib.resources.as_file(folder / "Inter[opsz,wght].ttf") as file:
        found = ImageFont.truetype(str(file), size)
    found.set_variation_by_axes([14, 700 if bold else 450])
    return found
