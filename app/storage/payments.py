"""How documents were paid whose payment was changed afterwards."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.document import Document
from app.domain.facts import Fact, FactType
from app.domain.payment import Payment, payment_from, payment_of
from app.storage.database import Reader, Write, has_step
from app.storage.tables import payments as t

_STEP = 19
"""Of the schema, which brought the table."""


def add(tx: Write, fact: Fact) -> None:
    """Keep what a fact says of how a document was paid; most say nothing."""
    if fact.type != FactType.PAYMENT_CHANGED:
        return
    tx.changed(Topic.DOCUMENT, Topic.SHIFT)
    values = {"installation": fact.installation, "seq": fact.seq, "paid": fact.body["after"]}
    put = upsert(t).values(number=fact.body["number"], **values)
    tx.execute(put.on_conflict_do_update(index_elements=["number"], set_=values))


def now(connection: Connection | Write, document: Document) -> Payment:
    """How it is paid, as it was changed last."""
    paid = connection.execute(select(t.c.paid).where(t.c.number == document.number)).scalar()
    return payment_from(paid) if paid else payment_of(document)


def paid(connection: Connection | Write, document: Document) -> Document:
    """The document as it is paid now: for whoever gives its money back, or says how it came."""
    payment = now(connection, document)
    return replace(document, tenders=payment.tenders, change=payment.change)


def everything(connection: Reader | Write) -> dict[str, Payment] | None:
    """None of a journal from before they were kept beside the facts."""
    if not has_step(connection, _STEP):
        return None
    rows = connection.execute(select(t.c.number, t.c.paid)).all()
    return {row.number: payment_from(row.paid) for row in rows}
