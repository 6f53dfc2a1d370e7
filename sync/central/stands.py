"""How far each till has read, in its own words: for people, and for forgetting rows."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Stand(Struct, kw_only=True, frozen=True, omit_defaults=True):
    """What a till said when it last waited, of one epoch: a seq by stream."""

    epoch: str = ""
    at: str = ""
    """ISO 8601, UTC; "" of what central noted before it knew to ask."""
    heard: dict[str, int] = {}
    """The heads that it knows. It has read no more than that, and maybe less."""
    read: dict[str, int] | None = None
    """What it has taken in, 0 while it reads a base; None from a program that does not say."""


def text_of(stand: Stand) -> str:
    """As `installations.cursors_json` keeps it."""
    return msgspec.json.encode(stand, order="sorted").decode()


def stand_of(text: str) -> Stand:
    """From that column; of what an older central wrote there, nothing."""
    try:
        return msgspec.json.decode(text or "{}", type=Stand)
    except msgspec.MsgspecError:
        return Stand()


def behind(stand: Stand, epoch: str, heads: dict[str, int]) -> int | None:
    """Rows of its streams that the till has yet to read; None: it has not said."""
    if stand.read is None or stand.epoch != epoch:
        return None
    return sum(max(0, heads.get(stream, 0) - seq) for stream, seq in stand.read.items())


def read_by(stand: Stand, epoch: str) -> dict[str, int]:
    """Up to where nobody needs to keep anything for this till; nothing of another epoch, in which
    it takes the base."""
    if stand.epoch != epoch:
        return {}
    return stand.heard if stand.read is None else stand.read
