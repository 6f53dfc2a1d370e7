"""sync.db: what the worker must not forget but can find out again, and what it set aside.

Plain, and only the worker writes it. Lost, it costs some questions: what was acknowledged is said
again, and the copies of what was parked are gone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
import zstandard

from app.mirror.folder import connect
from sync import effects as fx

NAME = "sync.db"
SPARE = ".damaged"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ack (
    installation INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS skip (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    why TEXT NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parked (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    about TEXT NOT NULL,
    why TEXT NOT NULL,
    body BLOB NOT NULL
);
"""
_PARKED = 200
"""Copies that are kept; of more, the oldest go."""


@dataclass(frozen=True, slots=True)
class Parked:
    """A copy of what could not be taken: a page of a stream, or a fact ("1001/7")."""

    at: str
    about: str
    why: str
    body: bytes


class State:
    def __init__(self, where: Path) -> None:
        path = where / NAME
        try:
            self._connection = _open(path)
        except sqlite.DatabaseError:
            # Set aside, not thrown away: somebody may want the copies in it.
            for end in ("", "-wal", "-shm"):
                damaged = path.with_name(path.name + end)
                if damaged.exists():
                    damaged.replace(path.with_name(path.name + end + SPARE))
            self._connection = _open(path)

    def close(self) -> None:
        self._connection.close()

    def get(self, name: str, default: str = "") -> str:
        query = "SELECT value FROM kept WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return str(row[0]) if row else default

    def put(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))

    def said(self) -> dict[str, Any] | None:
        """The status that was said last, in this life or an earlier one."""
        return _read(self.get("status"))

    def acks(self) -> dict[int, tuple[int, str]]:
        rows = self._connection.execute("SELECT installation, seq, hash FROM ack").fetchall()
        return {of: (seq, digest) for of, seq, digest in rows}

    def acknowledge(self, of: int, seq: int, digest: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO ack VALUES (?, ?, ?)", (of, seq, digest))

    # what is set aside
    def skip(self, of: int, seq: int, why: str) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO skip (installation, seq, why) VALUES (?, ?, ?)", (of, seq, why)
        )

    def skips(self, of: int) -> dict[int, str]:
        query = "SELECT seq, why FROM skip WHERE installation = ?"
        return dict(self._connection.execute(query, (of,)).fetchall())

    def skip_alarms(self) -> tuple[fx.Alarm, ...]:
        """Of the facts that nobody has looked at yet."""
        query = "SELECT installation, seq, why FROM skip WHERE settled = 0"
        return tuple(
            fx.Alarm(
                "poison", f"{of}/{seq}", {"installation": of, "seq": seq, "why": why}, settles=True
            )
            for of, seq, why in self._connection.execute(query).fetchall()
        )

    def settle(self, key: str) -> None:
        """Somebody has looked at what that alarm is about."""
        kind, _, about = key.partition(" ")
        of, _, seq = about.partition("/")
        if kind == "poison" and of.isdecimal() and seq.isdecimal():
            self._connection.execute(
                "UPDATE skip SET settled = 1 WHERE installation = ? AND seq = ?", (of, seq)
            )

    def park(self, at: str, about: str, why: str, body: bytes) -> None:
        packed = zstandard.ZstdCompressor().compress(body)
        run = self._connection.execute
        run("INSERT INTO parked (at, about, why, body) VALUES (?,?,?,?)", (at, about, why, packed))
        run(
            "DELETE FROM parked WHERE id NOT IN (SELECT id FROM parked ORDER BY id DESC LIMIT ?)",
            (_PARKED,),
        )

    def parked(self) -> list[Parked]:
        rows = self._connection.execute("SELECT at, about, why, body FROM parked ORDER BY id")
        unpack = zstandard.ZstdDecompressor().decompress
        return [Parked(at, about, why, unpack(body)) for at, about, why, body in rows.fetchall()]


def last_status(where: Path) -> dict[str, Any] | None:
    """What the worker of that folder said last, also while it runs; None when it never did."""
    rows = _rows(where, "SELECT value FROM kept WHERE name = 'status'")
    return _read(rows[0][0]) if rows else None


def last_acks(where: Path) -> dict[int, int]:
    """Up to which fact of each installation central has everything, also while a worker runs."""
    return dict(_rows(where, "SELECT installation, seq FROM ack"))


def _rows(where: Path, query: str) -> list[Any]:
    """Of a file that somebody else may write; none when it is not there or damaged."""
    path = where / NAME
    if not path.exists():
        return []
    try:
        connection = connect(path, readable_only=True)
        try:
            return list(connection.execute(query).fetchall())
        finally:
            connection.close()
    except sqlite.DatabaseError:
        return []


def _read(text: str) -> dict[str, Any] | None:
    try:
        said = json.loads(text)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _open(path: Path) -> Any:
    connection = connect(path, readable_only=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(_SCHEMA)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite.DatabaseError("malformed")
    except BaseException:
        connection.close()
        raise
    return connection
