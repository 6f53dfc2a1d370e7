"""How tickets are paid now, when a till put that right; the document stays as it was issued."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import delete, update

from sync.central import bulk
from sync.central.database import Tx
from sync.central.fact_tables import payments, sale_tenders, sales
from sync.central.projections import audit, cash
from sync.central.projections.asking import ask
from sync.central.projections.sales import Tender
from sync.central.projections.work import Cents, Name, Trouble, Work
from sync.protocol import Record


class _Paid(Struct):
    tenders: list[Tender]
    change: Cents = 0


class _Changed(Struct):
    """A payment_changed; `app.domain.payment` has it whole."""

    number: Name
    before: _Paid
    after: _Paid
    allowed_by: str = ""


def project(work: Work, record: Record) -> None:
    """Raises ValueError (ValidationError)."""
    body = msgspec.convert(record.body, _Changed)
    paid = msgspec.json.encode(record.body["after"]).decode()
    work.add(payments, work.of.number, record.seq, body.number, paid)
    work.repaid[body.number] = body.after
    cash.sold(work, record)
    audit.project(work, record)


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Say of the sales how they are paid; the documents are written before."""
    for number, paid in sorted(work.repaid.items()):
        tx.execute(delete(sale_tenders).where(sale_tenders.c.number == number))
        rows = [(number, n, one.kind, one.amount) for n, one in enumerate(paid.tenders, 1)]
        bulk.add(tx, sale_tenders, tuple(sale_tenders.c.keys()), rows)
        tx.execute(update(sales).where(sales.c.number == number).values(change=paid.change))
    return []


_CHANGES = "SELECT number, paid_json FROM payments WHERE number {names} ORDER BY installation, seq"


def changes(tx: Tx, numbers: list[str]) -> dict[str, list[dict[str, Any]]]:
    """How each of these was paid after each change, oldest first; nothing of most."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in ask(tx, _CHANGES, numbers):
        found.setdefault(row.number, []).append(msgspec.json.decode(row.paid_json))
    return found
