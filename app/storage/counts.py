"""Counts of stock: the one that is under way, what is to be counted, and when something was."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.counting import AskedBy, Found, OpenCount, Place, Scope, Task
from app.domain.place_count import Half
from app.domain.plain import plain, read
from app.storage.database import Reader, Write
from app.storage.tables import count_rows as r
from app.storage.tables import count_tasks as tasks_table
from app.storage.tables import counts as t


# the one under way
def open_one(connection: Reader | Write) -> OpenCount | None:
    """There is one at most; it survives whatever happens to the program."""
    row = connection.execute(select(t).where(t.c.ended_at.is_(None))).first()
    if row is None:
        return None
    return OpenCount(row.id, read(Scope, row.scope), Place(row.place), row.began_at, row.who)


def begin(tx: Write, count: OpenCount) -> None:
    values = {"id": count.id, "scope": plain(count.scope), "place": count.place.value}
    tx.execute(insert(t).values(**values, began_at=count.began_at, who=count.who))
    tx.changed(Topic.STOCK)


def go_to(tx: Write, count: str, place: Place) -> None:
    tx.execute(update(t).where(t.c.id == count).values(place=place.value))
    tx.changed(Topic.STOCK)


def end(tx: Write, count: str) -> None:
    """It is closed, or left."""
    tx.execute(delete(t).where(t.c.id == count))
    tx.changed(Topic.STOCK)


# those of one place, closed, that wait for the other
def wait(tx: Write, count: str, at: datetime, *, whole: bool, after: int) -> None:
    values = {"ended_at": at, "whole": int(whole), "last": after}
    tx.execute(update(t).where(t.c.id == count).values(**values))
    tx.changed(Topic.STOCK)


def halves(connection: Reader | Write) -> list[Half]:
    """The newest first."""
    there = connection.execute(select(t).where(t.c.ended_at.is_not(None))).all()
    return [
        Half(
            row.id,
            read(Scope, row.scope),
            Place(row.place),
            row.ended_at,
            bool(row.whole),
            row.last,
            {one.sku: one for one in found(connection, row.id)},
        )
        for row in sorted(there, key=lambda row: (row.ended_at, row.last), reverse=True)
    ]


_ENDED = (
    select(t.c.id, t.c.place, t.c.ended_at, func.count(r.c.sku).label("many"))
    .select_from(t.outerjoin(r, r.c.count == t.c.id))
    .where(t.c.ended_at.is_not(None))
    .group_by(t.c.id)
)


def ended(connection: Reader | Write) -> list[tuple[str, Place, datetime, int]]:
    """Each that waits: where, when it was closed, and how many products it has."""
    rows = connection.execute(_ENDED)
    return [(row.id, Place(row.place), row.ended_at, row.many) for row in rows]


_FORGET = text(
    "DELETE FROM count_rows WHERE count IN (SELECT id FROM counts WHERE ended_at IS NOT NULL)"
    " AND sku IN (SELECT value FROM json_each(:skus))"
)
_CHECK = text(
    "UPDATE count_rows SET checked = 1 WHERE count = :count"
    " AND sku IN (SELECT value FROM json_each(:skus))"
)


_GIVE_WAY = text(
    "DELETE FROM count_rows WHERE count IN (SELECT id FROM counts WHERE ended_at IS NOT NULL)"
    " AND count <> :count AND place = :place"
    " AND sku IN (SELECT sku FROM count_rows WHERE count = :count)"
)


def forget(tx: Write, skus: Iterable[str]) -> None:
    """What waits of them."""
    tx.execute(_FORGET, {"skus": _json(skus)})
    tx.changed(Topic.STOCK)


def give_way(tx: Write, count: OpenCount) -> None:
    """What waits of its place, of what it has found, is older."""
    tx.execute(_GIVE_WAY, {"count": count.id, "place": count.place.value})
    tx.changed(Topic.STOCK)


def check(tx: Write, count: str, skus: Iterable[str]) -> None:
    """They were counted a second time."""
    tx.execute(_CHECK, {"count": count, "skus": _json(skus)})
    tx.changed(Topic.STOCK)


_BETWEEN = text(
    "SELECT asked.key AS sku,"
    " sum(CASE WHEN why IN ('sale', 'return') THEN delta ELSE 0 END) AS sold,"
    " sum(why NOT IN ('sale', 'return')) AS others FROM json_each(:spans) AS asked"
    " CROSS JOIN stock_moves AS move INDEXED BY stock_moves_by_sku"
    " WHERE move.sku = asked.key AND move.installation = :own"
    "  AND move.seq > asked.value ->> 0 AND move.seq <= asked.value ->> 1"
    " GROUP BY asked.key"
)


def moved_between(
    connection: Reader | Write, own: int, spans: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Between two facts of ours, by SKU: thousandths that were sold (below zero) or came back, and
    how often it was moved in another way. Nothing of what did not move."""
    rows = connection.execute(_BETWEEN, {"spans": json.dumps(dict(spans)), "own": own})
    return {row.sku: (int(row.sold), int(row.others)) for row in rows}


def put(tx: Write, count: str, found: Found) -> None:
    key, values = _values(count, found)
    statement = upsert(r).values(**key, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))
    tx.changed(Topic.STOCK)


def put_all(tx: Write, count: str, found: Iterable[Found]) -> None:
    """Many that are not there yet."""
    rows = [{**key, **values} for key, values in (_values(count, one) for one in found)]
    if rows:
        tx.execute(insert(r), rows)
        tx.changed(Topic.STOCK)


