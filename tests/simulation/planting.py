"""Having a bug for a while: what looks for bugs must then find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Planted = tuple[Any, str, Any]
"""Where, what, and the bug in its place."""


@contextmanager
def planting(bugs: Mapping[str, Callable[[], Planted]], name: str) -> Iterator[None]:
    """Have that one of `bugs` for a while; "" for none."""
    if not name:
        yield
        return
    where, what, bug = bugs[name]()
    right = getattr(where, what)
    setattr(where, what, bug)
    try:
        yield
    finally:
        setattr(where, what, right)
