"""The line between tills and central: slow, lossy, down at times, and saying things twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sync.central.auth import Spoken

from .faults import Fault, Swarm
from .server import Answer, Server
from .timeline import Timeline

TIMEOUT = 30.0
"""Seconds after which a till gives up; of a long poll, beyond its own time."""
_LONGEST_REPEAT = 3 * 3600.0

Heard = Callable[[Answer | None], None]


class Way(NamedTuple):
    """From a till to central: `shop` says which partition cuts it."""

    shop: str


class Line:
    def __init__(self, time: Timeline, swarm: Swarm, server: Server) -> None:
        self._time, self._swarm, self._server = time, swarm, server
        self._down = 0.0
        self._cut: dict[str, float] = {}
        self.asked = 0

    def fail(self, seconds: float) -> None:
        """An outage: nobody reaches central for so long."""
        self._down = max(self._down, self._time.now + seconds)
        self._time.note("line down", round(seconds))

    def cut(self, shop: str, seconds: float) -> None:
        self._cut[shop] = max(self._cut.get(shop, 0.0), self._time.now + seconds)
        self._time.note("line cut", shop, round(seconds))

    def heal(self) -> None:
        self._down = 0.0
        self._cut.clear()

    def ask(self, way: Way, spoken: Spoken, patience: float, heard: Heard) -> None:
        """`heard` is called once: with the answer, or with None when none came."""
        self.asked += 1
        waiting = [heard]

        def once(answer: Answer | None) -> None:
            if waiting:
                waiting.pop()(answer)

        self._time.after(patience, once, None)
        if self._is_down(way):
            self._time.after(1.0, once, None)
            return
        if not self._swarm.strikes(Fault.REQUEST_LOST, 0.05):
            self._time.after(self._delay(), self._arrive, way, spoken, once)
        if self._swarm.strikes(Fault.REPEATED, 0.03):
            later = self._time.dice.uniform(0, _LONGEST_REPEAT)
            self._time.after(later, self._arrive, way, spoken, _nobody)

    def _arrive(self, way: Way, spoken: Spoken, heard: Heard) -> None:
        if self._is_down(way):
            return

        def back(answer: Answer | None) -> None:
            if answer is None:
                self._time.after(self._delay(), heard, None)
            elif not self._swarm.strikes(Fault.ANSWER_LOST, 0.05) and not self._is_down(way):
                self._time.after(self._delay(), heard, answer)

        self._server.hear(spoken, back)

    def _is_down(self, way: Way) -> bool:
        return self._time.now < max(self._down, self._cut.get(way.shop, 0.0))

    def _delay(self) -> float:
        dice = self._time.dice
        if self._swarm.strikes(Fault.SLOW, 0.05):
            return dice.uniform(1, 2 * TIMEOUT)
        if self._swarm.strikes(Fault.REORDERED, 0.2):
            return dice.uniform(0, 5)
        return dice.uniform(0.005, 0.05)


def _nobody(answer: Answer | None) -> None:
    """Whoever said it twice hears one answer."""
