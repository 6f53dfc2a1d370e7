"""Card payments asked of the terminal, and which of them nobody knows the end of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from app.changes import Topic
from app.domain.attempt import Attempt, AttemptKind, AttemptState
from app.storage.database import Write, has_step
from app.storage.tables import attempts as t

_STATES = [state.value for state in AttemptState if state.open]
_OPEN = select(t).where(t.c.state.in_(_STATES)).order_by(t.c.reference)
"""Built once: every payment asks."""
_BROUGHT = {"shift": 11, "returns": 11, "taken": 11, "named": 11, "slip": 11, "terminal": 13}
"""The steps of the schema that brought columns."""


def start(tx: Write, attempt: Attempt) -> None:
    tx.changed(Topic.SALE, Topic.ATTENTION)
    tx.execute(insert(t).values({name: getattr(attempt, name) for name in t.c.keys()}))  # noqa: SIM118


def settle(tx: Write, attempt: Attempt) -> None:
    """Keep what the terminal said of it."""
    tx.changed(Topic.SALE, Topic.ATTENTION)
    said = {name: getattr(attempt, name) for name in ("state", "taken", "named", "slip")}
    tx.execute(update(t).where(t.c.reference == attempt.reference).values(said))


def named(connection: Connection | Write, reference: str) -> str:
    """What the terminal called a payment; "" of one that this till has no more, or never had."""
    row = connection.execute(select(t.c.named).where(t.c.reference == reference)).first()
    return str(row.named) if row else ""


def open_ones(connection: Connection | Write) -> list[Attempt]:
    """Those whose outcome is not known, oldest first."""
    whole = has_step(connection, max(_BROUGHT.values()))
    rows = connection.execute(
        _OPEN if whole else _of_then(connection).where(t.c.state.in_(_STATES))
    )
    return sorted((_attempt(row._mapping) for row in rows.all()), key=_age)


def _age(attempt: Attempt) -> tuple[datetime, int]:
    return attempt.at, int(attempt.reference.rpartition("-")[2])


def slips(connection: Connection | Write, references: Sequence[str]) -> dict[str, str]:
    """What the terminal wanted on the customer's paper, of those payments that have it."""
    rows = connection.execute(
        select(t.c.reference, t.c.slip).where(t.c.reference.in_(references), t.c.slip != "")
    )
    return {row.reference: row.slip for row in rows.all()}


def slips_back(connection: Connection | Write, basket: str) -> dict[str, str]:
    """The same of what was given back to cards in a return, by the payment that it gave back."""
    back = (t.c.kind == AttemptKind.REFUND.value, t.c.state == AttemptState.APPROVED.value)
    rows = connection.execute(
        select(t.c.original, t.c.slip).where(t.c.basket == basket, t.c.slip != "", *back)
    )
    return {row.original: row.slip for row in rows.all()}


def of_shifts(connection: Connection | Write, shifts: Select[tuple[int]]) -> list[Attempt]:
    """Those asked in any of these shifts."""
    rows = connection.execute(select(t).where(t.c.shift.in_(shifts)).order_by(t.c.shift))
    return [_attempt(row._mapping) for row in rows.all()]


def everything(connection: Connection | Write) -> list[Attempt]:
    rows = connection.execute(_of_then(connection))
    return [_attempt(row._mapping) for row in rows.all()]


def _of_then(connection: Connection | Write) -> Select[Any]:
    """What a journal that was not brought to today's schema yet has of them."""
    return select(*(c for c in t.c if has_step(connection, _BROUGHT.get(c.name, 0))))


def one(connection: Connection | Write, reference: str) -> Attempt:
    return _attempt(connection.execute(select(t).where(t.c.reference == reference)).one()._mapping)


def _attempt(row: RowMapping) -> Attempt:
    values: dict[str, Any] = {str(name): value for name, value in row.items()}
    values["kind"] = AttemptKind(values["kind"])
    values["state"] = AttemptState(values["state"])
    return Attempt(**values)
