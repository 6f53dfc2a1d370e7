"""A window for tests: offscreen where there is no display, dressed, on the demo shop."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

import pytest
import shiboken6
from order_shop import a_paid_order, as_device, order_row, tell
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shop import Shop

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.messages import sentence
from app.storage import documents, store
from app.ui import format as written
from app.ui.around import Around
from app.ui.screens.about import AboutView
from app.ui.screens.signin import SignInScreen
from app.ui.theme import LIGHT, style_sheet, theme
from app.ui.till import TillFace
from app.ui.widgets.dialogs import AuthoriseDialog
from app.ui.window import Window
from app.ui.words import SPANISH
from hardware.printers.textfile import TextFilePrinter


@cache
def _sheet() -> str:
    return style_sheet(LIGHT)


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in the light theme, in Spanish."""
    # What it wears already it does not put on: that takes longer than most tests.
    if theme.name != LIGHT or qapp.styleSheet() != _sheet():
        theme.apply(qapp, LIGHT)
    written.use(SPANISH)
    return qapp


class Counter:
    """A window over a real shop, driven by what people touch and scan."""

    def __init__(self, shop: Shop, bot: QtBot) -> None:
        self.shop, self.bot = shop, bot
        makes: dict[str, Callable[[], object]] = {}
        self.window = Window(makes, self._bar, self._say, self._unclaimed)  # type: ignore[arg-type]
        bot.addWidget(self.window)
        till = shop.counter.till

        def name(code: str) -> str:
            with till.store.read() as connection:
                found = store.person(connection, code)
            return found[0].name if found else code

        def recent(limit: int) -> list[object]:
            with till.db.read() as connection:
                return list(documents.newest(connection, limit))

        self.posted: list[Callable[[], object]] = []
        printer = TextFilePrinter(shop.folder / "tickets")
        self.face = TillFace(
            shop.counter,
            self.window,
            Around(
                name=name,
                recent=recent,  # type: ignore[arg-type]
                print_out=lambda: shop.counter.printing.run(printer),
                about=lambda: AboutView("Mostrador", "", (), "", ""),
                say=self._say,
                post=self.posted.append,
                folder=shop.folder / "tickets",
            ),
        )
        makes.update(self.face.makes())
        makes["signin"] = lambda: SignInScreen(
            self.face.signin_view,
            shop.counter.signin.sign_in,
            shop.counter.signin.sign_in_badge,
            self._say,
        )
        till.db.on_commit(self.face.changed)
        self.window.resize(1366, 768)
        self.window.show()
        bot.waitExposed(self.window)
        self.window.home()

    def _bar(self) -> object:
        return self.face.bar()

    def _say(self, error: Exception) -> str:
        return sentence(error)  # type: ignore[arg-type]

    def _unclaimed(self, code: str) -> None:
        self.face.unclaimed(code)

    def settle(self) -> None:
        """Let the terminal's thread answer, and the window hear it."""
        self.bot.waitUntil(lambda: bool(self.posted), timeout=5_000)
        while self.posted:
            self.posted.pop(0)()

    def screen(self, name: str) -> object:
        """The open screen, which must be `name`."""
        screen = self.window.screen_open
        assert screen is not None and screen.name == name
        return cast(object, screen)


@pytest.fixture
def counter(open_shop: Shop, qtbot: QtBot, dressed: QApplication) -> Iterator[Counter]:
    counter = Counter(open_shop, qtbot)
    yield counter
    counter.face.close()
    # Now, not when all tests are done: a new theme dresses every window that there still is.
    shiboken6.delete(counter.window)


@pytest.fixture
def pickups(counter: Counter) -> Counter:
    """At the screen of orders, where one order waits to be prepared."""
    as_device(counter.shop)
    tell(counter.shop, [order_row(a_paid_order(counter.shop))])
    counter.window.open("pickups")
    return counter


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AuthoriseDialog]:
    """Each time somebody is asked to allow what the person may not do: 9001 allows it."""
    found: list[AuthoriseDialog] = []

    def allow(dialog: AuthoriseDialog) -> AuthoriseDialog.DialogCode:
        found.append(dialog)
        dialog.pad._done("9001", "9999")
        return AuthoriseDialog.DialogCode(dialog.result())

    monkeypatch.setattr(AuthoriseDialog, "exec", allow)
    return found
