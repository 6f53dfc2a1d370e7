"""Orders that were placed here: which fact says each, and what central said of it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from app.changes import Topic
from app.domain.facts import Fact
from app.domain.order import Order
from app.domain.placing import Placed, Repaid, placed
from app.domain.plain import plain, read
from app.storage.database import Reader, Write, has_step
from app.storage.tables import facts as f
from app.storage.tables import placed_orders as t

_STEP = 7
"""The step of the schema that made room for them."""
_FAILED = text(
    "SELECT number FROM placed WHERE outcome <> 'confirmed'"
    " OR value_json ->> 'state' IN ('rejected', 'cancelled', 'put_back')"
    " OR instr(value_json, '\"refund_ordered\"') > 0"
)
_PAID_WITH = text(
    "SELECT number, value_json FROM placed WHERE instr(value_json, :document) > 0"
    " AND value_json ->> '$.order.invoice.number' = :document"
)
_SAID = text("SELECT value_json FROM placed WHERE number = :number")


@dataclass(frozen=True, slots=True)
class Row:
    """`document`: the invoice, "" when it is to pay. `key`: of whom it is for, while we have it."""

    number: str
    installation: int
    seq: int
    document: str
    given_up: bool
    key: bytes | None
    repaid: Repaid


def add(tx: Write, fact: Fact, number: str, document: str, key: bytes) -> None:
    """Index an order_placed, and keep the key of what it seals."""
    place = {"installation": fact.installation, "seq": fact.seq}
    tx.execute(insert(t).values(number=number, document=document, given_up=0, key=key, **place))
    tx.changed(Topic.ORDERS)


def give_up(tx: Write, number: str) -> None:
    tx.execute(update(t).where(t.c.number == number).values(given_up=1))
    tx.changed(Topic.ORDERS)


def repay(tx: Write, number: str, repaid: Repaid) -> None:
    """All that was given back of it so far."""
    tx.execute(update(t).where(t.c.number == number).values(repaid=plain(repaid)))
    tx.changed(Topic.ORDERS)


def count(connection: Reader | Write, installation: int) -> int:
    """How many were placed in one life of the till."""
    query = select(func.count()).where(t.c.installation == installation)
    return int(connection.execute(query).scalar_one())


def row(connection: Reader | Write, number: str) -> Row | None:
    return _row(connection.execute(select(t).where(t.c.number == number)).first())


def of_document(connection: Reader | Write, document: str) -> Row | None:
    """The order whose invoice that document is."""
    if not document:
        return None
    return _row(connection.execute(select(t).where(t.c.document == document)).first())


def paid_with(mirror: Connection, document: str) -> Placed | None:
    """The order that a ticket of this shop paid for, at whatever till; None of any other ticket."""
    found = mirror.execute(_PAID_WITH, {"document": document}).first()
    if found is None:
        return None
    said = json.loads(found.value_json)
    return placed(read(Order, said["order"]), document, said, given_up=False)


def newest(connection: Reader | Write, most: int) -> list[Row]:
    """The last placed first."""
    query = select(t).order_by(t.c.installation.desc(), t.c.seq.desc()).limit(most)
    return [one for row in connection.execute(query) if (one := _row(row))]


def said_failed(mirror: Connection) -> list[str]:
    """The numbers of those of which central said that nothing comes of them, here or elsewhere."""
    return list(mirror.execute(_FAILED).scalars())


def failed(connection: Reader | Write, numbers: Iterable[str]) -> list[Row]:
    """Of those, what was paid here and nobody gave up."""
    here = t.c.number.in_(list(numbers)) & (t.c.document != "") & (t.c.given_up == 0)
    query = select(t).where(here).order_by(t.c.installation, t.c.seq)
    return [one for row in connection.execute(query) if (one := _row(row))]


def known(connection: Reader | Write, mirror: Connection, of: Row) -> Placed:
    """What was placed, with what central said of it since."""
    where = (f.c.installation == of.installation) & (f.c.seq == of.seq)
    body = connection.execute(select(f.c.body).where(where)).scalar_one()
    said: Any = mirror.execute(_SAID, {"number": of.number}).scalar()
    order = read(Order, body["order"])
    found = placed(order, of.document, json.loads(said) if said else None, given_up=of.given_up)
    return replace(found, repaid=of.repaid)


def keys_of(connection: Connection, installation: int, first: int, last: int) -> dict[str, str]:
    """Number: key in base64, of what those facts seal: they travel with them."""
    if not has_step(connection, _STEP):
        return {}
    where = (t.c.installation == installation) & t.c.seq.between(first, last)
    rows = connection.execute(select(t.c.number, t.c.key).where(where, t.c.key.is_not(None)))
    return {row.number: base64.b64encode(row.key).decode() for row in rows}


def keyed(connection: Reader | Write) -> list[str]:
    """Whose key we still have."""
    return list(connection.execute(select(t.c.number).where(t.c.key.is_not(None))).scalars())


def answered(mirror: Connection, numbers: Sequence[str]) -> list[str]:
    """Those of which central has said something: it has what we sealed."""
    if not numbers:
        return []
    query = text("SELECT number FROM placed WHERE number IN :numbers").bindparams(
        bindparam("numbers", expanding=True)
    )
    return list(mirror.execute(query, {"numbers": list(numbers)}).scalars())


def destroy_keys(tx: Write, numbers: Sequence[str]) -> None:
    """Nobody reads any more what was sealed under them. What the file held is overwritten."""
    tx.exec_driver_sql("PRAGMA secure_delete=ON")
    tx.execute(update(t).where(t.c.number.in_(numbers)).values(key=None))


def index(connection: Reader) -> dict[str, tuple[int, int, str]]:
    """By number: the fact and the document; nothing of an older journal."""
    if not has_step(connection, _STEP):
        return {}
    rows = connection.execute(select(t.c.number, t.c.installation, t.c.seq, t.c.document))
    return {one.number: (one.installation, one.seq, one.document) for one in rows}


def _row(found: Any) -> Row | None:
    if found is None:
        return None
    repaid = read(Repaid, found.repaid) if found.repaid else Repaid()
    return Row(
        found.number,
        found.installation,
        found.seq,
        found.document,
        bool(found.given_up),
        found.key,
        repaid,
    )
