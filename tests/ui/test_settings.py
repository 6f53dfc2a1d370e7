"""The settings, chosen by hand and taught by the scanner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import config
from app.main import Program
from app.storage import journal
from app.ui.screens.settings import SettingsScreen
from app.ui.screens.settings_view import sizes
from app.ui.widgets.dialogs import AuthoriseDialog
from app.ui.widgets.form import FormPanel
from app.ui.words import tr


@pytest.fixture
def program(demo_folder: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Program]:
    with ExitStack() as closing:
        program = Program(dressed, demo_folder, config.read(demo_folder), closing)
        qtbot.addWidget(program.window)
        program.window.show()
        program.window.open("settings")
        yield program
    shiboken6.delete(program.window)


def test_a_language_is_the_applications_until_the_program_ends(
    demo_folder: Path, dressed: QApplication
) -> None:
    before = config.read(demo_folder)
    english = replace(before, face=replace(before.face, language="en"))
    with ExitStack() as closing:
        program = Program(dressed, demo_folder, english, closing)
        assert tr("Turno") == "Shift"
        assert program.looks._sentences is not None
        assert program.looks._sentences.parent() is dressed, "no garbage collector takes it away"
        shiboken6.delete(program.window)
    assert tr("Turno") == "Turno"


def scanner(program: Program) -> str:
    screen = program.window.screen_open
    assert isinstance(screen, SettingsScreen)
    return screen._choices["scanner"].chosen


def test_a_scanner_that_was_learned_is_said_shown_and_kept(
    program: Program, demo_folder: Path
) -> None:
    assert scanner(program) == "auto"
    program.wedge.calibrated.emit("us")
    assert scanner(program) == "us"
    assert program.window.toast.words() == "La caja ya entiende este lector."
    assert config.read(demo_folder).face.scanner == "us"


def test_a_label_of_the_scale_is_scanned_and_learned(program: Program, demo_folder: Path) -> None:
    program._open()
    assert program.counter is not None
    program.counter.signin.sign_in("9001", "9999")
    program.window.open("settings")
    screen = program.window.screen_open
    assert isinstance(screen, SettingsScreen)
    screen.ask_label()
    program.window.scanned("2112345012506")
    panel = screen.host.panel
    assert isinstance(panel, FormPanel)
    assert panel.fields["code"].text() == "2112345012506"
    panel.fields["weight"].setText("1,250")
    panel.accept()
    assert "21IIIIIWWWWWC" in program.window.toast.words()
    assert config.read(demo_folder).weighed == ({"pattern": "21IIIIIWWWWWC", "decimals": 3},)
    assert screen.host.panel is None


def test_the_sheet_of_the_scanner_is_saved_and_where_is_said(
    program: Program, demo_folder: Path
) -> None:
    screen = program.window.screen_open
    assert isinstance(screen, SettingsScreen)
    screen._sheet()
    assert (demo_folder / "tickets" / "lector.pdf").is_file()
    assert "lector.pdf" in program.window.toast.words()


def test_a_keyboard_chosen_by_hand_is_not_called_learned(
    program: Program, demo_folder: Path
) -> None:
    program.settings.choose("scanner", "typed")
    assert not program.window.toast.words()
    assert config.read(demo_folder).face.scanner == "typed"


@pytest.mark.parametrize(
    ("screen", "offered"),
    [
        ((800, 600), (100,)),
        ((1024, 768), (100,)),
        ((1366, 768), (100, 125)),
        ((1920, 1080), (100, 125, 150, 175)),
        ((2560, 1440), (100, 125, 150, 175, 200)),
    ],
)
def test_only_sizes_with_all_in_sight_are_offered(
    screen: tuple[int, int], offered: tuple[int, ...]
) -> None:
    assert sizes(*screen) == offered


@pytest.fixture
def open_program(program: Program, qtbot: QtBot) -> Program:
    """Ana, a cashier, is signed in and looks at the settings."""
    program._open()
    assert program.counter
    program.counter.signin.sign_in("1001", "1111")
    program.window.open("settings")
    return program


def test_a_cashier_changes_the_looks_and_asks_for_the_rest(
    open_program: Program, demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def nobody_comes(dialog: AuthoriseDialog) -> int:
        asked.append("manager")
        return 0

    monkeypatch.setattr(AuthoriseDialog, "exec", nobody_comes)
    open_program.settings.choose("theme", "dark")
    assert (config.read(demo_folder).face.theme, asked) == ("dark", [])
    open_program.settings.choose("sounds", "no")
    assert (config.read(demo_folder).face.sounds, asked) == (True, ["manager"])


def test_a_manager_is_asked_nothing_and_it_is_a_fact(
    open_program: Program, demo_folder: Path
) -> None:
    assert open_program.counter
    open_program.counter.signin.sign_in("9001", "9999")
    open_program.settings.choose("sounds", "no")
    assert config.read(demo_folder).face.sounds is False
    with open_program.counter.till.db.read() as connection:
        newest = journal.last(connection, open_program.config.installation)
    assert newest
    assert newest.body["changed"] == {"sounds": False}


def test_the_title_names_shop_and_till_in_the_language_in_use(program: Program) -> None:
    assert program.window.windowTitle() == "Mostrador · 042 · Caja 03"
    program.settings.hold("language", replace(program.config.face, language="en"))
    assert program.window.windowTitle() == "Mostrador · 042 · Till 03"
    program.settings.hold("language", replace(program.config.face, language="es"))
