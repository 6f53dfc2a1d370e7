"""Print jobs: journaled, so that each ticket comes out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select, update

from app.changes import Topic
from app.domain.paper_kind import PaperKind
from app.storage.database import Write, has_step
from app.storage.tables import print_jobs as t


class PrintState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    """The device may have got a part: never sent again unasked."""
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PrintJob:
    id: int
    kind: PaperKind
    document: str
    """What it is of: a document's number, an order's and which paper of it, a SKU."""
    copy: bool
    state: PrintState
    at: datetime


def queue(tx: Write, kind: PaperKind, document: str, *, copy: bool, at: datetime) -> int:
    tx.changed(Topic.ATTENTION)
    number = (tx.execute(select(func.max(t.c.id))).scalar() or 0) + 1
    tx.execute(
        insert(t).values(
            id=number,
            kind=kind.value,
            document=document,
            copy=int(copy),
            state=PrintState.QUEUED.value,
            at=at,
        )
    )
    return number


def move(tx: Write, job: int, state: PrintState) -> None:
    tx.changed(Topic.ATTENTION)
    tx.execute(update(t).where(t.c.id == job).values(state=state.value))


def unfinished(connection: Connection | Write) -> list[PrintJob]:
    # A journal of an older program may be looked at before it is opened.
    kind = t.c.kind if has_step(connection, 18) else literal(PaperKind.TICKET.value).label("kind")
    query = select(t.c.id, kind, t.c.document, t.c.copy, t.c.state, t.c.at)
    query = query.where(t.c.state != PrintState.DONE.value).order_by(t.c.id)
    return [_job(row) for row in connection.execute(query).all()]


def _job(row: Any) -> PrintJob:
    return PrintJob(
        row.id,
        PaperKind(row.kind),
        row.document,
        bool(row.copy),
        PrintState(row.state),
        row.at,
    )
