"""Questions about several named things, in one statement that is the same however many they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, TextClause, text

from sync.central.arrays import array
from sync.central.database import Tx

_SQL = {
    "postgresql": {
        "{names}": "= ANY(CAST(:names AS text[]))",
        "{locked}": "FOR UPDATE",
        "{s locked}": "FOR UPDATE OF s",
    },
    "sqlite": {
        "{names}": "IN (SELECT value FROM json_each(:names))",
        "{locked}": "",
        "{s locked}": "",
    },
}


def ask(tx: Tx, question: str, names: Iterable[str], **values: Any) -> Sequence[Row[Any]]:
    """The rows of an SQL question in which `{names}` stands for "is one of `names`".

    `{locked}` at its end: nobody else changes them until the transaction ends; `{s locked}`: those
    of the table that it calls s.
    """
    listed: Any = list(names)
    if not listed:
        return []
    if tx.dialect == "sqlite":
        listed = json.dumps(listed)
    return tx.execute(_statement(tx.dialect, question), {"names": listed, **values}).all()


def ask_plain(tx: Tx, question: str, names: Iterable[str], **values: Any) -> list[tuple[Any, ...]]:
    """As `ask`, of thousands: plain tuples, which are made and read more quickly."""
    listed: Any = list(names)
    if not listed:
        return []
    listed = json.dumps(listed) if tx.dialect == "sqlite" else array(listed)
    cursor = tx.driver().cursor()
    cursor.execute(_plain(tx.dialect, question), {"names": listed, **values})
    rows: list[tuple[Any, ...]] = cursor.fetchall()
    cursor.close()
    return rows


@cache
def _plain(dialect: str, question: str) -> str:
    for mark, sql in _SQL[dialect].items():
        question = question.replace(mark, sql)
    return question if dialect == "sqlite" else _VALUE.sub(r"%(\1)s", question)


_VALUE = re.compile(r":(\w+)")


@cache
def _statement(dialect: str, question: str) -> TextClause:
    for mark, sql in _SQL[dialect].items():
        question = question.replace(mark, sql)
    return text(question)
