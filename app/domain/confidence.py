"""How far a figure of stock is to be believed, and why not further.

Shops are right about 70 to 90 % of their products (features.md 4): a figure without its doubts is
a promise that nobody can keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Trust(StrEnum):
    SURE = "sure"
    FAIR = "fair"
    POOR = "poor"


class Doubt(StrEnum):
    """What speaks against a figure."""

    NEGATIVE = "negative"
    NEVER_COUNTED = "never_counted"
    OLD_COUNT = "old_count"
    NIL_PICKS = "nil_picks"
    OLD_WORD = "old_word"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known about a figure."""

    negative: bool
    counted_at: datetime | None
    """None: nobody ever counted."""
    nil_picks: int
    """How often it was looked for in vain since then."""
    alone: bool
    """Whether the till belongs to no chain: then nobody else moves the figure."""
    heard_at: datetime | None
    """When central was last in step."""


@dataclass(frozen=True, slots=True)
class Confidence:
    trust: Trust
    doubts: tuple[Doubt, ...] = ()


_OLD, _VERY_OLD = timedelta(days=30), timedelta(days=180)
_SILENT, _LONG_SILENT = timedelta(minutes=15), timedelta(days=1)
_ORDER = (Trust.SURE, Trust.FAIR, Trust.POOR)


def confidence(signs: Signs, now: datetime) -> Confidence:
    """The least trust that any doubt leaves; two kinds of middling doubt leave little."""
    doubts = dict(_doubts(signs, now))
    if not doubts:
        return Confidence(Trust.SURE)
    worst = max(doubts.values(), key=_ORDER.index)
    return Confidence(Trust.POOR if len(doubts) > 1 else worst, tuple(doubts))


def _doubts(signs: Signs, now: datetime) -> list[tuple[Doubt, Trust]]:
    found = []
    if signs.negative:
        found.append((Doubt.NEGATIVE, Trust.POOR))
    if signs.counted_at is None:
        found.append((Doubt.NEVER_COUNTED, Trust.POOR))
    elif (age := now - signs.counted_at) > _OLD:
        found.append((Doubt.OLD_COUNT, Trust.POOR if age > _VERY_OLD else Trust.FAIR))
    if signs.nil_picks:
        found.append((Doubt.NIL_PICKS, Trust.POOR if signs.nil_picks > 1 else Trust.FAIR))
    if not signs.alone and (signs.heard_at is None or now - signs.heard_at > _SILENT):
        long = signs.heard_at is None or now - signs.heard_at > _LONG_SILENT
        found.append((Doubt.OLD_WORD, Trust.POOR if long else Trust.FAIR))
    return found
