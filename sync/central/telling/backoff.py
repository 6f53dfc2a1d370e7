"""How long to wait before something is tried again: longer each time, and never all at once."""

from __future__ import annotations

from datetime import timedelta

_STEPS = (5, 30, 120, 600, 1800, 3600)
"""Seconds after the first try, the second, and so on; then always the last."""
_SPREAD = 20
"""Per cent that it may be sooner or later."""


def pause(tries: int, dice: int) -> timedelta:
    """After `tries` failures, from 1; `dice`: any number from -100 to 100."""
    seconds = _STEPS[min(max(tries, 1), len(_STEPS)) - 1]
    return timedelta(milliseconds=seconds * (1000 * 100 + 10 * _SPREAD * dice) // 100)
