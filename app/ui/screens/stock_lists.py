"""The tabs that are lists with one button: what is to be counted, what was wanted, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.ui.screen import Key
from app.ui.screens.stock_tab import StockTab
from app.ui.widgets.button import Button
from app.ui.widgets.rows import RowList, RowView
from app.ui.widgets.text import Text, frame
from app.ui.words import tr


class ListTab(StockTab):
    """`chosen`: a row; `act`: the button. `then`, `after`: the tabs to go on in."""

    then = after = ""

    def __init__(
        self,
        rows: Callable[[], Sequence[RowView]],
        chosen: Callable[[str], object],
        act: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__()
        self._rows, self._chosen, self._act = rows, chosen, act
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(Text(self.about(), "muted", wrap=True))
        self.rows = RowList(self.words())
        self.rows.chosen.connect(self._choose)
        column.addWidget(self.rows, 1)
        if self.does():
            self.button = Button(
                self.does(), self._press, key="F12", kind="primary", stacked=True, height=64
            )
            column.addWidget(self.button)
        self.host.content.addWidget(card)
        self.row.addWidget(self.host)

    def about(self) -> str:
        return ""

    def nothing(self) -> str:
        return ""

    def does(self) -> str:
        """On the button; "" for none."""
        return ""

    def shortcuts(self) -> tuple[Key, ...]:
        return (Key("F12", self.does(), self._press),) if self.does() else ()

    def refresh(self) -> None:
        self.rows.show_rows(self._rows(), self.nothing())

    def _choose(self, key: str) -> None:
        self._chosen(key)
        self._go_on(self.then)

    def _press(self) -> None:
        self._act()
        self._go_on(self.after)

    def _go_on(self, tab: str) -> None:
        if tab:
            self.goes.emit(tab)
        else:
            self.refresh()


class TasksTab(ListTab):
    name = "tasks"
    then, after = "product", "count"

    def words(self) -> str:
        return tr("Por contar")

    def about(self) -> str:
        return tr("Lo que un pedido no encontró, lo que está por debajo de cero y lo que se pidió.")

    def nothing(self) -> str:
        return tr("No hay nada por contar.")

    def does(self) -> str:
        return tr("Contar todo esto")


class WantedTab(ListTab):
    name = "wanted"
    then = "product"

    def words(self) -> str:
        return tr("Faltó")

    def about(self) -> str:
        return tr("Lo que alguien quería y no pudimos venderle, en los últimos 30 días.")

    def nothing(self) -> str:
        return tr("Nadie ha pedido nada en vano.")
