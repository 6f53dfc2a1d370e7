"""One device of the shop: its services over its own files, and its way to central."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from shop import Shop

from app.domain.facts import Fact
from app.domain.fulfilment import Fulfilment
from app.domain.staff import Person
from app.services.counter import Counter
from app.services.opening import secrets_of
from app.storage import journal as facts
from app.storage.database import Database
from sync.central import feeds, ingest, installations
from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.journal import Outgoing
from sync.pages import Mirrors
from sync.streams import STORE, mirror_of

_SIZE = 10**6
_ALL = 500
"""Rows of a page."""


class Device:
    """`line`: whether it reaches central. `ahead`: how far its clock is off."""

    def __init__(
        self,
        central: Central,
        folder: Path,
        number: int,
        clock: Callable[[], datetime],
        ahead: timedelta,
    ) -> None:
        self._central, self._clock, self.number, self.ahead = central, clock, number, ahead
        self.name = folder.name
        self.line = True
        self.heard: datetime | None = None
        """When it had last read all that central said."""
        self.read = 0
        """The newest of its facts that the world has looked at."""
        self._person: Person | None = None
        self.shop = Shop(folder, self.now())
        self._open()
        self.read = self._head()

    def _open(self) -> None:
        """What a start does: files opened, the clerk back at it."""
        till = self.counter.till
        self.tick()
        _hurry(till.db)
        key = secrets_of(self.shop.folder, till.config).key
        self._mirrors = Mirrors(self.shop.folder, key, self._clock)
        self._mirrors._store.execute("PRAGMA synchronous=OFF")
        self._outgoing = Outgoing(self.shop.folder, key)
        till.session.person = self._person

    def _head(self) -> int:
        return self._outgoing.heads().get(self.number, 0)

    def close(self) -> None:
        self._mirrors.close()
        self._outgoing.close()
        self.shop.__exit__(None, None, None)

    # the machine
    def now(self) -> datetime:
        return self._clock() + self.ahead

    def tick(self) -> None:
        """Its clock goes on."""
        self.shop.at = self.now()
        self.shop._set_clock()

    def sign_in(self, person: Person) -> None:
        self._person = self.counter.till.session.person = person

    def restart(self) -> None:
        self._mirrors.close()
        self._outgoing.close()
        self.shop.restart()
        self._open()

    def crash(self) -> None:
        """The power is gone; it starts from what the disk has."""
        self._mirrors.close()
        self._outgoing.close()
        self.shop.crash()
        self._open()

    # what is asked of it
    @property
    def counter(self) -> Counter:
        return self.shop.counter

    def find(self, number: str) -> Fulfilment | None:
        return self.counter.orders.find(number)

    def news(self) -> list[Fact]:
        """What it stated since the world looked last."""
        with self.counter.till.db.read() as connection:
            found = list(facts.since(connection, (self.number, self.read + 1)))
        found = [fact for fact in found if fact.installation == self.number]
        if found:
            self.read = found[-1].seq
        return found

    # its way to central
    def send(self, most: int = _ALL) -> None:
        """So many of the facts that central does not have; nothing while the line is cut."""
        if not self.line:
            return
        with self._central.read() as connection:
            of = installations.find(connection, self.number)
            epoch = epoch_of(connection)
        assert of is not None
        batch = self._outgoing.batch(self.number, epoch, of.last_seq, most, _SIZE, {})
        if batch.records:
            ingest.receive(self._central, self.number, batch)

    def fetch(self, most: int = _ALL) -> None:
        """So many rows of what central said to the shop; nothing while the line is cut."""
        if not self.line:
            return
        standings = self._mirrors.standings()
        at_head = True
        with self._central.read() as connection:
            of = installations.find(connection, self.number)
            assert of is not None
            for stream in feeds.streams_of(connection, of):
                if mirror_of(stream.stream) == STORE:
                    after = standings[stream.stream].seq if stream.stream in standings else 0
                    page = feeds.page(connection, stream.stream, after, most)
                    at_head = at_head and page.to == page.head
                    if page.rows:
                        self._mirrors.apply(page)
        if at_head:
            self.heard = self._clock()


def _hurry(db: Database) -> None:
    """Nothing here tests the disk."""
    db.driver().execute("PRAGMA synchronous=OFF")
