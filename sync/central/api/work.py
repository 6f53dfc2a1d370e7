"""Threads for what asks the database; who comes when too many wait is told to come later."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from sync.central.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")

SPREAD = 5.0
"""Seconds over which those who were sent away come back."""


class Work:
    """`threads` at once, and `waiting` behind them; called in one event loop."""

    def __init__(self, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="central")
        self._most = threads + waiting
        self._inside = 0

    async def __call__(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`call`'s answer. Raises what it raises; Refusal (paced)."""
        if self._inside >= self._most:
            later = 1 + secrets.SystemRandom().random() * SPREAD
            raise Refusal("paced", "too many at once", retry_after=round(later, 1))
        self._inside += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, partial(call, *args, **kwargs))
        finally:
            self._inside -= 1

    def close(self) -> None:
        """What is in progress ends; nothing else begins."""
        self._pool.shutdown(cancel_futures=True)
