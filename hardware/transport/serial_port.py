"""A serial port, real, of USB (CDC) or a pseudo terminal."""

from __future__ import annotations

import contextlib
import os
import select
import sys
from collections.abc import Mapping
from time import monotonic

import serial

from hardware.errors import Broken, DeviceError, Reason
from hardware.options import Options
from hardware.transport.reasons import reason_of
from hardware.transport.transport import CONNECT

_NOT_SET: tuple[type[Exception], ...] = ()
if sys.platform != "win32":
    import termios

    _NOT_SET = (termios.error,)

_PARITIES = {"none": "N", "even": "E", "odd": "O"}
_SLICE = 0.05
"""Seconds: pyserial's own waits cannot be cancelled, so no single one is long."""
_PIECE = 64
"""Bytes that Windows' driver surely has room for."""


class SerialPort:
    """`options`: baud (9600), bits (8), parity (none, even, odd), stop (1), flow (none, rts, xon).

    Raises DeviceError (NO_SUCH_OPTION, BAD_OPTION).
    """

    two_way = True

    def __init__(self, path: str, options: Mapping[str, str]) -> None:
        self._path = path
        self._settings = _settings(options)
        self._port: serial.Serial | None = None

    def open(self, seconds: float = CONNECT) -> None:
        self.close()
        try:
            self._port = serial.Serial(
                self._path, timeout=_SLICE, write_timeout=0, exclusive=True, **self._settings
            )
        except OSError as error:  # serial.SerialException is one
            raise DeviceError(str(error), reason_of(error)) from None
        except ValueError as error:  # a speed that this port has not
            raise DeviceError(str(error), Reason.ILLEGAL) from None
        except _NOT_SET as error:
            # Of a pseudo terminal seven bits or parity; of a real one a speed that it has not.
            raise DeviceError(str(error), Reason.ILLEGAL) from None

    def write(self, data: bytes, seconds: float) -> int:
        if self._port is None:
            raise Broken("not open", begun=False)
        taken, until = 0, monotonic() + seconds
        try:
            while taken < len(data) and (left := until - monotonic()) > 0:
                taken += self._some(self._port, data[taken:], left)
        except OSError as error:
            raise Broken(str(error), begun=True) from None
        return taken

    @staticmethod
    def _some(port: serial.Serial, data: bytes, seconds: float) -> int:
        """What it takes at once: of a longer write pyserial does not say how much went, and one
        without a time limit turns in circles until a full port has room."""
        if sys.platform != "win32":
            if not select.select([], [port.fileno()], [], seconds)[1]:
                return 0
            return os.write(port.fileno(), data)
        return int(port.write(data[:_PIECE]) or 0)

    def read(self, most: int, seconds: float) -> bytes:
        if self._port is None:
            raise DeviceError("not open", Reason.OFFLINE)
        until = monotonic() + seconds
        try:
            while not (said := self._port.read(1)):
                if monotonic() >= until:
                    return b""
            said += self._port.read(min(most - 1, self._port.in_waiting))
        except OSError as error:
            raise DeviceError(str(error), Reason.OFFLINE) from None
        return bytes(said)

    def close(self) -> None:
        if self._port is not None:
            # Of one that was unplugged there is nothing left to close.
            with contextlib.suppress(OSError):
                self._port.close()
            self._port = None


def _settings(options: Mapping[str, str]) -> dict[str, object]:
    """Raises DeviceError (NO_SUCH_OPTION, BAD_OPTION)."""
    numbers = ("baud", "bits", "stop")
    typed = {
        name: _number(name, text) if name in numbers else text for name, text in options.items()
    }
    said = Options(typed)
    flow = said.word_of("flow", "none", ("none", "rts", "xon"))
    made: dict[str, object] = {
        "baudrate": said.whole("baud", 9600, 50, 4_000_000),
        "bytesize": said.number_of("bits", 8, (5, 6, 7, 8)),
        "parity": _PARITIES[said.word_of("parity", "none", _PARITIES)],
        "stopbits": said.number_of("stop", 1, (1, 2)),
        "rtscts": flow == "rts",
        "xonxoff": flow == "xon",
    }
    said.end()
    return made


def _number(name: str, text: str) -> int:
    """Of an address, where all is text."""
    if not text.isascii() or not text.isdecimal():
        raise DeviceError(name, Reason.BAD_OPTION)
    return int(text)
