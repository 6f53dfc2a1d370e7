"""How masters are kept: a version for each change, what was before it, and who made it.

A row that is kept as it was is no change: it gets no version and nobody hears of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, Table, select

from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import lookups
from sync.central.masters.audit import note_all
from sync.central.tables import history

S = TypeVar("S")
Cells = tuple[str, ...]
"""The columns of a row after its key and its version, in the table's order."""

_encode = msgspec.json.Encoder(order="sorted").encode


class Change(NamedTuple):
    """`before`: None when there was no such row."""

    version: int
    before: Cells | None


def text(value: object) -> str:
    """A value as its column holds it: canonical JSON, unless there are floats in it."""
    return _encode(value).decode()


def value_of(cells: str, kind: type[S]) -> S:
    """What `text` was made of."""
    return msgspec.json.decode(cells, type=kind)


def built(value: object) -> dict[str, Any]:
    """A value as it travels."""
    made: dict[str, Any] = msgspec.to_builtins(value)
    return made


def keep(tx: Tx, table: Table, rows: Mapping[str, Cells], who: str) -> dict[str, Change]:
    """Make each key's row what is said, and answer what that changed.

    For tables whose columns are a key, `version`, and texts among them `value_json`. `who`: of
    the staff, of the office, or a program.
    """
    lookups.lock(tx.connection, table.name)
    columns = [column.name for column in table.columns]
    key, rest = columns[0], [name for name in columns[1:] if name != "version"]
    known = lookups.found(tx.connection, table, [key, "version", *rest], [key], _singles(rows))
    versions = {row[0]: (row[1], tuple(row[2:])) for row in known}
    changes = {}
    for name, cells in rows.items():
        version, before = versions.get(name, (0, None))
        if before != cells:
            changes[name] = Change(version + 1, before)
    bulk.upsert(
        tx,
        table,
        [key, "version", *rest],
        [(name, change.version, *rows[name]) for name, change in changes.items()],
    )
    _keep_what_was(tx, table, rest.index("value_json"), changes, who)
    note_all(tx, who, table.name, list(changes))
    return changes


def _keep_what_was(
    tx: Tx, table: Table, place: int, changes: Mapping[str, Change], who: str
) -> None:
    until = tx.at.isoformat()
    bulk.insert(
        tx,
        history,
        ["kind", "key", "version", "value_json", "until", "who"],
        [
            (table.name, name, change.version - 1, change.before[place], until, who)
            for name, change in changes.items()
            if change.before is not None
        ],
    )


def one(connection: Connection, table: Table, key: str) -> Any:
    """The row of that key, or None."""
    return connection.execute(select(table).where(table.primary_key.columns[0] == key)).first()


def _singles(keys: Mapping[str, object]) -> list[tuple[str]]:
    return [(key,) for key in keys]
