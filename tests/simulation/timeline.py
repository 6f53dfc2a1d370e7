"""Virtual time: a heap of what happens when, the dice of the seed, and what happened so far."""

from __future__ import annotations

import hashlib
import heapq
import random
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
_REMEMBERED = 60


class Timeline:
    """`now`: seconds since START. `say`: called with every line of the trace."""

    def __init__(self, seed: int, say: Callable[[str], None] | None = None) -> None:
        self.seed = seed
        self.now = 0.0
        self.dice = random.Random(seed)
        self.events = 0
        self.last: deque[str] = deque(maxlen=_REMEMBERED)
        self._heap: list[tuple[float, int, Callable[..., object], tuple[Any, ...]]] = []
        self._number = 0
        self._trace = hashlib.sha256()
        self._say = say

    def after(self, seconds: float, call: Callable[..., object], *args: Any) -> None:
        """What is due at the same moment happens in the order in which it was asked for."""
        self._number += 1
        heapq.heappush(self._heap, (self.now + max(0.0, seconds), self._number, call, args))

    def run(self, until: float) -> None:
        while self._heap and self._heap[0][0] <= until:
            self.now, _, call, args = heapq.heappop(self._heap)
            self.events += 1
            call(*args)
        self.now = max(self.now, until)

    def moment(self) -> datetime:
        return START + timedelta(seconds=self.now)

    def soon(self, mean: float) -> float:
        """Seconds until something that happens every `mean` seconds on the average."""
        return self.dice.expovariate(1 / mean)

    def note(self, *words: object) -> None:
        """One line of the trace."""
        line = f"{self.now:.3f} {' '.join(map(str, words))}"
        self._trace.update(line.encode() + b"\n")
        self.last.append(line)
        if self._say:
            self._say(line)

    @property
    def trace(self) -> str:
        """The hash of everything that happened."""
        return self._trace.hexdigest()[:32]
