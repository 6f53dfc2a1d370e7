"""Print jobs: journaled, so that each ticket comes out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

from app.changes import Topic
from app.storage.database import Write
from app.storage.tables import print_jobs as t


class PrintState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """The device may have got a part: never sent again unasked."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PrintJob:
    id: int
    document: str
    copy: bool
    state: PrintState
    at: datetime


def queue(tx: Write, document: str, *, copy: bool, at: datetime) -> int:
    tx.changed(Topic.ATTENTION)
    number = (tx.execute(select(func.max(t.c.id))).scalar() or 0) + 1
    tx.execute(
        insert(t).values(
            id=number, document=document, copy=int(copy), state=PrintState.QUEUED.value, at=at
        )
    )
    return number


def move(tx: Write, job: int, state: PrintState) -> None:
    tx.changed(Topic.ATTENTION)
    tx.execute(update(t).where(t.c.id == job).values(state=state.value))


def unfinished(connection: Connection | Write) -> list[PrintJob]:
    query = select(t).where(t.c.state != PrintState.DONE.value).order_by(t.c.id)
    return [
        PrintJob(row.id, row.document, bool(row.copy), PrintState(row.state), row.at)
        for row in connection.execute(query).all()
    ]
