"""One ticket on its way to a printer, from its first byte to its fence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from hardware.errors import Broken, DeviceError, Reason
from hardware.escpos import commands
from hardware.escpos.talk import ANSWER, Talk
from hardware.results import CameOut, HandedOver, NotBegun, PrintEnd, Unsure
from hardware.transport.transport import Transport

PATIENCE = 20.0
"""Seconds for a printer that says it is well, or nothing, and does not go on."""
_PIECE = 2048
_TAKES = 1.0
"""Seconds for a piece, before the printer is asked what keeps it."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What whoever sends looks after meanwhile."""

    blocked: Callable[[], Reason | None]
    """What keeps the printer from going on; TIMEOUT: it does not say. Raises DeviceError."""
    leaving: Callable[[], bool]
    """Whether the till is being closed."""
    cleared: Callable[[], bool]
    """Whether a person says, since this was last asked, that the cutter is free."""


@dataclass(slots=True)
class Sending:
    """`talk` None: the printer answers nothing."""

    line: Transport
    talk: Talk | None
    data: bytes
    watch: Watch
    patience: float = PATIENCE
    _sent: int = 0
    _well_since: float = field(default_factory=monotonic)

    def run(self) -> PrintEnd:
        """Send it and wait until it is out, or nobody can know, or it was never begun."""
        fence = commands.FENCE if self.talk is not None else b""
        try:
            given_up = self._hand_over(self.data + fence)
            if given_up is not None:
                return given_up
            return HandedOver() if self.talk is None else self._wait(self.talk)
        except Broken as broken:
            return self._ended(Reason.OFFLINE, begun=broken.begun)
        except DeviceError as error:
            return self._ended(error.code)

    def _hand_over(self, data: bytes) -> PrintEnd | None:
        most = _PIECE if self.line.two_way else len(data)  # a spooler makes a job of each write
        while self._sent < len(data):
            piece = data[self._sent : self._sent + most]
            taken = self.line.write(piece, _TAKES)
            self._sent += taken
            if taken == len(piece):
                self._well_since = monotonic()
            elif (end := self._stuck()) is not None:
                return end
        return None

    def _wait(self, talk: Talk) -> PrintEnd:
        while True:
            talk.hear(ANSWER)
            if talk.fenced:
                return CameOut()
            if (end := self._stuck()) is not None:
                return end

    def _stuck(self) -> PrintEnd | None:
        """It goes on when paper is back and the cover closed, however long that takes; one that
        says that it is well and does not go on, or says nothing, is given up."""
        if self.watch.leaving():
            return self._ended(Reason.UNSURE)
        wrong = self.watch.blocked() if self.talk is not None else Reason.TIMEOUT
        if wrong is Reason.CUTTER and self.watch.cleared():
            self.line.write(commands.CLEAR, ANSWER)
            return self._ended(Reason.CUTTER)
        if wrong not in (None, Reason.TIMEOUT):
            self._well_since = monotonic()
        elif monotonic() - self._well_since > self.patience:
            return self._ended(Reason.TIMEOUT)
        return None

    def _ended(self, why: Reason, *, begun: bool = False) -> PrintEnd:
        return Unsure(why) if self._sent or begun else NotBegun(why)
