"""Regulars: the customers whom a region's tills have at hand, with the line up or down.

Who is made or moves there comes in, and who buys there; who has not been seen for long goes out,
and of too many those who were seen longest ago. A till asks central for anybody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, delete, func, select

from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import lookups, settings
from sync.central.tables import regulars as t

SETTING = "regulars"
"""The chain's setting with the rule: {"days": 365, "most": 100000}."""
_DAYS, _MOST = 365, 100_000


class Rule(Struct, frozen=True):
    days: int = _DAYS
    """Who was not seen for so many is no regular."""
    most: int = _MOST
    """In one region."""


def rule(connection: Connection) -> Rule:
    """What cannot be read is as if nobody had said it."""
    said = settings.get(connection, SETTING)
    if not isinstance(said, Mapping):
        return Rule()
    return Rule(_whole(said.get("days"), _DAYS), _whole(said.get("most"), _MOST))


def _whole(said: object, otherwise: int) -> int:
    return said if type(said) is int and 0 <= said < 10**9 else otherwise


def regions(tx: Tx, uuids: Iterable[str]) -> dict[str, list[str]]:
    """By uuid, where they are regulars."""
    keys = [(uuid,) for uuid in dict.fromkeys(uuids)]
    found: dict[str, list[str]] = {}
    for row in lookups.found(tx.connection, t, ["customer", "region"], ["customer"], keys):
        found.setdefault(row[0], []).append(row[1])
    return {uuid: sorted(some) for uuid, some in found.items()}


def see(tx: Tx, seen: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """These (customer, region) were seen today; those that were no regulars there before.

    Whoever says so holds their rows in `customers`.
    """
    pairs = list(dict.fromkeys(seen))
    today = tx.at.date().isoformat()
    rows = lookups.found(
        tx.connection, t, ["customer", "region", "seen"], ["customer", "region"], pairs
    )
    before = {(row[0], row[1]): row[2] for row in rows}
    news = [(*pair, today) for pair in pairs if before.get(pair) != today]
    bulk.upsert(tx, t, ["customer", "region", "seen"], news)
    return set(pairs) - before.keys()


def leave(tx: Tx, gone: Sequence[tuple[str, str]]) -> None:
    """These (customer, region) are regulars no more."""
    bulk.delete(tx, t, gone)


def room(tx: Tx, region: str) -> int:
    """How many more may come in; never below zero."""
    there = tx.execute(select(func.count()).where(t.c.region == region)).scalar_one()
    return max(rule(tx.connection).most - int(there), 0)


def forget(tx: Tx, uuids: Sequence[str]) -> None:
    tx.execute(delete(t).where(t.c.customer.in_(uuids)))


def in_regions(connection: Connection) -> list[str]:
    return list(connection.scalars(select(t.c.region).distinct().order_by(t.c.region)))


def cold(tx: Tx, region: str, oldest: str, limit: int) -> list[str]:
    """Some who were seen before that day, or beyond the most that there may be."""
    beyond = _SOME.where(t.c.region == region, t.c.seen < oldest)
    found = _uuids(tx, beyond, limit)
    there = tx.execute(select(func.count()).where(t.c.region == region)).scalar_one()
    over = min(int(there) - rule(tx.connection).most, limit)
    if over > len(found):
        found = _uuids(tx, _SOME.where(t.c.region == region), over)
    return found


def _uuids(tx: Tx, question: Select[Any], limit: int) -> list[str]:
    return list(tx.execute(question.limit(limit)).scalars())


_SOME = select(t.c.customer).order_by(t.c.seen, t.c.customer)
