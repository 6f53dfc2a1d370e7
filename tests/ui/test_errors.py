"""Where exceptions end: refusals as sentences, bugs as one report."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import EmptySale, ShopError
from app.ui.errors import Errors


class Heard:
    def __init__(self) -> None:
        self.refused: list[Exception] = []
        self.reports: list[str] = []
        self.errors = Errors((ShopError,), self.refused.append, self.reports.append)

    def raise_(self, error: Exception) -> None:
        try:
            raise error
        except Exception as caught:
            self.errors(type(caught), caught, caught.__traceback__)


def test_a_refusal_becomes_a_sentence_and_no_report() -> None:
    heard = Heard()
    heard.raise_(EmptySale())
    assert [type(error) for error in heard.refused] == [EmptySale]
    assert heard.reports == []


def test_the_same_bug_a_hundred_times_is_one_report() -> None:
    heard = Heard()
    for _ in range(100):
        heard.raise_(ValueError("broken"))
    assert heard.reports == ["ValueError: broken"]


def test_a_bug_inside_a_report_opens_no_second_one() -> None:
    heard = Heard()

    def report(words: str) -> None:
        heard.reports.append(words)
        heard.raise_(KeyError("inside"))

    heard.errors = Errors((ShopError,), heard.refused.append, report)
    heard.raise_(ValueError("broken"))
    assert heard.reports == ["ValueError: broken"]


def test_a_slot_that_is_refused_reaches_the_hook(qtbot: QtBot, qapp: QApplication) -> None:
    heard, before = Heard(), sys.excepthook
    heard.errors.install()
    try:

        def slot() -> None:
            raise EmptySale()

        with qtbot.captureExceptions():
            sys.excepthook = heard.errors
            QTimer.singleShot(0, slot)
            qtbot.waitUntil(lambda: bool(heard.refused), timeout=2_000)
    finally:
        sys.excepthook = before
    assert len(heard.refused) == 1
