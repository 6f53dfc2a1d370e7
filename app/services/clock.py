"""The time and the names of new things: the only place of the till that asks the machine."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
LAST = datetime(2099, 12, 31, tzinfo=UTC)
"""Between them a demo's clock may be put."""
_STEP = re.compile(r"([+-])([0-9]{1,9})([dhms])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in the shop's zone."""


class SystemClock:
    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        return datetime.now(self._zone)


class SetClock:
    """A demo's clock: it stands where it was put."""

    def __init__(self, zone: tzinfo, at: datetime) -> None:
        self._zone = zone
        self._at = at

    def now(self) -> datetime:
        return self._at.astimezone(self._zone)


def moved(now: datetime, words: str) -> datetime | None:
    """`now` set by `2026-11-21T10:00:00+01:00` or moved by `+1d`, `-2h`, `+30m`, `+5s`."""
    try:
        if step := _STEP.fullmatch(words):
            by = timedelta(**{_UNITS[step[3]]: int(step[2])})
            at = now + by if step[1] == "+" else now - by
        else:
            at = datetime.fromisoformat(words)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo and FIRST <= at <= LAST else None


def new_uuid(at: datetime, dice: bytes | None = None) -> str:
    """A UUID version 7 (RFC 9562): the time in milliseconds, then 74 bits of `dice`."""
    milliseconds = int(at.astimezone(UTC).timestamp() * 1000)
    raw = milliseconds.to_bytes(6, "big") + (dice or secrets.token_bytes(10))[:10]
    number = int.from_bytes(raw, "big")
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def thrown() -> bytes:
    """Dice that nobody can guess."""
    return secrets.token_bytes(16)


def seeded(seed: str, *names: object) -> bytes:
    """Dice that always fall the same: a demo's ids follow from its seed and its clock."""
    return hashlib.sha256("/".join([seed, *map(str, names)]).encode()).digest()
