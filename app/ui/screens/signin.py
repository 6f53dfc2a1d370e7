"""Sign-in: the first thing to be painted, so it imports nothing heavy.

`enter` is told code and PIN as soon as both are typed. It may be called before the shop is open:
`wait` then says so, and the caller signs in when it can.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.changes import Topic
from app.domain.errors import ShopError
from app.ui.screen import Screen
from app.ui.screens.signin_view import SignInView
from app.ui.widgets.icon import Icon
from app.ui.widgets.identity import IdentityPad
from app.ui.widgets.text import Text, frame
from app.ui.words import tr


class SignInScreen(Screen):
    name = "signin"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.PERSON, Topic.SHIFT, Topic.STORE})

    def __init__(
        self,
        view: Callable[[], SignInView],
        enter: Callable[[str, str], object],
        badge: Callable[[str], object],
        say: Callable[[ShopError], str],
    ) -> None:
        super().__init__()
        self._view, self._badge, self._say = view, badge, say
        self.pad = IdentityPad(enter, tr("Entrar"))
        self._labels = {
            "shop": Text("", "title"),
            "till": Text("", "lead", tone="muted"),
            "clock": Text("", "due"),
            "date": Text("", "lead", tone="muted"),
            "shift": Text("", "body", wrap=True),
            "basket": Text("", "body", tone="warning", wrap=True),
            "hint": Text("", "muted", wrap=True),
        }
        card = frame("card")
        card.setMaximumSize(960, 608)
        row = QHBoxLayout(card)
        row.setContentsMargins(48, 40, 48, 40)
        row.setSpacing(64)
        row.addLayout(self._left(), 1)
        row.addWidget(self.pad, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(card, 1)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Icon("storefront", 40), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        labels = self._labels
        for name in ("shop", "till"):
            column.addWidget(labels[name])
        column.addStretch(1)
        for name in ("clock", "date"):
            column.addWidget(labels[name])
        column.addStretch(1)
        for name in ("shift", "basket", "hint"):
            column.addWidget(labels[name])
            column.addSpacing(4)
        return column

    def refresh(self) -> None:
        view = self._view()
        for name, label in self._labels.items():
            label.say(getattr(view, name))

    def tick(self) -> None:
        self.refresh()

    def opened(self) -> None:
        self.pad.start()

    def wait(self) -> None:
        """Code and PIN are in, and the shop is still opening."""
        self.pad.say("")
        self._labels["shift"].say(tr("Abriendo la tienda…"))

    def scanned(self, code: str) -> bool:
        self._badge(code)
        return True

    def typed(self, text: str) -> None:
        if text.isdigit():
            self.pad.typed(text)

    def refused(self, error: ShopError) -> bool:
        self.pad.say(self._say(error))
        return True

    def enter(self) -> None:
        self.pad.accept()

    def escape(self) -> None:
        self.pad.start()
