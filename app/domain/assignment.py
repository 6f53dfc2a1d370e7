"""Whose an order is to prepare, before anybody has begun: the same on every device, unasked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def assignee(number: str, devices: Iterable[int]) -> int:
    """One of these installations, 0 of none. Each order has its own, whatever the order in which
    they are named; when one goes, only its orders go to others (rendezvous hashing)."""
    return max(devices, key=lambda one: (_weight(number, one), one), default=0)


def _weight(number: str, device: int) -> bytes:
    return hashlib.sha256(f"{number}/{device}".encode()).digest()
