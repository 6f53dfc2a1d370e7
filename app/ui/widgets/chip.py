"""A chip: one state in a colour, an icon and words, there only while it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.text import show


@dataclass(frozen=True, slots=True)
class ChipView:
    """`does` names what a tap opens; empty when there is nothing to open."""

    words: str
    icon: str = ""
    tone: str = "accent"
    does: str = ""
    said: str = ""
    """What is read aloud where the words say too little."""


def chip(view: ChipView, on: Callable[[str], object] | None = None) -> Button:
    """A chip: 32 px to look at, by the style sheet's margin, inside a touch area of 48."""
    does = view.does
    button = Button(
        view.words,
        (lambda: on(does)) if on and does else None,
        icon=view.icon,
        kind="chip",
    )
    button.look(tone=view.tone)
    if view.said:
        button.setAccessibleName(view.said)
    if not does:
        button.setFocusPolicy(button.focusPolicy().NoFocus)
    return button


class Chips(QWidget):
    """A row of chips that changes with what holds."""

    def __init__(self, on: Callable[[str], object] | None = None) -> None:
        super().__init__()
        self._on = on
        self._shown: tuple[ChipView, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_chips(self, views: Sequence[ChipView]) -> None:
        if tuple(views) == self._shown:
            return
        self._shown = tuple(views)
        clear(self._row)
        for view in views:
            button = chip(view, self._on)
            self._row.addWidget(button)
            button.show()  # or a row in sight has the size of an empty one until the next event
        show(self, visible=bool(views))
        self.updateGeometry()


def clear(layout: QBoxLayout) -> None:
    """Empty a row or a column of its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


LEAST_SHORTENED = 20
"""Letters, the icon's room among them, below which nothing is shortened for its neighbour."""


class FittingRow(QWidget):
    """As many of its buttons as fit, from the first; it never asks for more room. What it shows is
    shortened before there is only one, and before there is none.

    The same buttons say new words: making one takes a millisecond, and a scan has sixteen.
    """

    chosen = Signal(str)

    def __init__(self, height: int, most: int, icon: str) -> None:
        super().__init__()
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self._buttons = [self._make(place, icon) for place in range(most)]
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _make(self, place: int, icon: str) -> Button:
        button = Button(
            " ", lambda: self.chosen.emit(self._pairs[place][0]), icon=icon, kind="chip"
        )
        button.hide()
        self._row.insertWidget(place, button)
        return button

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """(key, word) of each, the most wanted first."""
        self._pairs = tuple(pairs[: len(self._buttons)])
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, half = self.width(), (self.width() - self._row.spacing()) // 2
        for button, (_key, words) in zip(self._buttons, self._pairs, strict=False):
            button.say(words)
        whole = sum(button.sizeHint().width() for button in self._buttons[: len(self._pairs)][:2])
        if whole > 2 * half:
            least = LEAST_SHORTENED * self.fontMetrics().averageCharWidth()
            first = half if half >= least else room
            for button, (_key, words) in zip(self._buttons[:2], self._pairs, strict=False):
                button.say_within(words, first)
        for place, widget in enumerate(self._buttons):
            room -= widget.sizeHint().width() if place < len(self._pairs) else self.width() + 1
            show(widget, visible=room >= 0)
            room -= self._row.spacing()
