"""Attention: what a person must settle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Screen
from app.ui.screens.matter_view import MatterView
from app.ui.widgets.button import Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import CENTRE, Text, frame
from app.ui.words import tr


class AttentionScreen(Screen):
    """`act` gets what a button does and the matter's key."""

    name = "attention"
    shows: ClassVar[frozenset[Topic]] = frozenset(Topic)

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

    def title(self) -> str:
        return tr("Pendientes")

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
            self._column.addWidget(Text(tr("Nada pendiente"), "title", align=CENTRE))
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
        for does, word in view.actions:
            button = Button(word, partial(self._act, does, view.key))
            button.setAccessibleDescription(view.words)
            row.addWidget(button)
        card.setMinimumHeight(88)
        return card
