"""Central as one process: the real functions behind each call, on a real database file.

The door (`Tills.check`), the calls (`ingest`, `feeds`, the manifest) and the sequencer are those
that `mostrador central serve` runs; only HTTP and its threads are played.

PostgreSQL shows rows in another order than they were written in; SQLite, with one writer, never
does. So here every transaction gets a number, as PostgreSQL gives it, and the watermark that the
sequencer asks for is a row of a table: a price change that commits late holds it back, and until
then its rows count as unseen.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from sync.central import chain, feeds, ingest, sequencer
from sync.central.api import streams as api
from sync.central.api.reach import Reach
from sync.central.api.refusals import as_refusal, body_of
from sync.central.auth import Spoken, Tills
from sync.central.chain import epoch_of
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.feed_tables import streams
from sync.central.installations import InstallationRow
from sync.protocol import PAGE, SEGMENT, Batch, Heads, encode

from .faults import Fault, Swarm
from .timeline import Timeline

SEQUENCER = 0.2
"""Seconds from a change to the sequencer's next step."""
NUMBERED = (
    # Rowids are used again and sequences are not; transactions are numbered by hand.
    "CREATE TABLE simulated (id INTEGER, xid INTEGER, mark INTEGER, late INTEGER)",
    "INSERT INTO simulated VALUES (0, 1, 2, 0)",
    """CREATE TRIGGER simulated_outbox AFTER INSERT ON outbox BEGIN
        UPDATE simulated SET id = id + 1;
        UPDATE outbox SET id = (SELECT id FROM simulated), xid = (SELECT xid FROM simulated)
            WHERE id = new.id;
    END""",
)
WATERMARK = "(SELECT mark FROM simulated)"


FULL = (DBAPIError, sqlite.OperationalError)
"""What a full disk raises: rows in bulk go by the driver, everything else by SQLAlchemy."""


class Crash(BaseException):
    """The process is gone: nobody catches it."""


class Answer(NamedTuple):
    status: int
    body: bytes


Reply = Callable[[Answer | None], None]


class _Waiting(NamedTuple):
    asked: dict[str, int]
    reply: Reply


