"""The shifts of this till's drawer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, tuple_, update

from app.changes import Topic
from app.domain.facts import Fact
from app.domain.money import Money
from app.domain.shift import Count, Shift
from app.domain.tender import TenderKind
from app.domain.z import count_body
from app.storage.database import Write
from app.storage.tables import shifts as t

NO_DIFFERENCE, UNACCEPTED, ACCEPTED = "", "unaccepted", "accepted"
_OPEN = select(t).where(t.c.closed_seq.is_(None))
"""Built once: every scan asks."""


def open_one(connection: Connection | Write) -> Shift | None:
    """The shift in progress; there is never more than one."""
    row = connection.execute(_OPEN).first()
    return _shift(row._mapping) if row else None


def next_id(connection: Connection | Write) -> int:
    return (connection.execute(select(func.max(t.c.id))).scalar() or 0) + 1


def last_closed(connection: Connection | Write) -> tuple[int, int] | None:
    """The fact that closed the newest of the closed shifts."""
    query = select(t).where(t.c.closed_seq.is_not(None)).order_by(t.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return (row.closed_installation, row.closed_seq) if row else None


def closed_ones(
    connection: Connection | Write, limit: int, beyond: tuple[int, int] = (0, 0)
) -> list[Shift]:
    """Newest first; those that were closed after the fact `beyond`."""
    query = select(t).where(tuple_(t.c.closed_installation, t.c.closed_seq) > beyond)
    query = query.order_by(t.c.id.desc()).limit(limit)
    return [_shift(row._mapping) for row in connection.execute(query).all()]


def add(tx: Write, shift: Shift) -> None:
    tx.changed(Topic.SHIFT)
    tx.execute(
        insert(t).values(
            id=shift.id,
            day=shift.day,
            opened_at=shift.opened_at,
            opened_by=shift.opened_by,
            float=shift.float,
            held=shift.held,
            first_installation=shift.first[0],
            first_seq=shift.first[1],
            difference=NO_DIFFERENCE,
        )
    )


def save_count(tx: Write, shift: Shift, count: Count) -> None:
    tx.changed(Topic.SHIFT)
    tx.execute(update(t).where(t.c.id == shift.id).values(count=count_body(count)))


def close(tx: Write, shift: Shift, fact: Fact, difference: str) -> None:
    tx.changed(Topic.SHIFT, Topic.ATTENTION)
    tx.execute(
        update(t)
        .where(t.c.id == shift.id)
        .values(closed_installation=fact.installation, closed_seq=fact.seq, difference=difference)
    )


def accept(tx: Write, shift_id: int) -> None:
    tx.changed(Topic.SHIFT, Topic.ATTENTION)
    tx.execute(update(t).where(t.c.id == shift_id).values(difference=ACCEPTED))


def unaccepted(connection: Connection | Write) -> list[tuple[Shift, tuple[int, int]]]:
    """Closed shifts whose difference no manager has accepted, with the fact that closed them."""
    rows = connection.execute(select(t).where(t.c.difference == UNACCEPTED).order_by(t.c.id))
    return [(_shift(row._mapping), (row.closed_installation, row.closed_seq)) for row in rows.all()]


def closed_one(
    connection: Connection | Write, shift_id: int | None
) -> tuple[Shift, tuple[int, int]] | None:
    """A closed shift, the newest when none is named, with the fact that closed it."""
    query = select(t).where(t.c.closed_seq.is_not(None)).order_by(t.c.id.desc()).limit(1)
    if shift_id is not None:
        query = query.where(t.c.id == shift_id)
    row = connection.execute(query).first()
    return (_shift(row._mapping), (row.closed_installation, row.closed_seq)) if row else None


def unaccepted_one(connection: Connection | Write, shift_id: int) -> bool:
    """Whether its difference waits for a manager."""
    query = select(t.c.difference).where(t.c.id == shift_id)
    return connection.execute(query).scalar() == UNACCEPTED


def everything(connection: Connection | Write) -> list[tuple[Shift, tuple[int, int] | None]]:
    """Every shift with the fact that closed it, None while it is open."""
    rows = connection.execute(select(t).order_by(t.c.id)).all()
    return [
        (
            _shift(row._mapping),
            None if row.closed_seq is None else (row.closed_installation, row.closed_seq),
        )
        for row in rows
    ]


def count_from(body: dict[str, Any]) -> Count:
    by_hand = body["by_hand"]
    return Count(
        tuple((Money(worth), number) for worth, number in body["pieces"]),
        None if by_hand is None else Money(by_hand),
        tuple((TenderKind(code), Money(cents)) for code, cents in body.get("totals", {}).items()),
    )


def _shift(row: RowMapping) -> Shift:
    count = row["count"]
    return Shift(
        id=row["id"],
        day=row["day"],
        opened_at=row["opened_at"],
        opened_by=row["opened_by"],
        float=row["float"],
        held=row["held"],
        first=(row["first_installation"], row["first_seq"]),
        counted=count_from(count) if count else None,
    )
