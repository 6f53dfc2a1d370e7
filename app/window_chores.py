"""What an open window does by itself: goes over to a new catalogue, keeps the backups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.changes import Changes, Topic
from app.services.counter import Counter

CATALOGUE_EVERY = 2000
"""Milliseconds between two looks at which catalogue is in use."""
BACKUP_AFTER_MS = 20_000
"""The first minute of a day belongs to the cashier."""
Heard = Callable[[Changes], object]


def watch_catalogue(counter: Counter, window: QWidget, heard: Heard) -> QTimer:
    """An import puts another catalogue in use; the till goes over to it between two events. To be
    stopped with the window."""
    timer = QTimer(window)

    def look() -> None:
        if counter.lookup.refresh():
            heard(frozenset({Topic.CATALOG}))

    timer.timeout.connect(look)
    timer.start(CATALOGUE_EVERY)
    return timer


def keep_backups(
    counter: Counter, window: QWidget, post: Callable[[Callable[[], object]], object], heard: Heard
) -> None:
    """Make the day's backup when it is quiet: soon after the start, unless there is one; and after
    each shift, in its place."""
    backups, till = counter.backups, counter.till
    if backups.state() is None:
        return
    changed = frozenset({Topic.ATTENTION})
    backups.on_change(lambda: post(lambda: heard(changed)))

    def look(topics: Changes) -> None:
        if Topic.SHIFT in topics and counter.drawer.current() is None:
            backups.make(till.now())

    till.db.on_commit(look)
    QTimer.singleShot(BACKUP_AFTER_MS, window, lambda: backups.look(till.now()))
