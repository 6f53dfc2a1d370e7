"""Dividing what is picked into several parcels, by scan or by touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.order_event import Content
from app.domain.product import Unit
from app.ui import format as written
from app.ui.widgets.button import Button
from app.ui.widgets.kept import Kept
from app.ui.widgets.panel import Panel
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import RIGHT, Text
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class PackLine:
    """So many of a line to be divided, `step` at a time; `codes`: what a scan of it comes to."""

    number: int
    name: str
    unit: Unit
    quantity: Decimal
    step: Decimal
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """Closed parcels, and the one that is open."""

    lines: tuple[PackLine, ...]
    closed: tuple[Content, ...] = ()
    open: dict[int, Decimal] = field(default_factory=dict)

    def left(self, line: PackLine) -> Decimal:
        """How many are in no parcel yet."""
        inside = sum((dict(one).get(line.number, Decimal(0)) for one in self.closed), Decimal(0))
        return line.quantity - inside - self.open.get(line.number, Decimal(0))

    def put(self, line: PackLine, much: Decimal) -> Division:
        """`much` more into the open parcel, or out of it; never more than there is."""
        now = self.open.get(line.number, Decimal(0))
        much = max(min(much, self.left(line)), -now)
        inside = {**self.open, line.number: now + much}
        return replace(self, open={number: amount for number, amount in inside.items() if amount})

    def close(self) -> Division:
        """The open parcel is full, and the next one begins; an empty one stays open."""
        if not self.open:
            return self
        return replace(self, closed=(*self.closed, tuple(sorted(self.open.items()))), open={})

    def parcels(self) -> tuple[Content, ...]:
        """All of them; what nobody put anywhere is in the last one."""
        rest = {line.number: self.left(line) for line in self.lines if self.left(line)}
        last = {
            number: self.open.get(number, Decimal(0)) + rest.get(number, Decimal(0))
            for number in {*self.open, *rest}
        }
        return (*self.closed, tuple(sorted(last.items()))) if last else self.closed


class PackRow(QWidget):
    """A line: how many are left over, how many are in the open parcel, and the steps."""

    def __init__(self, line: PackLine, put: Callable[[PackLine, Decimal], object]) -> None:
        super().__init__()
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(line.name, strong=True, elide=True))
        self._left = Text("", "muted")
        words.addWidget(self._left)
        row.addLayout(words, 1)
        self._in = Text("", "title", align=RIGHT)
        less = Button("−", lambda: put(line, -line.step))
        less.setAccessibleName(fill(tr("Sacar %1 del bulto"), line.name))
        more = Button("+", lambda: put(line, line.step))
        more.setAccessibleName(fill(tr("Meter %1 en el bulto"), line.name))
        for part in (less, self._in, more):
            row.addWidget(part)

    def show_view(self, view: Division) -> None:
        line = self._line
        self._in.setText(written.quantity(view.open.get(line.number, Decimal(0)), line.unit))
        left = written.quantity(view.left(line), line.unit)
        self._left.setText(fill(tr("quedan %1"), left))


class PackPanel(Panel):
    """`item`: what a scanned code is found by; `done` gets the parcels."""

    def __init__(
        self,
        lines: tuple[PackLine, ...],
        item: Callable[[str], str],
        done: Callable[[tuple[Content, ...]], object],
    ) -> None:
        super().__init__(
            tr("Repartir en bultos"),
            tr("Escanea lo que va en este bulto. Lo que no escanees irá en el último."),
        )
        self._item, self._done = item, done
        self.division = Division(lines)
        self._which = Text("", "lead", strong=True)
        self.body.addWidget(self._which)
        by_number = {str(line.number): line for line in lines}
        self._rows: Kept[Division] = Kept(lambda key: PackRow(by_number[key], self._put))
        self.body.addWidget(scrolled(self._rows), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(
            Button(tr("Cerrar este y empezar otro"), self._next, key="F11", stacked=True,
                   height=64), 1,
        )  # fmt: skip
        self._end = Button(
            tr("Terminar e imprimir etiquetas"), self.accept, key="F12", kind="primary",
            stacked=True, height=64,
        )  # fmt: skip
        buttons.addWidget(self._end, 1)
        self.body.addLayout(buttons)
        self._show()

    def function_key(self, press: str) -> None:
        if press == "F11":
            self._next()
        elif press == "F12":
            self.accept()

    def scanned(self, code: str) -> bool:
        item = self._item(code)
        line = next((one for one in self.division.lines if item in one.codes), None)
        if line is None:
            return False
        self._put(line, line.step)
        return True

    def _put(self, line: PackLine, much: Decimal) -> None:
        self.division = self.division.put(line, much)
        self._show()

    def _next(self) -> None:
        self.division = self.division.close()
        self._show()

    def accept(self) -> None:
        self._done(self.division.parcels())
        self.closed.emit()

    def _show(self) -> None:
        division = self.division
        self._which.setText(fill(tr("Bulto %1"), len(division.closed) + 1))
        self._rows.show_views((str(line.number), division) for line in division.lines)
