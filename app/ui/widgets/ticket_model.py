"""The lines of a ticket as a list model that changes only where the ticket changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, ready to paint."""

    key: int
    quantity: str
    name: str
    unit_price: str
    amount: str
    saving: str = ""
    """`Rebajas −20 % · −7,99 €`."""
    hint: str = ""
    """A note, a seller, a typed weight."""
    less: bool = True
    """False when one fewer would be none."""
    counted: bool = True
    """False for what is weighed: its quantity is typed, not stepped."""
    waits: bool = False
    """Its weight is still to be typed."""

    @property
    def under(self) -> str:
        return " · ".join(part for part in (self.saving, self.hint) if part)

    @property
    def spoken(self) -> str:
        return ", ".join(p for p in (self.quantity, self.name, self.amount, self.under) if p)


def _same(one: LineView, other: LineView) -> bool:
    return one is other or one == other


class TicketModel(QAbstractListModel):
    """Rows are `LineView`s; the delegate reads them from `lines`, not through `data()`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[LineView, ...] = ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.lines[index.row()].spoken
        return None

    def row_of(self, key: int | None) -> int:
        """The row of a line, or -1."""
        return next((row for row, line in enumerate(self.lines) if line.key == key), -1)

    def show(self, lines: Sequence[LineView]) -> None:
        """Become `lines`, telling the view of the smallest stretch that differs."""
        new, old = tuple(lines), self.lines
        head = 0
        while head < min(len(new), len(old)) and _same(new[head], old[head]):
            head += 1
        tail = 0
        while tail < min(len(new), len(old)) - head and _same(new[-1 - tail], old[-1 - tail]):
            tail += 1
        gone, come = len(old) - tail - head, len(new) - tail - head
        if gone == come:
            self.lines = new
            if come:
                self.dataChanged.emit(self.index(head), self.index(head + come - 1))
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self.lines = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self.lines = new
            self.endInsertRows()
