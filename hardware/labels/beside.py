"""Words beside a QR code, where a label has no room to stack them: the code to the left, as it is
scanned best, and of the words as many as there is room for; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from hardware.errors import DeviceError, Reason
from hardware.escpos.characters import clean
from hardware.labels import symbol
from hardware.labels.placed import Placed, Stock
from hardware.ticket import Line, Qr

GOOD = 0.33
"""Millimetres of a module that every scanner and a tablet's camera read, if there is any room..."""
LEAST = 0.25
"""...and of one that good scanners read: no smaller one is printed."""
_ABOVE = 10
"""Dots that Zebra puts above a QR code of its own accord."""
_APART = 1.15
"""Heights of a line from one to the next."""
_SMALLEST = 5
"""Tenths of the size of letters that fill the columns."""


@dataclass(frozen=True, slots=True)
class _Room:
    """For the words, in dots."""

    x: int
    wide: int
    high: int


def placed(qr: Qr, words: Sequence[Line], stock: Stock) -> list[Placed]:
    """Large words are never left out, the others from the last on. Raises DeviceError (ILLEGAL)
    when the code has no room for modules of `LEAST`, or large words have none beside it."""
    others = [place for place, line in enumerate(words) if not line.large]
    for least in (GOOD, LEAST):
        modules = list(_modules(qr, stock, least))
        for count in range(len(others), -1, -1):
            out = others[count:]
            said = [line for place, line in enumerate(words) if place not in out]
            for tenths in range(10, _SMALLEST - 1, -1):
                across = max(1, stock.dots // stock.columns * tenths // 10)
                for module in modules:
                    room = _room(qr, module, stock)
                    made = _stacked(said, across, stock, room)
                    if made is not None:
                        return [_code(qr, module, stock), *made]
    raise DeviceError(f"a QR of {symbol.modules_of(qr.data)} modules", Reason.ILLEGAL)


def _modules(qr: Qr, stock: Stock, least: float) -> Iterator[int]:
    """Dots of a module, from the largest that has room."""
    across = symbol.modules_of(qr.data)
    room = (stock.to_dots(stock.height) - _ABOVE) // (across + 2 * symbol.QUIET)
    largest = min(10, room, -(-stock.to_dots(qr.millimetres) // across))
    for module in range(largest, 0, -1):
        if module * stock.millimetres_of_a_dot >= least:
            yield module


def _code(qr: Qr, module: int, stock: Stock) -> Placed:
    high = symbol.modules_of(qr.data) * module
    y = (stock.to_dots(stock.height) - high - _ABOVE) // 2
    return Placed(qr, symbol.QUIET * module, y, module)


def _room(qr: Qr, module: int, stock: Stock) -> _Room:
    x = (symbol.modules_of(qr.data) + 2 * symbol.QUIET) * module
    return _Room(x, stock.dots - x - stock.gap, stock.to_dots(stock.height) - 2 * stock.gap)


def _stacked(words: Sequence[Line], across: int, stock: Stock, room: _Room) -> list[Placed] | None:
    """In the middle of the height; None: there is no room."""
    least = max(1, stock.dots // stock.columns * _SMALLEST // 10)
    made, y = list[Placed](), 0
    for line in words:
        text = " ".join(clean(line.text).split())
        fits = min(2 * across if line.large else across, room.wide // max(len(text), 1))
        wide = max(fits, least) if line.large else across
        if room.wide < wide:
            return None
        parts = [text] if line.large else wrap(text, room.wide // wide)
        for part in parts:
            if len(part) * wide > room.wide:
                return None
            one = Placed(replace(line, text=part, large=False), room.x, y, across=wide)
            made.append(replace(one, wide=room.wide))
            y += round(one.high * _APART)
    if y > room.high:
        return None
    first = stock.gap + (room.high - y) // 2
    return [replace(one, y=first + one.y) for one in made]
