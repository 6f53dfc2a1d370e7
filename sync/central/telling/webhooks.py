"""The channels' events that are still to be delivered: a durable outbox.

At least once: an event that was answered and whose answer was lost comes again, with the same id.
The feed of a channel (`/v1/channels/{channel}/events`) stays what is true.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, text, update

from sync.central.database import Tx
from sync.central.order_tables import channel_events
from sync.central.telling_tables import webhooks as t

FEW = 20
"""Orders of one channel in one step."""
# Without SQLAlchemy's way of building it: it goes with every event of every order.
_ENQUEUE = text(
    "INSERT INTO webhooks (event, channel, number, due_at, tries, since)"
    " SELECT :event, code, :number, :at, 0, :at FROM channels WHERE code = :of AND url <> ''"
)


def enqueue(tx: Tx, event: int, channel: str, number: str) -> None:
    """To be delivered, if the channel has an address; in the transaction that makes the event."""
    values = {"event": event, "of": channel, "number": number, "at": tx.at.isoformat()}
    tx.execute(_ENQUEUE, values)


def is_due(connection: Connection, channel: str, now: str) -> bool:
    question = select(t.c.event).where(t.c.channel == channel, t.c.due_at > "", t.c.due_at <= now)
    return connection.execute(question.limit(1)).first() is not None


def due(connection: Connection, channel: str, now: str) -> list[Any]:
    """Channel events with their `tries` and `since`: the first of each order's, if it is due."""
    before = t.alias()
    earlier = (
        select(before.c.event)
        .where(
            before.c.channel == t.c.channel,
            before.c.number == t.c.number,
            before.c.event < t.c.event,
            before.c.due_at > "",
        )
        .exists()
    )
    question = (
        select(channel_events, t.c.tries, t.c.since)
        .join(t, t.c.event == channel_events.c.id)
        .where(t.c.channel == channel, t.c.due_at > "", t.c.due_at <= now, ~earlier)
        .order_by(t.c.event)
        .limit(FEW)
    )
    return list(connection.execute(question))


def delivered(tx: Tx, event: int) -> None:
    tx.execute(delete(t).where(t.c.event == event))


def failed(tx: Tx, event: int, tries: int, again_at: datetime | None) -> None:
    """None: it is given up, until `again`."""
    due_at = again_at.isoformat() if again_at else ""
    tx.execute(update(t).where(t.c.event == event).values(tries=tries, due_at=due_at))


def again(tx: Tx, channel: str) -> int:
    """What was given up is tried once more, from now on for days; how many."""
    now = tx.at.isoformat()
    given_up = (t.c.channel == channel) & (t.c.due_at == "")
    return tx.execute(update(t).where(given_up).values(due_at=now, since=now, tries=0)).rowcount


def waiting(connection: Connection) -> dict[str, tuple[int, str]]:
    """Of each channel, how many events are undelivered, and since when the oldest is."""
    question = select(t.c.channel, func.count(), func.min(t.c.since)).group_by(t.c.channel)
    return {row[0]: (row[1], row[2]) for row in connection.execute(question)}
