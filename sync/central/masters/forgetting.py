"""Taking back what was said of somebody, also from the rows that tills have yet to read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from sync.central import feeds
from sync.central.database import Tx
from sync.central.tables import current, feed, outbox, streams


def forget(tx: Tx, prefix: str, kind: str, keys: Sequence[str]) -> None:
    """Nothing of these keys is in a stream that begins with `prefix` any more.

    A row in the middle cannot go without the checksums of all that follow it. So the stream's
    feed goes as a whole, and who had not read it takes the base.
    """
    for table in (outbox, current):
        tx.execute(
            delete(table).where(
                table.c.stream.startswith(prefix), table.c.kind == kind, table.c.key.in_(keys)
            )
        )
    said = select(feed.c.stream).where(
        feed.c.stream.startswith(prefix), feed.c.kind == kind, feed.c.key.in_(keys)
    )
    for stream in tx.execute(said.distinct()).scalars().all():
        head = tx.execute(select(streams.c.head).where(streams.c.stream == stream)).scalar_one()
        feeds.trim(tx, stream, head + 1)
