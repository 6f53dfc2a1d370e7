"""What each till may read, and how far it has read."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import update

from sync.central import feeds
from sync.central.auth import FRESH
from sync.central.database import Central
from sync.central.installations import InstallationRow
from sync.central.tables import installations as t

NOTED = 60
"""Seconds between two notes of where a till's cursors are."""


class Reach:
    """The streams of each installation, believed for as long as the installation itself."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._known: dict[int, tuple[datetime, frozenset[str]]] = {}

    def fresh(self, caller: InstallationRow) -> bool:
        known = self._known.get(caller.number)
        return known is not None and abs(self._central.clock() - known[0]) < FRESH

    def of(self, caller: InstallationRow) -> frozenset[str]:
        """Asks the database unless `fresh`."""
        if not self.fresh(caller):
            with self._central.read() as conn:
                names = frozenset(head.stream for head in feeds.streams_of(conn, caller))
            self._known[caller.number] = self._central.clock(), names
        return self._known[caller.number][1]


class Seen:
    """Where each till's cursors are, noted now and then: for trimming, and for people."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._noted: dict[int, datetime] = {}

    def due(self, number: int) -> bool:
        last = self._noted.get(number)
        return last is None or abs(self._central.clock() - last).total_seconds() >= NOTED

    def note(self, number: int, cursors: dict[str, int]) -> None:
        with self._central.write() as tx:
            at = tx.at.isoformat()
            values = {"cursors_json": json.dumps(cursors, sort_keys=True), "last_seen": at}
            tx.execute(update(t).where(t.c.number == number).values(**values))
        self._noted[number] = self._central.clock()
