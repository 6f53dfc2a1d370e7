"""How often one device may ask what names customers: more is nobody at a counter."""

from __future__ import annotations

import time
from collections import deque

from sync.central.errors import Refusal

SPAN = 300.0
"""Seconds."""
MOST = 120
"""Questions of one device within SPAN, to one process of central."""


class Pace:
    """Called in one event loop."""

    def __init__(self) -> None:
        self._asked: dict[int, deque[float]] = {}

    def check(self, installation: int) -> None:
        """Raises Refusal (paced)."""
        now = time.monotonic()
        lately = self._asked.setdefault(installation, deque())
        while lately and now - lately[0] >= SPAN:
            lately.popleft()
        if len(lately) >= MOST:
            wait = round(lately[0] + SPAN - now, 1)
            raise Refusal("paced", "orders are asked for too often", retry_after=wait)
        lately.append(now)
