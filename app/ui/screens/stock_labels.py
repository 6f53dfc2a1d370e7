"""The tab of labels: what is scanned is listed, and printed for shelves or for products."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.screen import Key
from app.ui.screens.stock_tab import StockTab
from app.ui.screens.stock_view import LabelsView
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import Text, frame, show
from app.ui.words import fill, tr


class LabelActions(Protocol):
    def add(self, code: str) -> bool:
        """One more of a product, by code, SKU or name; False when it is none."""

    def copies(self, sku: str, host: PanelHost) -> None: ...
    def changed(self) -> None: ...
    def place(self, host: PanelHost) -> None: ...
    def clear(self) -> None: ...
    def stop(self) -> None: ...
    def shelf(self) -> None: ...
    def product(self) -> None: ...


class LabelsTab(StockTab):
    name = "labels"

    def __init__(self, view: Callable[[], LabelsView], do: LabelActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        about = tr("Escanea lo que necesita etiqueta: otra vez es otra copia. Tócalo para escribir"
                   " cuántas.")  # fmt: skip
        column.addWidget(Text(about, "muted", wrap=True))
        self.field = Field()
        self.field.setPlaceholderText(tr("Nombre o código del artículo · F3"))
        self.field.setAccessibleName(tr("Añadir un artículo a la lista"))
        self.field.returnPressed.connect(self._entered)
        column.addWidget(self.field)
        self.rows = RowList(self.words())
        self.rows.chosen.connect(lambda sku: do.copies(sku, self.host))
        column.addWidget(self.rows, 1)
        self._place = Button("", lambda: do.place(self.host), icon="grid-four", key="F7")
        column.addWidget(self._place)
        column.addWidget(
            ActionGrid(
                [
                    Action(tr("Las que han cambiado"), "tag", do.changed, "F5"),
                    Action(tr("Vaciar la lista"), "trash", do.clear, "F6"),
                    Action(tr("Parar"), "stop", do.stop, "F8"),
                ],
                columns=3,
            )
        )
        self._progress = Text("", "strong", wrap=True)
        column.addWidget(self._progress)
        self._product = Button("", do.product, key="F11", stacked=True, height=64)
        self._shelf = Button("", do.shelf, key="F12", kind="primary", stacked=True, height=64)
        prints = QHBoxLayout()
        prints.setSpacing(8)
        prints.addWidget(self._product, 1)
        prints.addWidget(self._shelf, 2)
        column.addLayout(prints)
        self.host.content.addWidget(card)
        self.row.addWidget(self.host)

    def words(self) -> str:
        return tr("Etiquetas")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F3", tr("Añadir un artículo a la lista"), self._focus),
            Key("F5", tr("Añadir las que han cambiado"), self._do.changed),
            Key("F6", tr("Vaciar la lista de etiquetas"), self._do.clear),
            Key(
                "F7", tr("La primera etiqueta libre de la hoja"), lambda: self._do.place(self.host)
            ),
            Key("F8", tr("Parar de imprimir etiquetas"), self._do.stop),
            Key("F11", tr("Imprimir etiquetas de artículo"), self._do.product),
            Key("F12", tr("Imprimir etiquetas de estante"), self._do.shelf),
        )

    def refresh(self) -> None:
        view = self._view()
        nothing = tr("Nada en la lista. Todos los estantes dicen su precio.")
        if view.changed == 1:
            nothing = tr("Nada en la lista. 1 estante dice otro precio: F5 lo añade.")
        elif view.changed:
            words = tr("Nada en la lista. %1 estantes dicen otro precio: F5 los añade.")
            nothing = fill(words, view.changed)
        self.rows.show_rows(view.rows, nothing)
        self._progress.say(view.progress)
        show(self._progress, visible=bool(view.progress))
        self._place.say(fill(tr("Primera etiqueta libre de la hoja: %1"), view.place))
        show(self._place, visible=bool(view.place))
        self._shelf.say(fill(tr("Imprimir de estante (%1)"), view.labels))
        self._product.say(fill(tr("Imprimir de artículo (%1)"), view.labels))

    def scanned(self, code: str) -> bool:
        return self._do.add(code)

    def typed(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)

    def _focus(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _entered(self) -> None:
        text = self.field.text().strip()
        if text and self._do.add(text):
            self.field.clear()
            self.host.setFocus()

    def escape(self) -> bool:
        if super().escape():
            return True
        if self.field.text():
            self.field.clear()
            self.host.setFocus()
            return True
        return False
