"""Named actions with their keys, in rows of three, always in the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.widgets.button import Button, even_out


@dataclass(frozen=True)
class Action:
    """Something a screen can do: its word, its icon, its key (as QKeySequence reads it)."""

    words: str
    icon: str
    do: Callable[[], object]
    key: str = ""
    kind: str = "plain"


class ActionGrid(QWidget):
    def __init__(self, actions: Sequence[Action], columns: int = 3, height: int = 48) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self._buttons: list[Button] = []
        for place, action in enumerate(actions):
            button = Button(
                action.words,
                action.do,
                icon=action.icon,
                key=action.key,
                kind=action.kind,
                height=height,
                align_left=True,
            )
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, place // columns, place % columns)
            self._buttons.append(button)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: even_out(self._buttons))
