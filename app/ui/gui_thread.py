"""The one door into the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class GuiThread(QObject):
    """Made in the GUI thread; any thread may `post`."""

    _asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, fn: Callable[[], object]) -> None:
        """Have `fn` run in the GUI thread, soon and in the order posted; never waits."""
        self._asked.emit(fn)

    def _run(self, fn: Callable[[], object]) -> None:
        fn()
