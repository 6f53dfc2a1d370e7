"""Which of our facts are about which order, consignment or stray: an index beside the journal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Table, bindparam, insert, select

from app.changes import Topic
from app.domain.facts import Fact
from app.storage.database import Reader, Write, has_step
from app.storage.tables import facts as f


class FactIndex:
    """Of one sort of thing. Its table has the thing's number or code, installation and seq."""

    def __init__(self, table: Table, name: str, topic: Topic, step: int) -> None:
        """`name`: what a fact's body calls the thing; `step`: of the schema, that made room."""
        self._table, self._name, self._topic, self._step = table, name, topic, step
        key, c = next(iter(table.c)), table.c
        self._add = insert(table)
        on = (c.installation == f.c.installation) & (c.seq == f.c.seq)
        self._every = select(f).join(table, on).order_by(f.c.installation, f.c.seq)
        self._own = self._every.where(key == bindparam("key"))
        self.touched: Select[Any] = (
            select(key).join(f, on).where(f.c.at >= bindparam("since")).distinct()
        )
        """Of which we stated something since then (ISO 8601, UTC)."""

    def own(self, connection: Reader | Write, key: str) -> list[Fact]:
        """What we stated of one of them, oldest first."""
        return [Fact(**row._mapping) for row in connection.execute(self._own, {"key": key})]

    def every(self, connection: Reader | Write) -> list[Fact]:
        """What we stated of any, oldest first."""
        return [Fact(**row._mapping) for row in connection.execute(self._every)]

    def key_in(self, fact: Fact) -> str:
        """Which of them a fact is about."""
        said = fact.body[self._name]
        return str(said["number"] if isinstance(said, dict) else said)

    def add(self, tx: Write, fact: Fact) -> None:
        """Index a fact."""
        values = (self.key_in(fact), fact.installation, fact.seq)
        tx.execute(self._add, dict(zip(self._table.c.keys(), values, strict=True)))
        tx.changed(self._topic)

    def rows(self, connection: Reader) -> list[tuple[str, int, int]]:
        """(key, installation, seq) of everything indexed; nothing of an older journal."""
        if not has_step(connection, self._step):
            return []
        return [(key, by, seq) for key, by, seq in connection.execute(select(self._table))]
