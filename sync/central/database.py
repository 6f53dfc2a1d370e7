"""Central's database: one way to read, one way to write, on SQLite and on PostgreSQL.

SQLite is for one shop: WAL, synchronous=FULL, one writer at a time, readers wait for nobody. The
library is the one that the till ships (ADR 0004). PostgreSQL 15 or later is for a chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from app.domain.errors import WrongKey
from sync.central.errors import Refusal

Clock = Callable[[], datetime]

LOCK_WAIT = 10
"""Seconds that a write waits for its turn before it is refused as `busy`."""
IDLE_LIMIT = 30
"""Seconds that a transaction on PostgreSQL may do nothing: one that stalls stalls every feed."""
RETRY_AFTER = 2.0
READERS = 20
"""Connections that may be in use at once; whoever comes later waits for one."""
_ALONE = 0x6D6F7374
_DRIVERS = (sqlite.OperationalError, psycopg.OperationalError)


class Tx:
    """An open write transaction. `at` is its moment, in UTC, for everything that it writes."""

    def __init__(
        self, connection: Connection, at: datetime, erasing: Erasing | None = None
    ) -> None:
        self._erasing = erasing
        self.connection = connection
        self.at = at
        self.dialect = connection.dialect.name
        self.execute = connection.execute
        self.exec_driver_sql = connection.exec_driver_sql
        self._afterwards: list[Callable[[], None]] = []

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails in here is undone, and only that; the exception goes on."""
        before = len(self._afterwards)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            del self._afterwards[before:]
            raise

    def then(self, call: Callable[[], None]) -> None:
        """Run `call` once the commit is on disk; never when it failed."""
        self._afterwards.append(call)

    def erasing(self, uuids: Sequence[str]) -> None:
        """To be called before these customers' keys are destroyed."""
        if self._erasing is not None:
            self._erasing(self, uuids)

    def alone(self) -> None:
        """Wait, however long, until no transaction is open that asked for this before."""
        if self.dialect == "postgresql":  # on SQLite each write is alone
            self.exec_driver_sql("SELECT set_config('lock_timeout', '0', true)")
            self.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ALONE})")

    def driver(self) -> Any:
        """The connection of sqlcipher3 or psycopg, for what is loaded in bulk."""
        return self.connection.connection.dbapi_connection


Erasing = Callable[[Tx, Sequence[str]], None]
"""Told of customers, by uuid, before their keys are destroyed."""


class Session:
    """A connection that is held, for what the database ties to it; see `Central.hold`."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """As `Central.write`. Refused as `busy` for good once the connection was lost."""
        if self._connection.invalidated:  # SQLAlchemy would quietly open another
            raise Refusal("busy", "the connection was lost", retry_after=RETRY_AFTER)
        with _transaction(self._connection, self._clock) as tx:
            yield tx
        _run(tx)

    def close(self) -> None:
        self._connection.close()


class Central:
    """The database behind `url`: `sqlite:///PATH` or `postgresql://USER@HOST/NAME`.

    `clock` says the moment in UTC. `key`: the raw 32 bytes of an encrypted SQLite file. May be
    used from several threads, and by several processes at once. Raises WrongKey, ValueError.
    """

    def __init__(self, url: str, clock: Clock, *, key: bytes | None = None) -> None:
        parsed = make_url(url)
        self.clock = clock
        self.name = parsed.render_as_string(hide_password=True)
        self.dialect = parsed.get_backend_name()
        self.path: Path | None = None
        """The file, on SQLite."""
        self.erasing: Erasing | None = None
        if self.dialect == "sqlite":
            self.path = Path(parsed.database or "")
            self._writer = _sqlite(self.path, key, writing=True)
            self._reader = _sqlite(self.path, key, writing=False)
        elif self.dialect == "postgresql":
            self._writer = _postgresql(parsed.set(drivername="postgresql+psycopg"))
            # One snapshot for all that a read asks; it has no xid, so it holds up no feed.
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        else:
            raise ValueError(f"neither SQLite nor PostgreSQL: {self.name}")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view, in which nothing can be written. Never hold it over a wait.

        Refused as `busy` when no connection can be had.
        """
        with _refusing(), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """One transaction, on disk when this returns; undone by any exception.

        SQLite: the only one at that time (BEGIN IMMEDIATE). PostgreSQL: READ COMMITTED, so lock
        (`with_for_update`) what is read in order to be changed. Refused as `busy` when the
        database cannot be had, its turn does not come within LOCK_WAIT, or two waited for each
        other; the same may be tried again.
        """
        with (
            _refusing(),
            self._writer.connect() as connection,
            _transaction(connection, self.clock, self.erasing) as tx,
        ):
            yield tx
        _run(tx)

    def hold(self) -> Session:
        """A connection of the caller's own; what is locked on it is free when it closes or dies."""
        with _refusing():
            connection = self._writer.connect()
            connection.detach()  # never back into the pool, with its locks
        return Session(connection, self.clock)

    def close(self) -> None:
        self._writer.dispose()
        self._reader.dispose()


@contextmanager
def _transaction(
    connection: Connection, clock: Clock, erasing: Erasing | None = None
) -> Iterator[Tx]:
    with _refusing(), connection.begin():
        yield Tx(connection, clock(), erasing)


def _run(tx: Tx) -> None:
    for call in tx._afterwards:
        call()


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except PoolTimeout:
        raise Refusal("busy", "no connection is free", retry_after=RETRY_AFTER) from None
    except DBAPIError as error:
        if not _passing(error):
            raise
        words = str(error.orig).strip()
        raise Refusal("busy", words, retry_after=RETRY_AFTER) from error
    except _DRIVERS as error:
        # What goes in bulk goes by the driver itself; nobody outside shall have to know it.
        with _refusing():
            raise OperationalError(None, None, error) from error


def _passing(error: DBAPIError) -> bool:
    """Whether the next try may go well. SQLite calls much "operational"; psycopg only such."""
    if isinstance(error.orig, sqlite.Error):
        return "locked" in str(error.orig)
    return error.connection_invalidated or isinstance(error, OperationalError)


def _sqlite(path: Path, key: bytes | None, *, writing: bool) -> Engine:
    pragmas = [f"busy_timeout={LOCK_WAIT * 1000}", "foreign_keys=ON", "recursive_triggers=ON"]
    if writing:
        pragmas += ["journal_mode=WAL", "synchronous=FULL", "fullfsync=ON"]
    else:
        pragmas += ["query_only=ON"]

    def connect() -> Any:
        connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
        if key is not None:
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite.DatabaseError as error:
            connection.close()
            if "not a database" in str(error):
                raise WrongKey(path=str(path)) from None
            raise
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        # One writer: threads queue for it here, where it is fair, and not in SQLite.
        pool_size=1 if writing else READERS,
        max_overflow=0,
        pool_timeout=LOCK_WAIT,
    )
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    # The driver opens no transactions by itself (isolation_level=None).
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _settings() -> str:
    return f"""
        SELECT set_config('TimeZone', 'UTC', false),
            set_config('idle_in_transaction_session_timeout', '{IDLE_LIMIT}s', false),
            set_config('lock_timeout', '{LOCK_WAIT}s', false),
            -- What was acknowledged is on disk, whatever the server's habit; more may stay.
            set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
    """


def _postgresql(url: Any) -> Engine:
    engine = create_engine(
        url,
        pool_size=READERS // 2,
        max_overflow=READERS // 2,
        pool_timeout=LOCK_WAIT,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": LOCK_WAIT,
            # A server that is gone without a word is noticed within half a minute.
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 4,
        },
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_settings())
        connection.commit()

    return engine
