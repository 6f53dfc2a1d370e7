"""One of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.widgets.button import Button


class Choice(QWidget):
    changed = Signal(str)

    def __init__(self, pairs: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.chosen = chosen
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        for key, words in pairs:
            button = Button(words, partial(self._choose, key), kind="choice")
            button.setCheckable(True)
            button.setChecked(key == chosen)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button

    def show_chosen(self, key: str) -> None:
        """It was chosen elsewhere."""
        self.chosen = key
        self._buttons[key].setChecked(True)

    def _choose(self, key: str) -> None:
        if key != self.chosen:
            self.chosen = key
            self.changed.emit(key)
