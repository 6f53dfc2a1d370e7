"""Where the parts of a label stand: stacked from the top, bars and QR side by side; pure.

`beside` has words beside a QR code instead, where a ticket asks for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from hardware.errors import DeviceError, Reason
from hardware.escpos.characters import clean
from hardware.escpos.commands import modules_of_code128
from hardware.labels import beside
from hardware.labels.placed import PER_INCH, Placed, Stock
from hardware.labels.symbol import modules_of
from hardware.ticket import Bars, Kick, Line, Part, Picture, Place, Qr, Symbology, Ticket

QUIET = 11
"""Modules of nothing beside bars (GS1 General Specifications 5.2.3.4; 10 of Code 128)."""
_LEAST = 0.12
"""Millimetres of the narrowest bar that is printed at all."""
_SMALLEST = 5
"""Tenths of the size of letters that fill the columns."""
BARS_HIGH = 9
"""Millimetres."""
_APART = re.compile(r"\s{2,}")


def halves(line: Line) -> tuple[str, str, bool]:
    """What stands to the left, what to the right, and whether it is centred instead."""
    text = clean(line.text)
    if line.large or text != text.lstrip():
        return text.strip(), "", True
    left, *rest = _APART.split(text.strip(), 1)
    return left, rest[0] if rest else "", False


def holds(ticket: Ticket, stock: Stock) -> bool:
    """Whether a label has room for it."""
    try:
        placed(ticket, stock)
    except DeviceError:
        return False
    return True


def placed(ticket: Ticket, stock: Stock) -> list[Placed]:
    """In letters as large as the label has room for. Raises DeviceError (ILLEGAL) for more than it
    holds in the smallest."""
    for part in ticket:
        if isinstance(part, Qr) and part.beside:
            words = [one for one in ticket if isinstance(one, Line)]
            return beside.placed(part, words, stock)
    across = stock.dots // stock.columns
    for tenths in range(10, _SMALLEST - 1, -1):
        made, y = _stacked(ticket, stock, max(1, across * tenths // 10))
        if y <= stock.to_dots(stock.height):
            return made
    raise DeviceError(f"{y} dots high of {stock.to_dots(stock.height)}", Reason.ILLEGAL)


def _stacked(ticket: Ticket, stock: Stock, across: int) -> tuple[list[Placed], int]:
    """And where they end."""
    y, made = stock.to_dots(1), list[Placed]()
    for parts in _together(ticket, stock):
        widths = [_width(part, stock) for part in parts]
        spare = stock.dots - sum(widths)
        x, heights = spare // (len(parts) + 1), []
        if x < 0:
            raise DeviceError(f"{sum(widths)} dots wide of {stock.dots}", Reason.ILLEGAL)
        for part, width in zip(parts, widths, strict=True):
            quiet = QUIET * _module(part, stock) if isinstance(part, Bars) else 0
            large = isinstance(part, Line) and part.large
            one = Placed(part, x + quiet, y, _module(part, stock), across * (1 + large))
            if isinstance(part, Line):
                one = replace(one, x=stock.gap, wide=stock.dots - 2 * stock.gap)
            made.append(one)
            heights.append(_height(one, stock))
            x += width + spare // (len(parts) + 1)
        y += max(heights)
    return made, y


def _together(ticket: Ticket, stock: Stock) -> Iterator[list[Part]]:
    """What stands side by side: bars, and the QR after them where both have room."""
    rows: list[list[Part]] = []
    for part in ticket:
        before = rows[-1] if rows else []
        beside = isinstance(part, Qr) and len(before) == 1 and isinstance(before[0], Bars)
        if beside and _width(before[0], stock) + _width(part, stock) + 3 * stock.gap <= stock.dots:
            before.append(part)
        elif not isinstance(part, Kick | Place):
            rows.append([part])
    return iter(rows)


def _modules(bars: Bars) -> int:
    return 95 if bars.symbology is Symbology.EAN13 else modules_of_code128(bars.data)


def _module(part: Part, stock: Stock) -> int:
    """Dots of a module: of bars the next whole one, or fewer where they have no room."""
    if isinstance(part, Qr):
        return max(1, min(10, -(-stock.to_dots(part.millimetres) // modules_of(part.data))))
    if not isinstance(part, Bars):
        return 0
    wanted = math.ceil(stock.narrowest * stock.dpi / PER_INCH)
    room = stock.dots // (_modules(part) + 2 * QUIET)
    least = math.ceil(_LEAST * stock.dpi / PER_INCH)
    return max(min(wanted, room), least)


def _width(part: Part, stock: Stock) -> int:
    """With the quiet zone of bars."""
    match part:
        case Qr():
            return modules_of(part.data) * _module(part, stock)
        case Bars():
            return (_modules(part) + 2 * QUIET) * _module(part, stock)
        case Picture():
            return part.width
        case _:
            return stock.dots


def _height(one: Placed, stock: Stock) -> int:
    match one.part:
        case Line():
            return round(one.high * 1.15)
        case Qr():
            # Zebra puts ten dots above a QR code of its own accord.
            return _width(one.part, stock) + 10 + stock.to_dots(1)
        case Bars():
            return stock.to_dots(BARS_HIGH + 4)
        case Picture(rows=rows):
            return len(rows)
        case _:
            return 0
