"""Small things that the till remembers between runs, by name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.storage.database import Write
from app.storage.tables import state as t


def get(connection: Connection | Write, name: str) -> str | None:
    return connection.execute(select(t.c.value).where(t.c.name == name)).scalar()


def starting(connection: Connection | Write, prefix: str) -> dict[str, str]:
    """Everything whose name begins so."""
    rows = connection.execute(select(t).where(t.c.name.startswith(prefix))).all()
    return {row.name: row.value for row in rows}


_PUT = upsert(t)
_PUT = _PUT.on_conflict_do_update(index_elements=["name"], set_={"value": _PUT.excluded.value})


def put(tx: Write, name: str, value: str) -> None:
    tx.execute(_PUT, {"name": name, "value": value})


def forget(tx: Write, name: str) -> None:
    tx.execute(delete(t).where(t.c.name == name))
