"""Documents found again among years of them, a page at a time, newest first."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select, tuple_

from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.history import Wanted
from app.storage import pruned
from app.storage.documents import DIGITS, last_numbers
from app.storage.tables import documents as t
from app.storage.tables import facts

Place = tuple[int, int]
"""(installation, seq) of the fact that states a document."""


def page(
    connection: Connection, wanted: Wanted, beyond: Place | None, limit: int
) -> list[tuple[Place, Document]]:
    """Those that are `wanted` and older than `beyond`; at most `limit`."""
    at = (t.c.installation == facts.c.installation) & (t.c.seq == facts.c.seq)
    query = select(t.c.installation, t.c.seq, facts.c.body).select_from(t.join(facts, at))
    query = query.where(*_asked(connection, wanted))
    if beyond is not None:
        query = query.where(tuple_(t.c.installation, t.c.seq) < beyond)
    query = query.order_by(t.c.installation.desc(), t.c.seq.desc()).limit(limit)
    rows = connection.execute(query).all()
    return [((row.installation, row.seq), document_from(row.body)) for row in rows]


def archived(connection: Connection, wanted: Wanted) -> str | None:
    """The newest of those that are `wanted` and left the journal; None when none did, or nothing
    is asked for."""
    through, asked = pruned.through(connection), _asked(connection, wanted)
    if through == pruned.NOTHING or not asked:
        return None
    # What is asked for is few rows by its own index; an order, or a place, would choose another.
    query = select(t.c.day, t.c.number, t.c.installation, t.c.seq).where(*asked)
    rows = connection.execute(query).all()
    left = [(row.day, row.number) for row in rows if (row.installation, row.seq) <= through]
    return max(left)[1] if left else None


def _asked(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.number:
        asked.append(t.c.number == wanted.number)
    if wanted.count is not None:
        asked.append(t.c.number.in_(_ending(connection, wanted.count)))
    if wanted.total is not None:
        given_back = min(wanted.total, -wanted.total)
        asked.append(t.c.total.in_([wanted.total, given_back]))
    if wanted.day is not None:
        asked.append(t.c.day == wanted.day)
    return asked


def _ending(connection: Connection, count: int) -> list[str]:
    """The numbers that end so, in every series of ours."""
    return [f"{prefix}-{count:0{DIGITS}d}" for prefix in last_numbers(connection)]
