"""Documents found again among years of them, a page at a time, newest first."""

from __future__ import annotations

from sqlalchemy import Connection, select, tuple_

from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.history import Wanted
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
    if wanted.number:
        query = query.where(t.c.number == wanted.number)
    if wanted.count is not None:
        query = query.where(t.c.number.in_(_ending(connection, wanted.count)))
    if wanted.total is not None:
        given_back = min(wanted.total, -wanted.total)
        query = query.where(t.c.total.in_([wanted.total, given_back]))
    if wanted.day is not None:
        query = query.where(t.c.day == wanted.day)
    if beyond is not None:
        query = query.where(tuple_(t.c.installation, t.c.seq) < beyond)
    query = query.order_by(t.c.installation.desc(), t.c.seq.desc()).limit(limit)
    rows = connection.execute(query).all()
    return [((row.installation, row.seq), document_from(row.body)) for row in rows]


def _ending(connection: Connection, count: int) -> list[str]:
    """The numbers that end so, in every series of ours."""
    return [f"{prefix}-{count:0{DIGITS}d}" for prefix in last_numbers(connection)]
