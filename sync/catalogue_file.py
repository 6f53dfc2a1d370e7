"""The catalogue that a till sells from, as the worker writes it: one file at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.mirror import catalog, catalog_tables, folder

_SOURCE = "central"


class CatalogueFile:
    """The catalogue in use; or, while that is damaged, a new one which is being filled."""

    def __init__(self, where: Path, now: Callable[[], datetime]) -> None:
        """Closed, until it is opened. `now`: aware."""
        self._where, self._now = where, now
        self.connection: Any = None
        self._nameless: str | None = None
        """A new catalogue that is put in use when it is complete: the old one is damaged, and
        better than none."""

    def open(self) -> None:
        """The one in use, at today's schema; an empty one when there is none."""
        self.close()
        path = folder.current(self._where)
        if path is None:
            self.begin()
            return
        try:
            found = self._open(path)
        except sqlite.DatabaseError:
            found = None
        if found == catalog_tables.VERSION:
            return
        self.close()
        if found is not None and found < catalog_tables.VERSION:
            self._open(self._where / self._renewed())
        else:  # damaged, or a later program's: what it has can be had again
            self.begin()

    def begin(self) -> None:
        """An empty one beside what cannot be read."""
        self.close()
        in_use = folder.current(self._where) is not None
        name = catalog.empty(self._where, source=_SOURCE, created=self._now(), use=not in_use)
        self._nameless = name if in_use else None
        self._open(self._where / name)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = self._nameless = None

    def renew(self) -> None:
        """The same anew: in the order of sale, compact."""
        self.close()
        try:
            self._renewed()
        finally:
            self.open()

    def in_use(self) -> Path | None:
        """The catalogue that the till sells from, when it can be read."""
        return None if self._nameless else folder.current(self._where)

    def is_gone(self) -> bool:
        """Whether somebody removed the new one, which has no name yet."""
        return self._nameless is not None and not (self._where / self._nameless).exists()

    def use(self) -> None:
        """It has everything: the till sells from it, from its next question on."""
        if self._nameless:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            folder.use(self._where, self._nameless)
            self._nameless = None

    def _renewed(self) -> str:
        return catalog.renew(self._where, source=_SOURCE, created=self._now())

    def _open(self, path: Path) -> int:
        """The version of its schema. Raises DatabaseError when it is damaged."""
        self.connection = catalog.open_live(path)
        if self.connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite.DatabaseError("malformed")
        return catalog.version(self.connection)
