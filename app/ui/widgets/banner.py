"""A strip on the ticket: the sentence and the action, while scanning goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import Text, restyle, show
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class BannerView:
    """`actions` are (what it does, its word) pairs; `key` tells banners apart."""

    key: str
    words: str
    strong: str = ""
    """What the sentence is about, said first: a code, an amount."""
    tone: str = "warning"
    icon: str = "warning"
    actions: tuple[tuple[str, str], ...] = ()


class Banner(QFrame):
    """Told anew what to say: making one is felt in a scan."""

    acted = Signal(str, str)
    """What to do, and the banner's key."""

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._actions: tuple[tuple[str, str], ...] = ()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(6)
        self._icon = Icon("warning")
        self._strong, self._words = Text("", "strong", elide=True), Text("", wrap=True)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._strong)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        self._buttons: list[Button] = []
        self.setMinimumHeight(64)

    def show_view(self, view: BannerView) -> None:
        if view.key != self._key:
            for button in self._buttons:
                button.clearFocus()  # nobody does with Intro what was not there a moment ago
        self._key = view.key
        restyle(self, ground={"quiet": "sunken", "accent": "soft"}.get(view.tone, view.tone))
        self._icon.show_icon(view.icon, view.tone)
        self._strong.say(view.strong, tone=view.tone)
        self._words.say(view.words, tone=view.tone)
        self.setAccessibleName(f"{view.strong} {view.words}".strip())
        if view.actions != self._actions:
            self._actions = view.actions
            for old in self._buttons:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = [Button(word, partial(self._act, does)) for does, word in view.actions]
            for button in self._buttons:
                self._row.addWidget(button)

    def _act(self, does: str) -> None:
        self.acted.emit(does, self._key)


class Banners(QWidget):
    """The strips that hold now, the newest first; `most` of them in sight, the rest counted."""

    acted = Signal(str, str)

    def __init__(self, most: int = 2) -> None:
        super().__init__()
        self._most = most
        self._shown: tuple[BannerView, ...] = ()
        self._strips: list[Banner] = []
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        self._more = Text("", tone="warning")
        column.addWidget(self._more)
        self._more.hide()
        self.hide()

    def show_banners(self, views: Sequence[BannerView]) -> None:
        if tuple(views) == self._shown:
            return
        self._shown = tuple(views)
        there = self._shown[: self._most]
        while len(self._strips) < len(there):
            self._strips.append(strip := Banner())
            strip.acted.connect(self.acted)
            self._column.insertWidget(len(self._strips) - 1, strip)
        for strip, view in zip(self._strips, there, strict=False):
            strip.show_view(view)
        for place, strip in enumerate(self._strips):
            show(strip, visible=place < len(there))
        hidden = len(self._shown) - self._most
        words = tr("y otro aviso más") if hidden == 1 else fill(tr("y otros %1 avisos"), hidden)
        self._more.say(words if hidden > 0 else "")
        show(self, visible=bool(views))
