"""Labels in ZPL II, stacked from the top, in UTF-8 (`^CI28`); pure. (Zebra, "ZPL II Programming
Guide")"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardware.labels import symbol
from hardware.labels.layout import BARS_HIGH, halves, placed
from hardware.labels.placed import Placed, Stock
from hardware.options import Options
from hardware.ticket import Bars, Kick, Line, Picture, Place, Qr, Symbology, Ticket

DPIS = (152, 203, 300, 600)


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
    """One label. Raises DeviceError (ILLEGAL) for more than it holds."""
    start = ["^XA", "^CI28", f"^PW{stock.dots}", f"^LL{stock.to_dots(stock.height)}", "^LH0,0"]
    fields = (field for one in placed(ticket, stock) for field in _fields(one, stock))
    return ("\n".join([*start, *fields, "^PQ1", "^XZ"]) + "\n").encode("utf-8")


def _fields(one: Placed, stock: Stock) -> Iterator[str]:
    match one.part:
        case Line():
            yield from _line(one.part, one)
        case Qr(data):
            how = f"B{len(data.encode()):04d}" if symbol.mode(data) == "byte" else "A"
            said = f"MM,{how}{_escaped(data)}"
            yield f"^FO{one.x},{one.y}^BQN,2,{one.module}^FH^FD{said}^FS"
        case Bars():
            yield _bars(one.part, stock, one)
        case Picture():
            yield _picture(one.part, one.x, one.y)
        case Kick() | Place():
            pass


def _line(line: Line, one: Placed) -> Iterator[str]:
    """In the scalable font, as wide as a column; as a block, so that it is cut and never wraps."""
    left, right, centred = halves(line)
    for text, side in ((left, "C" if centred else "L"), (right, "R")):
        if text or side != "R":
            block = f"^FB{one.wide},1,0,{side},0"
            font = f"^A0N,{one.high},{round(one.across * 1.45)}"
            yield f"^FO{one.x},{one.y}{font}{block}^FH^FD{_escaped(text)}^FS"


def _bars(bars: Bars, stock: Stock, one: Placed) -> str:
    height = stock.to_dots(BARS_HIGH)
    if bars.symbology is Symbology.EAN13:
        symbol = f"^BEN,{height},Y,N^FD{bars.data[:12]}^FS"
    else:
        symbol = f"^BCN,{height},Y,N,N,A^FH^FD{_escaped(bars.data)}^FS"
    return f"^FO{one.x},{one.y}^BY{one.module}{symbol}"


def _picture(picture: Picture, x: int, y: int) -> str:
    across = (picture.width + 7) // 8
    data = b"".join(row[:across] for row in picture.rows).hex().upper()
    size = across * len(picture.rows)
    return f"^FO{x},{y}^GFA,{size},{size},{across},{data}^FS"


def _escaped(text: str) -> str:
    """What would begin a command, or an escape, by its number (`^FH`)."""
    return "".join(f"_{ord(ch):02X}" if ch in "^~_\\" else ch for ch in text)


_FLAGS = {"0": False, "1": True}


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
        paper_out, paused, head_open = (_FLAGS[word] for word in (first[1], first[2], second[2]))
        counts = (first[4], second[8])
    except (IndexError, KeyError):
        return None
    if not all(word.isascii() and word.isdecimal() for word in counts):
        return None
    return Status(paper_out, paused, head_open, sum(map(int, counts)))
