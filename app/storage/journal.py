"""The journal: appending facts to an installation's chain, and reading them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_

from app.domain.facts import Body, Fact, FactType, fact_hash
from app.storage import state
from app.storage.database import Write
from app.storage.tables import facts as t

SCHEMA_VERSION = 1
_COLUMNS = [field.name for field in fields(Fact)]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by whom and in which installation something is stated. `at` is shop time, aware."""

    installation: int
    at: datetime
    who: str


_LAST = (
    select(t.c.seq, t.c.hash)
    .where(t.c.installation == bindparam("installation"))
    .order_by(t.c.seq.desc())
    .limit(1)
)
_INSERT = insert(t)


def append(
    tx: Write,
    stamp: Stamp,
    uuid: Callable[[int], str],
    kind: FactType,
    body: Body,
    sealed: str | None = None,
) -> Fact:
    """Add one fact to the chain; it is durable when the transaction is.

    `uuid` names the fact, given its number.
    """
    last = tx.execute(_LAST, {"installation": stamp.installation}).first()
    offset = stamp.at.utcoffset()
    seq = last.seq + 1 if last else 1
    stated: dict[str, Any] = {
        "installation": stamp.installation,
        "seq": seq,
        "uuid": uuid(seq),
        "type": kind.value,
        "v": SCHEMA_VERSION,
        "at": stamp.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "offset": int(offset.total_seconds()) // 60 if offset else 0,
        "who": stamp.who,
        "body": body,
        "sealed": sealed,
        "previous": last.hash if last else "",
    }
    fact = Fact(**stated, hash=fact_hash(stated))
    tx.execute(_INSERT, as_body(fact))
    state.put(tx, f"{_HEAD}{fact.installation}", f"{fact.seq} {fact.hash}")
    return fact


_HEAD = "head "
"""What the newest fact of each installation is, noted beside it: a tail cut off is noticed."""


def heads(connection: Connection | Write) -> dict[int, tuple[int, str]]:
    """(seq, hash) of the newest fact of each installation, as noted when it was written."""
    noted = {}
    for name, value in state.starting(connection, _HEAD).items():
        seq, _, hash_ = value.partition(" ")
        noted[int(name.removeprefix(_HEAD))] = (int(seq), hash_)
    return noted


def as_body(fact: Fact) -> Body:
    """The fact as `journal export` writes it, a row a line."""
    return {name: getattr(fact, name) for name in _COLUMNS}


def local_time(fact: Fact) -> datetime:
    """When it was stated, by the shop's clock."""
    zone = timezone(timedelta(minutes=fact.offset))
    return datetime.fromisoformat(fact.at).astimezone(zone)


_ORDER = (t.c.installation, t.c.seq)


def last(connection: Connection | Write, installation: int) -> Fact | None:
    query = select(t).where(t.c.installation == installation).order_by(t.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return Fact(**row._mapping) if row else None


def latest(
    connection: Connection | Write, installation: int, kind: str, who: str, among: int
) -> list[Fact]:
    """What somebody stated of that kind among an installation's newest facts, oldest first."""
    newest = last(connection, installation)
    if newest is None:
        return []
    query = (
        select(t)
        .where(t.c.installation == installation, t.c.seq > newest.seq - among)
        .where(t.c.type == kind, t.c.who == who)
        .order_by(t.c.seq)
    )
    return [Fact(**row._mapping) for row in connection.execute(query)]


def latest_time(connection: Connection | Write) -> datetime | None:
    """The time of the newest fact; the clock never goes behind it.

    Of all installations: their numbers need not follow each other in time.
    """
    newest = [last(connection, number) for number in heads(connection)]
    return max((datetime.fromisoformat(fact.at) for fact in newest if fact), default=None)


def generations(connection: Connection | Write) -> dict[int, str]:
    """The series letter of each installation, as it stated when it was opened."""
    return {number: one(connection, number, 1).body["generation"] for number in heads(connection)}


def at(connection: Connection | Write, installation: int, seq: int) -> Fact | None:
    query = select(t).where(t.c.installation == installation, t.c.seq == seq)
    row = connection.execute(query).first()
    return Fact(**row._mapping) if row else None


def one(connection: Connection | Write, installation: int, seq: int) -> Fact:
    query = select(t).where(t.c.installation == installation, t.c.seq == seq)
    return Fact(**connection.execute(query).one()._mapping)


def count(connection: Connection | Write, after: tuple[int, int], until: tuple[int, int]) -> int:
    """How many facts there are behind `after`, up to `until`."""
    place = tuple_(*_ORDER)
    query = select(func.count()).select_from(t).where(place > after, place <= until)
    return int(connection.execute(query).scalar_one())


def since(
    connection: Connection | Write,
    first: tuple[int, int] = (0, 0),
    until: tuple[int, int] | None = None,
    page: int = 500,
) -> Iterator[Fact]:
    """Facts from `first` to `until` (both inclusive) in chain order, read page by page."""
    query = select(t).order_by(*_ORDER).limit(page)
    if until:
        query = query.where(tuple_(*_ORDER) <= until)
    start = tuple_(*_ORDER) >= first
    while True:
        rows = connection.execute(query.where(start)).all()
        for row in rows:
            yield Fact(**row._mapping)
        if len(rows) < page:
            return
        start = tuple_(*_ORDER) > (rows[-1].installation, rows[-1].seq)
