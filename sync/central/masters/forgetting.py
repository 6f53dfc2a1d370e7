"""Taking back what was said of somebody, also from the rows that tills have yet to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, select, update

from sync.central import feeds
from sync.central.database import Tx
from sync.central.feed_tables import current, feed, outbox, streams


def forget(tx: Tx, prefix: str, kind: str, keys: Sequence[str]) -> None:
    """Nothing of these keys is in a stream that begins with `prefix` any more.

    A row in the middle cannot go without the checksums of all that follow it. So the stream's
    feed goes as a whole, and who had not read it takes the base.
    """
    for table in (outbox, current):
        tx.execute(delete(table).where(*_of(table, prefix, kind, keys)))
    said = _of(feed, prefix, kind, keys)
    for stream in tx.execute(select(feed.c.stream).where(*said).distinct()).scalars().all():
        head = tx.execute(select(streams.c.head).where(streams.c.stream == stream)).scalar_one()
        feeds.trim(tx, stream, head + 1)
    # The last row stays for its checksum. Nobody reads it, so it need not hold what it was of.
    tx.execute(update(feed).where(*said).values(value_json=None))


def _of(table: Table, prefix: str, kind: str, keys: Sequence[str]) -> list[Any]:
    of = table.c
    return [of.stream.startswith(prefix), of.kind == kind, of.key.in_(keys)]
