"""The tab of one product: how many there are, how sure that is, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.screen import Key
from app.ui.screens.stock_tab import StockTab
from app.ui.screens.stock_view import StandingView, reasons
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.button import Button
from app.ui.widgets.chip import Chips
from app.ui.widgets.facts_table import FactsTable
from app.ui.widgets.field import Field
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.pad import PadPanel, PadView
from app.ui.widgets.picture import Picture
from app.ui.widgets.rows import RowList, RowsPanel, RowView
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import Text, frame, rule, show
from app.ui.words import fill, tr

PICTURED = 120


class ProductActions(Protocol):
    def found(self, words: str) -> tuple[RowView, ...]: ...
    def choose(self, code: str) -> bool:
        """By code or SKU; False when it is no product."""

    def adjust(self, quantity: str, reason: str, note: str) -> None: ...
    def lost(self, words: str, quantity: str) -> None: ...
    def ask_count(self) -> None: ...
    def label(self) -> None: ...
    def stop(self, words: str) -> None: ...
    def sell_again(self) -> None: ...


class ProductTab(StockTab):
    name = "product"

    def __init__(self, view: Callable[[], StandingView | None], do: ProductActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 12)
        self.search = Field()
        self.search.setPlaceholderText(tr("Nombre o código del artículo · F3"))
        self.search.setAccessibleName(tr("Buscar un artículo"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._seek)
        self.search.returnPressed.connect(self._entered)
        self.rows = RowList(tr("Artículos"))
        self.rows.chosen.connect(self._choose)
        self._beside = Text("", "eyebrow")
        self._beside.setContentsMargins(8, 8, 8, 0)
        self._related: tuple[RowView, ...] = ()
        column.addWidget(self.search)
        column.addWidget(self._beside)
        column.addWidget(self.rows, 1)
        column.addWidget(
            Button(tr("Faltó: apuntar lo que pidió"), self._ask_lost, icon="note-pencil", key="F6")
        )
        self.host.content.addWidget(self._card())
        self.row.addWidget(left, 44)
        self.row.addWidget(self.host, 56)
        self._seek("")

    def _card(self) -> QFrame:
        """What is known of it scrolls; what may be done stays in sight under it."""
        card, known = frame("card"), QWidget()
        outer, column = QVBoxLayout(card), QVBoxLayout(known)
        outer.setContentsMargins(20, 16, 20, 16)
        outer.setSpacing(8)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._name, self._detail = Text("", "title", wrap=True), Text("", "muted", wrap=True)
        self._figure, self._trust = Text("", "figure"), Chips()
        head = QHBoxLayout()
        head.addWidget(self._figure, 1)
        head.addWidget(self._trust)
        self._picture = Picture(PICTURED)
        words, top = QVBoxLayout(), QHBoxLayout()
        for part in (self._name, self._detail):
            words.addWidget(part)
        words.addStretch(1)
        words.addLayout(head)
        top.setSpacing(16)
        top.addLayout(words, 1)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self._facts = FactsTable()
        self._actions = ActionGrid(
            [
                Action(tr("Ajustar"), "sliders-horizontal", self._ask_adjust, "F5"),
                Action(tr("Que se cuente"), "barcode", self._do.ask_count, "F7"),
                Action(tr("Etiqueta"), "tag", self._do.label, "F8"),
                Action(tr("Parar o reanudar su venta"), "prohibit", self._ask_stop, "F9"),
            ],
            columns=2,
        )
        self._rule = rule()
        column.addWidget(self._rule)
        column.addWidget(self._facts)
        column.addStretch(1)
        outer.addWidget(scrolled(known, name=tr("Artículo")), 1)
        outer.addWidget(self._actions)
        return card

    def words(self) -> str:
        return tr("Artículo")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F3", tr("Buscar un artículo"), self._focus),
            Key("F5", tr("Ajustar las existencias"), self._ask_adjust),
            Key("F6", tr("Apuntar lo que faltó"), self._ask_lost),
            Key("F7", tr("Pedir que se cuente"), self._do.ask_count),
            Key("F8", tr("Imprimir su etiqueta"), self._do.label),
            Key("F9", tr("Parar o reanudar su venta"), self._ask_stop),
        )

    def refresh(self) -> None:
        view = self._view()
        shown = view is not None
        for part in (self._detail, self._figure, self._rule, self._facts, self._actions):
            show(part, visible=shown)
        pictured = self._picture.show_file(view.picture if view else None)
        show(self._picture, visible=pictured)
        if view is None:
            self._name.setText(tr("Escanea o busca un artículo"))
            self._trust.show_chips(())
            self._show_related(())
            return
        self._name.setText(view.name)
        self._detail.say(view.detail)
        self._figure.say(view.figure, tone=view.tone)
        self._trust.show_chips((view.trust,))
        self._facts.show_facts(view.facts)
        self._show_related(view.related)

    def _focus(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _seek(self, text: str) -> None:
        """What is typed; nothing is, what is sold with the one that is shown."""
        if not text.strip():
            self._show_related(self._related)
            return
        self._beside.say("")
        nothing = tr("Nada se llama así. F6 apunta que alguien lo pidió.")
        self.rows.show_rows(self._do.found(text), nothing)

    def _show_related(self, rows: tuple[RowView, ...]) -> None:
        self._related = rows
        if not self.search.text().strip():
            self._beside.say(tr("VA CON ESTE ARTÍCULO") if rows else "")
            self.rows.show_rows(rows)

    def _entered(self) -> None:
        text = self.search.text().strip()
        if text and self._do.choose(text):
            self._clear()
        elif self.rows.buttons:
            self.rows.buttons[0].click()

    def _choose(self, key: str) -> None:
        self._do.choose(key)
        self._clear()

    def _clear(self) -> None:
        self.search.clear()
        self.host.setFocus()

    def scanned(self, code: str) -> bool:
        self.host.close_panel()
        return self._do.choose(code)

    def escape(self) -> bool:
        if super().escape():
            return True
        if self.search.text():
            self._clear()
            return True
        return False

    def _ask_adjust(self) -> None:
        view = self._view()
        if view is not None:
            rows = [RowView(key, words) for key, words in reasons()]
            self.host.open(
                RowsPanel(tr("Ajustar sin contar"), rows, self._because, about=view.name)
            )

    def _because(self, reason: str) -> None:
        view = self._view()
        if view is None:
            return
        about = f"{view.name} · {dict(reasons())[reason]}"
        pad = PadView(tr("Cuántos"), about, view.unit, reason=tr("Nota"))
        self.host.open(PadPanel(pad, lambda said: self._do.adjust(said.text, reason, said.reason)))

    def _ask_stop(self) -> None:
        view = self._view()
        if view is None:
            return
        if view.stopped:
            again = RowView("again", tr("Vender otra vez"), tr("En esta caja, desde ahora"))
            self.host.open(
                RowsPanel(
                    tr("Reanudar su venta"),
                    [again],
                    lambda _key: self._do.sell_again(),
                    about=view.name,
                )
            )
            return
        about = fill(tr("Nadie vende %1 en esta caja hasta que se levante."), view.name)
        words = FieldView("words", tr("Qué se dice al cliente"))
        form = FormView(tr("Parar la venta"), (words,), about, tr("Parar"))
        self.host.open(FormPanel(form, lambda said: self._do.stop(said["words"])))

    def _ask_lost(self) -> None:
        view, text = self._view(), self.search.text().strip()
        fields = (
            FieldView("words", tr("Qué pidió"), text or (view.name if view else "")),
            FieldView("quantity", tr("Cuántos"), "1"),
        )
        about = tr("Alguien lo quería y no se lo pudimos vender.")
        form = FormView(tr("Faltó"), fields, about, tr("Apuntar"))
        self.host.open(FormPanel(form, lambda said: self._do.lost(said["words"], said["quantity"])))
