"""One of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.widgets.button import Button

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class Choice(QWidget):
    changed = Signal(str)
    settled = Signal()
    """One was touched, also the one that was chosen already; walking past with an arrow key
    settles nothing."""

    def __init__(self, pairs: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__()
        self.chosen = chosen
        self._walking = False
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
            button.installEventFilter(self)
            group.addButton(button)
            row.addWidget(button)
            self._buttons[key] = button
        self.take_focus_to(chosen)

    def take_focus_to(self, key: str) -> None:
        """Which of them has the focus when this gets it."""
        self.setFocusProxy(self._buttons.get(key) or next(iter(self._buttons.values())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.MouseButtonPress:
            self._walking = False
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._walking = Qt.Key(event.key()) in _ARROWS
        return super().eventFilter(watched, event)

    def show_chosen(self, key: str) -> None:
        """It was chosen elsewhere."""
        self.chosen = key
        self._buttons[key].setChecked(True)
        self.take_focus_to(key)

    def _choose(self, key: str) -> None:
        if key != self.chosen:
            self.chosen = key
            self.take_focus_to(key)
            self.changed.emit(key)
        if not self._walking:
            self.settled.emit()
