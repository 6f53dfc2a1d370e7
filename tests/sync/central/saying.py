"""Saying things and reading them back as a till would, for the tests of sequencer and feeds."""

from __future__ import annotations

import hashlib
from typing import Any

from app.domain.facts import canonical
from sync.central import feeds, outbox, sequencer
from sync.central.database import Central
from sync.protocol import DELETE, PUT, Page, Row, check_after

State = dict[tuple[str, str], tuple[int, dict[str, Any] | None]]


def put(
    key: str, version: int = 1, stream: str = "catalog", value: dict[str, Any] | None = None
) -> outbox.Said:
    value = {} if value is None else value
    return outbox.Said(stream, PUT, "product", key, version, value)


def gone(key: str, version: int, stream: str = "catalog") -> outbox.Said:
    return outbox.Said(stream, DELETE, "product", key, version, None)


def say(central: Central, *said: outbox.Said) -> None:
    """In one transaction."""
    with central.write() as tx:
        outbox.say_all(tx, said)


def moved(central: Central, limit: int = sequencer.STEP) -> int:
    """Step until nothing is left; how many rows went."""
    total = 0
    while count := sequencer.step(central, limit):
        total += count
    return total


def page(central: Central, stream: str = "catalog", after: int = 0, limit: int = 500) -> Page:
    with central.read() as conn:
        return feeds.page(conn, stream, after, limit)


def rows(central: Central, stream: str = "catalog") -> list[Row]:
    """All of a stream, after looking that it is dense and that its checksum holds."""
    return Reader(stream).catch_up(central)


def documented_check(check: str, row: Row) -> str:
    """As docs/protocol.md says it: over the canonical JSON of the row's array."""
    array = [row.seq, row.op, row.kind, row.key, row.version, row.value]
    return hashlib.sha256((check + canonical(array)).encode()).hexdigest()[:32]


class Reader:
    """One stream as a till keeps it: a cursor with its checksum, and what the rows came to."""

    def __init__(self, stream: str = "catalog") -> None:
        self.stream = stream
        self.seq = 0
        self.check = ""
        self.state: State = {}

    def catch_up(self, central: Central, limit: int = 500) -> list[Row]:
        """Read to the head, page by page."""
        read: list[Row] = []
        while True:
            got = page(central, self.stream, self.seq, limit)
            for row in got.rows:
                assert row.seq == self.seq + 1, "a gap"
                check = check_after(self.check, row)
                assert check == documented_check(self.check, row)
                self.seq, self.check = row.seq, check
                self.apply(row)
            assert (got.to, got.check) == (self.seq, self.check)
            read += got.rows
            if self.seq == got.head:
                return read

    def apply(self, row: Row) -> None:
        if row.op == DELETE:
            self.state.pop((row.kind, row.key), None)
        else:
            self.state[row.kind, row.key] = (row.version, row.value)