def _values(count: str, found: Found) -> tuple[dict[str, Any], dict[str, Any]]:
    """(its key, the rest of its row)."""
    values = {
        "number": found.number,
        "expected": found.expected,
        "held": found.held,
        "at": found.at,
        "after": found.after,
        "checked": int(found.checked),
        "who": found.who,
        "known": found.known,
    }
    return {"count": count, "sku": found.sku, "place": found.place.value}, values


def one(connection: Reader | Write, count: str, sku: str, place: Place) -> Found | None:
    here = (r.c.count == count) & (r.c.sku == sku) & (r.c.place == place.value)
    row = connection.execute(select(r).where(here)).first()
    return _found(row) if row else None


def of_sku(connection: Reader | Write, count: str, sku: str) -> list[Found]:
    rows = connection.execute(select(r).where((r.c.count == count) & (r.c.sku == sku)))
    return [_found(row) for row in rows]


def found(connection: Reader | Write, count: str) -> list[Found]:
    rows = connection.execute(select(r).where(r.c.count == count).order_by(r.c.sku))
    return [_found(row) for row in rows]


def newest(connection: Reader, count: str, most: int) -> list[Found]:
    """What was touched last, first."""
    query = select(r).where(r.c.count == count).order_by(r.c.at.desc(), r.c.sku).limit(most)
    return [_found(row) for row in connection.execute(query)]


def again(tx: Write, count: str, sku: str) -> None:
    """It is counted a second time, from nothing, wherever it was found."""
    here = (r.c.count == count) & (r.c.sku == sku)
    tx.execute(update(r).where(here).values(number=0, checked=1))
    tx.changed(Topic.STOCK)


def _found(row: object) -> Found:
    values = row._mapping  # type: ignore[attr-defined]
    return Found(
        values["sku"], Place(values["place"]), values["number"], values["expected"],
        values["held"], values["at"], values["after"], bool(values["checked"]), values["who"],
        values["known"],
    )  # fmt: skip


# what is to be counted
def ask(tx: Write, task: Task) -> None:
    """Something is to be counted; once, for whatever came first."""
    values = {"sku": task.sku, "why": task.why.value, "about": task.about, "at": task.at}
    tx.execute(upsert(tasks_table).values(**values).on_conflict_do_nothing())
    tx.changed(Topic.STOCK)


def tasks(connection: Reader | Write) -> list[Task]:
    rows = connection.execute(select(tasks_table).order_by(tasks_table.c.at, tasks_table.c.sku))
    return [Task(row.sku, AskedBy(row.why), row.about, row.at) for row in rows]


def done(tx: Write, skus: Iterable[str]) -> None:
    """They were counted."""
    tx.exec_driver_sql(
        "DELETE FROM count_tasks WHERE sku IN (SELECT value FROM json_each(?))", (_json(skus),)
    )
    tx.changed(Topic.STOCK)


# when something was counted; NOT IN is what the partial index is by, or SQLite will not take it
_COUNTED = text(
    "SELECT asked.value AS sku, max(facts.at) AS at FROM json_each(:skus) AS asked"
    " CROSS JOIN stock_moves AS move INDEXED BY stock_moves_known"
    " CROSS JOIN facts"
    " WHERE move.sku = asked.value AND move.why = 'counted'"
    "  AND move.why NOT IN ('sale', 'return', 'handed_over')"
    "  AND facts.installation = move.installation AND facts.seq = move.seq"
    " GROUP BY asked.value"
)
_SINCE = text(
    "SELECT asked.key AS sku, sum(move.delta) AS delta FROM json_each(:asked) AS asked"
    " CROSS JOIN stock_moves AS move INDEXED BY stock_moves_known"
    " WHERE move.sku = asked.key AND move.installation = :own AND move.seq > asked.value"
    "  AND move.why = 'counted' AND move.why NOT IN ('sale', 'return', 'handed_over')"
    " GROUP BY asked.key"
)
_TOLD = text(
    "SELECT sku, counted_at FROM stock"
    " WHERE counted_at <> '' AND sku IN (SELECT value FROM json_each(:skus))"
)
_OLDEST = text("SELECT sku FROM stock ORDER BY counted_at, sku LIMIT :most")
_BELOW = text("SELECT sku FROM stock WHERE on_hand < 0 ORDER BY sku LIMIT :most")
_ALL = text("SELECT sku FROM stock")


def counted_at(
    connection: Reader | Write, mirror: Connection, skus: Iterable[str]
) -> dict[str, datetime]:
    """When each was counted last, here or as central heard; nothing of what nobody counted."""
    asked = {"skus": _json(skus)}
    found: dict[str, datetime] = {}
    for row in [*mirror.execute(_TOLD, asked), *connection.execute(_COUNTED, asked)]:
        at = datetime.fromisoformat(row[1])
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        found[row[0]] = max(at, found.get(row[0], at))
    return found


def counted_since(tx: Write, own: int, after: Mapping[str, int]) -> dict[str, int]:
    """What our counts moved of each SKU, in thousandths, beyond that fact of ours."""
    rows = tx.execute(_SINCE, {"asked": json.dumps(dict(after)), "own": own})
    return {row.sku: int(row.delta) for row in rows}


def oldest(mirror: Connection, most: int) -> list[str]:
    """The products that were counted longest ago, as far as central knows."""
    return list(mirror.execute(_OLDEST, {"most": most}).scalars())


def below_zero(mirror: Connection, most: int) -> list[str]:
    """Of which central has less than nothing."""
    return list(mirror.execute(_BELOW, {"most": most}).scalars())


def all_told(mirror: Connection) -> list[str]:
    """Every product that central spoke of."""
    return list(mirror.execute(_ALL).scalars())


def _json(skus: Iterable[str] | Mapping[str, object]) -> str:
    return json.dumps(list(skus))
