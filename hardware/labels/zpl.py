"""Labels in ZPL II, stacked from the top, in UTF-8 (`^CI28`); pure. (Zebra, "ZPL II Programming
Guide")"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardware.errors import DeviceError, Reason
from hardware.escpos.characters import clean
from hardware.escpos.commands import modules_of_code128
from hardware.escpos.raster import modules_of
from hardware.options import Options
from hardware.ticket import Bars, Kick, Line, Part, Picture, Qr, Symbology, Ticket

_PER_INCH = 25.4
_GAP = 12
"""Dots between what stands side by side, and beside the edges."""
DPIS = (152, 203, 300, 600)


@dataclass(frozen=True, slots=True)
class Stock:
    """The labels in the printer, and how finely it prints. `columns` fill the width."""

    width: int = 58
    height: int = 40
    """Millimetres."""
    dpi: int = 203
    columns: int = 32

    @property
    def dots(self) -> int:
        return self.to_dots(self.width)

    def to_dots(self, millimetres: float) -> int:
        return round(millimetres * self.dpi / _PER_INCH)


def stock_of(options: Options) -> Stock:
    """`width`, `height`, `dpi`, `columns` of an entry. Raises DeviceError (BAD_OPTION)."""
    of = Stock()
    return Stock(
        options.whole("width", of.width, 8, 1000),
        options.whole("height", of.height, 8, 1000),
        options.number_of("dpi", of.dpi, DPIS),
        options.whole("columns", of.columns, 8, 1000),
    )


def encode(ticket: Ticket, stock: Stock) -> bytes:
    """One label. Raises DeviceError (ILLEGAL) for more than its height holds."""
    y = stock.to_dots(1.5)
    out = ["^XA", "^CI28", f"^PW{stock.dots}", f"^LL{stock.to_dots(stock.height)}", "^LH0,0"]
    for parts in _together(ticket, stock):
        y = _put(parts, stock, y, out)
    if y > stock.to_dots(stock.height):
        raise DeviceError(f"{y} dots high of {stock.to_dots(stock.height)}", Reason.ILLEGAL)
    return ("\n".join([*out, "^PQ1", "^XZ"]) + "\n").encode("utf-8")


def _together(ticket: Ticket, stock: Stock) -> Iterator[list[Part]]:
    """What stands side by side: bars, and the QR after them where both have room."""
    rows: list[list[Part]] = []
    for part in ticket:
        before = rows[-1] if rows else []
        beside = isinstance(part, Qr) and len(before) == 1 and isinstance(before[0], Bars)
        if beside and sum(_width(one, stock) for one in (*before, part)) + 3 * _GAP <= stock.dots:
            before.append(part)
        elif not isinstance(part, Kick):
            rows.append([part])
    return iter(rows)


def _put(parts: list[Part], stock: Stock, y: int, out: list[str]) -> int:
    """Add what stands in one row; where the next one begins."""
    spare = stock.dots - sum(_width(part, stock) for part in parts)
    x = spare // (len(parts) + 1)
    heights = []
    for part in parts:
        field, height = _part(part, stock, max(x, 0), y)
        out.append(field)
        heights.append(height)
        x += _width(part, stock) + spare // (len(parts) + 1)
    return y + max(heights)


def _width(part: Part, stock: Stock) -> int:
    match part:
        case Qr():
            return modules_of(part.data) * _module(part, stock)
        case Bars(symbology=Symbology.EAN13):
            return 95 * 2
        case Bars():
            return modules_of_code128(part.data) * 2
        case Picture():
            return part.width
        case _:
            return stock.dots


def _part(part: Part, stock: Stock, x: int, y: int) -> tuple[str, int]:
    match part:
        case Line():
            return _line(part, stock, y)
        case Qr():
            return _qr(part, stock, x, y)
        case Bars():
            return _bars(part, stock, x, y)
        case Picture():
            return _picture(part, x, y)
        case Kick():
            return "", 0


def _line(line: Line, stock: Stock, y: int) -> tuple[str, int]:
    """In the scalable font, as wide as a column; as a block, so that it is cut and never wraps."""
    across = stock.dots // stock.columns * (2 if line.large else 1)
    height = round(across * 1.9)
    text = clean(line.text)
    centred = text != text.lstrip() or line.large
    block = f"^FB{stock.dots - 2 * _GAP},1,0,{'C' if centred else 'L'},0"
    field = (
        f"^FO{_GAP},{y}^A0N,{height},{round(across * 1.45)}{block}^FH^FD{_escaped(text.strip())}^FS"
    )
    return field, round(height * 1.15)


def _module(qr: Qr, stock: Stock) -> int:
    return max(1, min(10, -(-stock.to_dots(qr.millimetres) // modules_of(qr.data))))


def _qr(qr: Qr, stock: Stock, x: int, y: int) -> tuple[str, int]:
    side = _width(qr, stock)
    if side > stock.dots:
        raise DeviceError(f"a QR of {side} dots", Reason.ILLEGAL)
    data = f"MM,B{len(qr.data.encode()):04d}{_escaped(qr.data)}"
    field = f"^FO{x},{y}^BQN,2,{_module(qr, stock)}^FH^FD{data}^FS"
    # Zebra puts ten dots above a QR code of its own accord.
    return field, side + 10 + stock.to_dots(1)


def _bars(bars: Bars, stock: Stock, x: int, y: int) -> tuple[str, int]:
    height = stock.to_dots(9)
    if bars.symbology is Symbology.EAN13:
        symbol = f"^BEN,{height},Y,N^FD{bars.data[:12]}^FS"
    else:
        symbol = f"^BCN,{height},Y,N,N,A^FH^FD{_escaped(bars.data)}^FS"
    return f"^FO{x},{y}^BY2{symbol}", height + stock.to_dots(5)


def _picture(picture: Picture, x: int, y: int) -> tuple[str, int]:
    across = (picture.width + 7) // 8
    data = b"".join(row[:across] for row in picture.rows).hex().upper()
    size = across * len(picture.rows)
    return f"^FO{x},{y}^GFA,{size},{size},{across},{data}^FS", len(picture.rows)


def _escaped(text: str) -> str:
    """What would begin a command, or an escape, by its number (`^FH`)."""
    return "".join(f"_{ord(ch):02X}" if ch in "^~_\\" else ch for ch in text)


@dataclass(frozen=True, slots=True)
class Status:
    """What `~HS` answers."""

    paper_out: bool
    paused: bool
    head_open: bool
    waiting: int
    """Labels that are still to come out, formats that are not read yet."""


def read(said: bytes) -> Status | None:
    """Of the whole answer: three lines between STX and ETX. None: it is none."""
    lines = [part.partition(b"\x03")[0] for part in said.split(b"\x02")[1:]]
    if len(lines) < 2 or said.count(b"\x03") < 2:
        return None
    first, second = (line.decode("ascii", "replace").split(",") for line in lines[:2])
    try:
        return Status(
            first[1] == "1",
            first[2] == "1",
            second[2] == "1",
            int(first[4]) + int(second[8]),
        )
    except (IndexError, ValueError):
        return None
