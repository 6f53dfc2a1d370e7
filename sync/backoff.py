"""How long to leave something alone that did not work: full jitter, 1 s doubling to 5 min."""

from __future__ import annotations

from collections.abc import Callable

Dice = Callable[[], float]
"""From 0 to 1, as `random.random`."""

FIRST, LONGEST = 1.0, 300.0
OUTAGE = 4
"""Failures in a row after which the line was down, and not only bad."""


class Backoff:
    """Of one thing that may fail. `until`: it is left alone before."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self.failures = 0
        self.until = 0.0

    def failed(self, now: float, *, least: float = 0, spread: float = 0) -> None:
        """Wait a random part of what doubles with every failure, and `least` at least.

        `spread`: over how many seconds everybody comes back after an outage.
        """
        ceiling = min(LONGEST, FIRST * 2 ** min(self.failures, 30))
        self.failures += 1
        if self.failures > OUTAGE:
            ceiling = max(ceiling, spread)
        self.until = now + least + self._dice() * ceiling

    def rest(self, now: float, seconds: float) -> None:
        self.until = now + seconds

    def worked(self) -> None:
        self.failures, self.until = 0, 0.0
