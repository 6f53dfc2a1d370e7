"""Many rows at once, by the quickest way that each database has; a row is a tuple."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, Table
from sqlalchemy.dialects import postgresql

from sync.central.arrays import array
from sync.central.database import Tx

Rows = Iterable[Sequence[Any]]
_PREPARED = 50
"""Parameters up to which psycopg remembers how to send a statement."""
_quoted = postgresql.dialect().identifier_preparer.quote  # type: ignore[no-untyped-call]


def insert(tx: Tx, table: Table, columns: Sequence[str], rows: Rows) -> None:
    """Add `rows`, values in the order of `columns`. None of them may be there yet."""
    into = f"{table.name} ({_list(columns)})"
    driver = tx.driver()
    if tx.dialect == "sqlite":
        driver.executemany(f"INSERT INTO {into} VALUES ({_marks(columns)})", rows)  # noqa: S608
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def add(
    tx: Tx, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]], clash: str = ""
) -> int:
    """Add some rows in one statement, prepared once however many they are; how many went in.

    For the rows of one request, where `insert` is for those of a file. `clash`: what to do with a
    row that is there, as SQL after ON CONFLICT; by default it is an IntegrityError.
    """
    if not rows:
        return 0
    into = f"INSERT INTO {table.name} ({_list(columns)})"
    conflict = f"ON CONFLICT {clash}" if clash else ""
    given: Any = list(rows)
    if tx.dialect == "sqlite":
        text = f"{into} VALUES ({_marks(columns)}) {conflict}"
    else:
        text = f"{into} SELECT * FROM unnest({_arrays(table, columns)}) {conflict}"  # noqa: S608
        given = tuple(_given(table, columns, rows))
    return tx.exec_driver_sql(text, given).rowcount


def add_all(tx: Tx, rows: Mapping[Table, Sequence[tuple[Any, ...]]]) -> None:
    """Add rows to several tables in as few statements as may be: each is a journey to the server.

    A row has all of its table's columns, in their order, but for a number that the table gives.
    """
    if tx.dialect == "sqlite":
        for table, some in rows.items():
            add(tx, table, all_but_number(table), some)
        return
    tables = [table for table, some in rows.items() if some]
    while tables:
        first, *others = tables
        together, count = [first], len(first.columns)
        for table in others:
            if count + len(table.columns) <= _PREPARED:
                together.append(table)
                count += len(table.columns)
        tables = [table for table in others if table not in together]
        given = [one for t in together for one in _given(t, all_but_number(t), rows[t])]
        tx.exec_driver_sql(_adding(tuple(together)), tuple(given))


@cache
def _adding(tables: tuple[Table, ...]) -> str:
    """One statement that adds to all of `tables`, none of which refers to another."""
    steps = []
    for table in tables:
        names = all_but_number(table)
        given = f"SELECT * FROM unnest({_arrays(table, names)})"  # noqa: S608
        steps.append(f"INSERT INTO {table.name} ({_list(names)}) {given}")
    *earlier, last = steps
    named = ", ".join(f"s{i} AS ({step})" for i, step in enumerate(earlier))
    return f"WITH {named} {last}" if named else last


@cache
def all_but_number(table: Table) -> tuple[str, ...]:
    """The columns that a row is given."""
    number = table.autoincrement_column
    return tuple(column.name for column in table.columns if column is not number)


def upsert(tx: Tx, table: Table, columns: Sequence[str], rows: Rows) -> None:
    """Add `rows`, or replace what has the same primary key, which must be among `columns`.

    On PostgreSQL no two of `rows` may have the same key.
    """
    key = [column.name for column in table.primary_key]
    changed = ", ".join(
        f"{_quoted(name)} = excluded.{_quoted(name)}" for name in columns if name not in key
    )
    into = f"INSERT INTO {table.name} ({_list(columns)})"
    _each(tx, into, table, columns, f"ON CONFLICT ({_list(key)}) DO UPDATE SET {changed}", rows)


def update(tx: Tx, table: Table, columns: Sequence[str], rows: Rows) -> None:
    """Make rows that are there what `rows` say, by their primary key, which is among `columns`.

    On PostgreSQL no two of `rows` may have the same key.
    """
    key = [column.name for column in table.primary_key]
    rest = [name for name in columns if name not in key]
    if tx.dialect == "sqlite":
        place = {name: f"{_quoted(name)} = ?{number}" for number, name in enumerate(columns, 1)}
        change = ", ".join(place[name] for name in rest)
        same = " AND ".join(place[name] for name in key)
        tx.driver().executemany(f"UPDATE {table.name} SET {change} WHERE {same}", rows)  # noqa: S608
        return
    change = ", ".join(f"{_quoted(name)} = now.{_quoted(name)}" for name in rest)
    same = " AND ".join(f"{table.name}.{_quoted(name)} = now.{_quoted(name)}" for name in key)
    those = f"unnest({_arrays(table, columns)}) AS now ({_list(columns)})"
    statement = f"UPDATE {table.name} SET {change} FROM {those} WHERE {same}"  # noqa: S608
    _unnest(tx, statement, _given(table, columns, rows))


def delete(tx: Tx, table: Table, keys: Rows) -> None:
    """Remove the rows that have these primary keys; one that is not there is no matter."""
    names = [column.name for column in table.primary_key]
    if tx.dialect == "sqlite":
        same = " AND ".join(f"{_quoted(name)} = ?" for name in names)
        tx.driver().executemany(f"DELETE FROM {table.name} WHERE {same}", keys)  # noqa: S608
        return
    same = " AND ".join(f"{table.name}.{_quoted(name)} = gone.{_quoted(name)}" for name in names)
    those = f"unnest({_arrays(table, names)}) AS gone ({_list(names)})"
    statement = f"DELETE FROM {table.name} USING {those} WHERE {same}"  # noqa: S608
    _unnest(tx, statement, _given(table, names, keys))


def _each(
    tx: Tx, into: str, table: Table, columns: Sequence[str], conflict: str, rows: Rows
) -> None:
    if tx.dialect == "sqlite":
        tx.driver().executemany(f"{into} VALUES ({_marks(columns)}) {conflict}", rows)
        return
    given = f"SELECT * FROM unnest({_arrays(table, columns)})"  # noqa: S608
    _unnest(tx, f"{into} {given} {conflict}", _given(table, columns, rows))


def _unnest(tx: Tx, statement: str, given: Sequence[Any]) -> None:
    if given:
        with tx.driver().cursor() as cursor:
            cursor.execute(statement, given)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(_quoted(name) for name in columns)


def _marks(columns: Sequence[str]) -> str:
    return ",".join("?" * len(columns))


def _arrays(table: Table, columns: Sequence[str]) -> str:
    return ", ".join(f"{_mark(table.c[name])}::{_type(table.c[name])}[]" for name in columns)


def _given(table: Table, columns: Sequence[str], rows: Rows) -> list[Any]:
    """The values of what `_arrays` asks for; none of no rows."""
    return [
        array(values) if _mark(table.c[name]) == "%s" else list(values)
        for name, values in zip(columns, zip(*rows, strict=True), strict=False)
    ]


def _mark(column: Column[Any]) -> str:
    """Bytes and long texts full of quotes go as they are, which is the driver's way."""
    raw = isinstance(column.type, LargeBinary) or column.name.endswith("_json")
    return "%b" if raw else "%s"


def _type(column: Column[Any]) -> str:
    if isinstance(column.type, LargeBinary):
        return "bytea"
    return "bigint" if isinstance(column.type, BigInteger) else "text"
