"""A sentence on the bar that comes, is read, and goes; it takes no focus and stops no scan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.widgets.icon import Icon
from app.ui.widgets.text import Text, restyle

STAYS_MS = 6_000


class Toast(QFrame):
    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("ground", "toast")
        self._icon, self._words = Icon("info"), Text("", "body", strong=True, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self._over = over
        self._under = 0
        self._tone = ""
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str, tone: str = "") -> None:
        self._tone = tone
        self._words.setText(words)
        self._icon.show_icon("warning" if tone else "info", tone)
        restyle(self, ground=tone or "toast")
        restyle(self._words, tone=tone)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(STAYS_MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        self.hide()

    def words(self) -> str:
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def drop_trouble(self) -> None:
        """A refusal belongs to the screen where it was said."""
        if self._tone:
            self.hide()

    def stay_under(self, top: int) -> None:
        """Leave the first `top` px free, where somebody may be typing."""
        self._under = top
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        over = self._over
        width = min(640, over.width() - 64)
        wanted = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 96
        width = min(width, max(280, wanted))
        height = max(56, self.heightForWidth(width), self.sizeHint().height())
        self.setGeometry((over.width() - width) // 2, self._under + 4, width, height)
