"""A queue of the system's spooler: one way, and nobody hears what became of them.

CUPS calls a job completed whose printer has no paper (measured); so a device on a spooler never
says that a ticket came out.
"""

from __future__ import annotations

import subprocess

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.transport import CONNECT

_LOOK = 5.0
"""Seconds for the spooler itself, which is a program of this machine."""


class Spooler:
    two_way = False

    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._open = False

    def open(self, seconds: float = CONNECT) -> None:
        try:
            asked = subprocess.run(
                ["lpstat", "-p", self._queue],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=max(seconds, _LOOK),
            )
        except FileNotFoundError:
            raise DeviceError("no spooler (lpstat)", Reason.NO_SERVICE) from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise DeviceError(str(error), Reason.TIMEOUT) from None
        if asked.returncode:
            words = asked.stderr.decode("utf-8", "replace").strip()
            raise DeviceError(words or self._queue, Reason.NO_HARDWARE)
        self._open = True

    def write(self, data: bytes, seconds: float) -> int:
        """One job each call: raw, but for a PDF, which the spooler's own filters print."""
        if not self._open:
            raise Broken("not open", begun=False)
        try:
            done = subprocess.run(
                ["lp", "-d", self._queue, *_how(data), "-"],
                input=data,
                capture_output=True,
                timeout=max(seconds, _LOOK),
            )
        except FileNotFoundError as error:
            raise Broken(str(error), begun=False) from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Broken(str(error), begun=True) from None
        if done.returncode:
            words = done.stderr.decode("utf-8", "replace").strip()
            raise Broken(words, begun=False)
        return len(data)

    def read(self, most: int, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        self._open = False


def _how(data: bytes) -> tuple[str, ...]:
    """A page is printed as large as it says: what is measured in it stays so."""
    if data.startswith(b"%PDF"):
        return ("-o", "media=A4", "-o", "print-scaling=none")
    return ("-o", "raw")
