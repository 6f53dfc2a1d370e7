"""Customers: whom central told us of, whom we made here, and the points that we stated.

The mirror has the shop's customers as central knows them. Beside our facts lie the customers made
here, each with the key of what is sealed until it is central's, and the points of each document.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from app.domain.facts import Fact, FactType
from app.storage.database import Write, has_step
from app.storage.tables import customers as t
from app.storage.tables import facts
from app.storage.tables import points as p

_COLUMNS = "SELECT uuid, card, name, level, points, included_json FROM customer"
_BY_CARD = text(f"{_COLUMNS} WHERE card = :card AND card <> ''")
_BY_UUID = text(f"{_COLUMNS} WHERE uuid = :uuid")


@dataclass(frozen=True, slots=True)
class Told:
    """A customer as central told us: `points` holds facts up to `included` of installations."""

    uuid: str
    card: str
    name: str
    level: str
    points: int
    included: Mapping[int, int]


# what central says
def with_card(mirror: Connection, card: str) -> Told | None:
    return _told(mirror.execute(_BY_CARD, {"card": card}).first())


def with_uuid(mirror: Connection, uuid: str) -> Told | None:
    return _told(mirror.execute(_BY_UUID, {"uuid": uuid}).first())


def _told(row: Any) -> Told | None:
    if row is None:
        return None
    included = {int(name): int(seq) for name, seq in json.loads(row.included_json).items()}
    return Told(row.uuid, row.card, row.name, row.level, row.points, included)


# whom we made
_STEP = 2
"""The step of the schema that made room for them."""


def _room(connection: Connection | Write) -> bool:
    """False of a journal that nobody has brought to today's schema: it is read as it is."""
    return has_step(connection, _STEP)


@dataclass(frozen=True, slots=True)
class Made:
    """A customer made here. `key`: of what the fact `installation`, `seq` seals, while we have
    it."""

    uuid: str
    card: str
    level: str
    installation: int
    seq: int
    key: bytes | None


def add(tx: Write, fact: Fact, key: bytes) -> None:
    """Index a `customer_made`, and keep the key of what it seals."""
    values = {"uuid": fact.body["customer"], "card": fact.body["card"], "level": fact.body["level"]}
    place = {"installation": fact.installation, "seq": fact.seq}
    tx.execute(insert(t).values(**values, **place, key=key))


def move(tx: Write, fact: Fact) -> None:
    """Somebody made before is made by this fact from now on, with the same key."""
    place = {"installation": fact.installation, "seq": fact.seq}
    tx.execute(update(t).where(t.c.uuid == fact.body["customer"]).values(**place))


_MADE_BY_CARD = select(t).where(t.c.card == bindparam("card")).order_by(t.c.uuid)
_MADE_BY_UUID = select(t).where(t.c.uuid == bindparam("uuid"))


def made_with_card(connection: Connection | Write, card: str) -> list[Made]:
    """Oldest first."""
    return [Made(**row._mapping) for row in connection.execute(_MADE_BY_CARD, {"card": card})]


def made(connection: Connection | Write, uuid: str) -> Made | None:
    row = connection.execute(_MADE_BY_UUID, {"uuid": uuid}).first()
    return Made(**row._mapping) if row else None


def all_made(connection: Connection | Write, *, keyed: bool = False) -> list[Made]:
    """Everybody made here; `keyed`: whose key we still have."""
    if not _room(connection):
        return []
    query = select(t).order_by(t.c.uuid)
    if keyed:
        query = query.where(t.c.key.is_not(None))
    return [Made(**row._mapping) for row in connection.execute(query)]


def erased(connection: Connection | Write) -> list[str]:
    """Whose keys were destroyed here, by what the facts say."""
    query = select(facts.c.body).where(facts.c.type == FactType.CUSTOMER_ERASED)
    return [body["customer"] for body in connection.execute(query).scalars()]


def sealed(connection: Connection | Write, made: Made) -> bytes:
    """What the fact that made somebody seals."""
    where = (facts.c.installation == made.installation) & (facts.c.seq == made.seq)
    return base64.b64decode(connection.execute(select(facts.c.sealed).where(where)).scalar() or "")


def made_at(connection: Connection | Write, made: Made) -> datetime:
    """When it was stated."""
    where = (facts.c.installation == made.installation) & (facts.c.seq == made.seq)
    return datetime.fromisoformat(connection.execute(select(facts.c.at).where(where)).scalar_one())


def keys_of(connection: Connection, installation: int, first: int, last: int) -> dict[str, str]:
    """uuid: key in base64, of the customers that those facts make: they travel with them."""
    if not _room(connection):
        return {}
    query = select(t.c.uuid, t.c.key).where(
        t.c.installation == installation, t.c.seq.between(first, last), t.c.key.is_not(None)
    )
    rows = connection.execute(query).all()
    return {row.uuid: base64.b64encode(row.key).decode() for row in rows}


def destroy_keys(tx: Write, uuids: Sequence[str]) -> None:
    """Nobody reads any more what was sealed under them. What the file held is overwritten."""
    tx.exec_driver_sql("PRAGMA secure_delete=ON")
    tx.execute(update(t).where(t.c.uuid.in_(uuids)).values(key=None))


# what they earned
def earn(tx: Write, fact: Fact) -> None:
    """Index a `points_earned`."""
    body = fact.body
    tx.execute(
        insert(p).values(
            installation=fact.installation,
            seq=fact.seq,
            customer=body["customer"],
            document=body["document"],
            points=body["points"],
        )
    )


_EARNED = select(p.c.installation, p.c.seq, p.c.points).where(
    p.c.customer.in_(bindparam("uuids", expanding=True))
)


def earned(
    connection: Connection | Write,
    uuids: Iterable[str],
    included: Mapping[int, int],
    first: int = 0,
    until: int | None = None,
) -> int:
    """The points in our facts beyond `included` of each installation, from `first` on and before
    `until`."""
    rows = connection.execute(_EARNED, {"uuids": list(uuids)}).all()
    return sum(
        row.points
        for row in rows
        if row.installation >= first
        and (until is None or row.installation < until)
        and row.seq > included.get(row.installation, 0)
    )


def all_earned(connection: Connection | Write) -> dict[tuple[int, int], tuple[str, str, int]]:
    """By the key of the fact: customer, document, points."""
    if not _room(connection):
        return {}
    rows = connection.execute(select(p)).all()
    return {(r.installation, r.seq): (r.customer, r.document, r.points) for r in rows}
