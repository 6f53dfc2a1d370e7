"""Waiting in a test for what others do, and no longer than anybody would."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(true: Callable[[], T], patience: float = 30.0) -> T:
    """What `true` says as soon as it is true; `patience` in seconds."""
    end = time.monotonic() + patience
    while not (found := true()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)
    return found
