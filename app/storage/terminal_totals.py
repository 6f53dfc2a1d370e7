"""What the terminal said it had booked in each closed shift, beside what the till believes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from app.changes import Topic
from app.domain.attempt import Attempt
from app.domain.money import Money
from app.storage import attempts
from app.storage.database import Write
from app.storage.tables import shifts
from app.storage.tables import terminal_totals as t

LAST = 5
"""Shifts that are asked about: no terminal remembers for ever."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Charged less given back; `seen`: a person has looked at the difference, or there is none."""

    shift: int
    ours: Money
    theirs: Money
    seen: bool


def save(tx: Write, compared: Compared) -> None:
    tx.changed(Topic.ATTENTION)
    tx.execute(delete(t).where(t.c.shift == compared.shift))
    tx.execute(
        insert(t).values(
            shift=compared.shift,
            ours=compared.ours,
            theirs=compared.theirs,
            seen=int(compared.seen),
        )
    )


def seen(tx: Write, shift: int) -> None:
    tx.changed(Topic.ATTENTION)
    tx.execute(update(t).where(t.c.shift == shift).values(seen=1))


def unseen(connection: Connection | Write) -> list[Compared]:
    rows = connection.execute(select(t).where(t.c.seen == 0).order_by(t.c.shift)).all()
    return [Compared(row.shift, row.ours, row.theirs, seen=False) for row in rows]


def waiting(connection: Connection | Write) -> dict[int, list[Attempt]]:
    """The card attempts of each of the last closed shifts that was not compared yet, or differed
    and was not looked at: a payment found out since may settle it."""
    known = select(t.c.shift).where(t.c.seen == 1)
    closed = select(shifts.c.id).where(shifts.c.closed_seq.is_not(None), shifts.c.id.not_in(known))
    closed = closed.order_by(shifts.c.id.desc()).limit(LAST)
    found: dict[int, list[Attempt]] = {}
    for attempt in attempts.of_shifts(connection, closed):
        found.setdefault(attempt.shift, []).append(attempt)
    return found
