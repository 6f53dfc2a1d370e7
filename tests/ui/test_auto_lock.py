"""A till that nobody touches locks; never while something waits for an answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.errors import CardPending
from app.ui.auto_lock import AutoLock
from ui.conftest import Counter


class Lock:
    def __init__(self) -> None:
        self.locked, self.may = 0, True
        self.auto = AutoLock(lambda: self.may, self._lock)

    def _lock(self) -> None:
        self.locked += 1

    def idle(self) -> None:
        """The time is over."""
        assert self.auto._timer.isActive()
        self.auto._timer.timeout.emit()


def test_it_locks_when_the_time_is_over_and_not_while_it_may_not(qapp: QApplication) -> None:
    lock = Lock()
    lock.auto.after(5)
    lock.may = False
    lock.idle()
    assert (lock.locked, lock.auto._timer.interval()) == (0, 5_000)  # asked again soon
    lock.may = True
    lock.idle()
    assert (lock.locked, lock.auto._timer.interval()) == (1, 300_000)


def test_a_lock_that_was_refused_is_tried_again(qapp: QApplication) -> None:
    tried: list[str] = []

    def lock() -> None:
        tried.append("lock")
        raise CardPending

    locking = AutoLock(lambda: True, lock)
    locking.after(1)
    locking._timer.stop()  # the time is over
    with pytest.raises(CardPending):
        locking._idle()
    assert locking._timer.isActive()
    assert tried == ["lock"]


def test_never_is_never(qapp: QApplication) -> None:
    lock = Lock()
    lock.auto.after(5)
    lock.auto.after(0)
    lock.auto.stir()
    assert not lock.auto._timer.isActive()


def test_a_touch_begins_the_time_anew_and_goes_where_it_goes(qtbot: QtBot) -> None:
    lock = Lock()
    lock.auto.after(5)
    lock.auto._timer.start(1_000)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    assert lock.auto.eventFilter(QObject(), key) is False
    assert lock.auto._timer.interval() == 300_000
    lock.auto._timer.start(1_000)
    lock.auto.eventFilter(QObject(), QEvent(QEvent.Type.Paint))
    assert lock.auto._timer.interval() == 1_000


def test_a_badge_scanned_while_selling_takes_over_and_keeps_the_ticket(counter: Counter) -> None:
    counter.shop.add("CAF-001")
    counter.window.scanned("EMP-2001")
    session = counter.shop.counter.till.session
    assert session.who().code == "2001"
    counter.window.open("shift")
    counter.window.scanned("EMP-1001")
    assert session.who().code == "1001"
    assert len(counter.shop.sale.lines) == 1
