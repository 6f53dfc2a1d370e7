"""An issued document on the screen: as the paper shows it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.pay_parts import TerminalPanel, show_card
from app.ui.screens.ticket_view import TicketView
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.paper import Paper
from app.ui.widgets.text import Text, frame
from app.ui.words import tr


class TicketScreen(Screen):
    """`words` is its title; `act` gets what an action of the view does, and where to ask more;
    `on_card` what a button of the terminal's panel does."""

    name = "last"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.DOCUMENT, Topic.SALE, Topic.SHIFT})

    def __init__(
        self,
        words: str,
        view: Callable[[], TicketView],
        act: Callable[[str, PanelHost], object],
        on_card: Callable[[str], object] = lambda does: None,
    ) -> None:
        super().__init__()
        self._words, self._view, self._act, self._on_card = words, view, act, on_card
        self._host = PanelHost()
        self._shown = TicketView("")
        self.paper = Paper()
        self._nothing = Text("", "lead")
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(0, 24, 0, 24)
        middle.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setAccessibleName(tr("Documento"))
        self._side = QVBoxLayout()
        self._side.setSpacing(8)
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self._title, self._facts = Text("", "title", wrap=True), Text("", "body", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addLayout(self._side)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(area, 58)
        self._host.content.addWidget(card)
        row.addWidget(self._host, 42)
        self._card = card

    def title(self) -> str:
        return self._words

    def shortcuts(self) -> tuple[Key, ...]:
        return tuple(
            Key(key, words, partial(self._do, does))
            for does, words, _icon, key in self._view().actions
            if key
        )

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        self._title.say(view.title)
        self._facts.say("\n".join(view.facts))
        self._nothing.say(view.nothing)
        self._card.setVisible(not view.nothing)
        self.paper.setVisible(bool(view.blocks))
        self.paper.show_blocks(view.blocks)
        while (item := self._side.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        actions = [
            Action(words, icon, partial(self._do, does), key)
            for does, words, icon, key in view.actions
        ]
        self._side.addWidget(ActionGrid(actions, columns=1, height=56))
        show_card(self._host, view.card, self._on_card)

    def _do(self, does: str) -> None:
        if self._host.panel is None:
            self._act(does, self._host)

    def scanned(self, code: str) -> bool:
        return self._host.panel is not None and self._host.panel.scanned(code)

    def escape(self) -> None:
        if isinstance(self._host.panel, TerminalPanel):
            self._host.panel.usual()
        elif self._host.panel is not None:
            self._host.close_panel()
        else:
            self.leaves.emit()
