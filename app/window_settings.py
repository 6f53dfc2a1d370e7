"""The settings of a running window: shown, put on disk, and held to at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app import config as till_toml
from app.config import Face
from app.ui.screen import Screen
from app.ui.wedge import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from app.config import Config
    from app.looks import Looks
    from app.services.counter import Counter
    from app.ui.auto_lock import AutoLock
    from app.ui.screens.settings_view import SettingsView
    from app.ui.sounds import Sounds
    from app.ui.till import TillFace
    from app.ui.wedge import Wedge
    from app.ui.window import Window


class Running(Protocol):
    """The window's program, as far as a setting changes it."""

    app: QApplication
    folder: Path
    config: Config
    counter: Counter | None
    """None until the till is open; and so is `face`."""
    face: TillFace | None
    window: Window
    wedge: Wedge
    looks: Looks
    locking: AutoLock

    def sounds(self) -> Sounds: ...
    def entitle(self) -> None:
        """Say in the window's title which till this is."""


class WindowSettings:
    def __init__(self, program: Running) -> None:
        self._program = program

    def make(self) -> Screen:
        from app.ui.screens.settings import SettingsScreen

        return SettingsScreen(self._view, self.choose, self._save_sheet, self._teach)

    def _teach(self, code: str, weight: str, price: str) -> None:
        """How the shop's scale writes its codes, from a label, if the person may."""
        from app.ui.screens.settings_view import taught

        counter, face = self._program.counter, self._program.face
        if counter is not None and face is not None:
            said: list[str] = []
            if face.leave(lambda: said.append(counter.settings.teach(code, weight, price).pattern)):
                self._program.window.toast.say(taught(said[-1]))

    def _save_sheet(self) -> None:
        """Beside the tickets, where whoever set the till up finds it."""
        from app.devices import TICKETS
        from app.ui.scanner_sheet import NAME, save
        from app.ui.screens.settings_view import saved

        path = self._program.folder / TICKETS / NAME
        save(path)
        self._program.window.toast.say(saved(str(path)))

    def _view(self) -> SettingsView:
        from app.ui.screens.settings_view import settings_view, sizes

        face = self._program.config.face
        logical, ratio = (
            self._program.app.primaryScreen().size(),
            self._program.app.devicePixelRatio(),
        )
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

    def choose(self, key: str, chosen: str) -> None:
        """Put a setting on disk, if the person may, and let it hold at once."""
        face = self._chosen(key, chosen)
        counter, open_ = self._program.counter, self._program.face
        if counter is None or open_ is None or open_.leave(lambda: counter.settings.change(face)):
            self.hold(key, face)
        elif (screen := self._program.window.screen_open) is not None:
            screen.refresh()  # shows again what still holds

    def _chosen(self, key: str, chosen: str) -> Face:
        values: dict[str, object] = {
            "mirrored": chosen == "yes",
            "sounds": chosen == "yes",
            "scale": int(chosen) if chosen.isdigit() else 100,
            "lock": int(chosen) if chosen.isdigit() else 0,
        }
        return replace(self._program.config.face, **{key: values.get(key, chosen)})  # type: ignore[arg-type]

    def hold(self, key: str, face: Face) -> None:
        """Look and listen so from now on."""
        self._program.config = replace(self._program.config, face=face)
        if self._program.counter is None:  # nobody can have signed in: there is no journal yet
            till_toml.write_face(self._program.folder, face)
        match key:
            case "theme":
                self._program.looks.wear(face.theme)
            case "language":
                self._program.looks.speak(face.language)
                if self._program.face is not None:
                    self._program.face.selling.sight.forget_words()
                self._program.entitle()
                self._program.window.again()
            case "mirrored" if self._program.face is not None:
                self._program.face.mirrored = face.mirrored
                self._program.window.again()
            case "lock":
                self._program.locking.after(face.lock)
            case "sounds":
                self._program.sounds().on = face.sounds
            case "scanner":
                self._program.wedge.layout = Layout(face.scanner)
            case _:  # the size holds from the next start
                pass

    def calibrated(self, layout: str) -> None:
        """The scanner's code was read, on whatever screen: keep what it taught."""
        from app.ui.screens.settings_view import scanner_learned

        face = self._chosen("scanner", layout)
        if self._program.counter is not None:
            self._program.counter.settings.learn(face)
        self.hold("scanner", face)
        self._program.window.toast.say(scanner_learned())
        screen = self._program.window.screen_open
        if screen is not None:
            screen.refresh()
