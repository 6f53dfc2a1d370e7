"""What the lines of an open sale may become: one more, another, one less, one back."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import NothingToUndo
from app.domain.sale import Line, Sale


def with_line(sale: Sale, line: Line) -> Sale:
    """Add `line` under the next number; it becomes the chosen one."""
    number = sale.last_number + 1
    return replace(
        sale,
        lines=(*sale.lines, replace(line, number=number)),
        last_number=number,
        chosen=number,
    )


def changed(sale: Sale, line: Line) -> Sale:
    """Put `line` in the place of the one with its number; it becomes the chosen one."""
    lines = tuple(line if old.number == line.number else old for old in sale.lines)
    return replace(sale, lines=lines, chosen=line.number)


def without(sale: Sale, number: int) -> Sale:
    """Take a line out, and what is attached to it; `restored` brings them back. Raises
    NoSuchLine."""
    gone = sale.line(number)
    along = tuple(line for line in sale.lines if line.attached and line.attached.to == number)
    lines = tuple(line for line in sale.lines if line is not gone and line not in along)
    chosen = lines[-1].number if lines else 0
    return replace(sale, lines=lines, removed=gone, removed_with=along, chosen=chosen)


def restored(sale: Sale) -> Sale:
    """Bring back the line removed last, in its old place. Raises NothingToUndo."""
    if sale.removed is None:
        raise NothingToUndo()
    back = (sale.removed, *sale.removed_with)
    lines = tuple(sorted((*sale.lines, *back), key=lambda line: line.number))
    chosen = sale.removed.number
    return replace(sale, lines=lines, removed=None, removed_with=(), chosen=chosen)


def followed(sale: Sale) -> Sale:
    """`sale` with as much of what is attached as there is of what it is attached to."""
    if not any(line.attached for line in sale.lines):
        return sale
    there = {line.number: line for line in sale.lines}
    lines = []
    for line in sale.lines:
        if (to := line.attached) is not None:
            other = there[to.to]
            quantity = to.each * (1 if other.unit.measured else other.quantity)
            if line.quantity != quantity:
                line = replace(line, quantity=quantity)
        lines.append(line)
    return replace(sale, lines=tuple(lines))
