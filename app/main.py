"""The composition root of the window: paint first, then open files, services and devices."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import config as till_toml
from app.changes import Changes
from app.config import Config
from app.domain.errors import ShopError
from app.domain.installation import DeviceKind
from app.looks import Looks
from app.ui.auto_lock import AutoLock
from app.ui.errors import Errors
from app.ui.gui_thread import GuiThread
from app.ui.screen import Screen
from app.ui.screens.signin import SignInScreen
from app.ui.screens.signin_view import SignInView, closed_view
from app.ui.wedge import Layout, Wedge
from app.ui.widgets.top_bar import BarView
from app.ui.window import Window
from app.window_settings import WindowSettings
from hardware.errors import DeviceError

if TYPE_CHECKING:
    from app.devices import Devices
    from app.domain.document import Document
    from app.services.counter import Counter
    from app.ui.around import Around
    from app.ui.screens.about import AboutView
    from app.ui.sounds import Sounds
    from app.ui.till import TillFace
    from hardware.results import Scan

log = logging.getLogger(__name__)

WEDGE = "wedge"
"""The name of the scanner that types, which no till.toml has."""
LATER = ("app.commands.counter", "app.services.opening", "app.services.counter", "app.ui.till")
"""What the sign-in screen does not need; imported while it is already being typed on."""
AFTER_FIRST_PAINT_MS = 150
"""What follows holds the interpreter: the first digits are accepted before it begins."""


def run(folder: Path) -> int:
    """Open the window of the till in `folder` and stay until it is closed.

    Raises NoTill, BadTill before anything is shown.
    """
    config = till_toml.read(folder)
    os.environ.setdefault("QT_SCALE_FACTOR", str(config.face.scale / 100))
    app = QApplication(sys.argv[:1])
    with ExitStack() as closing:
        program = Program(app, folder, config, closing)
        program.start()
        return app.exec()


class Program:
    """One run of the window, from the first paint to the last commit."""

    def __init__(self, app: QApplication, folder: Path, config: Config, closing: ExitStack) -> None:
        self.app, self.folder, self.config, self._closing = app, folder, config, closing
        self._gui = GuiThread()
        self.looks = Looks(app)
        self.looks.speak(config.face.language)
        closing.callback(self.looks.close)
        self.looks.wear(config.face.theme)
        self.settings = WindowSettings(self)
        self._makes: dict[str, Callable[[], Screen]] = {
            "signin": lambda: SignInScreen(
                self._signin_view, self._enter, self._enter_badge, self._say
            ),
            "settings": self.settings.make,
        }
        self.window = Window(self._makes, self._bar, self._say, self._unclaimed)
        self.entitle()
        self.window.person.connect(self._lock)
        self.wedge = Wedge(Layout(config.face.scanner))
        self.wedge.scanned.connect(self._wedged)
        self.wedge.typed.connect(self._typed)
        self.wedge.calibrated.connect(self.settings.calibrated)
        self.locking = AutoLock(self._may_lock, self._lock_idle)
        self._sounds: Sounds | None = None
        self.counter: Counter | None = None
        self.face: TillFace | None = None
        self._typed_early: tuple[str, str] | None = None

    def start(self) -> None:
        """Show the sign-in screen, then open the till behind it."""
        Errors((ShopError, DeviceError), self._refused, self._report).install()
        self.window.open("signin")
        self.window.setGeometry(self.app.primaryScreen().availableGeometry())
        self.window.showMaximized()  # a bare X server does not: the geometry above has
        if (handle := self.window.windowHandle()) is not None:
            handle.installEventFilter(self.locking)
        self.locking.after(self.config.face.lock)
        self.window.activateWindow()  # on a bare X server nobody else gives it the keyboard
        QTimer.singleShot(AFTER_FIRST_PAINT_MS, self._import_the_rest)

    def entitle(self) -> None:
        of = self.config
        self.window.entitle(of.shop, of.till, tablet=of.kind is DeviceKind.STOCK)

    def _import_the_rest(self) -> None:
        gc.enable()
        # The first event that a Python filter sees has PySide6 make every class it knows (40 ms).
        self.app.installEventFilter(self.wedge)

        def work() -> None:
            for name in LATER:
                import_module(name)
            self._gui.post(self._open)

        threading.Thread(target=work, name="imports", daemon=True).start()

    def _open(self) -> None:
        """Files, services, devices. Raises WrongKey, AnotherTill, DiskFull...: said on screen."""
        from app.commands.counter import working
        from app.devices import Devices
        from app.ui.in_step import InStep
        from app.ui.till import TillFace
        from app.window_chores import keep_backups, watch_catalogue
        from app.window_devices import face_customer

        devices = Devices(self.folder, self.config.devices)
        counter = self._closing.enter_context(working(self.folder, devices))
        face = TillFace(counter, self.window, self._around(counter, devices))
        self._closing.callback(self._leave_face, face)
        face.mirrored = self.config.face.mirrored
        self.counter, self.face = counter, face
        self._makes.update(face.makes())
        counter.start(ask=devices.terminal is None)
        counter.till.db.on_commit(self._heard)
        if devices.terminal is not None:
            self._ask_cards()
        self._closing.callback(face_customer(self.app, devices, counter, self._gui.post).close)
        InStep(counter, self._gui.post, self._heard).take_up()
        self._closing.callback(watch_catalogue(counter, self.window, self._heard).stop)
        keep_backups(counter, self.window, self._gui.post, self._heard)
        screen = self.window.screen_open
        if screen is not None:
            screen.refresh()
        # What is there now stays: looking through all of it for garbage would be felt in a scan.
        gc.freeze()
        if self._typed_early is not None:
            counter.signin.sign_in(*self._typed_early)

    def _leave_face(self, face: TillFace) -> None:
        """What the devices say while they are stopped has nobody to be painted for."""
        face.close()
        self.face = None

    def _ask_cards(self) -> None:
        """The card terminal is there: what nobody knew is asked after."""
        if self.face is not None:
            self.face.cards.settle()

    def _heard(self, topics: Changes) -> None:
        """Paint what a commit changed. It stands whatever painting does: a bug there goes to the
        report and never looks like a payment that failed."""
        try:
            if self.face is not None:
                self.face.changed(topics)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _around(self, counter: Counter, devices: Devices) -> Around:
        from app.devices import TICKETS
        from app.storage import documents, store
        from app.ui.around import Around
        from app.window_devices import take_up

        till = counter.till
        print_out = take_up(
            devices,
            counter,
            self._gui.post,
            self._heard,
            self._refused,
            self._scanned,
            self._ask_cards,
        )
        self._closing.callback(devices.stop)

        def name(code: str) -> str:
            with till.store.read() as connection:
                return store.name_of(connection, code)

        def recent(limit: int) -> list[Document]:
            with till.db.read() as connection:
                return documents.newest(connection, limit)

        return Around(
            name=name,
            recent=recent,
            print_out=print_out,
            about=self._about,
            say=self._say,
            post=self._gui.post,
            folder=self.folder / TICKETS,
            ring=lambda: self.sounds().arrived(),
            devices=devices,
        )

    # who
    def _signin_view(self) -> SignInView:
        if self.face is not None:
            return self.face.signin_view()
        now = datetime.now().astimezone()
        of = self.config
        return closed_view(of.shop, of.till, now, tablet=of.kind is DeviceKind.STOCK)

    def _enter(self, code: str, pin: str) -> None:
        if self.counter is not None:
            self.counter.signin.sign_in(code, pin)
            return
        self._typed_early = (code, pin)
        screen = self.window.screen_open
        if isinstance(screen, SignInScreen):
            screen.wait()

    def _enter_badge(self, badge: str) -> None:
        if self.counter is not None:
            self.counter.signin.sign_in_badge(badge)

    def _lock(self) -> None:
        """The name was touched: somebody else may take over; basket and shift stay."""
        if self.counter is not None and self.face is not None and not self.face.cards.busy:
            from app.services.signin import Locked

            self.counter.signin.lock(Locked.ASKED)

    def _may_lock(self) -> bool:
        """Somebody is there no more, no card is asked for and no question is open."""
        counter, face = self.counter, self.face
        if counter is None or face is None or counter.till.session.person is None:
            return False
        return not face.cards.busy and self.app.activeModalWidget() is None

    def _lock_idle(self) -> None:
        from app.services.signin import Locked

        if self.counter is not None:
            self.counter.signin.lock(Locked.IDLE)

    def _bar(self) -> BarView | None:
        return self.face.bar() if self.face is not None else None

    # what comes in
    def _typed(self, text: str) -> None:
        if self.app.activeModalWidget() is None:
            self.window.typed(text)

    def _wedged(self, text: str) -> None:
        """A scanner that types says the same as one with a port of its own."""
        from hardware.scanners.reading import scan_of

        self._scanned(scan_of(text, WEDGE, datetime.now(UTC)))

    def _scanned(self, scan: Scan) -> None:
        from app.ui.widgets.dialogs import AuthoriseDialog

        code = scan.aim + scan.raw
        self.locking.stir()
        modal = self.app.activeModalWidget()
        if isinstance(modal, AuthoriseDialog):
            modal.scanned(code)
            return
        if modal is not None:
            self.sounds().refused()  # money or identity is at stake: nothing sells behind it
            return
        self.window.scanned(code)
        self.sounds().accepted()  # a refusal has left through the excepthook

    def _unclaimed(self, code: str) -> None:
        if self.face is not None and self.counter and self.counter.till.session.person:
            self.face.unclaimed(code)

    # what goes wrong
    def _say(self, error: Exception) -> str:
        from app.messages import sentence

        if isinstance(error, (ShopError, DeviceError)):
            now = self.counter.till.now() if self.counter else None
            return sentence(error, self.config.face.language, now)
        return str(error)

    def _refused(self, error: Exception) -> None:
        self.sounds().refused()
        self.window.refused(error)

    def _report(self, words: str) -> None:
        self.sounds().refused()
        from app.ui.widgets.dialogs import ReportDialog

        ReportDialog(self.window, words).exec()

    def sounds(self) -> Sounds:
        if self._sounds is None:
            from app.ui.sounds import Sounds

            self._sounds = Sounds(on=self.config.face.sounds)
        return self._sounds

    def _about(self) -> AboutView:
        from app.about import about

        return about(self.config, self.counter.till.shop if self.counter else None)
