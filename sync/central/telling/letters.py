"""Letters to customers: a durable outbox, one row for each thing that somebody is told once.

Which way a letter goes is found when it goes. At least once: the same letter has the same
Message-ID, however often it is sent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, update

from app.domain.facts import canonical
from app.domain.order import Order
from sync.central import bulk
from sync.central.database import Tx
from sync.central.telling import channels, senders
from sync.central.telling.channels import Tells
from sync.central.telling.occasions import Occasion, Subject, subject_of
from sync.central.telling_tables import letters as t

CLAIMED = timedelta(minutes=5)
"""For which whoever sends a letter has it to itself."""
SENT, NOBODY, STALE, REFUSED, GIVEN_UP = "sent", "nobody", "stale", "refused", "given_up"
"""What became of a letter: it went; there was nobody to write to; it was true no more; the post
will not have that address; nobody took it for days."""
_COLUMNS = ("number", "occasion", "facts_json", "made_at", "due_at", "tries", "outcome")


class Letter(NamedTuple):
    """`tries`: that failed before."""

    id: int
    number: str
    occasion: str
    facts: dict[str, Any]
    made_at: datetime
    tries: int

    @property
    def subject(self) -> Subject:
        return subject_of(self.occasion)


def put(tx: Tx, order: Order, occasions: Iterable[Occasion]) -> None:
    """Tell the customer, unless they were told that, or nobody writes to this channel's."""
    some = list(occasions)
    if not some or not _is_written_to(tx.connection, order.channel):
        return
    at = tx.at.isoformat()
    rows = [
        (order.number, one.key, canonical({"amount": one.amount}), at, at, 0, "") for one in some
    ]
    bulk.add(tx, t, _COLUMNS, rows, "(number, occasion) DO NOTHING")


def _is_written_to(connection: Connection, code: str) -> bool:
    channel = channels.of(connection, code)
    if channel.tells is Tells.WEBHOOK:
        return bool(channel.url)
    return channel.tells is Tells.MAIL and senders.mail(connection) is not None


def claim(tx: Tx, most: int) -> list[Letter]:
    """The oldest that are due, and nobody else's for a while."""
    now = tx.at.isoformat()
    due = select(t).where(t.c.due_at > "", t.c.due_at <= now).order_by(t.c.due_at, t.c.id)
    rows = list(tx.execute(due.limit(most).with_for_update(skip_locked=True)))
    if rows:
        until = (tx.at + CLAIMED).isoformat()
        mine = t.c.id.in_([row.id for row in rows])
        tx.execute(update(t).where(mine).values(due_at=until))
    return [
        Letter(
            row.id,
            row.number,
            row.occasion,
            json.loads(row.facts_json),
            datetime.fromisoformat(row.made_at),
            row.tries,
        )
        for row in rows
    ]


def settle(tx: Tx, letter: Letter, outcome: str) -> None:
    """That is what became of it."""
    tx.execute(_this(letter).values(due_at="", outcome=outcome, tries=letter.tries + 1))


def later(tx: Tx, letter: Letter, at: datetime) -> None:
    tx.execute(_this(letter).values(due_at=at.isoformat(), tries=letter.tries + 1))


def release(tx: Tx, some: Iterable[Letter], at: datetime) -> None:
    """Not tried: nothing goes out at all."""
    ids = [letter.id for letter in some]
    tx.execute(update(t).where(t.c.id.in_(ids)).values(due_at=at.isoformat()))


def again(tx: Tx) -> int:
    """What was given up is tried once more, for days; how many."""
    now = tx.at.isoformat()
    given_up = update(t).where(t.c.outcome == GIVEN_UP)
    return tx.execute(given_up.values(due_at=now, made_at=now, outcome="", tries=0)).rowcount


def waiting(connection: Connection) -> tuple[int, str]:
    """How many are still to go, and since when the oldest is."""
    question = select(func.count(), func.min(t.c.made_at)).where(t.c.due_at > "")
    count, since = connection.execute(question).one()
    return int(count), since or ""


def of_order(connection: Connection, number: str) -> list[Any]:
    """Oldest first."""
    return list(connection.execute(select(t).where(t.c.number == number).order_by(t.c.id)))


def _this(letter: Letter) -> Any:
    return update(t).where(t.c.id == letter.id)
