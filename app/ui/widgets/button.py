"""The one button: an icon, its word, and the key that does the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.widgets.icon import Icon
from app.ui.widgets.text import CENTRE, LEFT, Text, restyle, show

TOUCH = 48
"""The least height and width of what a finger should hit, in px."""
SIDE, LEAST_SIDE, GAP, ICON = 14, 8, 8, 20
"""Room beside the words, the least of it, room between the parts, and for the icon."""
STACKED_SIDE = 4


def even_out(buttons: Sequence[Button]) -> None:
    """All of a group with icons, or none."""
    bare = not all(button.fits() for button in buttons)
    for button in buttons:
        button.bare(bare)


class Button(QPushButton):
    """Words are labels inside, so icon, word and key each have their colour and weight.

    `kind` is looked at by the style sheet: plain, soft, primary, danger, ghost, tab, chip, choice,
    pad, row. Too narrow for all three, it drops first the icon, then the key; never the word.
    """

    def __init__(
        self,
        words: str,
        on: Callable[[], object] | None = None,
        *,
        icon: str = "",
        key: str = "",
        kind: str = "plain",
        stacked: bool = False,
        align_left: bool = False,
        big: bool = False,
        height: int = TOUCH,
    ) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setProperty("big", big)
        self.setAutoDefault(False)
        self.setMinimumHeight(height)
        self._bare = self._wraps = False
        self._icon = Icon(icon, ICON) if icon else None
        self._words = self._part(words, "words", strong=kind != "row")
        self._key = self._part(key, "key") if key else None
        self._lay_out(stacked, align_left)
        self._words.setVisible(bool(words))
        self._name()
        self.toggled.connect(lambda checked: restyle(self, on=checked))
        if on is not None:
            self.clicked.connect(lambda: on())

    def _part(self, words: str, part: str, *, strong: bool = False) -> Text:
        label = Text(words, "part", strong=strong)
        label.setProperty("part", part)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _lay_out(self, stacked: bool, align_left: bool) -> None:
        layout: QBoxLayout = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        side = STACKED_SIDE if stacked else SIDE
        layout.setContentsMargins(side, 4, side, 4)
        layout.setSpacing(4 if stacked else GAP)
        centred = not (align_left or (self._key is not None and not stacked))
        if centred or stacked:
            layout.addStretch(1)
        if self._icon:
            layout.addWidget(self._icon)
        self._words.setAlignment(CENTRE if stacked else LEFT)
        layout.addWidget(self._words)
        if not centred and not stacked:
            layout.addStretch(1)
        if self._key:
            self._key.setAlignment(CENTRE)
            layout.addWidget(self._key)
        if centred or stacked:
            layout.addStretch(1)

    def empty(self) -> QBoxLayout:
        """Its layout without icon, word and key, for a target with more in it than they say."""
        layout = self.layout()
        if not isinstance(layout, QBoxLayout):
            raise TypeError(type(layout).__name__)
        while (item := layout.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.setParent(None)
        return layout

    def _name(self) -> None:
        self.setAccessibleName(self._words.text())
        if self._key:
            self.setAccessibleDescription(self._key.text())

    def words(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        if words != self._words.text():
            self._words.say(words)
            self._name()
            self.updateGeometry()

    def say_within(self, words: str, width: int) -> None:
        """`words`, less of them where they would make it wider than `width`, but for a figure at
        their end (`Sal en… · 12 uds`); they are read aloud whole."""
        self.say(words)
        over = self.sizeHint().width() - width
        if over > 0:
            name, dot, figure = words.rpartition(" · ") if " · " in words else (words, "", "")
            metrics = self._words.fontMetrics()
            room = metrics.horizontalAdvance(name) - over
            less = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._words.setText(f"{less}{dot}{figure}")
            self.updateGeometry()

    def wrap(self) -> None:
        """Let the words take two lines, where one has no room for them."""
        self._wraps = True
        self._words.setWordWrap(True)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout) and layout.count() > 1:
            layout.takeAt(layout.count() - 1)
            self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def look(self, **properties: object) -> None:
        """Change `kind` or `tone`."""
        restyle(self, **properties)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        hint = self._content()
        return QSize(max(hint.width(), TOUCH), max(hint.height(), self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(max(self._words.sizeHint().width() + 16, TOUCH), self.minimumHeight())

    def _content(self) -> QSize:
        words = self._words if self._words.text() else None
        parts: list[QWidget] = [p for p in (self._icon, words, self._key) if p]
        layout = self.layout()
        if layout is None or isinstance(layout, QVBoxLayout):
            width = max(part.sizeHint().width() for part in parts)
            return QSize(width + 2 * SIDE, sum(part.sizeHint().height() for part in parts) + 16)
        widths = [20 if part is self._icon else part.sizeHint().width() for part in parts]
        return QSize(
            sum(widths) + 8 * (len(parts) - 1) + 2 * SIDE, self._words.sizeHint().height() + 8
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        layout = self.layout()
        if layout is None or isinstance(layout, QVBoxLayout):
            if self._wraps:  # what may wrap is given the room of two lines before it is known
                room = self.width() - 2 * STACKED_SIDE
                words = self._words.fontMetrics().horizontalAdvance(self._words.text())
                self._words.setWordWrap(words > room)
            return
        tight = self._bare or self.width() < self._content().width()
        side = LEAST_SIDE if tight else SIDE
        if self.width() < TOUCH:  # a letter of the keyboard
            side = 0
        layout.setContentsMargins(side, 4, side, 4)
        spare = self.width() - self._content().width() + 2 * (SIDE - side)
        if self._icon:
            keeps = not self._bare and (
                spare >= 0 or not self._words.text() or self._words.wordWrap()
            )
            show(self._icon, visible=keeps)
            spare += 0 if keeps else ICON + GAP
        if self._key:
            show(self._key, visible=spare >= -LEAST_SIDE)

    def fits(self) -> bool:
        """Whether all its parts have room."""
        return self.width() + 2 * (SIDE - LEAST_SIDE) >= self._content().width()

    def bare(self, bare: bool) -> None:
        """Leave the icon out, because a neighbour has no room for its own."""
        if bare != self._bare:
            self._bare = bare
            self._make_room()
