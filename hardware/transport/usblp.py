"""A printer on Linux's usblp (`/dev/usb/lp0`): both ways, for members of the group `lp`."""

from __future__ import annotations

import os
import select
from time import monotonic

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.reasons import reason_of
from hardware.transport.transport import CONNECT


class Usblp:
    """The kernel lets one program have it at a time."""

    two_way = True

    def __init__(self, path: str) -> None:
        self._path = path
        self._handle: int | None = None

    def open(self, seconds: float = CONNECT) -> None:
        self.close()
        try:
            self._handle = os.open(self._path, os.O_RDWR | os.O_NONBLOCK)
        except OSError as error:
            raise DeviceError(str(error), reason_of(error)) from None

    def write(self, data: bytes, seconds: float) -> int:
        taken, until = 0, monotonic() + seconds
        try:
            while taken < len(data) and (left := until - monotonic()) > 0:
                handle = self._opened()
                if select.select([], [handle], [], left)[1]:
                    taken += os.write(handle, data[taken:])
        except OSError as error:
            raise Broken(str(error), begun=taken > 0) from None
        return taken

    def read(self, most: int, seconds: float) -> bytes:
        """usblp often says at once that there is nothing; so it is asked again until the time is
        over (the trap of every program that read once)."""
        until = monotonic() + seconds
        try:
            while True:
                handle, left = self._opened(), until - monotonic()
                events = _events(handle, max(left, 0))
                if events & select.POLLIN and (said := _some(handle, most)):
                    return said
                if events & (select.POLLHUP | select.POLLERR):
                    raise OSError("unplugged")  # it reads as one that has nothing to say
                if left <= 0:
                    return b""
                select.select([], [], [], min(left, 0.02))
        except OSError as error:
            raise DeviceError(str(error), Reason.OFFLINE) from None

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _opened(self) -> int:
        if self._handle is None:
            raise OSError("not open")
        return self._handle


def _events(handle: int, seconds: float) -> int:
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    ready = poll.poll(seconds * 1000)
    return ready[0][1] if ready else 0


def _some(handle: int, most: int) -> bytes:
    try:
        return os.read(handle, most)
    except BlockingIOError:
        return b""
