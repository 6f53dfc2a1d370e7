"""A panel that slides over a column and leaves again with Esc."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.text import Text
from app.ui.words import tr

SLIDE_MS, SLIDE_PX = 100, 32


class Panel(QFrame):
    """A card with a title, a way out, and `body` to fill."""

    closed = Signal()

    def __init__(self, title: str, about: str = "") -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(title, "lead", strong=True, elide=True))
        if about:
            words.addWidget(Text(about, "muted", wrap=True))
        head.addLayout(words, 1)
        self._way_out = Button(tr("Cerrar"), self.closed.emit, icon="x", key="Esc")
        head.addWidget(self._way_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self.body, 1)

    def hide_way_out(self) -> None:
        """For a panel that only its own buttons may close."""
        self._way_out.hide()

    def start(self) -> None:
        """Take the focus where typing should begin."""

    def scanned(self, code: str) -> bool:
        """A scan while this panel is open; False: not for it."""
        return False

    def function_key(self, press: str) -> None:
        """A key of the screen underneath, pressed while this panel is open."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class PanelHost(QWidget):
    """A column with room for one panel over it."""

    def __init__(self) -> None:
        super().__init__()
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(0, 0, 0, 0)
        self._panel: Panel | None = None
        self._slide: QPropertyAnimation | None = None

    @property
    def panel(self) -> Panel | None:
        return self._panel

    def open(self, panel: Panel) -> None:
        """Slide `panel` in, in place of any other."""
        self.close_panel()
        self._panel = panel
        panel.setParent(self)
        panel.closed.connect(lambda: self._closed(panel))
        panel.setGeometry(self.rect())
        panel.show()
        panel.raise_()
        panel.start()
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        if self.isVisible() and self.style().styleHint(hint, None, self) > 0:
            self._slide = QPropertyAnimation(panel, b"pos", panel)
            self._slide.setDuration(SLIDE_MS)
            self._slide.setStartValue(QPoint(0, SLIDE_PX))
            self._slide.setEndValue(QPoint(0, 0))
            self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._slide.start()

    def _closed(self, panel: Panel) -> None:
        """What a panel asked for may have opened the next one, which stays."""
        if panel is self._panel:
            self.close_panel()

    def close_panel(self) -> None:
        if self._panel is not None:
            panel, self._panel, self._slide = self._panel, None, None
            self.setFocus()  # or Qt gives it to whatever comes first in the window
            panel.hide()
            panel.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if self._panel is not None:
            self._panel.setGeometry(self.rect())
