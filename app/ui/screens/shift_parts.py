"""What the shift screen opens beside its pages: the float by its pieces, and the X."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.money import Money
from app.domain.shift import DENOMINATIONS
from app.ui import format as written
from app.ui.widgets.button import Button
from app.ui.widgets.cash_count import CashCount, DenominationView
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.panel import Panel
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import Text
from app.ui.words import tr


def euro_count() -> CashCount:
    """An empty count of notes and coins."""
    return CashCount(
        [DenominationView(worth, written.denomination(worth)) for worth in DENOMINATIONS]
    )


def count_head(title: str, back: str, on: Callable[[], object]) -> QHBoxLayout:
    """Over a count: what is counted, and the way out."""
    head = QHBoxLayout()
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(title, "title"))
    words.addWidget(Text(tr("Cuántas piezas hay de cada una. Intro pasa a la siguiente."), "muted"))
    head.addLayout(words, 1)
    head.addWidget(Button(back, on, icon="x", key="Esc"))
    return head


class FloatPage(QFrame):
    """The float counted piece by piece; `opens` gets what was counted."""

    def __init__(
        self, opens: Callable[[tuple[tuple[Money, int], ...]], object], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._opens = opens
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(count_head(tr("Cuenta el fondo"), tr("Volver"), back))
        self.count = euro_count()
        column.addWidget(self.count, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self._open = Button(
            tr("Abrir turno"), self.accept, key="F12", kind="primary", stacked=True, height=64
        )
        self._open.setMinimumWidth(200)
        self.count.finished.connect(self._open.setFocus)
        foot.addWidget(self._open)
        column.addLayout(foot)

    def accept(self) -> None:
        self._opens(self.count.pieces())


class XPanel(Panel):
    """The figures so far; F8 again prints them."""

    def __init__(self, facts: Sequence[FactView], prints: Callable[[], object]) -> None:
        super().__init__(tr("X: cómo va el turno"))
        self._prints = prints
        self.body.addWidget(scrolled(FactsTable(facts)), 1)
        self.body.addWidget(Button(tr("Imprimir la X"), self._print, icon="printer", key="F8"))

    def function_key(self, press: str) -> None:
        if press == "F8":
            self._print()

    def _print(self) -> None:
        self._prints()
        self.closed.emit()
