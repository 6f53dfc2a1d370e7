"""What every simulated device is to the till: something that is connected, or switched off."""

from __future__ import annotations

import threading
from time import monotonic

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.transport import CONNECT

OFF = "off"


class Plug:
    """The metal, and the connection to it. What it says waits until the till reads it."""

    two_way = True

    def __init__(self) -> None:
        self._there = threading.Condition(threading.RLock())
        self._said = b""
        self._connected = self.off = False

    # what a person does
    def switch(self, on: bool) -> None:
        with self._there:
            self.off, self._connected, self._said = not on, False, b""
            self._forget()
            self._there.notify_all()

    def say(self, data: bytes) -> None:
        with self._there:
            self._said += data
            self._there.notify_all()

    # what the till does
    def open(self, seconds: float = CONNECT) -> None:
        with self._there:
            if self.off:
                raise DeviceError(code=Reason.OFFLINE)
            self._connected = True

    def write(self, data: bytes, seconds: float) -> int:
        with self._there:
            if not self._connected:
                raise Broken(begun=False)
            self._hear(data)
        return len(data)

    def read(self, most: int, seconds: float) -> bytes:
        until = monotonic() + seconds
        with self._there:
            while self._connected and not self._said and (left := until - monotonic()) > 0:
                self._there.wait(left)
            if not self._connected:
                raise DeviceError(code=Reason.OFFLINE)
            said, self._said = self._said[:most], self._said[most:]
            return said

    def close(self) -> None:
        with self._there:
            self._connected = False
            self._there.notify_all()

    # what one kind of them does
    def _hear(self, data: bytes) -> None:
        """What the till says to it."""

    def _forget(self) -> None:
        """What it loses without power."""
