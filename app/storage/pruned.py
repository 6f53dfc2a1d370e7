"""Old facts that left the journal for an archive: how far, what stays of them, and letting go."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, insert, select, text, tuple_

from app.domain.archiving import Place, Pruned, digest_of, pruned_from
from app.domain.facts import Body, Fact, FactType
from app.storage.database import Reader, Write, has_step
from app.storage.tables import archives as t
from app.storage.tables import documents, facts

STEP = 20
"""Of the schema, which made it possible."""
NOTHING: Place = (0, 0)


@dataclass(frozen=True, slots=True)
class Left:
    """One time that facts left: what was stated, by which fact, and where the archive was then."""

    said: Pruned
    by: Place
    folder: Path


def every(connection: Reader | Write) -> list[Left]:
    """Oldest first; none of an older journal. Raises ValueError when a fact does not read."""
    if not has_step(connection, STEP):
        return []
    rows = connection.execute(select(t).order_by(t.c.through_installation, t.c.through_seq)).all()
    # One by one: a join may begin with all the facts there are.
    found = ((row, _body(connection, row)) for row in rows)
    return [
        Left(pruned_from(body), (row.installation, row.seq), Path(row.folder))
        for row, body in found
        if body is not None
    ]


def _body(connection: Reader | Write, row: Row[Any]) -> Body | None:
    at = (facts.c.installation == row.installation) & (facts.c.seq == row.seq)
    return connection.execute(select(facts.c.body).where(at)).scalar()


def newest(connection: Reader | Write) -> Left | None:
    found = every(connection)
    return found[-1] if found else None


def through(connection: Reader | Write) -> Place:
    """Up to where facts have left; `NOTHING` when all are here."""
    last = newest(connection)
    return last.said.through if last else NOTHING


def holding(connection: Reader | Write, place: Place) -> Left | None:
    """The archive that has the fact which stood there; None of one that did not leave."""
    return next((one for one in every(connection) if place <= one.said.through), None)


def of_document(connection: Reader | Write, number: str) -> Left | None:
    """The archive that has a document of ours; None: it is here, or was never ours."""
    query = select(documents.c.installation, documents.c.seq).where(documents.c.number == number)
    row = connection.execute(query).first()
    if row is None:
        return None
    return holding(connection, (row.installation, row.seq))


def numbers(connection: Reader | Write, until: Place) -> set[str]:
    """Of the documents that were issued up to there."""
    place = tuple_(documents.c.installation, documents.c.seq)
    return set(connection.execute(select(documents.c.number).where(place <= until)).scalars())


_STAYS = text(
    "WITH stays (installation, seq) AS ("
    " SELECT installation, min(seq) FROM facts GROUP BY installation"
    " UNION SELECT installation, max(seq) FROM facts GROUP BY installation"
    " UNION SELECT installation, seq FROM facts"
    "  WHERE type IN (SELECT value FROM json_each(:kinds))"
    " UNION SELECT installation, seq FROM order_facts"
    " UNION SELECT installation, seq FROM consignment_facts"
    " UNION SELECT installation, seq FROM stray_facts"
    " UNION SELECT installation, seq FROM placed_orders"
    " UNION SELECT installation, seq FROM customers"
    " UNION SELECT installation, seq FROM vouchers WHERE amount > 0"
    " UNION SELECT installation, max(seq) FROM stock_moves WHERE why = 'counted'"
    "  GROUP BY sku, installation"
    " UNION SELECT value ->> 0, value ->> 1 FROM json_each(:others)"
    ") SELECT installation, seq, hash FROM facts JOIN stays USING (installation, seq)"
    " WHERE (installation, seq) <= (:of, :last) ORDER BY installation, seq"
)
_KINDS = (
    FactType.INSTALLATION_OPENED,
    FactType.CUSTOMER_MADE,
    FactType.CUSTOMER_ERASED,
    FactType.JOURNAL_PRUNED,
)


def staying(
    connection: Reader | Write, until: Place, others: Collection[Place] = ()
) -> list[tuple[int, int, str]]:
    """Facts up to there that the till still reads, in order, each with its hash: whose customers
    are, what happened to orders, goods and parcels, which vouchers there are, when each product was
    counted last; the ends of each installation; and `others`."""
    values = {"kinds": json.dumps(_KINDS), "others": json.dumps([*others])}
    rows = connection.execute(_STAYS, {**values, "of": until[0], "last": until[1]}).all()
    return [(row.installation, row.seq, row.hash) for row in rows]


def digest(connection: Reader | Write, until: Place) -> tuple[int, str]:
    """How many facts up to there are in the journal, and their `digest_of`."""
    place = tuple_(facts.c.installation, facts.c.seq)
    query = select(facts.c.installation, facts.c.seq, facts.c.hash).where(place <= until)
    rows = connection.execute(query.order_by(facts.c.installation, facts.c.seq)).all()
    return len(rows), digest_of(tuple(row) for row in rows)


_LET_FACTS = text(
    "DELETE FROM facts WHERE (installation, seq) <= (:of, :last)"
    " AND installation || '/' || seq NOT IN (SELECT value FROM json_each(:stays))"
)
_LET_RECORDS = text(
    "DELETE FROM fiscal_records WHERE number IN (SELECT number FROM documents"
    "  WHERE (installation, seq) <= (:of, :last))"
    " AND installation || '/' || seq NOT IN (SELECT value FROM json_each(:stays))"
)


def let_go(
    tx: Write,
    fact: Fact,
    folder: Path,
    facts_stay: Collection[Place],
    records_stay: Collection[Place],
) -> None:
    """Delete what `fact` says has left, but what stays; the database refuses any other."""
    until = pruned_from(fact.body).through
    tx.execute(
        insert(t).values(
            installation=fact.installation,
            seq=fact.seq,
            through_installation=until[0],
            through_seq=until[1],
            folder=str(folder),
        )
    )
    for statement, stay in ((_LET_FACTS, facts_stay), (_LET_RECORDS, records_stay)):
        named = json.dumps([f"{installation}/{seq}" for installation, seq in stay])
        tx.execute(statement, {"of": until[0], "last": until[1], "stays": named})


def stated(connection: Reader) -> Iterator[tuple[Place, str]]:
    """(the place that a row beside the facts names, the kind of the fact there; "" of none)."""
    if not has_step(connection, STEP):
        return
    on = (t.c.installation == facts.c.installation) & (t.c.seq == facts.c.seq)
    query = select(t.c.installation, t.c.seq, facts.c.type).select_from(t.outerjoin(facts, on))
    for row in connection.execute(query).all():
        yield (row.installation, row.seq), row.type or ""
