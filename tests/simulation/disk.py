"""What a worker has on its disk: the mirrors, sync.db, and the till's journal to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from app.mirror.cursors import Standing
from sync import effects as fx
from sync import events as e
from sync import pages
from sync.journal import Outgoing
from sync.pages import Mirrors
from sync.protocol import Batch
from sync.state import State

from .counter import KEY

_EPOCH, _SPREAD, _COUNTER = "epoch", "spread", "counter"


class Disk:
    """`clock`: of the machine, aware."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.unasked: list[str] = []
        """Most of what was sold went, and nobody had said so."""
        self.pages = Mirrors(folder, KEY, clock)
        self.state = State(folder)
        self.journal = Outgoing(folder, KEY)
        for connection in (*self.mirrors(), self.state._connection):
            connection.execute("PRAGMA synchronous=OFF")

    def close(self) -> None:
        self.pages.close()
        self.state.close()
        self.journal.close()

    def started(self, now: float) -> e.Started:
        """Everything that is known when a worker begins."""
        return e.Started(
            now,
            self.epoch,
            float(self.state.get(_SPREAD, "0")),
            self.pages.standings(),
            self.state.acks(),
            self.journal.heads(),
            self.state.skip_alarms(),
            held=self.pages.held(),
        )

    @property
    def epoch(self) -> str:
        return self.state.get(_EPOCH)

    @property
    def counter(self) -> int:
        return int(self.state.get(_COUNTER, "0"))

    def keep_counter(self, counter: int) -> None:
        self.state.put(_COUNTER, str(counter))

    def keep_epoch(self, epoch: str) -> None:
        self.state.put(_EPOCH, epoch)

    def keep_spread(self, seconds: float) -> None:
        self.state.put(_SPREAD, str(seconds))

    def batch(self, push: fx.Push) -> Batch:
        skips = self.state.skips(push.installation)
        return self.journal.batch(
            push.installation, push.epoch, push.after, push.records, push.size, skips
        )

    def skip(self, of: int, seq: int, why: str) -> None:
        copy = self.journal.copy(of, seq)
        self.state.park(self._clock().isoformat(), f"{of}/{seq}", why, copy)
        self.state.skip(of, seq, why)

    def apply(self, apply: fx.Apply) -> Standing:
        with self._watched(apply.page.stream, let=apply.let):
            return self.pages.apply(apply.page, let=apply.let, segment=apply.segment)

    def forget(self, stream: str, *, let: bool) -> None:
        with self._watched(stream, let=let):
            self.pages.forget(stream, let=let)

    @property
    def sold(self) -> int:
        """Products that the till has to sell."""
        return self.pages._lived().rows

    @contextmanager
    def _watched(self, stream: str, *, let: bool) -> Iterator[None]:
        before = self.sold
        yield
        # What is small may go as a whole, and so may what is left of what a person let go.
        if before > pages.SMALL and self.sold * 2 < before and not let:
            self.unasked.append(f"{self.sold} of {before} products are left after {stream}")

    def mirrors(self) -> tuple[Any, Any]:
        """The connections to store and catalogue."""
        return self.pages._store, self.pages._catalog

    def fill(self, full: bool) -> None:
        """Of the mirrors: a till that cannot keep an acknowledgement only says things again."""
        for connection in self.mirrors():
            pages = connection.execute("PRAGMA page_count").fetchone()[0] if full else 2**30
            connection.execute(f"PRAGMA max_page_count={pages}")
