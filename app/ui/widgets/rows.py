"""A list to choose from: found products, parked tickets, sales."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.button import TOUCH, Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import RIGHT, Text


@dataclass(frozen=True, slots=True)
class RowView:
    key: str
    words: str
    detail: str = ""
    figure: str = ""
    aside: str = ""
    """Under the figure: stock, an age."""
    tone: str = ""
    """Of what stands under the figure."""


class Row(Button):
    """Two lines of words and a figure, all of it one target."""

    def __init__(self, view: RowView, on: Callable[[str], object]) -> None:
        super().__init__(view.words, lambda: on(view.key), kind="row", height=64)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = self.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
        column = QVBoxLayout()
        column.setSpacing(0)
        lines = (
            (Text(view.words, strong=True, elide=True), Text(view.figure, "strong", align=RIGHT)),
            (
                Text(view.detail, "muted", elide=True),
                Text(view.aside, "muted", tone=view.tone, align=RIGHT),
            ),
        )
        for left, right in lines:  # neither line's figure takes the other's room
            if left.text() or right.text():
                line = QHBoxLayout()
                line.setSpacing(16)
                line.addWidget(left, 1)
                if right.text():
                    line.addWidget(right)
                column.addLayout(line)
            for part in (left, right):
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addLayout(column)  # type: ignore[union-attr]
        spoken = (view.words, view.figure, view.detail, view.aside)
        self.setAccessibleName(", ".join(part for part in spoken if part))

    def _make_room(self) -> None:
        """There is always: its words end in an ellipsis, and rows stand in line."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Its words end in an ellipsis: none makes the list wider than its place."""
        return QSize(TOUCH, self.minimumHeight())


class RowList(QScrollArea):
    """Rows that the arrow keys walk through and Intro chooses."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inside)
        self._shown: tuple[tuple[RowView, ...], str] | None = None
        self.buttons: list[Row] = []

    def show_rows(self, rows: Sequence[RowView], nothing: str = "") -> None:
        if self._shown == (tuple(rows), nothing):
            return
        self._shown = (tuple(rows), nothing)
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = [Row(row, self.chosen.emit) for row in rows]
        for button in self.buttons:
            self._column.addWidget(button)
        if not rows and nothing:
            self._column.addWidget(Text(nothing, "muted", wrap=True))
        self._column.addStretch(1)

    def walk(self, step: int) -> bool:
        """The row before or after the one with the focus; False when there are no rows."""
        if not self.buttons:
            return False
        at = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), None)
        place = at + step if at is not None else 0 if step > 0 else len(self.buttons) - 1
        button = self.buttons[max(0, min(place, len(self.buttons) - 1))]
        button.setFocus()
        self.ensureWidgetVisible(button)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        focused = [button for button in self.buttons if button.hasFocus()]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused:
            focused[0].click()
        elif not (step and self.walk(step)):
            super().keyPressEvent(event)


class RowsPanel(Panel):
    """A panel that is a list; it closes with the choice."""

    def __init__(
        self,
        title: str,
        rows: Sequence[RowView],
        done: Callable[[str], object],
        *,
        about: str = "",
        nothing: str = "",
        stays: bool = False,
    ) -> None:
        super().__init__(title, about)
        self.list = RowList(title)
        self.list.show_rows(rows, nothing)
        self.list.chosen.connect(done)
        if not stays:
            self.list.chosen.connect(lambda _key: self.closed.emit())
        self.body.addWidget(self.list, 1)

    def start(self) -> None:
        for button in self.list.buttons[:1]:
            button.setFocus()
