"""Whether central is well: its database, what it promised, and what somebody must see to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from app.domain.facts import canonical
from app.domain.money import Money
from sync.central import exceptions, order_figures, sequencer, snapshots
from sync.central.after import dues
from sync.central.database import Central
from sync.central.fact_tables import ledger
from sync.central.feed_tables import feed, streams
from sync.central.feed_tables import snapshots as snapshots_table
from sync.central.masters import consignments
from sync.central.tables import installations, product_codes, products, stock
from sync.central.telling import channels, letters, senders, webhooks

ROOM = 1024**3
"""Bytes that should be free."""
BACKLOG = 100_000
"""Changes that may wait for their streams while an import runs."""
UNTOLD = timedelta(minutes=15)
"""After which whoever is to be told of something should have been."""
STALLED = 60
"""Seconds that a transaction which writes may be open on PostgreSQL: it holds up every stream."""
_VERSION = 150_000


LOST = timedelta(days=14)
"""How long goods may be on their way before somebody should look for them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`detail`: in English, for whoever looks after the machine."""

    check: str
    ok: bool
    detail: str


def examine(central: Central, folder: Path) -> list[Finding]:
    """Every check; `folder` is central's own."""
    with central.read() as connection:
        return [
            *_database(central, connection),
            _disk(folder),
            _outbox(connection),
            _streams(connection),
            _stock(connection),
            _transit(connection, central.clock()),
            _codes(connection),
            _snapshots(connection, folder / "snapshots"),
            _alarms(connection),
            *_channels(connection, central.clock()),
            _letters(connection, central.clock()),
            _looks(connection, central.clock()),
            _owed(connection),
            _exceptions(connection),
        ]


def _database(central: Central, connection: Connection) -> Iterator[Finding]:
    if central.dialect == "sqlite":
        answer = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        yield Finding("database", answer == "ok", f"SQLite: {answer}")
        return
    version = int(str(connection.execute(text("SHOW server_version_num")).scalar()))
    yield Finding("database", version >= _VERSION, f"PostgreSQL {version // 10_000}")
    habits = {
        name: str(connection.execute(text(f"SHOW {name}")).scalar())
        for name in ("fsync", "full_page_writes")
    }
    # What is acknowledged must be on disk.
    yield Finding("durability", set(habits.values()) == {"on"}, canonical(habits))
    oldest = connection.execute(
        text(
            "SELECT coalesce(max(extract(epoch FROM now() - xact_start)), 0)::bigint"
            " FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
        )
    ).scalar_one()
    yield Finding("writers", oldest < STALLED, f"oldest writing transaction: {oldest} s")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    return Finding("disk", free >= ROOM, f"{free // 1024**2} MiB free")


def _outbox(connection: Connection) -> Finding:
    waiting = sequencer.waiting(connection)
    return Finding("outbox", waiting < BACKLOG, f"{waiting} changes wait for their streams")


def _streams(connection: Connection) -> Finding:
    """Dense to the head, and the last checksum is the stream's."""
    rows = connection.execute(
        select(
            streams.c.stream,
            streams.c.head - streams.c.oldest + 1 - func.count(feed.c.seq),
        )
        .outerjoin(feed, (feed.c.stream == streams.c.stream) & (feed.c.seq >= streams.c.oldest))
        .group_by(streams.c.stream, streams.c.head, streams.c.oldest)
    ).all()
    holes = [name for name, missing in rows if missing]
    differ = connection.execute(
        select(streams.c.stream)
        .join(feed, (feed.c.stream == streams.c.stream) & (feed.c.seq == streams.c.head))
        .where(feed.c.check != streams.c.check)
    ).scalars()
    bad = sorted({*holes, *differ})
    detail = f"not dense: {', '.join(bad)}" if bad else f"{len(rows)} dense"
    return Finding("streams", not bad, detail)


