"""Webhooks on their way: each channel's by itself, an order's in their order, tried for days."""

from __future__ import annotations

import json
import logging
import secrets
import zlib
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

from app.domain.facts import canonical
from sync.central import exceptions
from sync.central.database import Central, Tx
from sync.central.telling import channels, webhooks
from sync.central.telling.backoff import pause
from sync.central.telling.channels import Channel
from sync.central.telling.posting import Answer, Gone, NotNow, NotThis, Poster, Taken

log = logging.getLogger(__name__)

GIVEN_UP = timedelta(days=3)
"""From the first time that an event might have gone."""
LONGEST_PAUSE = timedelta(minutes=5)
"""Of a channel that does not answer, before it is asked again, unless it said how long."""
UNDELIVERED, GONE = "webhooks_given_up", "channel_gone"
_AT_ONCE = 4


class Couriers:
    """Deliver what is due. Of one process at a time."""

    def __init__(self, central: Central, poster: Poster) -> None:
        self._central = central
        self._poster = poster
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="webhooks")

    def step(self) -> int:
        """How many were delivered. A channel that does not answer holds up no other."""
        now = self._central.clock().isoformat()
        with self._central.read() as connection:
            found = [
                one
                for one in channels.everyone(connection)
                if one.hears
                and one.paused_until <= now
                and webhooks.is_due(connection, one.code, now)
            ]
        running = [self._threads.submit(self._deliver, one) for one in found]
        wait(running)  # whatever is wrong with one holds up no other
        return sum(one.result() for one in running)

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)

    def _deliver(self, channel: Channel) -> int:
        now = self._central.clock()
        with self._central.read() as connection:
            due = webhooks.due(connection, channel.code, now.isoformat())
            secret = channels.secret_of(connection, channel.code)
        done = 0
        for row in due:
            body = body_of(row)
            answer = self._poster.post(channel.url, secret, now, str(row.id), row.tries, body)
            with self._central.write() as tx:
                _note(tx, channel, row, answer)
            if isinstance(answer, Taken):
                done += 1
            else:
                log.warning("webhook", extra={"facts": _said(channel, row, answer)})
            if isinstance(answer, Gone | NotNow):
                break
        return done


def body_of(row: Any) -> bytes:
    """A channel event as it travels."""
    value = {name: getattr(row, name) for name in ("id", "channel", "number", "kind", "at")}
    return canonical({**value, "facts": json.loads(row.value_json)}).encode()


def _note(tx: Tx, channel: Channel, row: Any, answer: Answer) -> None:
    match answer:
        case Taken():
            webhooks.delivered(tx, row.id)
            channels.answered(tx, channel.code)
        case Gone():
            channels.gone(tx, channel.code)
            _raise(tx, GONE, channel.code, row)
        case NotThis(why=why):
            _later(tx, channel, row, why, _pause(row.tries + 1))
        case NotNow(why=why, after=after):
            least = min(_pause(channel.failures + 1), LONGEST_PAUSE)
            alone = max(least, timedelta(seconds=after))
            channels.pause(tx, channel.code, tx.at + alone)
            _later(tx, channel, row, why, alone)


def _later(tx: Tx, channel: Channel, row: Any, why: str, wait: timedelta) -> None:
    if tx.at - datetime.fromisoformat(row.since) < GIVEN_UP:
        webhooks.failed(tx, row.id, row.tries + 1, tx.at + wait)
        return
    webhooks.failed(tx, row.id, row.tries + 1, None)
    _raise(tx, UNDELIVERED, channel.code, row, why=why)


def _raise(tx: Tx, kind: str, channel: str, row: Any, **facts: str) -> None:
    """One of each kind for a channel, however many events it is about."""
    about = {"channel": channel, "order": row.number, "since": row.at, **facts}
    exceptions.raise_(tx, exceptions.CENTRAL, zlib.crc32(channel.encode()), kind, **about)


def _pause(tries: int) -> timedelta:
    return pause(tries, secrets.randbelow(201) - 100)


def _said(channel: Channel, row: Any, answer: Answer) -> dict[str, object]:
    why = getattr(answer, "why", "gone")
    return {"channel": channel.code, "event": row.id, "why": why, "tries": row.tries + 1}
