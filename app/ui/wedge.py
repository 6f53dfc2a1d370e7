"""A scanner that types: its codes are caught whatever has the focus, and typing goes on as ever."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from app.ui import scan_codes

CALIBRATION = "]-/:+*_?=&"
"""The bar code of the settings screen that tells which layout the scanner types in."""

GROUP_SEPARATOR = "\x1d"
_TERMINATORS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_COMMANDS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Layout(StrEnum):
    """How a scanner's key presses become characters."""

    AUTO = "auto"
    """As the calibration code was last read; before that as US, where the places are known."""
    US = "us"
    """By the place of the key: right for a scanner set to US on a Spanish keyboard."""
    AS_TYPED = "typed"


@dataclass(frozen=True)
class _Held:
    """A key press kept back while it may still be part of a scan."""

    window: QWindow
    event: QKeyEvent
    by_place: str


class Wedge(QObject):
    """An event filter for the application.

    A burst of at least `least` characters, no two more than `gap_ms` apart, that ends in Enter or
    Tab is a scan. Anything else is given back, late by at most the gap, to whatever reads text;
    where nothing does, it is `typed`. No shortcut of a plain character may exist: it would take
    the first digit of a scan.
    """

    scanned = Signal(str)
    typed = Signal(str)
    """A printable character for which no text field has the focus."""
    calibrated = Signal(str)
    """The calibration code was read: the `Layout` that reads it right."""

    def __init__(self, layout: Layout = Layout.AUTO, *, gap_ms: int = 35, least: int = 6) -> None:
        super().__init__()
        self.layout = layout
        self._learned = Layout.US
        self._gap, self._least = gap_ms, least
        self._held: list[_Held] = []
        self._last = 0
        self._replaying = False
        self._late = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._silence)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if not isinstance(event, QKeyEvent) or self._replaying:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if not isinstance(target, QWindow):  # each key comes once, before any widget
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return bool(self._held)
        return event.type() == QEvent.Type.KeyPress and self._pressed(target, event)

    def _claim(self, event: QKeyEvent) -> bool:
        """Keep a plain character, or anything inside a burst, from every shortcut."""
        if self._held or (event.text().isprintable() and event.text() and not _command(event)):
            event.accept()
            return True
        return False

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        now = event.timestamp() or int(time.monotonic() * 1000)
        if self._held and now - self._last > self._gap:
            self._give_back()
        if event.key() == Qt.Key.Key_Shift:
            return False
        if event.key() in _TERMINATORS:
            return self._ended()
        character = _by_place(event)
        if event.isAutoRepeat() or not (event.text().isprintable() and event.text()):
            if not (self._held and character == GROUP_SEPARATOR):
                self._give_back()
                return False
        elif _command(event):
            self._give_back()
            return False
        self._held.append(_Held(window, event.clone(), character or event.text()))
        self._last, self._late = now, False
        self._timer.start(self._gap + 10)
        return True

    def _ended(self) -> bool:
        if len(self._held) < self._least:
            self._give_back()
            return False
        as_typed = "".join(held.event.text() for held in self._held)
        by_place = "".join(held.by_place for held in self._held)
        self._held.clear()
        self._timer.stop()
        for text, layout in ((by_place, Layout.US), (as_typed, Layout.AS_TYPED)):
            if text == CALIBRATION:
                self._learned = layout
                self.calibrated.emit(layout.value)
                return True
        layout = self._learned if self.layout is Layout.AUTO else self.layout
        self.scanned.emit(by_place if layout is Layout.US else as_typed)
        return True

    def _silence(self) -> None:
        # After a busy moment the timer may come before keys that were pressed in time: let the
        # queue go first, once.
        if self._late:
            self._give_back()
        else:
            self._late = True
            self._timer.start(0)

    def _give_back(self) -> None:
        held, self._held = self._held, []
        self._timer.stop()
        self._replaying = True
        try:
            for key in held:
                self._replay(key)
        finally:
            self._replaying = False

    def _replay(self, key: _Held) -> None:
        if not _reads_text() and not key.event.text().isspace():
            self.typed.emit(key.event.text())
            return
        QCoreApplication.sendEvent(key.window, key.event)
        release = QKeyEvent(
            QEvent.Type.KeyRelease, key.event.key(), key.event.modifiers(), key.event.text()
        )
        QCoreApplication.sendEvent(key.window, release)


def _command(event: QKeyEvent) -> bool:
    """Whether Ctrl, Alt or Meta makes it a command; AltGr (Ctrl + Alt on Windows) does not."""
    control = Qt.KeyboardModifier.ControlModifier
    alt_gr = control | Qt.KeyboardModifier.AltModifier
    if event.modifiers() & alt_gr == alt_gr:
        return False
    return bool(event.modifiers() & (_COMMANDS | control))


def _by_place(event: QKeyEvent) -> str:
    code = scan_codes.evdev(event.nativeScanCode())
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return GROUP_SEPARATOR if GROUP_SEPARATOR in event.text() else ""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return scan_codes.us_character(code, shift=shift)


def _reads_text() -> bool:
    """Whether what has the focus takes characters."""
    focus = QApplication.focusWidget()
    return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
