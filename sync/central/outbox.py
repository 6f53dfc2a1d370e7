"""What a change says to the tills, written in the transaction that makes the change.

Lock the row that changes before saying so: of two transactions with the same key, the one that
commits later must say later, or the tills would end with the older value.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

import msgspec

from sync.central import bulk
from sync.central.database import Tx
from sync.central.feed_tables import outbox
from sync.protocol import DELETE, PUT

_FEW = 500
"""Rows that go in one statement that is prepared; of more, COPY is quicker."""
_COLUMNS = ("stream", "op", "kind", "key", "version", "value_json")


class Said(NamedTuple):
    """One change of a stream. `op`: PUT with a value, DELETE without; see `protocol.Row`.

    A value that is text is canonical JSON already.
    """

    stream: str
    op: str
    kind: str
    key: str
    version: int
    value: dict[str, Any] | str | None


Ready = tuple[str, str, str, str, int, str]
"""A `Said` with a value that is text, as it is put down: of thousands it is the quicker."""


def say(
    tx: Tx,
    stream: str,
    op: str,
    kind: str,
    key: str,
    version: int,
    value: dict[str, Any] | str | None,
) -> None:
    """Say one change. Raises ValueError when `op` and `value` do not go together."""
    said = Said(stream, op, kind, key, version, value)
    tx.execute(_INSERT, dict(zip(_COLUMNS, _row(said), strict=True)))


def say_all(tx: Tx, rows: Iterable[Said | Ready]) -> None:
    """Say many, in order. A long import does this in several transactions: on PostgreSQL an open
    one holds up every stream."""
    listed = [said if type(said) is tuple else _row(cast(Said, said)) for said in rows]
    put = bulk.add if len(listed) <= _FEW else bulk.insert
    put(tx, outbox, _COLUMNS, listed)


def _row(said: Said) -> tuple[object, ...]:
    """A plain tuple: SQLite's driver takes twice as long over one with names."""
    stream, op, kind, key, version, value = said
    if op != (DELETE if value is None else PUT):
        raise ValueError(f"{op} {kind} {key}: a value goes with P, none with D")
    if isinstance(value, dict):
        value = _encode(value).decode()
    return stream, op, kind, key, version, value


# Canonical JSON, and of a number with a point what a till's checksum makes of it too.
_encode = msgspec.json.Encoder(order="sorted").encode
_INSERT = outbox.insert().inline()
