"""Thousands of rows by their keys, in one question, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Table


def found(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    by: Sequence[str],
    keys: Sequence[tuple[Any, ...]],
    *,
    lock: bool = False,
) -> Sequence[Any]:
    """`columns` of the rows whose columns `by` are one of `keys`.

    `lock`: nobody else changes these rows before this transaction ends; on SQLite nobody can.
    """
    if not keys:
        return []
    dialect = connection.dialect.name
    statement = _statement(dialect, table, tuple(columns), tuple(by), lock)
    if dialect == "sqlite":
        given: tuple[Any, ...] = (json.dumps(keys),)
    else:
        given = tuple(map(list, zip(*keys, strict=True)))
    return connection.exec_driver_sql(statement, given).all()


def lock(connection: Connection, what: str) -> None:
    """Be the only one who changes things of kind `what` until this transaction ends.

    For those that may not be there yet, which no lock of a row can hold.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "SELECT pg_advisory_xact_lock(hashtext('masters'), hashtext(%s))", (what,)
        )


@cache
def _statement(
    dialect: str, table: Table, columns: tuple[str, ...], by: tuple[str, ...], lock: bool
) -> str:
    names = ", ".join(f't."{name}"' for name in columns)
    if dialect == "sqlite":
        same = " AND ".join(
            f"t.\"{name}\" = json_extract(k.value, '$[{i}]')" for i, name in enumerate(by)
        )
        # CROSS: the keys are walked, the table is looked up; never the other way round.
        return f"SELECT {names} FROM json_each(?) AS k CROSS JOIN {table.name} AS t ON {same}"  # noqa: S608
    arrays = ", ".join(f"%s::{_type(table, name)}[]" for name in by)
    given = ", ".join(f"k{i}" for i in range(len(by)))
    same = " AND ".join(f't."{name}" = k.k{i}' for i, name in enumerate(by))
    # In one order, so that two who lock the same rows wait for each other once and never both.
    order = ", ".join(f't."{name}"' for name in by)
    ending = f" ORDER BY {order} FOR UPDATE OF t" if lock else ""
    return (
        f"SELECT {names} FROM unnest({arrays}) AS k({given}) JOIN {table.name} t ON {same}{ending}"  # noqa: S608
    )


def _type(table: Table, name: str) -> str:
    return "bigint" if isinstance(table.c[name].type, Integer) else "text"
