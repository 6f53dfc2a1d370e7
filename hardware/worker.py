"""The thread of a device: it connects, greets, serves and connects again, as long as it may.

Whoever uses a device never waits for this thread: what is asked of it goes into a bounded queue,
and what comes of it comes back by a callback on this thread.
"""

from __future__ import annotations

import contextlib
import logging
import random
import threading
from collections import deque
from typing import Generic, Protocol, TypeVar

from hardware.errors import DeviceError, Reason
from hardware.health import Row, State
from hardware.transport.transport import Transport

log = logging.getLogger(__name__)

FIRST, LONGEST = 0.5, 30.0
"""Seconds until a device is looked for again: the first time, and at most."""
MOST = 64
"""Things that may wait for one device."""

T = TypeVar("T")
A = TypeVar("A", contravariant=True)


class Inbox(Generic[T]):
    """What waits for a device; bounded, and it wakes whoever waits."""

    def __init__(self, row: Row, most: int = MOST) -> None:
        self._row, self._most = row, most
        self._waiting: deque[T] = deque()
        self._there = threading.Condition()

    def put(self, what: T) -> None:
        """Raises DeviceError (BUSY) when too much waits already."""
        with self._there:
            if len(self._waiting) >= self._most:
                raise DeviceError(f"{self._most} wait already", Reason.BUSY)
            self._waiting.append(what)
            self._there.notify_all()
        self._row.queued(len(self._waiting))

    def take(self, seconds: float) -> T | None:
        """The oldest; None when nothing came in time, or somebody woke it."""
        with self._there:
            if not self._waiting:
                self._there.wait(seconds)
            if not self._waiting:
                return None
            taken = self._waiting.popleft()
        self._row.queued(len(self._waiting))
        return taken

    def all(self) -> list[T]:
        """Everything that waits, taken out."""
        with self._there:
            taken = list(self._waiting)
            self._waiting.clear()
        self._row.queued(0)
        return taken

    def wake(self) -> None:
        with self._there:
            self._there.notify_all()

    def __len__(self) -> int:
        return len(self._waiting)


class Duty(Protocol[A]):
    """What a device's thread does with its connection. All of it runs on that thread."""

    def greet(self, line: A) -> None:
        """Just connected: make sure that it is there, and as it should be. Raises DeviceError."""

    def turn(self, line: A) -> None:
        """One turn, a second at most when nothing is to be done. Raises DeviceError when the
        connection is lost; what is wrong with the device otherwise, it says in its row."""

    def away(self, error: DeviceError) -> None:
        """There is no connection (again): answer what cannot wait for one."""

    def wake(self) -> None:
        """Called from any thread: end the wait in `turn`."""


class Worker:
    """`line` is opened, closed and used by this thread alone."""

    def __init__(self, row: Row, line: Transport, duty: Duty[Transport]) -> None:
        self._row, self._line, self._duty = row, line, duty
        self._stop = threading.Event()
        self._now = threading.Event()
        name = f"device-{row.health.name}"
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._row.is_(State.OPENED)
        self._thread.start()

    def stop(self, seconds: float = 3.0) -> None:
        """End the thread; what is under way ends as it ends."""
        self._stop.set()
        self._now.set()
        self._duty.wake()
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._row.is_(State.CLOSED)

    def again(self) -> None:
        """Look for the device now."""
        self._now.set()
        self._duty.wake()

    def _run(self) -> None:
        wait = FIRST
        while not self._stop.is_set():
            try:
                if self._serve():
                    wait = FIRST
            except DeviceError as error:
                self._lost(error)
            except Exception:
                # A driver's bug is that device's trouble, and keeps no till from selling.
                log.exception("device %s", self._row.health.name)
                self._lost(DeviceError("a fault of the driver", Reason.FAILURE))
            if self._stop.is_set():
                break
            # Not all at once after a switch came back.
            self._now.wait(wait * random.uniform(0.8, 1.2))  # noqa: S311
            self._now.clear()
            wait = min(wait * 2, LONGEST)
        with contextlib.suppress(DeviceError):
            self._line.close()

    def _serve(self) -> bool:
        """From connecting until the connection is lost or nobody wants it any more; whether the
        device was there. Raises DeviceError when it cannot be reached at all."""
        self._now.clear()
        self._line.open()
        self._row.is_(State.CLAIMED)
        self._duty.greet(self._line)
        self._row.is_(State.ENABLED)
        self._row.worked()
        try:
            while not self._stop.is_set():
                self._duty.turn(self._line)
        except DeviceError as error:
            self._lost(error)
        return True

    def _lost(self, error: DeviceError) -> None:
        with contextlib.suppress(DeviceError):
            self._line.close()
        log.info("device %s: %s (%s)", self._row.health.name, error.code.value, error.detail)
        self._row.is_(State.OPENED, error.code, error.detail)
        self._duty.away(error)