class Server:
    """`path`: of a database that is ready."""

    def __init__(self, time: Timeline, swarm: Swarm, path: Path) -> None:
        self._time, self._swarm, self._path = time, swarm, path
        self.storm_until = 0.0
        self.folder = None  # no snapshots
        self.full = False
        self.lives = 0
        self._scheduled = False
        self._waiting: dict[int, _Waiting] = {}
        self._number = 0
        self._backup = path.with_name("backup.db")
        self._open()

    def _open(self) -> None:
        self.lives += 1
        self.full = False
        self.central = Central(f"sqlite:///{self._path}", self.clock)
        self._write = self.central.write
        self.central.write = self._mortal_write  # type: ignore[method-assign]
        self.driver.execute("PRAGMA synchronous=OFF")
        self._wake_up()

    def _wake_up(self) -> None:
        self._tills, self._reach = Tills(self.central), Reach(self.central)
        self._reaches: dict[int, frozenset[str]] = {}
        self._epoch, self._heads = self._look()

    def close(self) -> None:
        self.central.close()

    @property
    def driver(self) -> Any:
        with self.central._writer.connect() as connection:
            return connection.connection.dbapi_connection

    def clock(self) -> datetime:
        return self._time.moment()

    def now(self) -> str:
        return self.clock().isoformat(timespec="milliseconds")

    @contextmanager
    def _mortal_write(self) -> Iterator[Tx]:
        with self._write() as tx:
            yield tx
            if self._swarm.strikes(Fault.SERVER_CRASH, 0.003):
                raise Crash

    # what is asked of it
    def hear(self, spoken: Spoken, reply: Reply) -> None:
        """Answer now, or, asked to wait, later. No answer (None) when the process dies of it."""
        try:
            self._answer(spoken, reply)
        except Refusal as refusal:
            self._refuse(refusal, reply)
        except FULL as error:
            if not self.full:
                raise
            self._refuse(as_refusal(error), reply)
        except Crash:
            self.restart()
            reply(None)

    def _refuse(self, refusal: Refusal, reply: Reply) -> None:
        reply(Answer(refusal.status, body_of(refusal, self.now())))

    def _answer(self, spoken: Spoken, reply: Reply) -> None:
        if self._time.now < self.storm_until and self._time.dice.random() < 0.7:
            kind = self._time.dice.choice(["paced", "busy"])
            raise Refusal(kind, "storm", retry_after=self._time.dice.choice([0, 2, 30]))
        url = urlsplit(spoken.target)
        asked, query = unquote(url.path).split("/")[2:], dict(parse_qsl(url.query))
        caller = self._tills.check(spoken, changes=spoken.method == "POST")
        if asked == ["wait"]:
            self._park(caller, query, reply)
        else:
            reply(Answer(200, encode(self._made(caller, asked, query, spoken.body))))

    def _made(
        self, caller: InstallationRow, asked: list[str], query: dict[str, str], body: bytes
    ) -> object:
        match asked:
            case ["till", number, "journal"]:
                batch = msgspec.json.decode(body, type=Batch)
                assert {record.installation for record in batch.records} == {int(number)}
                self.said()
                return ingest.receive(self.central, caller.number, batch)
            case ["manifest"]:
                return api._manifest(cast(Any, self), caller)
            case ["feed", stream, *segment]:
                self._may_read(caller, query["epoch"], stream)
                with self.central.read() as conn:
                    if segment:
                        return api._full(conn, stream, int(segment[1]))
                    limit = int(query.get("limit", PAGE))
                    return feeds.page(conn, stream, int(query["after"]), limit)
            case ["base", stream]:
                self._may_read(caller, query["epoch"], stream)
                at, after = int(query.get("at", 0)), int(query.get("after", 0))
                limit = int(query.get("limit", SEGMENT))
                with self.central.read() as conn:
                    return feeds.base(conn, stream, at, after, limit)
            case _:
                raise AssertionError(asked)

    def _may_read(self, caller: InstallationRow, epoch: str, *names: str) -> None:
        if epoch != self._epoch:
            raise Refusal("epoch", epoch=self._epoch)
        known = self._reaches.get(caller.number) or self._reach.of(caller)
        self._reaches[caller.number] = known
        for name in names:
            if name not in known:
                raise Refusal("not_yours", name)

    def _park(self, caller: InstallationRow, query: dict[str, str], reply: Reply) -> None:
        asked = api.cursors(query["heads"])
        self._may_read(caller, query["epoch"], *asked)
        self._number += 1
        self._waiting[self._number] = _Waiting(asked, reply)
        self._time.after(float(query["seconds"]), self._released, self._number)
        self._release()

    def _released(self, number: int) -> None:
        if waiting := self._waiting.pop(number, None):
            waiting.reply(Answer(200, encode(self._beyond(waiting))))

    def _beyond(self, waiting: _Waiting) -> Heads:
        there = {n: self._heads.get(n, 0) for n in waiting.asked}
        return Heads(
            epoch=self._epoch,
            heads={n: head for n, head in there.items() if head > waiting.asked[n]},
        )

    def _release(self) -> None:
        for number, waiting in list(self._waiting.items()):
            if self._beyond(waiting).heads:
                self._released(number)

    def _look(self) -> tuple[str, dict[str, int]]:
        with self.central.read() as conn:
            rows = conn.execute(select(streams.c.stream, streams.c.head)).all()
            return epoch_of(conn), {row.stream: row.head for row in rows}

    # what it does by itself
    def said(self) -> None:
        """Something was written that tills will hear of."""
        if not self._scheduled:
            self._scheduled = True
            self._time.after(SEQUENCER, self._sequence)

    def _sequence(self) -> None:
        self._scheduled = False
        try:
            moved = sequencer.step(self.central)
        except Crash:
            self.restart()
            self.said()
            return
        except FULL:
            if not self.full:
                raise
            self._time.after(10, self.said)
            return
        if moved:
            self._epoch, self._heads = self._look()
            self._time.note("moved", moved)
            self._release()

    @contextmanager
    def writing(self) -> Iterator[Tx]:
        """A transaction of the office; a crash undoes it and says so."""
        with self.central.write() as tx:
            yield tx
        self._reaches.clear()
        self.said()

    # what befalls it
    def restart(self) -> None:
        """The process is new; whoever waited hears nothing."""
        self._time.note("central restarts")
        gone, self._waiting = self._waiting, {}
        for waiting in gone.values():
            waiting.reply(None)
        self._wake_up()
        self.said()

    def begin_late(self, tx: Tx) -> None:
        """What `tx` says is not seen until `end_late`."""
        tx.exec_driver_sql("UPDATE simulated SET late = xid")
        tx.then(self._hide)

    def _hide(self) -> None:
        self.driver.execute("UPDATE simulated SET mark = late, xid = xid + 1")

    def end_late(self) -> None:
        self.driver.execute("UPDATE simulated SET late = 0, xid = xid + 1, mark = xid + 2")
        self.said()

    def fill_disk(self, full: bool) -> None:
        driver, self.full = self.driver, full
        pages = driver.execute("PRAGMA page_count").fetchone()[0] if full else 2**30
        driver.execute(f"PRAGMA max_page_count={pages}")

    def back_up(self) -> None:
        self.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copyfile(self._path, self._backup)

    def restore(self) -> None:
        """Go back to the backup, as an operator does: the epoch is another then."""
        self.central.close()
        for path in self._path.parent.glob(self._path.name + "-*"):
            path.unlink()
        shutil.copyfile(self._backup, self._path)
        self._open()
        with self._write() as tx:
            chain.renew_epoch(tx)
        self.driver.execute("UPDATE simulated SET late = 0, xid = xid + 2, mark = xid + 4")
        self.restart()
