"""The tab of the count: each scan is one more, on disk at once; closed, it is the figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.screen import Key
from app.ui.screens.stock_tab import StockTab
from app.ui.screens.stock_view import CountView, places
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.button import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.field import Field
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import Text, frame
from app.ui.words import fill, tr


class CountActions(Protocol):
    def begin(self, what: str, host: PanelHost) -> None: ...
    def place(self, place: str) -> None: ...
    def scan(self, code: str, host: PanelHost) -> None: ...
    def touch(self, sku: str, host: PanelHost) -> None:
        """A line: how many there are, or count it again."""

    def close(self, host: PanelHost) -> None: ...
    def leave(self) -> None: ...
    def recount(self, host: PanelHost) -> None:
        """The differences that nobody looked at twice."""


class CountTab(StockTab):
    name = "count"

    def __init__(self, view: Callable[[], CountView], do: CountActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 12)
        self._title, self._about = Text("", "title"), Text("", "muted", wrap=True)
        self.rows = RowList(tr("Recuento"))
        self.rows.chosen.connect(self._touched)
        for part in (self._title, self._about):
            column.addWidget(part)
        column.addWidget(self.rows, 1)
        self._side = QStackedWidget()
        self._side.addWidget(self._idle())
        self._side.addWidget(self._counting())
        self.host.content.addWidget(self._side)
        self.row.addWidget(left, 58)
        self.row.addWidget(self.host, 42)

    def _idle(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.addStretch(1)
        words = tr("Mientras se cuenta se puede seguir vendiendo: lo que se vende después de contar"
                   " un artículo se descuenta solo.")  # fmt: skip
        column.addWidget(Text(words, "muted", wrap=True))
        column.addStretch(1)
        return card

    def _counting(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self._where = Text(tr("DÓNDE SE CUENTA"), "eyebrow")
        column.addWidget(self._where)
        self.place = Choice(places(), places()[0][0])
        self.place.setAccessibleName(tr("Dónde se cuenta"))
        self.place.changed.connect(self._do.place)
        column.addWidget(self.place)
        column.addStretch(1)
        self.code = Field()
        self.code.setPlaceholderText(tr("O escribe su código y pulsa Intro"))
        self.code.setAccessibleName(tr("Código del artículo que se cuenta"))
        self.code.setClearButtonEnabled(True)
        self.code.returnPressed.connect(self._entered)
        column.addWidget(self.code)
        self._last, self._figure = Text("", "lead", wrap=True), Text("", "total")
        column.addWidget(self._last)
        column.addWidget(self._figure)
        column.addStretch(1)
        self._doubtful = Text("", tone="warning", wrap=True)
        column.addWidget(self._doubtful)
        column.addWidget(
            ActionGrid(
                [
                    Action(tr("Comprobar diferencias"), "arrows-clockwise", self._recount, "F6"),
                    Action(tr("Dejar el recuento"), "trash", self._do.leave, "F7", "danger"),
                ],
                columns=1,
                height=56,
            )
        )
        column.addWidget(
            Button(tr("Cerrar el recuento"), self._close, key="F12", kind="primary", stacked=True,
                   big=True, height=72)
        )  # fmt: skip
        return card

    def words(self) -> str:
        return tr("Recuento")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F6", tr("Comprobar las diferencias del recuento"), self._recount),
            Key("F7", tr("Dejar el recuento"), self._leave),
            Key("F12", tr("Cerrar el recuento"), self._close),
        )

    def refresh(self) -> None:
        view = self._view()
        self._title.setText(view.title)
        self._about.say(view.about)
        self.rows.show_rows(view.rows)
        self._side.setCurrentIndex(int(view.begun))
        if not view.begun:
            return
        self._where.setVisible(not view.alone)
        self.place.setVisible(not view.alone)
        if view.place != self.place.chosen:
            self.place.show_chosen(view.place)
        self._last.setText(view.last)
        self._figure.say(view.last_figure)
        words = fill(tr("%1 diferencias sin comprobar"), view.doubtful) if view.doubtful else ""
        if view.doubtful == 1:
            words = tr("1 diferencia sin comprobar")
        self._doubtful.say(words)

    def _begun(self) -> bool:
        return self._view().begun

    def _touched(self, key: str) -> None:
        if self._begun():
            self._do.touch(key, self.host)
        else:
            self._do.begin(key, self.host)

    def _recount(self) -> None:
        if self._begun():
            self._do.recount(self.host)

    def _leave(self) -> None:
        if self._begun():
            self._do.leave()

    def _close(self) -> None:
        if self._begun():
            self._do.close(self.host)

    def typed(self, text: str) -> None:
        if self._begun():
            self.code.setFocus()
            self.code.insert(text)

    def _entered(self) -> None:
        """Typed and Intro is as a scan."""
        code = self.code.text().strip()
        self.code.clear()
        if code:
            self._do.scan(code, self.host)

    def escape(self) -> bool:
        if super().escape():
            return True
        typed = bool(self.code.text())
        self.code.clear()
        return typed

    def scanned(self, code: str) -> bool:
        if not self._begun():
            return False
        self.host.close_panel()
        self._do.scan(code, self.host)
        return True
