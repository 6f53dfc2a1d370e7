"""One SQLite file: one way to read, one way to write, and what changed after each commit.

All SQLite of the project goes through the library that this module imports (ADR 0004).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from app.changes import Changes, Topic
from app.domain.errors import DiskFull, DiskReadOnly, JournalBroken, WrongKey


def library_version() -> str:
    """The SQLite that we ship."""
    return f"SQLite {sqlite.sqlite_version}"


Reader = Connection
"""What `read` gives: something to ask questions of."""
Listener = Callable[[Changes], None]
_NO_ROOM = 1024 * 1024


class Write:
    """An open write transaction: a connection that remembers what it touched."""

    def __init__(self, connection: Connection) -> None:
        self.execute = connection.execute
        self.exec_driver_sql = connection.exec_driver_sql
        self.topics: set[Topic] = set()
        self.afterwards: list[Callable[[], None]] = []

    def then(self, call: Callable[[], None]) -> None:
        """Run `call` when the commit is on disk, before anybody hears of the change."""
        self.afterwards.append(call)

    def changed(self, *topics: Topic) -> None:
        """Say that the commit will have changed things of these kinds."""
        self.topics.update(topics)


def has_step(connection: Connection | Write, step: int) -> bool:
    """Whether the journal was brought that far; one that was not yet is read as it is."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0) >= step


class Database:
    """A held connection to one file, for one thread.

    `key`: the raw 32-byte key of an encrypted file. `writable=False` opens read-only, for the
    files that another process writes. Raises WrongKey when the key does not open the file.
    """

    def __init__(self, path: Path, *, key: bytes | None = None, writable: bool = True) -> None:
        self.path = path
        self._key = key
        self._writable = writable
        self._listeners: list[Listener] = []
        self._after: Callable[[], object] | None = None
        # StaticPool: a bare `sqlite://` silently takes SingletonThreadPool.
        self._engine = create_engine(
            "sqlite://", module=sqlite, creator=self._connect, poolclass=StaticPool
        )
        # BEGIN is ours (see write), so the driver must not open transactions by itself.
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def _connect(self) -> Any:
        try:
            connection = sqlite.connect(self._uri(), uri=True)
        except sqlite.DatabaseError as error:
            _say_disk_trouble(error, self.path)
            raise
        connection.isolation_level = None
        if self._key is not None:
            # Before the key: a wrong key is an answer here, not a matter for stderr.
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite.DatabaseError as error:
            connection.close()
            if "not a database" in str(error):
                raise WrongKey(path=str(self.path)) from None
            _say_disk_trouble(error, self.path)
            raise
        # Without recursive triggers INSERT OR REPLACE would delete what is never deleted.
        pragmas = ["busy_timeout=5000", "foreign_keys=ON", "recursive_triggers=ON"]
        if self._writable:
            pragmas += ["journal_mode=WAL", "synchronous=FULL", "fullfsync=ON"]
        else:
            pragmas += ["query_only=ON"]
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _uri(self) -> str:
        uri = f"{self.path.resolve().as_uri()}?mode={'rwc' if self._writable else 'ro'}"
        wal = self.path.with_name(self.path.name + "-wal")
        closed = not wal.exists() or wal.stat().st_size == 0
        if not self._writable and closed and not os.access(self.path.parent, os.W_OK):
            # A reader needs a -shm beside a WAL file. Where nobody can write, nothing can change.
            uri += "&immutable=1"
        return uri

    def on_commit(self, listener: Listener) -> None:
        """`listener` runs on the committing thread, after the commit, never before."""
        self._listeners.append(listener)

    def after_commit(self, call: Callable[[], object] | None) -> None:
        """`call` runs after every commit, also one that changed nothing that anybody shows; before
        anybody hears of it. None: no more."""
        self._after = call

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Autocommit reading. Fetch all rows: an open cursor freezes the snapshot.

        Raises JournalBroken when the disk gives back other bytes than were written.
        """
        try:
            yield self._connection
        except DatabaseError as error:
            if self._key is not None and _damaged(str(error.orig)):
                raise JournalBroken(file=self.path.name) from error
            raise

    @contextmanager
    def write(self) -> Iterator[Write]:
        """One use case, one transaction (BEGIN IMMEDIATE), durable when this returns.

        Raises DiskFull or DiskReadOnly when the disk refuses; then nothing was changed.
        """
        connection = self._connection
        tx = Write(connection)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield tx
            connection.exec_driver_sql("COMMIT")
        except BaseException as error:
            driver: Any = connection.connection.dbapi_connection
            if driver.in_transaction:
                driver.execute("ROLLBACK")
            if isinstance(error, DatabaseError) and error.orig:
                _say_disk_trouble(error.orig, self.path)
            raise
        if self._after is not None:
            self._after()
        for call in tx.afterwards:
            call()
        if tx.topics:
            for listener in self._listeners:
                listener(frozenset(tx.topics))

    @property
    def writing(self) -> bool:
        """Whether a transaction is open: what is read now may never have been."""
        return bool(self.driver().in_transaction)

    def moved(self) -> int:
        """Another number whenever somebody else has written since; what was read may be kept
        while it stays."""
        found: int = self.driver().execute("PRAGMA data_version").fetchone()[0]
        return found

    def beside(self, path: Path) -> Database:
        """Another file under the same key."""
        return Database(path, key=self._key)

    @property
    def key(self) -> bytes:
        """Of an encrypted file, raw; empty of another."""
        return self._key or b""

    def attach(self, other: Database, name: str) -> None:
        """Read another file beside this one, in its statements as `name.table`, until it is
        detached; both under one key."""
        uri = f"{other.path.resolve().as_uri()}?mode=ro"
        key = f"x'{other._key.hex()}'" if other._key is not None else ""
        self.driver().execute(f"ATTACH ? AS {name} KEY ?", (uri, key))

    def driver(self) -> Any:
        """The sqlcipher3 connection itself, for backup and bulk loads."""
        return self._connection.connection.dbapi_connection

    def check(self) -> str:
        """ "ok", or what SQLite finds wrong with the file."""
        try:
            return str(self._connection.exec_driver_sql("PRAGMA quick_check").scalar())
        except DatabaseError as error:
            return str(error.orig)

    def checkpoint(self) -> None:
        """Fold the WAL back into the file, so that it does not grow from day to day."""
        self.driver().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def shrink(self) -> bool:
        """Give the pages that hold nothing back to the disk; False, and nothing is lost, when it
        has no room for the copy that this takes."""
        try:
            self.driver().execute("VACUUM")
        except sqlite.DatabaseError:
            return False
        self.checkpoint()
        return True

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _damaged(words: str) -> bool:
    return "malformed" in words or "not a database" in words


def _say_disk_trouble(error: BaseException, path: Path) -> None:
    words = str(error)
    # A full disk that cannot hold the WAL's index says "I/O error".
    full = "disk I/O error" in words and shutil.disk_usage(path.parent).free < _NO_ROOM
    if full or "disk is full" in words:
        raise DiskFull() from error
    if "readonly database" in words or "disk I/O error" in words:
        raise DiskReadOnly() from error
