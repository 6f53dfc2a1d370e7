"""store.db: the shop and its people as central (before it: `init` and `import`) says them.

Encrypted; the till only reads it. This module is its only writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.shop import Shop
from app.domain.staff import Person

NAME = "store.db"

SCHEMA = """
CREATE TABLE IF NOT EXISTS shop (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    company TEXT NOT NULL,
    nif TEXT NOT NULL,
    address TEXT NOT NULL,
    territory TEXT NOT NULL,
    timezone TEXT NOT NULL,
    language TEXT NOT NULL,
    regime TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS staff (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    pin TEXT NOT NULL,
    badge TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS staff_by_badge ON staff (badge) WHERE badge <> '';
PRAGMA user_version = 1;
"""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody with the hashes of PIN and badge ("" for none)."""

    person: Person
    pin: str
    badge: str = ""


class StoreWriter:
    """An open transaction on the mirror."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def shop(self, shop: Shop) -> None:
        """Say what the shop is; there is one."""
        self._connection.execute("DELETE FROM shop")
        self._connection.execute(
            "INSERT INTO shop VALUES (?,?,?,?,?,?,?,?,?)",
            (
                shop.code,
                shop.name,
                shop.company,
                shop.nif,
                shop.address,
                shop.territory,
                shop.timezone,
                shop.language,
                shop.regime,
            ),
        )

    def staff(self, rows: Sequence[StaffRow]) -> None:
        """Add people; who has the same code is replaced."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO staff VALUES (?,?,?,?,?)",
            [
                (row.person.code, row.person.name, row.person.role.value, row.pin, row.badge)
                for row in rows
            ],
        )


@contextmanager
def writing(folder: Path, key: bytes) -> Iterator[StoreWriter]:
    """One durable transaction; makes the file when there is none."""
    connection = sqlite.connect(str(folder / NAME), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(SCHEMA)
        connection.execute("BEGIN IMMEDIATE")
        yield StoreWriter(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
