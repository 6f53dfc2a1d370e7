"""Giving what was said its place: from the outbox into the feeds, one dense number after another.

On PostgreSQL rows become visible in another order than they were written in. A row is moved once
its transaction is below the watermark, `pg_snapshot_xmin`: all that began before have ended. And
rows are moved in the order of their ids, up to the first that is above it: the watermark alone
would let a later version of a key pass an earlier one whose transaction has the higher number.
"""

from __future__ import annotations

import logging
import sys
from itertools import takewhile
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, bindparam, func, select

from sync.central import bulk
from sync.central.database import Central, Session, Tx
from sync.central.errors import Refusal
from sync.central.feed_tables import current, feed, outbox, streams
from sync.protocol import DELETE, check_after_text

log = logging.getLogger(__name__)

STEP = 5_000
LEASE = 30
"""Seconds of silence after which PostgreSQL takes the lead from a process that hangs."""

_LOCK = 0x73657175
_FEED = ("stream", "seq", "op", "kind", "key", "version", "value_json", "check")
_CURRENT = ("stream", "kind", "key", "seq", "version", "value_json")
_STREAMS = ("stream", "head", "oldest", "check")
_SAID = "stream, op, kind, key, version, value_json"
_MARK = {"sqlite": "1", "postgresql": "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"}
# Sale stops are in `config`; they do not wait behind a million prices.
_LANES = ("stream = 'config'", "stream <> 'config'")


def step(central: Central, limit: int = STEP) -> int:
    """Move up to `limit` rows in one transaction; how many were moved.

    For one caller at a time: `Leader` sees to that.
    """
    if not _any(central):
        return 0
    with central.write() as tx:
        return move(tx, limit)


def waiting(conn: Connection) -> int:
    """Rows that no feed has yet."""
    return conn.execute(select(func.count()).select_from(outbox)).scalar_one()


def move(tx: Tx, limit: int) -> int:
    """What `step` does, in a transaction that is there."""
    said = _ready(tx, limit)
    if not said:
        return 0
    states = _states(tx, sorted({row.stream for row in said}))
    rows = [_next(states, row) for row in said]
    newest = {(row[0], row[3], row[4]): row for row in rows}
    bulk.insert(tx, feed, _FEED, rows)
    bulk.upsert(tx, current, _CURRENT, (_kept(row) for row in newest.values() if row[2] != DELETE))
    bulk.delete(tx, current, (key for key, row in newest.items() if row[2] == DELETE))
    bulk.upsert(tx, streams, _STREAMS, ((name, *state) for name, state in states.items()))
    bulk.delete(tx, outbox, ((row.id,) for row in said))
    return len(said)


def _any(central: Central) -> bool:
    with central.read() as conn:
        return conn.execute(_FIRST).first() is not None


def _ready(tx: Tx, limit: int) -> list[Any]:
    ready: list[Any] = []
    for lane in _LANES:
        rows = tx.exec_driver_sql(
            f"SELECT id, xid, {_SAID}, {_MARK[tx.dialect]} AS mark"  # noqa: S608
            f" FROM outbox WHERE {lane} ORDER BY id LIMIT {limit - len(ready):d}"
        )
        ready += takewhile(lambda row: row.xid < row.mark, rows.all())
    return ready


def _states(tx: Tx, names: list[str]) -> dict[str, list[Any]]:
    """Head, oldest and check of each stream, as lists that `_next` moves on."""
    states: dict[str, list[Any]] = {name: [0, 1, ""] for name in names}
    for name, *state in tx.execute(_STATES, {"names": names}):
        states[name] = state
    return states


def _next(states: dict[str, list[Any]], said: Any) -> tuple[Any, ...]:
    _, _, stream, op, kind, key, version, value, _ = said  # by place: names take thrice as long
    state = states[stream]
    seq = state[0] + 1
    text = "null" if value is None else value
    check = check_after_text(state[2], seq, op, kind, key, version, text)
    state[0], state[2] = seq, check
    return (stream, seq, op, kind, key, version, value, check)


def _kept(row: tuple[Any, ...]) -> tuple[Any, ...]:
    stream, seq, _, kind, key, version, value, _ = row
    return (stream, kind, key, seq, version, value)


class Leader:
    """Of all processes on one database, the one that moves rows.

    PostgreSQL: a session advisory lock, on the connection that moves; it ends with the connection,
    also of a process that hangs for LEASE seconds. SQLite: a lock on a file beside the database,
    which ends with its process.
    """

    def __init__(self, central: Central) -> None:
        self._central = central
        self._session: Session | None = None
        self._file: IO[bytes] | None = None
        self.leads = False

    def step(self, limit: int = STEP) -> int:
        """Take the lead if nobody has it, and move; 0 when there is nothing, or another leads.

        A lost connection costs the lead and is no error: the next call tries again.
        """
        try:
            self.leads = self.leads or self._lead()
            return self._step(limit) if self.leads else 0
        except Refusal as refusal:
            log.warning("sequencer: %s", refusal.detail)
            self.close()
            return 0

    def close(self) -> None:
        """Give up the lead."""
        self.leads = False
        session, self._session = self._session, None
        file, self._file = self._file, None
        if file:
            file.close()
        if session:
            session.close()

    def _step(self, limit: int) -> int:
        if self._session is None:
            return step(self._central, limit)
        with self._session.write() as tx:
            return move(tx, limit)

    def _lead(self) -> bool:
        if self._central.path:
            self._file = self._file or _locked(self._central.path)
            return self._file is not None
        self._session = self._session or self._central.hold()
        with self._session.write() as tx:
            tx.exec_driver_sql(_lease())
            return bool(tx.exec_driver_sql(f"SELECT pg_try_advisory_lock({_LOCK})").scalar())


def _lease() -> str:
    return f"""
        SELECT set_config('idle_session_timeout', '{LEASE}s', false),
            set_config('tcp_keepalives_idle', '10', false),
            set_config('tcp_keepalives_interval', '5', false),
            set_config('tcp_keepalives_count', '4', false)
    """


def _locked(path: Path) -> IO[bytes] | None:
    file = path.with_name(path.name + "-leader").open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


_FIRST = select(outbox.c.id).limit(1)
_STATES = (
    select(streams.c.stream, streams.c.head, streams.c.oldest, streams.c.check)
    .where(streams.c.stream.in_(bindparam("names", expanding=True)))
    .order_by(streams.c.stream)
    .with_for_update()
)
