"""A scanner that types: caught whatever has the focus, and people's typing untouched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import scan_codes
from app.ui.wedge import CALIBRATION, GROUP_SEPARATOR, Layout, Wedge

EAN = "8410000000016"


class Till(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.note, self.number, self.pay = QLineEdit(), QSpinBox(), QPushButton("PAY")
        self.pay.setDefault(True)
        column = QVBoxLayout(self)
        for widget in (self.note, self.number, self.pay):
            column.addWidget(widget)
        self.paid: list[bool] = []
        self.pay.clicked.connect(lambda: self.paid.append(True))


class Scene:
    def __init__(self, bot: QtBot, app: QApplication) -> None:
        self.bot, self.till, self.wedge = bot, Till(), Wedge()
        bot.addWidget(self.till)
        app.installEventFilter(self.wedge)
        self.scans: list[str] = []
        self.typed: list[str] = []
        self.calibrated: list[str] = []
        self.wedge.scanned.connect(self.scans.append)
        self.wedge.typed.connect(self.typed.append)
        self.wedge.calibrated.connect(self.calibrated.append)
        self.till.show()
        bot.waitExposed(self.till)
        self.till.activateWindow()

    @property
    def window(self) -> QWindow:
        return self.till.windowHandle()

    def type(self, text: str, delay: int, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        # Not keyClicks(widget): that goes round the window, and so round the filter.
        for char in (*text, *(() if end is None else (end,))):
            if delay:
                self.bot.wait(delay)  # QTest's own delays return at once after many windows
            QTest.keyClick(self.window, char)

    def burst(self, text: str, every: int) -> None:
        """A scan whose keys are `every` ms apart by their own clock, however busy the machine."""
        at = 1_000
        for char in (*text, "\r"):
            key = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                event.setTimestamp(at)
                QCoreApplication.sendEvent(self.window, event)
            at += every

    def press(self, code: int, text: str, *, shift: bool = False, control: bool = False) -> None:
        """A key by its place, as a Spanish keyboard reads it."""
        held = Qt.KeyboardModifier.NoModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        if control:
            held |= Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, held, code, 0, 0, text)
        QCoreApplication.sendEvent(self.window, event)

    def end(self) -> None:
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"
        )
        QCoreApplication.sendEvent(self.window, event)


@pytest.fixture
def scene(qtbot: QtBot, qapp: QApplication) -> Iterator[Scene]:
    scene = Scene(qtbot, qapp)
    yield scene
    qapp.removeEventFilter(scene.wedge)


@pytest.mark.parametrize("every", [0, 2, 10, 25, 35])
@pytest.mark.parametrize("focus", ["note", "number", "pay"])
def test_a_scan_is_caught_whatever_has_the_focus(scene: Scene, every: int, focus: str) -> None:
    getattr(scene.till, focus).setFocus()
    if every:
        scene.burst(EAN, every)
    else:
        scene.type(EAN, 0)
    assert scene.scans == [EAN]
    assert scene.till.note.text() == ""
    assert scene.till.number.value() == 0
    assert scene.till.paid == []


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_scan_may_end_in_enter_or_tab(scene: Scene, end: Qt.Key) -> None:
    scene.type(EAN, 2, end)
    assert scene.scans == [EAN]


def test_two_scans_in_a_row_are_two(scene: Scene) -> None:
    scene.type(EAN, 0)
    scene.type("8410000000023", 0)
    assert scene.scans == [EAN, "8410000000023"]


def test_slow_typing_goes_to_the_field(scene: Scene) -> None:
    scene.till.note.setFocus()
    scene.type("ab8c", 90, end=None)
    scene.bot.wait(100)
    assert scene.till.note.text() == "ab8c"
    assert scene.scans == []
    assert scene.typed == []


def test_fast_typing_too_short_for_a_scan_goes_to_the_field_with_its_enter(scene: Scene) -> None:
    returned: list[bool] = []
    scene.till.note.returnPressed.connect(lambda: returned.append(True))
    scene.till.note.setFocus()
    scene.type("1234", 5)
    assert scene.till.note.text() == "1234"
    assert returned == [True]


@pytest.mark.parametrize("char", list("0123456789+-*,"))
def test_keys_that_no_field_takes_are_handed_on(scene: Scene, char: str) -> None:
    scene.till.pay.setFocus()
    scene.type(char, 0, end=None)
    scene.bot.wait(100)
    assert scene.typed == [char]


def test_space_still_presses_the_button(scene: Scene) -> None:
    scene.till.pay.setFocus()
    scene.type(" ", 0, end=None)
    scene.bot.wait(100)
    assert scene.till.paid == [True]


def test_a_shortcut_of_a_plain_digit_takes_nothing_from_a_scan(scene: Scene) -> None:
    fired: list[bool] = []
    QShortcut(QKeySequence("8"), scene.till, lambda: fired.append(True))
    scene.type(EAN, 2)
    assert scene.scans == [EAN]
    assert fired == []


def test_a_function_key_still_is_a_shortcut(scene: Scene) -> None:
    fired: list[bool] = []
    QShortcut(QKeySequence("F4"), scene.till, lambda: fired.append(True))
    QTest.keyClick(scene.window, Qt.Key.Key_F4)
    assert fired == [True]


BRACKET = 27
"""With Ctrl, how a scanner types the group separator of GS1."""
SPANISH = {
    # What a scanner means, and what a Spanish keyboard makes of the same key.
    "-": (12, False, "'"),
    "/": (53, False, "-"),
    ":": (39, True, "Ñ"),
    "]": (27, False, "+"),
    "+": (13, True, "¿"),
    "*": (9, True, "("),
    "_": (12, True, "?"),
    "?": (53, True, "_"),
    "=": (13, False, "¡"),
    "&": (8, True, "/"),
    "T": (20, True, "T"),
    "C": (46, True, "C"),
    "2": (3, False, "2"),
    "6": (7, False, "6"),
    "1": (2, False, "1"),
}


def scan_spanish(scene: Scene, text: str) -> None:
    for char in text:
        place, shift, shown = SPANISH[char]
        scene.press(place, shown, shift=shift)
    scene.end()


@pytest.mark.parametrize(
    ("layout", "read"),
    [(Layout.US, "T2-26/1:C"), (Layout.AUTO, "T2-26/1:C"), (Layout.AS_TYPED, "T2'26-1ÑC")],
)
def test_a_us_scanner_under_a_spanish_keyboard(scene: Scene, layout: Layout, read: str) -> None:
    scene.wedge.layout = layout
    scan_spanish(scene, "T2-26/1:C")
    assert scene.scans == [read]


def test_the_calibration_code_teaches_auto_and_is_no_scan(scene: Scene) -> None:
    scan_spanish(scene, CALIBRATION)
    assert (scene.scans, scene.calibrated) == ([], [Layout.US.value])
    # Now a scanner that was set to Spanish: every key types what it shows.
    for char in CALIBRATION:
        place = next((p for p, s, shown in SPANISH.values() if shown == char), 50)
        scene.press(place, char)
    scene.end()
    assert scene.calibrated == [Layout.US.value, Layout.AS_TYPED.value]
    scan_spanish(scene, "T2-26/1:C")
    assert scene.scans == ["T2'26-1ÑC"]


def test_control_and_bracket_inside_a_scan_is_the_group_separator(scene: Scene) -> None:
    for char in "212121":
        scene.press(SPANISH[char][0], char)
    scene.press(BRACKET, GROUP_SEPARATOR, control=True)
    scene.press(2, "1")
    scene.end()
    assert scene.scans == [f"212121{GROUP_SEPARATOR}1"]


def test_the_us_table_holds_every_printable_character() -> None:
    places = [(code, shift) for code in range(90) for shift in (False, True)]
    known = {scan_codes.us_character(code, shift=shift) for code, shift in places}
    assert {chr(code) for code in range(32, 127)} <= known
