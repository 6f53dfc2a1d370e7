"""What is printed, as blocks that no device has a say in, and the same as lines of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from app.domain.money import Money

NBSP = "\u00a0"
"""Joins a figure to its unit: no line is broken here, and paper shows a plain blank."""
_LEAST_LEFT = 10
"""Fewer columns than this beside an amount, and the amount takes a line of its own."""
_BLANK = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def figure(number: Decimal | Money, mark: str) -> str:
    """`1,250`: as paper has it, with the shop's decimal mark."""
    return (f"{number:f}" if isinstance(number, Decimal) else str(number)).replace(".", mark)


@dataclass(frozen=True, slots=True)
class Heading:
    """Centred, bold; larger where the device can."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    centred: bool = False
    indent: int = 0
    """In columns."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words to the left, an amount to the right; the amount stays whole."""

    left: str
    right: str
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as wide as `header`: the first column to the left, the others to the right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A symbol of level M, centred, with a legend above and one below."""

    url: str
    above: str = ""
    below: str = ""
    millimetres: int = 32
    """Its side: 30 to 40 for a fiscal one (Orden HAC/1177/2024, art. 21), with room for a printer's
    scale."""
    beside: bool = False
    """On a label that is wider than high: to the left of all the words."""


@dataclass(frozen=True, slots=True)
class Code128:
    """`text` as Code 128, readable below it."""

    text: str


@dataclass(frozen=True, slots=True)
class Ean13:
    """All 13 digits as EAN-13, readable below it."""

    digits: str


Block = Heading | Text | Row | Table | Rule | QrCode | Code128 | Ean13


def lines(blocks: Iterable[Block], columns: int) -> list[str]:
    """The blocks as text, no line longer than `columns` characters, none with blanks at its end.

    What a printer draws stands there in words: a QR as its URL, bars as their number.
    """
    return [line.replace(NBSP, " ").rstrip() for block in blocks for line in _lines(block, columns)]


def _lines(block: Block, columns: int) -> list[str]:
    match block:
        case Heading(text) | Code128(text) | Ean13(text):
            return _centred(text, columns)
        case Text(text, _, centred, indent):
            return _centred(text, columns) if centred else _left(text, columns, indent)
        case Row():
            return _row(block, columns)
        case Table():
            return _table(block, columns)
        case Rule():
            return ["-" * columns]
        case QrCode(url, above, below):
            return [part for text in (above, url, below) for part in _centred(text, columns)]


def _clean(text: str) -> str:
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(_clean(text), width, break_on_hyphens=False)


def _centred(text: str, columns: int) -> list[str]:
    return [line.center(columns) for line in _wrapped(text, columns)]


def _left(text: str, columns: int, indent: int) -> list[str]:
    return [" " * indent + line for line in _wrapped(text, columns - indent)]


def _row(row: Row, columns: int) -> list[str]:
    right = _clean(row.right)
    room = columns - row.indent - len(right) - 1
    if room < min(_LEAST_LEFT, len(_clean(row.left))):
        amount = [line.rjust(columns) for line in _wrapped(right, columns)]
        return [*_left(row.left, columns, row.indent), *amount]
    left = _left(row.left, room + row.indent, row.indent) or [""]
    return [*left[:-1], left[-1].ljust(columns - len(right)) + right]


def _table(table: Table, columns: int) -> list[str]:
    rows = [tuple(map(_clean, row)) for row in (table.header, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    spare = columns - sum(widths) - 2 * (len(widths) - 1)
    if spare < 0:
        return _stacked(table, columns)
    share, rest = divmod(spare, len(widths))
    shares = [share + rest, *[share] * (len(widths) - 1)]
    return ["  ".join(_cells(row, widths, shares)) for row in rows]


def _cells(row: tuple[str, ...], widths: list[int], shares: list[int]) -> list[str]:
    first, *others = (width + share for width, share in zip(widths, shares, strict=True))
    cells = [row[0].ljust(first)]
    return cells + [cell.rjust(width) for cell, width in zip(row[1:], others, strict=True)]


def _stacked(table: Table, columns: int) -> list[str]:
    """A table too wide for the paper: each of its cells beside its heading."""
    out: list[str] = []
    for first, *others in table.rows:
        out += _left(first, columns, 0)
        for head, cell in zip(table.header[1:], others, strict=True):
            out += _row(Row(head, cell, indent=2), columns)
    return out
