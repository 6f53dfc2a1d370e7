"""The fiscal records of this till, exactly as they were chained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select, tuple_

from app.storage.database import Write
from app.storage.tables import documents
from app.storage.tables import fiscal_records as t


@dataclass(frozen=True, slots=True)
class FiscalRecord:
    """One stored record; `seq` is dense per installation."""

    installation: int
    seq: int
    number: str
    issued_on: date
    issuer: str
    hash: str
    xml: bytes


def head(connection: Connection | Write, installation: int) -> FiscalRecord | None:
    """The newest record of an installation's chain."""
    query = select(t).where(t.c.installation == installation).order_by(t.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return FiscalRecord(**row._mapping) if row else None


def add(tx: Write, record: FiscalRecord) -> None:
    tx.execute(insert(t).values({name: getattr(record, name) for name in t.c.keys()}))  # noqa: SIM118


def count(connection: Connection | Write, until: tuple[int, int]) -> int:
    """How many records there are of documents that were issued up to that fact."""
    place = tuple_(documents.c.installation, documents.c.seq)
    issued = select(documents.c.number).where(place <= until)
    query = select(func.count()).select_from(t).where(t.c.number.in_(issued))
    return int(connection.execute(query).scalar_one())


def between(
    connection: Connection, since: date | None = None, until: date | None = None, page: int = 500
) -> Iterator[FiscalRecord]:
    """Records of documents dated from `since` to `until` (inclusive), in chain order."""
    query = select(t).order_by(t.c.installation, t.c.seq).limit(page)
    if since:
        query = query.where(t.c.issued_on >= since)
    if until:
        query = query.where(t.c.issued_on <= until)
    after = (0, 0)
    while True:
        rows = connection.execute(query.where(tuple_(t.c.installation, t.c.seq) > after)).all()
        for row in rows:
            yield FiscalRecord(**row._mapping)
        if len(rows) < page:
            return
        after = (rows[-1].installation, rows[-1].seq)
