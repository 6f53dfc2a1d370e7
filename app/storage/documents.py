"""The documents that the shop issued, their numbers, and what has come back of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, insert, select, text, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.facts import Fact
from app.domain.money import ZERO, Money
from app.domain.refund import Back
from app.domain.sale import Line
from app.domain.shift import Shift
from app.storage.database import Write
from app.storage.tables import documents as t
from app.storage.tables import facts, replaced, returned, series

DIGITS = 6
REPLACED_STEP = 17
"""Of the schema: since when what an invoice replaced is kept beside the facts."""


def next_number(tx: Write, prefix: str) -> str:
    """Take the next number of a series, gapless because it is taken in the issuing transaction."""
    last = tx.execute(select(series.c.last).where(series.c.prefix == prefix)).scalar() or 0
    put = upsert(series).values(prefix=prefix, last=last + 1)
    tx.execute(put.on_conflict_do_update(index_elements=["prefix"], set_={"last": last + 1}))
    return f"{prefix}-{last + 1:0{DIGITS}d}"


def add(tx: Write, document: Document, fact: Fact) -> None:
    """Index an issued document by the fact that states it."""
    tx.changed(Topic.DOCUMENT)
    indexed = index_of(document)
    tx.execute(
        insert(t).values(
            **{name: getattr(indexed, name) for name in Indexed.__slots__},
            installation=fact.installation,
            seq=fact.seq,
            delivered=0,
        )
    )
    for number in document.replaces.documents if document.replaces else ():
        tx.execute(insert(replaced).values(document=number.number, invoice=document.number))
    if document.corrects:
        for line in document.lines:
            _came_back(tx, document.corrects.number, line)


def _came_back(tx: Write, number: str, line: Line) -> None:
    where = (returned.c.document == number) & (returned.c.line == line.of)
    row = tx.execute(select(returned).where(where)).first()
    quantity = (row.quantity if row else Decimal(0)) - line.quantity
    amount: Money = (row.amount if row else ZERO) - line.total
    put = upsert(returned).values(document=number, line=line.of, quantity=quantity, amount=amount)
    tx.execute(
        put.on_conflict_do_update(
            index_elements=["document", "line"], set_={"quantity": quantity, "amount": amount}
        )
    )


_BODY = select(facts.c.body).select_from(
    t.join(facts, (t.c.installation == facts.c.installation) & (t.c.seq == facts.c.seq))
)


def one(connection: Connection | Write, number: str) -> Document | None:
    body = connection.execute(_BODY.where(t.c.number == number)).scalar()
    return document_from(body) if body else None


def of_numbers(connection: Connection | Write, numbers: Iterable[str]) -> list[Document]:
    """Those of them that we issued."""
    found = connection.execute(_BODY.where(t.c.number.in_(list(numbers)))).scalars()
    return [document_from(body) for body in found]


def newest(connection: Connection | Write, limit: int = 1) -> list[Document]:
    query = _BODY.order_by(t.c.installation.desc(), t.c.seq.desc()).limit(limit)
    return [document_from(body) for body in connection.execute(query).scalars().all()]


def before(connection: Connection | Write, shift: Shift) -> list[Fact]:
    """The facts of documents that were issued with no shift open, and that the Z of the next one
    counts; oldest first."""
    place = tuple_(t.c.installation, t.c.seq)
    of = (t.c.installation == facts.c.installation) & (t.c.seq == facts.c.seq)
    query = select(facts).join(t, of).where(t.c.shift == shift.id, place < shift.first)
    rows = connection.execute(query.order_by(t.c.installation, t.c.seq)).all()
    return [Fact(**row._mapping) for row in rows]


def last_of(connection: Connection | Write, installation: int) -> str:
    """The number of the newest document of an installation; "" when it issued none."""
    query = select(t.c.number).where(t.c.installation == installation).order_by(t.c.seq.desc())
    return connection.execute(query.limit(1)).scalar() or ""


def correctives(
    connection: Connection | Write, number: str, beyond: Mapping[int, int] | None = None
) -> list[Document]:
    """What already corrects a document, oldest first; `beyond`: only in facts after these, the
    seq of each installation."""
    known = beyond or {}
    return [
        document_from(body)
        for body, installation, seq in connection.execute(_correcting(number)).all()
        if seq > known.get(installation, 0)
    ]


def _correcting(number: str) -> Select[Any]:
    columns = _BODY.add_columns(t.c.installation, t.c.seq)
    return columns.where(t.c.corrects == number).order_by(t.c.installation, t.c.seq)


def came_back(connection: Connection | Write, number: str) -> dict[int, Back]:
    rows = connection.execute(select(returned).where(returned.c.document == number)).all()
    return {row.line: Back(row.quantity, row.amount) for row in rows}


def came_back_by(
    connection: Connection | Write, number: str, included: Mapping[int, int]
) -> dict[int, Back]:
    """What came back of each line in facts up to the seq that `included` says of each
    installation."""
    back: dict[int, Back] = {}
    for body, installation, seq in connection.execute(_correcting(number)).all():
        if seq > included.get(installation, 0):
            continue
        for line in document_from(body).lines:
            of = line.of or 0
            before = back.get(of, Back())
            back[of] = Back(before.quantity - line.quantity, before.amount - line.total)
    return back


_LISTED = text(
    "SELECT min(coalesce(line.value ->> '$.otherwise.listed', line.value ->> 'listed'))"
    " FROM stock_moves AS move INDEXED BY stock_moves_by_sku"
    " JOIN documents AS d ON d.installation = move.installation AND d.seq = move.seq"
    " JOIN facts AS f ON f.installation = d.installation AND f.seq = d.seq"
    " CROSS JOIN json_each(f.body, '$.lines') AS line"
    " WHERE move.sku = :sku AND move.why = 'sale' AND d.day >= :day"
    "  AND line.value ->> 'sku' = :sku"
)


def listed_since(connection: Connection | Write, sku: str, day: date) -> list[Money]:
    """The lowest price that anybody was asked for a product in what we sold from that day on;
    nothing when we sold none."""
    asked = {"sku": sku, "day": day.isoformat()}
    cents = connection.execute(_LISTED, asked).scalar()
    return [] if cents is None else [Money(cents)]


def replaced_by(connection: Connection | Write, number: str) -> str:
    """The document of ours that stands for it from now on; "" for none."""
    query = select(replaced.c.invoice).where(replaced.c.document == number)
    return connection.execute(query).scalar() or ""


def all_replaced(connection: Connection | Write) -> dict[str, str]:
    return {row.document: row.invoice for row in connection.execute(select(replaced)).all()}


def all_back(connection: Connection | Write) -> list[tuple[str, int, Back]]:
    """What came back of every line: document, line, how much."""
    rows = connection.execute(select(returned)).all()
    return [(row.document, row.line, Back(row.quantity, row.amount)) for row in rows]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index says of a document."""

    number: str
    kind: str
    day: date
    shift: int
    total: Money
    corrects: str


def index(connection: Connection | Write) -> list[Indexed]:
    columns = (t.c.number, t.c.kind, t.c.day, t.c.shift, t.c.total, t.c.corrects)
    return [Indexed(**row._mapping) for row in connection.execute(select(*columns)).all()]


def index_of(document: Document) -> Indexed:
    return Indexed(
        document.number,
        document.kind.value,
        document.issued_at.date(),
        document.shift,
        document.total,
        document.corrects.number if document.corrects else "",
    )


def last_numbers(connection: Connection | Write) -> dict[str, int]:
    """Where every series stands."""
    return {row.prefix: row.last for row in connection.execute(select(series)).all()}


def deliver(tx: Write, number: str) -> None:
    """An original came out: from now on a print of it is a DUPLICADO (retail-rules 4)."""
    tx.changed(Topic.DOCUMENT)
    tx.execute(update(t).where(t.c.number == number).values(delivered=1))


def delivered(connection: Connection | Write, number: str) -> bool:
    return bool(connection.execute(select(t.c.delivered).where(t.c.number == number)).scalar())
