"""Sheets of labels for office printers: where each label is on the paper, and the page as a PDF."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.errors import DeviceError, Reason
from hardware.labels.drawn import draw
from hardware.labels.placed import Stock
from hardware.options import Options
from hardware.ticket import Part, Place, Ticket

if TYPE_CHECKING:
    from PIL.Image import Image

WIDE, HIGH = 210.0, 297.0
"""Millimetres of A4."""
_SLACK = 0.1
_POINT = 72 / 25.4
_COLUMN = 1.5
"""Millimetres of a column of text."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of labels on A4, in millimetres; `gap` is between two, `margin` around what is printed
    in each: no office printer reaches the edge of the paper."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    margin: float = 4.5
    dpi: int = 600

    @property
    def places(self) -> int:
        return self.columns * self.rows

    @property
    def stock(self) -> Stock:
        """What is printed in one label."""
        wide, high = self.width - 2 * self.margin, self.height - 2 * self.margin
        return Stock(int(wide), int(high), self.dpi, int(wide / _COLUMN), narrowest=0.264)

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of what is printed in a label, counted from 1, row by row."""
        row, column = divmod(place - 1, self.columns)
        x = self.left + column * (self.width + self.gap_x)
        y = self.top + row * (self.height + self.gap_y)
        return x + self.margin, y + self.margin


SHEETS: dict[str, Sheet] = {
    "3x8": Sheet(3, 8, 70, 37, 0, 0.5),
    "3x7": Sheet(3, 7, 63.5, 38.1, 7.25, 15.15, gap_x=2.5, margin=2),
    "2x7": Sheet(2, 7, 99.1, 38.1, 4.65, 15.15, gap_x=2.5, margin=2),
    "2x4": Sheet(2, 4, 99.1, 67.7, 4.65, 13.1, gap_x=2.5, margin=3),
}
"""As they are sold: columns by rows."""


def sheet_of(options: Options) -> Sheet:
    """`sheet` names one of SHEETS; `columns`, `rows`, `width`, `height`, `left`, `top`, `gap_x`,
    `gap_y`, `margin`, `dpi` change it, or make another. Raises DeviceError (BAD_OPTION)."""
    of = SHEETS[options.word_of("sheet", "3x8", SHEETS)]
    length = options.millimetres
    made = Sheet(
        options.whole("columns", of.columns, 1, 10),
        options.whole("rows", of.rows, 1, 30),
        length("width", of.width, 25, WIDE),
        length("height", of.height, 15, HIGH),
        length("left", of.left, 0, WIDE),
        length("top", of.top, 0, HIGH),
        length("gap_x", of.gap_x, 0, WIDE),
        length("gap_y", of.gap_y, 0, HIGH),
        length("margin", of.margin, 0, 5),
        options.number_of("dpi", of.dpi, (300, 600)),
    )
    wide = made.left + made.columns * (made.width + made.gap_x) - made.gap_x
    high = made.top + made.rows * (made.height + made.gap_y) - made.gap_y
    if wide > WIDE + _SLACK or high > HIGH + _SLACK:
        raise DeviceError("sheet", Reason.BAD_OPTION)
    return made


def labels(ticket: Ticket) -> Iterator[tuple[int, list[Part]]]:
    """Each label of a ticket and its place; a ticket without places is one label in the first."""
    place, parts = 1, list[Part]()
    for part in ticket:
        if isinstance(part, Place):
            if parts:
                yield place, parts
            place, parts = part.number, []
        else:
            parts.append(part)
    if parts:
        yield place, parts


def page(ticket: Ticket, sheet: Sheet) -> Image:
    """The whole page, ones are ink. Raises DeviceError (ILLEGAL)."""
    from PIL import Image

    stock = sheet.stock
    made = Image.new("1", (stock.to_dots(WIDE), stock.to_dots(HIGH)), 0)
    for place, parts in labels(ticket):
        if not 1 <= place <= sheet.places:
            raise DeviceError(f"label {place} of {sheet.places}", Reason.ILLEGAL)
        x, y = sheet.corner(place)
        draw(parts, stock, made, stock.to_dots(x), stock.to_dots(y))
    return made


def pdf(drawn: Image) -> bytes:
    """A page of A4 with that picture all over it (ISO 32000-1, 7.5 and 8.9)."""
    width, height = drawn.size
    dots = zlib.compress(drawn.tobytes(), 6)
    box = f"{WIDE * _POINT:.3f} 0 0 {HIGH * _POINT:.3f} 0 0 cm /Page Do".encode()
    return _file(
        (
            b"<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE * _POINT:.3f} {HIGH * _POINT:.3f}]"
            " /Contents 4 0 R /Resources << /XObject << /Page 5 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(box), box),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray"
            b" /BitsPerComponent 1 /Decode [1 0] /Filter /FlateDecode /Length %d >>\nstream\n%s"
            b"\nendstream" % (width, height, len(dots), dots),
        )
    )


def _file(objects: Iterable[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(places) + 1)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)
