"""What central was told of how far we have read, and when to tell it again.

A `Wait` says it, but one is under way while what it woke us for is read: a `Tell` says the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from sync.backoff import LONGEST, Dice

SETTLED = 3.0
"""Seconds after a wait began until it is worth saying what was read since: the next change may
end that wait first, and the one after it says it."""
SPREAD = 10.0
"""Seconds over which tills tell that have read the same change."""


class Telling:
    """`hurry`: nobody waits, so it is told as soon as everything is read."""

    def __init__(self, dice: Dice, *, hurry: bool) -> None:
        self._dice = dice
        self._told: Mapping[str, int] | None = None
        self._at = 0.0 if hurry else float("inf")

    def said(self, read: Mapping[str, int], now: float) -> None:
        self._told = read
        self._at = now + SETTLED + self._dice() * SPREAD

    def failed(self, now: float) -> None:
        """Nobody knows whether it was heard."""
        self._told = None
        self._at = now + SETTLED

    def refused(self, now: float) -> None:
        """What is wrong shows elsewhere too, on a call that matters more."""
        self._told = None
        self._at = now + LONGEST

    def times(self, read: Mapping[str, int]) -> list[float]:
        """When it is to be told, if ever."""
        return [] if read == self._told else [self._at]

    def due(self, read: Mapping[str, int], now: float) -> bool:
        return read != self._told and now >= self._at
