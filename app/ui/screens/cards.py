"""A list of cards: what each is, how it stands, and what a person may do about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.screen import Screen
from app.ui.screens.matter_view import MatterView
from app.ui.widgets.button import Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import CENTRE, Text, frame

_BESIDE, _ACROSS = 3, 4
"""Buttons that stand beside the words; of more, so many in a row below them."""


class CardsScreen(Screen):
    """`act` gets what a button does and the card's key."""

    def __init__(
        self, view: Callable[[], tuple[MatterView, ...]], act: Callable[[str, str], object]
    ) -> None:
        super().__init__()
        self._view, self._act = view, act
        self._shown: tuple[MatterView, ...] | None = None
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setAccessibleName(self.title())
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(area)

    def nothing(self) -> str:
        """What stands there when there are no cards."""
        raise NotImplementedError

    def refresh(self) -> None:
        matters = self._view()
        if matters == self._shown:
            return
        self._shown = matters
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not matters:
            self._column.addStretch(1)
            self._column.addWidget(
                Icon("check-circle", 56, tone="positive"), 0, Qt.AlignmentFlag.AlignHCenter
            )
            self._column.addWidget(Text(self.nothing(), "title", align=CENTRE))
        for matter in matters:
            self._column.addWidget(self._matter(matter))
        self._column.addStretch(1)

    def _matter(self, view: MatterView) -> QWidget:
        card = frame("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(Icon(view.icon, 28, tone=view.tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(view.words, "lead", strong=True, wrap=True))
        words.addWidget(Text(view.detail, "muted", wrap=True))
        row.addLayout(words, 1)
        if view.age:
            row.addWidget(Text(view.age, "muted"))
        buttons = [self._button(view, does, word) for does, word in view.actions]
        if len(buttons) <= _BESIDE:
            for button in buttons:
                row.addWidget(button)
        else:
            grid = QGridLayout()
            grid.setSpacing(8)
            for place, button in enumerate(buttons):
                grid.addWidget(button, *divmod(place, _ACROSS))
            words.addSpacing(8)
            words.addLayout(grid)
        card.setMinimumHeight(88)
        return card

    def _button(self, view: MatterView, does: str, word: str) -> Button:
        button = Button(word, partial(self._act, does, view.key))
        button.setAccessibleDescription(view.words)
        return button
