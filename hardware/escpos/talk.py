"""The two-way talk with one connected printer: how it is, and whether its fence was reached."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from hardware.errors import Reason
from hardware.escpos import commands
from hardware.escpos.status import (
    Condition,
    Decoder,
    Fence,
    Model,
    RealTime,
    Said,
    Unasked,
    condition,
)
from hardware.transport.transport import Transport

ANSWER = 0.5
"""Seconds for an answer that a printer gives at once."""


class Talk:
    """One connection; the only reader of it."""

    def __init__(self, line: Transport, named: Callable[[str], object]) -> None:
        self._line, self._named = line, named
        self._decoder = Decoder()
        self._answers: list[int] = []
        self.fenced = False
        """Whether a fence was answered since somebody cleared this."""
        self.unasked = False
        """Whether it said by itself that something changed, since it was last asked."""

    def look(self) -> Condition | None:
        """How it is; None: it does not answer. Raises DeviceError."""
        self.unasked = False
        said = self._ask(b"".join(commands.ASKS), len(commands.ASKS))
        return condition(*said) if said is not None else None

    def error(self) -> Reason:
        """What the error is that it speaks of (`DLE EOT 3`): bit 3 the cutter, bit 6 heat, which
        passes. Raises DeviceError."""
        said = self._ask(commands.ASK_ERROR, 1)
        bits = said[0] if said is not None else 0
        if bits & 0x08:
            return Reason.CUTTER
        return Reason.OVERHEATED if bits & 0x40 else Reason.FAILURE

    def _ask(self, question: bytes, answers: int) -> list[int] | None:
        self._answers.clear()
        until = monotonic() + ANSWER
        if self._line.write(question, ANSWER) < len(question):
            return None
        while len(self._answers) < answers and (left := until - monotonic()) > 0:
            self.hear(left)
        return self._answers[:answers] if len(self._answers) >= answers else None

    def hear(self, seconds: float) -> None:
        """Take in what comes. Raises DeviceError (OFFLINE)."""
        for said in self._decoder.feed(self._line.read(256, seconds)):
            self._heard(said)

    def _heard(self, said: Said) -> None:
        match said:
            case RealTime(bits):
                self._answers.append(bits)
            case Fence():
                self.fenced = True
            case Model(name):
                self._named(name)
            case Unasked():
                self.unasked = True
            case _:
                pass
