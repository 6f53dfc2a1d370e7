"""The keys of the screen one came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.ui.screen import Key, Screen
from app.ui.widgets.text import CENTRE, Text, frame
from app.ui.words import tr


class KeysScreen(Screen):
    name = "keys"

    def __init__(
        self,
        keys: Callable[[], Sequence[Key]],
        typed: Callable[[], Sequence[tuple[str, str]]] = lambda: (),
    ) -> None:
        """`typed`: what is typed there and is no shortcut."""
        super().__init__()
        self._read, self._typed = keys, typed
        card = frame("card")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for place in (1, 3):
            self._grid.setColumnStretch(place, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 24, 32, 24)
        column.addLayout(self._grid)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addWidget(card)

    def title(self) -> str:
        return tr("Teclas")

    def refresh(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        typed = self._typed() or ((tr("Intro"), tr("Aceptar lo escrito")),)
        always = (*typed, ("Esc", tr("Cerrar o volver")))
        pairs = [*always, *((_spelled(key.press), key.words) for key in self._read())]
        rows = -(-len(pairs) // 2)
        for place, (press, words) in enumerate(pairs):
            cap = Text(press, "key", strong=True, align=CENTRE)
            cap.setFixedHeight(40)
            cap.setMinimumWidth(88)
            self._grid.addWidget(cap, place % rows, 2 * (place // rows))
            self._grid.addWidget(Text(words), place % rows, 2 * (place // rows) + 1)


def _spelled(press: str) -> str:
    names = {"Del": tr("Supr"), "Up": "↑", "Down": "↓"}
    return names.get(press, press.replace("+", " + "))
