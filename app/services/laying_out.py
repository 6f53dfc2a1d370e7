"""A paper's blocks laid out as the parts of a ticket, in the columns of a printer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.paper import Block, Code128, Ean13, Heading, QrCode, Row, Rule, Text, lines
from hardware.ticket import Bars, Line, Part, Qr, Symbology, Ticket


def ticket(blocks: Iterable[Block], columns: int) -> Ticket:
    """No line is longer than `columns`, and an amount stays whole."""
    return tuple(part for block in blocks for part in _parts(block, columns))


def label(blocks: Iterable[Block], columns: int) -> Ticket:
    """The same on a label of its own: what is a heading is large, and no rule ends it. Beside a QR
    code a line is as long as its text: the printer knows how much room it has."""
    blocks, parts = list(blocks), list[Part]()
    if any(isinstance(block, QrCode) and block.beside for block in blocks):
        return tuple(part for block in blocks for part in _beside(block))
    for block in blocks:
        match block:
            case Heading(text):
                half = lines([Text(text)], columns // 2)
                parts += (Line(line, bold=True, large=True) for line in half)
            case Rule():
                pass
            case _:
                parts += _parts(block, columns)
    return tuple(parts)


def _beside(block: Block) -> Iterator[Part]:
    match block:
        case QrCode(url):
            yield Qr(url, block.millimetres, (url,), beside=True)
        case Heading(text):
            yield Line(text, bold=True, large=True)
        case Text(text, bold):
            yield Line(text, bold=bold)
        case _:
            pass


def _parts(block: Block, columns: int) -> Iterator[Part]:
    match block:
        case QrCode(url, above, below):
            yield from _lines([Text(above, centred=True)], columns)
            yield Qr(url, block.millimetres, tuple(lines([Text(url, centred=True)], columns)))
            yield from _lines([Text(below, centred=True)], columns)
        case Code128(text):
            yield Bars(Symbology.CODE128, text, tuple(lines([block], columns)))
        case Ean13(digits):
            yield Bars(Symbology.EAN13, digits, tuple(lines([block], columns)))
        case Heading():
            yield from _lines([block], columns, bold=True)
        case Text(bold=bold) | Row(bold=bold):
            yield from _lines([block], columns, bold=bold)
        case _:
            yield from _lines([block], columns)


def _lines(blocks: list[Block], columns: int, *, bold: bool = False) -> Iterator[Line]:
    return (Line(line, bold=bold) for line in lines(blocks, columns))
