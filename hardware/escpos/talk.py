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
TOGETHER = 0.05
"""Seconds between two answers to questions that stand one behind the other."""


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
        self.drain(0)  # what comes too late answers no other question
        self._answers.clear()
        until = monotonic() + ANSWER
        if self._line.write(question, ANSWER) < len(question):
            return None
        while len(self._answers) < answers and (left := until - monotonic()) > 0:
            self.hear(left)
        return self._answers[:answers] if len(self._answers) >= answers else None

    def in_step(self, seconds: float) -> bool:
        """Whether nothing that was sent before is still on its way: the fence of a ticket that was
        given up would be taken for the next one's. Raises DeviceError."""
        self.fenced = False
        until = monotonic() + seconds
        self._line.write(commands.FENCE, ANSWER)
        while not self.fenced:
            if monotonic() > until:
                return False
            self.hear(ANSWER)
        self.drain(TOGETHER)
        return True

    def drain(self, seconds: float) -> None:
        """Take in what still comes, until nothing does for so long. Raises DeviceError."""
        for _ in range(64):
            if not self.hear(seconds):
                break

    def hear(self, seconds: float) -> bool:
        """Take in what comes; whether anything did. Raises DeviceError (OFFLINE)."""
        came = self._line.read(256, seconds)
        for said in self._decoder.feed(came):
            self._heard(said)
        return bool(came)

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
