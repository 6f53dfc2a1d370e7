"""The screen that is open in a test's window, as somebody before it reads and presses it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel

from app.ui.widgets.button import Button
from ui.conftest import Counter


def settle() -> None:
    """Let layouts, then what they asked for, happen."""
    for _ in range(6):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()


def screen(counter: Counter) -> Any:
    return counter.window.screen_open


def press(counter: Counter, words: str) -> None:
    """The button in sight whose words begin so."""
    QApplication.processEvents()
    buttons = [b for b in screen(counter).findChildren(Button) if b.isVisible()]
    next(b for b in buttons if b.accessibleName().startswith(words)).click()


def said(counter: Counter) -> str:
    """What is to be read in the open tab."""
    QApplication.processEvents()
    labels = screen(counter).tab.findChildren(QLabel)
    return " | ".join(one.text() for one in labels if one.isVisible())
