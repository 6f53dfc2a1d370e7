"""The line to central, as the people at the till know it. What carries it is given from outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.line import LineState, LineStatus


class Worker(Protocol):
    """Whoever sends and fetches beside the till (`app.syncing.SyncChild`)."""

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def tell(self, words: dict[str, object]) -> None: ...
    def close(self) -> None: ...


class Line:
    """What is known of the line now. Without a worker the till is alone, and that is no trouble."""

    def __init__(self, worker: Worker | None = None) -> None:
        self._worker = worker
        self._listeners: list[Callable[[LineStatus], object]] = []
        self.status = LineStatus(LineState.STARTING if worker else LineState.ALONE)

    @property
    def alone(self) -> bool:
        return self._worker is None

    def on_change(self, listener: Callable[[LineStatus], object]) -> None:
        """`listener` runs on the thread that hears the worker."""
        self._listeners.append(listener)

    def heard(self, status: LineStatus) -> None:
        """The worker said how it stands."""
        self.status = status
        for listener in self._listeners:
            listener(status)

    def poke(self) -> None:
        """The journal has more; it is on disk already, whoever hears this."""
        if self._worker is not None:
            self._worker.poke("journal")

    def let_through(self, key: str) -> None:
        """A person settled the alarm of that key."""
        if self._worker is not None:
            self._worker.tell({"settle": key})
