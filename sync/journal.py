"""The till's journal, read for central: how far it has come, and the next facts to send."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from app.domain.errors import ShopError
from app.domain.installation import FIRST_OF_CENTRAL
from app.storage import archive_file, customers, journal, placed, pruned, shifts
from app.storage.database import Database
from app.storage.folder import JOURNAL
from sync.protocol import Batch, Record, encode

_FACTS = (
    'SELECT installation, seq, uuid, type, v, at, "offset", who, body, sealed, previous, hash'
    " FROM facts WHERE installation = ? AND seq > ? ORDER BY seq LIMIT ?"
)
_AT = "SELECT at FROM facts WHERE installation = ? AND seq = ?"
_HASH = "SELECT hash FROM facts WHERE installation = ? AND seq = ?"


class JournalUnread(Exception):
    """The journal is not there, or the disk does not give it back."""


class Outgoing:
    """The journal of a till's folder, read-only: the till writes it at the same time."""

    def __init__(self, where: Path, key: bytes) -> None:
        self._where, self._key = where, key
        self._database: Database | None = None
        self._version = -1

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def moved(self) -> bool:
        """Whether the journal may have changed since this was asked last."""
        try:
            version = int(self._execute("PRAGMA data_version")[0][0])
        except JournalUnread:
            return False
        changed, self._version = version != self._version, version
        return changed

    def heads(self) -> dict[int, int]:
        """The newest fact of each installation that central gave. Raises JournalUnread."""
        with self._reading() as connection:
            heads = journal.heads(connection)
        return {of: seq for of, (seq, _) in heads.items() if of >= FIRST_OF_CENTRAL}

    def shift(self) -> int:
        """The number of the open shift, 0 while none is. Raises JournalUnread."""
        with self._reading() as connection:
            found = shifts.open_one(connection)
        return found.id if found else 0

    def stated(self, installation: int, seq: int) -> str:
        """When that fact was stated, ISO 8601; "" when it is not here. Raises JournalUnread."""
        rows = self._execute(_AT, (installation, seq))
        return str(rows[0][0]) if rows else ""

    def hash_of(self, installation: int, seq: int) -> str | None:
        """Of that fact; "" of the place before the first. Raises JournalUnread."""
        if not seq:
            return ""
        rows = self._execute(_HASH, (installation, seq))
        if not rows and (left := self._left(installation, seq)) is not None:
            rows = self._archived(left, _HASH, (installation, seq))
        return str(rows[0][0]) if rows else None

    def batch(
        self,
        installation: int,
        epoch: str,
        after: int,
        records: int,
        size: int,
        skips: Mapping[int, str],
    ) -> Batch:
        """The facts after `after`: at most `records`, and `size` bytes if that is more than one.

        Of those in `skips` only their place goes, saying why. Raises JournalUnread.
        """
        taken: list[Record] = []
        weight = 0
        for row in self._facts(installation, after, records):
            record = _record(row, skips)
            weight += len(encode(record))
            if taken and weight > size:
                break
            taken.append(record)
        keys: dict[str, str] = {}
        if taken:
            with self._reading() as connection:
                of = installation, after + 1, taken[-1].seq
                keys = customers.keys_of(connection, *of) | placed.keys_of(connection, *of)
        return Batch(epoch=epoch, records=taken, keys=keys)

    def _facts(self, installation: int, after: int, most: int) -> list[Any]:
        """Those right behind `after`, each after the one before; of what left the journal, those of
        its archive, where that still is. Raises JournalUnread."""
        rows = self._execute(_FACTS, (installation, after, most))
        dense = [row for n, row in enumerate(rows, after + 1) if row[1] == n]
        if dense or not rows:
            return dense
        left = self._left(installation, after + 1)
        return self._archived(left, _FACTS, (installation, after, most)) if left else rows

    def _left(self, installation: int, seq: int) -> pruned.Left | None:
        """The archive that has a fact which is not in the journal."""
        with self._reading() as connection:
            return pruned.holding(connection, (installation, seq))

    def _archived(self, left: pruned.Left, query: str, values: tuple[Any, ...]) -> list[Any]:
        file = left.folder / left.said.file
        try:
            with archive_file.opened(file, self._key) as archive, archive.read() as connection:
                return list(connection.exec_driver_sql(query, values).fetchall())
        except (DatabaseError, ShopError, OSError, sqlite.Error) as error:
            raise JournalUnread(f"{left.said.file}, {left.folder}") from error

    def copy(self, installation: int, seq: int) -> bytes:
        """Everything of one fact, as it is on the disk. Raises JournalUnread."""
        rows = self._facts(installation, seq - 1, 1)
        return json.dumps([str(value) for value in rows[0]] if rows else []).encode()

    def _execute(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._reading() as connection:
            return list(connection.exec_driver_sql(query, values).fetchall())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Whatever goes wrong is JournalUnread; then the file is opened anew."""
        try:
            with self._opened().read() as connection:
                yield connection
        except (DatabaseError, ShopError, OSError) as error:
            self.close()
            raise JournalUnread(str(error)) from error

    def _opened(self) -> Database:
        if self._database is None:
            path = self._where / JOURNAL
            if not path.exists():
                raise JournalUnread(f"no {JOURNAL}")
            self._database = Database(path, key=self._key, writable=False)
        return self._database


def _record(row: Any, skips: Mapping[int, str]) -> Record:
    of, seq, uuid, kind, v, at, offset, who, body, sealed, previous, digest = row
    place = {"installation": of, "seq": seq, "uuid": uuid, "previous": previous, "hash": digest}
    if seq in skips:
        return Record(**place, skip=skips[seq])
    try:
        read = json.loads(body)
        if not isinstance(read, dict):
            raise ValueError("not an object")
    except (TypeError, ValueError) as error:
        return Record(**place, skip=f"unreadable: {error}")
    return Record(**place, type=kind, v=v, at=at, offset=offset, who=who, body=read, sealed=sealed)
