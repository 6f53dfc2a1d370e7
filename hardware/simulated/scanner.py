"""A scanner that is none: whatever a person has it read, it sends."""

from __future__ import annotations

import threading
from time import monotonic

from hardware.errors import DeviceError, Reason
from hardware.transport.transport import CONNECT

SAMPLE = "]E09527618000358"
"""What a press has it read."""
READ, OFF = "read", "off"


class SimScanner:
    two_way = True

    def __init__(self) -> None:
        self._there = threading.Condition()
        self._said = b""
        self.off = False

    # what a person does
    def send(self, data: bytes) -> None:
        with self._there:
            self._said += data
            self._there.notify_all()

    def switch(self, on: bool) -> None:
        with self._there:
            self.off, self._said = not on, b""
            self._there.notify_all()

    @property
    def faults(self) -> list[tuple[str, bool]]:
        return [(READ, False), (OFF, self.off)]

    def toggle(self, fault: str) -> None:
        if fault == OFF:
            self.switch(self.off)
        else:
            self.send(SAMPLE.encode() + b"\r")

    # what is connected
    def open(self, seconds: float = CONNECT) -> None:
        if self.off:
            raise DeviceError("unplugged", Reason.NO_HARDWARE)

    def write(self, data: bytes, seconds: float) -> int:
        return len(data)

    def read(self, most: int, seconds: float) -> bytes:
        until = monotonic() + seconds
        with self._there:
            while not self._said and not self.off and (left := until - monotonic()) > 0:
                self._there.wait(left)
            if self.off:
                raise DeviceError("unplugged", Reason.OFFLINE)
            said, self._said = self._said[:most], self._said[most:]
            return said

    def close(self) -> None:
        pass
