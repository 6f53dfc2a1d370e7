"""Sums by key: of quantities by product or line, of amounts by payment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from app.domain.money import Money

K = TypeVar("K")
V = TypeVar("V", int, Decimal, Money)


def summed(parts: Iterable[tuple[K, V]]) -> dict[K, V]:
    """In the order in which each key comes first."""
    sums: dict[K, V] = {}
    for key, much in parts:
        sums[key] = sums[key] + much if key in sums else much
    return sums
