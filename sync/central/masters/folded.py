"""What central keeps of an order or a consignment: its value, and beside it its events (ADR 9)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from app.domain.facts import Body, canonical
from app.domain.plain import read
from app.domain.stated import Stated
from sync.central.database import Tx
from sync.central.projections.asking import ask

T = TypeVar("T")
E = TypeVar("E", bound=Stated[Any])
F = TypeVar("F")
_ROWS = "SELECT * FROM {table} WHERE number {names} ORDER BY number {locked}"
_EVENTS = "SELECT * FROM {table} WHERE number {names}"
EVENT_COLUMNS = ("number", "installation", "seq", "body_json")


class Folded(Generic[T, E, F]):
    """One sort of thing: `values` has number and value_json, `events` what EVENT_COLUMNS says."""

    def __init__(
        self,
        values: Table,
        events: Table,
        kind: type[T],
        event_from: Callable[[Mapping[str, Any]], E],
        event_body: Callable[[E], Body],
        fold: Callable[[T, Iterable[E]], F],
    ) -> None:
        self._values, self._events, self._kind = values, events, kind
        self._event_from, self._event_body, self._fold = event_from, event_body, fold
        self._rows_of = _ROWS.replace("{table}", values.name)
        self._events_of = _EVENTS.replace("{table}", events.name)

    def locked(self, tx: Tx, numbers: Iterable[str]) -> dict[str, tuple[F, Row[Any]]]:
        """Those that are there, nobody else's until the transaction ends; with their rows."""
        rows = {row.number: row for row in ask(tx, self._rows_of, sorted(set(numbers)))}
        events = self.events(tx, sorted(rows))
        return {
            number: (self._of(row.value_json, events.get(number, ())), row)
            for number, row in rows.items()
        }

    def events(self, tx: Tx, numbers: Iterable[str]) -> dict[str, list[E]]:
        """What happened to those to which anything did, whether they are there or not."""
        found: dict[str, list[E]] = {}
        for row in ask(tx, self._events_of, numbers):
            found.setdefault(row.number, []).append(self._event_from(json.loads(row.body_json)))
        return found

    def look_up(self, connection: Connection, number: str) -> F | None:
        t, e = self._values, self._events
        value = connection.execute(select(t.c.value_json).where(t.c.number == number)).scalar()
        if value is None:
            return None
        bodies = connection.execute(select(e.c.body_json).where(e.c.number == number)).scalars()
        return self._of(value, [self._event_from(json.loads(body)) for body in bodies])

    def all_of(self, connection: Connection, where: ColumnElement[bool]) -> dict[str, F]:
        """Those that `where`, about their row, holds of, by number; asked for together."""
        t, e = self._values, self._events
        bodies: dict[str, list[E]] = {}
        among = e.c.number.in_(select(t.c.number).where(where))
        for row in connection.execute(select(e.c.number, e.c.body_json).where(among)):
            bodies.setdefault(row.number, []).append(self._event_from(json.loads(row.body_json)))
        rows = connection.execute(select(t.c.number, t.c.value_json).where(where)).all()
        return {row.number: self._of(row.value_json, bodies.get(row.number, ())) for row in rows}

    def event_row(self, number: str, event: E) -> tuple[str, int, int, str]:
        """The EVENT_COLUMNS of an event of that one."""
        return number, *event.key, canonical(self._event_body(event))

    def _of(self, value: str, events: Iterable[E]) -> F:
        return self._fold(read(self._kind, json.loads(value)), events)
