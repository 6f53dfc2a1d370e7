"""Questions about several named things, in one statement that is the same however many they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, TextClause, text

from sync.central.database import Tx

_SQL = {
    "postgresql": {"{names}": "= ANY(CAST(:names AS text[]))", "{locked}": "FOR UPDATE"},
    "sqlite": {"{names}": "IN (SELECT value FROM json_each(:names))", "{locked}": ""},
}


def ask(tx: Tx, question: str, names: Iterable[str], **values: Any) -> Sequence[Row[Any]]:
    """The rows of an SQL question in which `{names}` stands for "is one of `names`".

    `{locked}` at its end: nobody else changes them until the transaction ends.
    """
    listed: Any = list(names)
    if not listed:
        return []
    if tx.dialect == "sqlite":
        listed = json.dumps(listed)
    return tx.execute(_statement(tx.dialect, question), {"names": listed, **values}).all()


@cache
def _statement(dialect: str, question: str) -> TextClause:
    for mark, sql in _SQL[dialect].items():
        question = question.replace(mark, sql)
    return text(question)
