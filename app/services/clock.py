"""The time and the names of new things: the only place of the till that asks the machine."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Protocol


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
    units = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
    if words[:1] in ("+", "-") and words[-1:] in units and words[1:-1].isdigit():
        step = timedelta(**{units[words[-1]]: int(words[1:-1])})
        return now + step if words[0] == "+" else now - step
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    return at if at.tzinfo else None


def new_uuid(at: datetime, dice: bytes | None = None) -> str:
    """A UUID version 7 (RFC 9562): the time in milliseconds, then 74 bits of `dice`."""
    milliseconds = int(at.astimezone(UTC).timestamp() * 1000)
    raw = milliseconds.to_bytes(6, "big") + (dice or secrets.token_bytes(10))[:10]
    number = int.from_bytes(raw, "big")
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def seeded(seed: str, *names: object) -> bytes:
    """Dice that always fall the same: a demo's ids follow from its seed and its clock."""
    return hashlib.sha256("/".join([seed, *map(str, names)]).encode()).digest()
