"""A strip on the ticket: the sentence and the action, while scanning goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import Text, show
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
    acted = Signal(str, str)
    """What to do, and the banner's key."""

    def __init__(self, view: BannerView) -> None:
        super().__init__()
        self.setProperty("ground", {"quiet": "sunken", "accent": "soft"}.get(view.tone, view.tone))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(6)
        row.addWidget(Icon(view.icon, tone=view.tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        if view.strong:
            words.addWidget(Text(view.strong, "strong", tone=view.tone, elide=True))
        words.addWidget(Text(view.words, tone=view.tone, wrap=True))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{view.strong} {view.words}".strip())
        for does, word in view.actions:
            row.addWidget(Button(word, partial(self.acted.emit, does, view.key)))
        self.setMinimumHeight(64)


class Banners(QWidget):
    """The strips that hold now, the newest first; `most` of them in sight, the rest counted."""

    acted = Signal(str, str)

    def __init__(self, most: int = 2) -> None:
        super().__init__()
        self._most = most
        self._shown: tuple[BannerView, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(8)
        self.hide()

    def show_banners(self, views: Sequence[BannerView]) -> None:
        if tuple(views) == self._shown:
            return
        self._shown = tuple(views)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for view in self._shown[: self._most]:
            strip = Banner(view)
            strip.acted.connect(self.acted)
            self._column.addWidget(strip)
        hidden = len(self._shown) - self._most
        if hidden > 0:
            words = tr("y otro aviso más") if hidden == 1 else fill(tr("y otros %1 avisos"), hidden)
            self._column.addWidget(Text(words, tone="warning"))
        show(self, visible=bool(views))