def _stock(connection: Connection) -> Finding:
    """What is on hand is the sum of what moved it."""
    moved = (
        select(ledger.c.shop, ledger.c.sku, func.sum(ledger.c.delta).label("delta"))
        .group_by(ledger.c.shop, ledger.c.sku)
        .subquery()
    )
    same = (moved.c.shop == stock.c.shop) & (moved.c.sku == stock.c.sku)
    wrong = connection.execute(
        select(func.count())
        .select_from(stock)
        .outerjoin(moved, same)
        .where(stock.c.version > 0, stock.c.on_hand != func.coalesce(moved.c.delta, 0))
    ).scalar_one()
    return Finding("stock", wrong == 0, f"{wrong} differ from their ledger")


def _transit(connection: Connection, now: datetime) -> Finding:
    """Nothing has been on its way for so long that it is lost."""
    moving = consignments.open_ones(connection)
    since = (now - LOST).isoformat()
    late = [p.number for p, at in moving if p.in_transit and at < since]
    detail = f"{len(moving)} open" + (f", lost? {', '.join(late[:10])}" if late else "")
    return Finding("transit", not late, detail)


def _codes(connection: Connection) -> Finding:
    lost = connection.execute(
        select(func.count())
        .select_from(product_codes)
        .outerjoin(products, products.c.sku == product_codes.c.sku)
        .where(products.c.sku.is_(None) | (products.c.deleted_at != ""))
    ).scalar_one()
    return Finding("codes", lost == 0, f"{lost} of no product")


def _snapshots(connection: Connection, folder: Path) -> Finding:
    """Those that are elsewhere are another process's."""
    names = connection.scalars(select(snapshots_table.c.id)).all()
    here = sum(snapshots.file_of(folder, name) is not None for name in names)
    waiting = len(snapshots.due(connection, folder))
    detail = f"{here} here, {len(names) - here} elsewhere, {waiting} to be made"
    return Finding("snapshots", True, detail)


def _alarms(connection: Connection) -> Finding:
    c = installations.c
    rows = connection.execute(
        select(c.number, c.alarm).where(c.alarm != "", c.revoked_at == "").order_by(c.number)
    ).all()
    told = ", ".join(f"{row.number} {row.alarm}" for row in rows)
    return Finding("tills", not rows, told or "no alarm")


def _channels(connection: Connection, now: datetime) -> Iterator[Finding]:
    """Each that there is, with what it has not heard yet."""
    waiting = webhooks.waiting(connection)
    for one in channels.everyone(connection):
        count, since = waiting.get(one.code, (0, ""))
        late = bool(since) and since < (now - UNTOLD).isoformat()
        told = f"{one.code}: {one.url or 'no webhooks'}, customers by {one.tells.value}"
        if count:
            told += f", {count} events undelivered since {since}, {one.failures} failures"
        if one.gone_at:
            told += f", gone since {one.gone_at}"
        yield Finding("channel", not (late or one.gone_at), told)


def _letters(connection: Connection, now: datetime) -> Finding:
    count, since = letters.waiting(connection)
    mail = senders.mail(connection)
    by = f"{mail.host}:{mail.port}" if mail else "no mail"
    told = f"{by}, {count} letters wait" + (f" since {since}" if since else "")
    return Finding("letters", not since or since >= (now - UNTOLD).isoformat(), told)


def _looks(connection: Connection, now: datetime) -> Finding:
    """A silent shop's are put off, and never late."""
    count = dues.overdue(connection, now - UNTOLD)
    return Finding("orders", count == 0, f"{count} should have been looked at again")


def _owed(connection: Connection) -> Finding:
    """What a tablet gave up for money, a till of its shop orders back."""
    found = order_figures.owing(connection)
    told = f"{Money(sum(found.values()))} EUR owed, ordered back by nobody yet"
    if found:
        told += f": {', '.join(list(found)[:10])}"
    return Finding("refunds", not found, told)


def _exceptions(connection: Connection) -> Finding:
    count = len(exceptions.open_ones(connection))
    return Finding("exceptions", count == 0, f"{count} to settle")
