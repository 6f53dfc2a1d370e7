"""Nobody has touched the till for a while: it locks, and keeps the basket."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel}
)
AGAIN_MS = 5_000
"""When it may not be locked just then: a card is being asked for, a question is open."""


class AutoLock(QObject):
    """Filters the window's own events, which are few; scans say themselves that somebody is there.

    `may`: whether somebody is signed in and nothing waits for an answer; `lock` locks.
    """

    def __init__(self, may: Callable[[], bool], lock: Callable[[], object]) -> None:
        super().__init__()
        self._may, self._lock = may, lock
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._idle)
        self._after_ms = 0

    def after(self, minutes: int) -> None:
        """Lock after so long without a touch; 0: never."""
        self._after_ms = minutes * 60_000
        self.stir()

    def stir(self) -> None:
        """Somebody is there."""
        if self._after_ms:
            self._timer.start(self._after_ms)
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() in TOUCHES:
            self.stir()
        return False

    def _idle(self) -> None:
        if self._may():
            self.stir()  # first: where it is refused, it is tried again
            self._lock()
        else:
            self._timer.start(min(AGAIN_MS, self._after_ms))
