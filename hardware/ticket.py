"""What a printer brings out: parts that are laid out already, in the columns of that printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Line:
    """One line, no longer than the printer's columns: half of them when it is large."""

    text: str
    bold: bool = False
    large: bool = False
    """Twice as wide and as high."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of level M, centred. `millimetres`: the side that is asked for; the nearest whole
    module is taken that is not below it."""

    data: str
    millimetres: int = 30
    words: tuple[str, ...] = ()
    """The same as lines, for what draws nothing."""
    beside: bool = False
    """On a label, to the left, and the ticket's lines at its right, broken there: those that are
    large always, of the others the first for which there is room."""


class Symbology(StrEnum):
    EAN13 = "ean13"
    CODE128 = "code128"


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar code, centred, with its text below. EAN-13: all 13 digits."""

    symbology: Symbology
    data: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Black on white, centred: `rows` of bytes, the leftmost dot in the highest bit, 1 is black."""

    width: int
    """Dots; rows hold whole bytes, the rest of the last is white."""
    rows: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Kick:
    """Open the drawer."""


@dataclass(frozen=True, slots=True)
class Place:
    """What follows is a label of its own, there on the sheet: from 1, row by row. Only before the
    labels of a `SheetPrinter`."""

    number: int


Part = Line | Qr | Bars | Picture | Kick | Place
Ticket = Sequence[Part]
"""Cut at its end."""
