"""Labels as dots, for printers that know nothing of labels: what `layout` placed, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from barcode.codex import Code128
from barcode.ean import EAN13

from hardware.escpos.raster import font
from hardware.labels import symbol
from hardware.labels.layout import BARS_HIGH, halves, placed
from hardware.labels.placed import Placed, Stock
from hardware.ticket import Bars, Line, Picture, Qr, Symbology, Ticket

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_INK = 1


def draw(ticket: Ticket, stock: Stock, page: Image, left: int, top: int) -> None:
    """Put a label on a page of one bit a dot. Raises DeviceError (ILLEGAL) for more than it
    holds."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(page)
    pen.fontmode = "1"
    for one in placed(ticket, stock):
        x, y = left + one.x, top + one.y
        match one.part:
            case Line():
                _line(pen, one.part, one, x, y)
            case Qr(data):
                for place, row in enumerate(symbol.matrix(data)):
                    _modules(pen, bytes(row), one.module, x, y + place * one.module, one.module)
            case Bars():
                _bars(pen, one.part, one, stock, x, y)
            case Picture(width, rows):
                _picture(page, width, rows, x, y)
            case _:
                pass


def _line(pen: ImageDraw, line: Line, one: Placed, x: int, y: int) -> None:
    """As `layout` has room for it: longer text is smaller, never cut."""
    words, right, centred = halves(line)
    size = round(one.high * 0.9)
    natural = font(size, line.bold).getlength(f"{words}  {right}" if right else words)
    chosen = font(max(1, min(size, int(size * one.wide / max(natural, 1)))), line.bold)
    base = y + round(one.high * 0.85)
    if centred:
        pen.text((x + one.wide / 2, base), words, _INK, chosen, anchor="ms")
        return
    pen.text((x, base), words, _INK, chosen, anchor="ls")
    if right:
        pen.text((x + one.wide, base), right, _INK, chosen, anchor="rs")


def _bars(pen: ImageDraw, bars: Bars, one: Placed, stock: Stock, x: int, y: int) -> None:
    make = EAN13 if bars.symbology is Symbology.EAN13 else Code128
    built = make(bars.data).build()[0]
    modules = bytes(ch in "1G" for ch in built)
    high = stock.to_dots(BARS_HIGH)
    _modules(pen, modules, one.module, x, y, high)
    middle = x + len(modules) * one.module / 2
    size = font(stock.to_dots(2.6), False)
    pen.text((middle, y + high + stock.to_dots(3)), bars.data, _INK, size, anchor="ms")


def _modules(pen: ImageDraw, row: bytes, module: int, x: int, y: int, high: int) -> None:
    for place, ink in enumerate(row):
        if ink:
            first = x + place * module
            pen.rectangle((first, y, first + module - 1, y + high - 1), fill=_INK)


def _picture(page: Image, width: int, rows: tuple[bytes, ...], x: int, y: int) -> None:
    from PIL import Image

    page.paste(Image.frombytes("1", (width, len(rows)), b"".join(rows)), (x, y))
