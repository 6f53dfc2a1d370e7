"""Threads for what asks the database; who comes when too many wait is told to come later."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

from sync.central.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")

SPREAD = 5.0
"""Seconds over which those who were sent away come back."""


class Work:
    """`threads` at once, and `waiting` behind them."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._limiter = CapacityLimiter(threads)
        self._most = waiting

    async def __call__(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`call`'s answer. Raises what it raises; Refusal (paced)."""
        if self._limiter.statistics().tasks_waiting >= self._most:
            later = 1 + secrets.SystemRandom().random() * SPREAD
            raise Refusal("paced", "too many at once", retry_after=round(later, 1))
        return await anyio.to_thread.run_sync(partial(call, *args, **kwargs), limiter=self._limiter)
