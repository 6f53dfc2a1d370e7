"""Failed sign-ins in a row, kept on disk so that a restart forgives nobody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.storage.database import Write
from app.storage.tables import sign_in_failures as t


def failures(connection: Connection | Write, code: str) -> tuple[int, datetime | None]:
    """How many in a row with that code, and when the last one was."""
    row = connection.execute(select(t).where(t.c.code == code)).first()
    return (row.count, row.last_at) if row else (0, None)  # type: ignore[return-value]


def failed(tx: Write, code: str, count: int, at: datetime) -> None:
    put = upsert(t).values(code=code, count=count, last_at=at)
    tx.execute(
        put.on_conflict_do_update(index_elements=["code"], set_={"count": count, "last_at": at})
    )


def succeeded(tx: Write, code: str) -> None:
    tx.execute(delete(t).where(t.c.code == code))
