"""History: what this till issued, found again by number, day or amount."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.buyer_form import buyer_fields
from app.ui.screens.history_view import HistoryView
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.form import FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.paper import Paper
from app.ui.widgets.rows import RowList
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import Text, frame, rule, show
from app.ui.words import tr


class HistoryActions(Protocol):
    def look(self, words: str) -> None: ...
    def turn(self) -> None:
        """The Zs of closed shifts instead of documents, or documents again."""

    def choose(self, key: str) -> None: ...
    def older(self) -> None:
        """Read on, below what is there."""

    def open(self) -> None:
        """What may be done with the one that is looked at."""

    def mark(self) -> None:
        """Put the one that is looked at on the invoice of several, or take it off."""

    def drop(self) -> None:
        """No invoice of several, after all."""

    def invoice(self, values: dict[str, str]) -> None:
        """For what `buyer_form.said` reads of `values`."""

    def scanned(self, code: str) -> bool:
        """A ticket's code; False: it is something else."""


class HistoryScreen(Screen):
    name = "history"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.DOCUMENT, Topic.SHIFT})

    def __init__(self, view: Callable[[], HistoryView], do: HistoryActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: HistoryView | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self._list_side(), 52)
        row.addWidget(self._paper_side(), 48)

    def _list_side(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.field = Field()
        self.field.setPlaceholderText(tr("Número, día (21/11) o importe (12,50)"))
        self.field.setAccessibleName(tr("Buscar un documento"))
        self.field.returnPressed.connect(self._look)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(Button(tr("Buscar"), self._look, icon="magnifying-glass", kind="primary"))
        column.addLayout(row)
        column.addWidget(rule())
        self.rows = RowList(tr("Documentos"))
        self.rows.chosen.connect(self._do.choose)
        column.addWidget(self.rows, 1)
        self._older = Button(tr("Más antiguos"), self._do.older, icon="caret-down", kind="soft")
        self._turn = Button("", self._do.turn, icon="chart-bar", key="F6")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._older, 1)
        row.addStretch()
        row.addWidget(self._turn)
        column.addLayout(row)
        self._together = QWidget()
        row = QHBoxLayout(self._together)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._invoice = Button("", self._ask_buyer, icon="file-text", kind="primary", key="F8")
        row.addWidget(self._invoice, 1)
        row.addWidget(Button(tr("Dejarlo"), self._do.drop, icon="x"))
        column.addWidget(self._together)
        return card

    def _paper_side(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = Text("", "lead", strong=True, elide=True)
        self._open = Button(tr("Abrir"), self._do.open, icon="receipt", kind="primary", key="F3")
        head.addWidget(self._title, 1)
        head.addWidget(self._open)
        column.addLayout(head)
        self._mark = Button("", self._do.mark, icon="file-text", key="F7", kind="soft")
        column.addWidget(self._mark)
        self.paper = Paper()
        middle = QWidget()
        QHBoxLayout(middle).addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(scrolled(middle, name=tr("Documento")), 1)
        self.host = PanelHost()
        self.host.content.addWidget(card)
        return self.host

    def title(self) -> str:
        return tr("Historial de la caja")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F3", tr("Abrir"), self._do.open),
            Key("F6", tr("Los Z de los turnos, o los documentos"), self._do.turn),
            Key("F7", tr("Añadir a una factura, o quitarlo"), self._mark_shown),
            Key("F8", tr("Hacer la factura de los tickets elegidos"), self._ask_buyer),
        )

    def _mark_shown(self) -> None:
        if self._shown is not None and self._shown.mark:
            self._do.mark()

    def _ask_buyer(self) -> None:
        if self._shown is None or not self._shown.together:
            return
        about = tr("Un ticket más: escanéalo antes de escribir los datos.")
        form = FormView(self._shown.together, buyer_fields(None), about, tr("Hacer la factura"))
        self.host.open(FormPanel(form, self._do.invoice))

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        else:
            self.leaves.emit()

    def _look(self) -> None:
        self._do.look(self.field.text())

    def opened(self) -> None:
        self.field.setFocus()

    def enter(self) -> None:
        self._look()

    def scanned(self, code: str) -> bool:
        self.host.close_panel()
        return self._do.scanned(code)

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        if view.words != self.field.text():
            self.field.setText(view.words)
        self.rows.show_rows(view.rows, view.nothing)
        show(self._older, visible=view.more)
        self._title.say(view.title)
        show(self._open, visible=bool(view.title) and view.opens)
        self._turn.say(tr("Documentos") if view.zs else tr("Los Z"))
        self._mark.say(view.mark)
        show(self._mark, visible=bool(view.mark))
        self._invoice.say(view.together)
        show(self._together, visible=bool(view.together))
        show(self.paper, visible=bool(view.paper))
        self.paper.show_blocks(view.paper)

    def typed(self, text: str) -> None:
        if text.isprintable() and self.host.panel is None:
            self.field.setFocus()
            self.field.insert(text)
