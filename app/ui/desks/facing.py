"""The customer's side in the window's thread: a window where there is a screen for it, and an end
to the thanks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from app.domain.customer_side import CustomerView
from app.services.facing import Facing
from app.ui.customer_window import CustomerWindow

REST_MS = 30_000
"""How long the change and a thanks stay: the next customer sees a welcome."""
SIZE = (1024, 768)
"""Of the window where till.toml wants one and there is one screen."""


Sight = Callable[[str, Callable[[], object]], Path | None]
"""The file of a product's picture by its SKU; `came` is called in this thread when it is here."""


class FacingDesk:
    """`wanted`: till.toml names a screen of the customer's, with or without a second one there;
    else only a second screen gets the window. `join`: the page of the loyalty programme."""

    def __init__(
        self,
        app: QApplication,
        facing: Facing,
        *,
        wanted: bool,
        join: str,
        picture: Sight = lambda sku, came: None,
    ) -> None:
        self._app, self._facing = app, facing
        self._wanted, self._join, self._picture = wanted, join, picture
        self._sku = ""
        self._late = QTimer(singleShot=True, interval=0)
        self._late.timeout.connect(self._show_picture)
        self.window: CustomerWindow | None = None
        self._rest = QTimer(singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(facing.rest)
        facing.seen = self._seen
        app.screenAdded.connect(self._changed)
        app.screenRemoved.connect(self._changed)
        self.look()

    def close(self) -> None:
        self._app.screenAdded.disconnect(self._changed)
        self._app.screenRemoved.disconnect(self._changed)
        self._rest.stop()
        self._late.stop()
        self._facing.seen = lambda _view: None
        self._shut()

    def look(self) -> None:
        """Open the window, put it where it belongs, or close it: screens come and go."""
        screens = self._app.screens()
        if len(screens) > 1:
            self._open(self._second(screens))
        elif self._wanted:
            self._open(None)
        else:
            self._shut()

    def _changed(self, _screen: QScreen) -> None:
        QTimer.singleShot(0, self._rest, self.look)  # Qt moves its own windows first

    def _second(self, screens: list[QScreen]) -> QScreen:
        first = self._app.primaryScreen()
        return next(screen for screen in screens if screen is not first)

    def _open(self, screen: QScreen | None) -> None:
        window = self.window
        if window is None:
            window = self.window = CustomerWindow(self._join)
        if screen is None:
            window.resize(*SIZE)
            window.show()
        else:
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
            window.showFullScreen()
        self._facing.watched = True
        self._facing.again()

    def _shut(self) -> None:
        self._facing.watched = False
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _show_picture(self) -> None:
        if self.window is not None:
            file = self._picture(self._sku, self._late.start) if self._sku else None
            self.window.ticket.show_picture(file)

    def _seen(self, view: CustomerView) -> None:
        if self.window is not None:
            self.window.show_view(view)
            self._sku = view.sku
            self._late.start()  # no scan waits for a picture
        if self._facing.paid:
            self._rest.start()
        else:
            self._rest.stop()
