"""What each till may read, and how far it has read."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import bindparam, update

from sync.central import feeds
from sync.central.auth import FRESH
from sync.central.database import Central
from sync.central.installations import InstallationRow
from sync.central.stands import Stand, text_of
from sync.central.tables import installations as t


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
    """How far each till has read, as it says when it waits: for trimming, and for people.

    Kept in memory and written now and then, for all tills at once.
    """

    def __init__(self, central: Central) -> None:
        self._central = central
        self._new: dict[int, Stand] = {}

    def note(self, number: int, stand: Stand) -> None:
        self._new[number] = stand

    def write(self) -> None:
        """What was noted since the last time. Raises Refusal (busy): then it is noted again."""
        new, self._new = self._new, {}
        if not new:
            return
        with self._central.write() as tx:
            at = tx.at.isoformat()
            rows = [
                {"of": number, "cursors": text_of(replace(stand, at=at)), "at": at}
                for number, stand in sorted(new.items())
            ]
            tx.execute(_SEEN, rows)


_SEEN = (
    update(t)
    .where(t.c.number == bindparam("of"))
    .values(cursors_json=bindparam("cursors"), last_seen=bindparam("at"))
)
