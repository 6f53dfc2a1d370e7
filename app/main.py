"""The composition root of the window: paint first, then open files, services and devices."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import config as till_toml
from app.changes import Changes
from app.config import Config, Face
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
from hardware.errors import DeviceError

if TYPE_CHECKING:
    from app.devices import Devices
    from app.domain.document import Document
    from app.services.counter import Counter
    from app.ui.screens.about import AboutView
    from app.ui.screens.settings_view import SettingsView
    from app.ui.sounds import Sounds
    from app.ui.till import Around, TillFace
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
        self._app, self._folder, self._config, self._closing = app, folder, config, closing
        self._gui = GuiThread()
        self._looks = Looks(app)
        self._looks.speak(config.face.language)
        closing.callback(self._looks.close)
        self._looks.wear(config.face.theme)
        self._makes: dict[str, Callable[[], Screen]] = {
            "signin": lambda: SignInScreen(
                self._signin_view, self._enter, self._enter_badge, self._say
            ),
            "settings": self._make_settings,
        }
        self.window = Window(self._makes, self._bar, self._say, self._unclaimed)
        self._entitle()
        self.window.person.connect(self._lock)
        self.wedge = Wedge(Layout(config.face.scanner))
        self.wedge.scanned.connect(self._wedged)
        self.wedge.typed.connect(self._typed)
        self.wedge.calibrated.connect(self._calibrated)
        self._locking = AutoLock(self._may_lock, self._lock_idle)
        self._sounds: Sounds | None = None
        self._counter: Counter | None = None
        self.face: TillFace | None = None
        self._typed_early: tuple[str, str] | None = None

    def start(self) -> None:
        """Show the sign-in screen, then open the till behind it."""
        Errors((ShopError, DeviceError), self._refused, self._report).install()
        self.window.open("signin")
        self.window.setGeometry(self._app.primaryScreen().availableGeometry())
        self.window.showMaximized()  # a bare X server does not: the geometry above has
        if (handle := self.window.windowHandle()) is not None:
            handle.installEventFilter(self._locking)
        self._locking.after(self._config.face.lock)
        self.window.activateWindow()  # on a bare X server nobody else gives it the keyboard
        QTimer.singleShot(AFTER_FIRST_PAINT_MS, self._import_the_rest)

    def _entitle(self) -> None:
        of = self._config
        self.window.entitle(of.shop, of.till, tablet=of.kind is DeviceKind.STOCK)

    def _import_the_rest(self) -> None:
        # The first event that a Python filter sees has PySide6 make every class it knows (40 ms).
        self._app.installEventFilter(self.wedge)

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

        devices = Devices(self._folder, self._config.devices)
        counter = self._closing.enter_context(working(self._folder, devices))
        face = TillFace(counter, self.window, self._around(counter, devices))
        self._closing.callback(self._leave_face, face)
        face.mirrored = self._config.face.mirrored
        self._counter, self.face = counter, face
        self._makes.update(face.makes())
        counter.start(ask=devices.terminal is None)
        counter.till.db.on_commit(self._heard)
        if devices.terminal is not None:
            self._ask_cards()
        self._closing.callback(face_customer(self._app, devices, counter).close)
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
        from app.ui.till import Around
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
            folder=self._folder / TICKETS,
            ring=lambda: self._sounds_made().arrived(),
            devices=devices,
        )

    # who
    def _signin_view(self) -> SignInView:
        if self.face is not None:
            return self.face.signin_view()
        now = datetime.now().astimezone()
        of = self._config
        return closed_view(of.shop, of.till, now, tablet=of.kind is DeviceKind.STOCK)

    def _enter(self, code: str, pin: str) -> None:
        if self._counter is not None:
            self._counter.signin.sign_in(code, pin)
            return
        self._typed_early = (code, pin)
        screen = self.window.screen_open
        if isinstance(screen, SignInScreen):
            screen.wait()

    def _enter_badge(self, badge: str) -> None:
        if self._counter is not None:
            self._counter.signin.sign_in_badge(badge)

    def _lock(self) -> None:
        """The name was touched: somebody else may take over; basket and shift stay."""
        if self._counter is not None and self.face is not None and not self.face.cards.busy:
            from app.services.signin import Locked

            self._counter.signin.lock(Locked.ASKED)

    def _may_lock(self) -> bool:
        """Somebody is there no more, no card is asked for and no question is open."""
        counter, face = self._counter, self.face
        if counter is None or face is None or counter.till.session.person is None:
            return False
        return not face.cards.busy and self._app.activeModalWidget() is None

    def _lock_idle(self) -> None:
        from app.services.signin import Locked

        if self._counter is not None:
            self._counter.signin.lock(Locked.IDLE)

    def _bar(self) -> BarView | None:
        return self.face.bar() if self.face is not None else None

    # what comes in
    def _typed(self, text: str) -> None:
        if self._app.activeModalWidget() is None:
            self.window.typed(text)

    def _wedged(self, text: str) -> None:
        """A scanner that types says the same as one with a port of its own."""
        from hardware.scanners.reading import scan_of

        self._scanned(scan_of(text, WEDGE, datetime.now(UTC)))

    def _scanned(self, scan: Scan) -> None:
        from app.ui.widgets.dialogs import AuthoriseDialog

        code = scan.aim + scan.raw
        self._locking.stir()
        modal = self._app.activeModalWidget()
        if isinstance(modal, AuthoriseDialog):
            modal.scanned(code)
            return
        if modal is not None:
            self._sounds_made().refused()  # money or identity is at stake: nothing sells behind it
            return
        self.window.scanned(code)
        self._sounds_made().accepted()  # a refusal has left through the excepthook

    def _unclaimed(self, code: str) -> None:
        if self.face is not None and self._counter and self._counter.till.session.person:
            self.face.unclaimed(code)

    # what goes wrong
    def _say(self, error: Exception) -> str:
        from app.messages import sentence

        if isinstance(error, (ShopError, DeviceError)):
            now = self._counter.till.now() if self._counter else None
            return sentence(error, self._config.face.language, now)
        return str(error)

    def _refused(self, error: Exception) -> None:
        self._sounds_made().refused()
        self.window.refused(error)

    def _report(self, words: str) -> None:
        self._sounds_made().refused()
        from app.ui.widgets.dialogs import ReportDialog

        ReportDialog(self.window, words).exec()

    # settings
    def _make_settings(self) -> Screen:
        from app.ui.screens.settings import SettingsScreen

        return SettingsScreen(self._settings_view, self._choose, self._save_sheet, self._teach)

    def _teach(self, code: str, weight: str, price: str) -> None:
        """How the shop's scale writes its codes, from a label, if the person may."""
        from app.ui.screens.settings_view import taught

        counter, face = self._counter, self.face
        if counter is not None and face is not None:
            said: list[str] = []
            if face.leave(lambda: said.append(counter.settings.teach(code, weight, price).pattern)):
                self.window.toast.say(taught(said[-1]))

    def _save_sheet(self) -> None:
        """Beside the tickets, where whoever set the till up finds it."""
        from app.devices import TICKETS
        from app.ui.scanner_sheet import NAME, save
        from app.ui.screens.settings_view import saved

        path = self._folder / TICKETS / NAME
        save(path)
        self.window.toast.say(saved(str(path)))

    def _settings_view(self) -> SettingsView:
        from app.ui.screens.settings_view import settings_view, sizes

        face = self._config.face
        logical, ratio = self._app.primaryScreen().size(), self._app.devicePixelRatio()
        return settings_view(
            theme=face.theme,
            language=face.language,
            mirrored=face.mirrored,
            scale=face.scale,
            sounds=face.sounds,
            scanner=face.scanner,
            lock=face.lock,
            sizes=sizes(round(logical.width() * ratio), round(logical.height() * ratio)),
        )

    def _choose(self, key: str, chosen: str) -> None:
        """Put a setting on disk, if the person may, and let it hold at once."""
        face = self._chosen(key, chosen)
        counter, open_ = self._counter, self.face
        if counter is None or open_ is None or open_.leave(lambda: counter.settings.change(face)):
            self._hold(key, face)
        elif (screen := self.window.screen_open) is not None:
            screen.refresh()  # shows again what still holds

    def _chosen(self, key: str, chosen: str) -> Face:
        values: dict[str, object] = {
            "mirrored": chosen == "yes",
            "sounds": chosen == "yes",
            "scale": int(chosen) if chosen.isdigit() else 100,
            "lock": int(chosen) if chosen.isdigit() else 0,
        }
        return replace(self._config.face, **{key: values.get(key, chosen)})  # type: ignore[arg-type]

    def _hold(self, key: str, face: Face) -> None:
        """Look and listen so from now on."""
        self._config = replace(self._config, face=face)
        if self._counter is None:  # nobody can have signed in: there is no journal yet
            till_toml.write_face(self._folder, face)
        match key:
            case "theme":
                self._looks.wear(face.theme)
            case "language":
                self._looks.speak(face.language)
                if self.face is not None:
                    self.face.selling.sight.forget_words()
                self._entitle()
                self.window.again()
            case "mirrored" if self.face is not None:
                self.face.mirrored = face.mirrored
                self.window.again()
            case "lock":
                self._locking.after(face.lock)
            case "sounds":
                self._sounds_made().on = face.sounds
            case "scanner":
                self.wedge.layout = Layout(face.scanner)
            case _:  # the size holds from the next start
                pass

    def _calibrated(self, layout: str) -> None:
        """The scanner's code was read, on whatever screen: keep what it taught."""
        from app.ui.screens.settings_view import scanner_learned

        face = self._chosen("scanner", layout)
        if self._counter is not None:
            self._counter.settings.learn(face)
        self._hold("scanner", face)
        self.window.toast.say(scanner_learned())
        screen = self.window.screen_open
        if screen is not None:
            screen.refresh()

    def _sounds_made(self) -> Sounds:
        if self._sounds is None:
            from app.ui.sounds import Sounds

            self._sounds = Sounds(on=self._config.face.sounds)
        return self._sounds

    def _about(self) -> AboutView:
        from app.about import about

        return about(self._config, self._counter.till.shop if self._counter else None)
