"""The window keeps in step with central: what the line says is looked at once, after the scan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from app.changes import Changes, Topic
from app.domain.line import LineState
from app.services.counter import Counter
from app.ui.desks.cards import Post

ALL: Changes = frozenset({Topic.STORE, Topic.CATALOG, Topic.ATTENTION})
_TALKS = (LineState.IN_STEP, LineState.SENDING)
"""Each fact takes a till from the one to the other and back."""


class InStep:
    def __init__(self, counter: Counter, post: Post, paint: Callable[[Changes], object]) -> None:
        """`post`: into the window's thread."""
        self._counter, self._post, self._paint = counter, post, paint
        self._moved: int | None = None
        """The mirror's number when we last looked."""
        self._talks: LineState | None = None

    def take_up(self) -> None:
        """Keep in step with central, where the till has one, and show how it stands."""
        line = self._counter.line
        if line.alone:
            return
        line.on_change(lambda _status: self._post(self.look))
        # The worker wakes up beside us: what was scanned is painted first.
        self._counter.till.db.on_commit(lambda _topics: QTimer.singleShot(0, line.poke))
        line.take_up()

    def look(self) -> None:
        """How the line stands is said after each fact; the mirrors are read again only when
        central has written there, or the line is another one."""
        counter = self._counter
        moved, talks = counter.till.store.moved(), self._talking()
        counter.timekeeper.look()
        if (moved, talks) == (self._moved, self._talks):
            if not counter.line.status.unsent:  # central has all that we said
                self._settle_keys()
            self._paint(frozenset({Topic.ATTENTION}))
            return
        self._moved, self._talks = moved, talks
        counter.till.reload_shop()
        self._settle_keys()
        self._paint(ALL)

    def _talking(self) -> LineState:
        state = self._counter.line.status.state
        return LineState.IN_STEP if state in _TALKS else state

    def _settle_keys(self) -> None:
        """Of the customers and orders that are central's by now."""
        self._counter.customers.settle_keys()
        self._counter.placing.settle_keys()
