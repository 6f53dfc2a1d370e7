"""What the calls of one process of central share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from litestar.di import NamedDependency

from sync.central.api.heads import Heads
from sync.central.api.pace import Pace
from sync.central.api.reach import Reach, Seen
from sync.central.api.ready import Flights, Shelf
from sync.central.api.work import Work
from sync.central.auth import Signer, Tills
from sync.central.chain import chain_of
from sync.central.database import Central

READERS = 8
TAKERS = 5
"""Threads. Together less than the connections: sequencer, heads and chores need some too."""


class Served:
    """Made when a process of central starts. `folder`: of snapshots' files; None for none.

    `said` is called after something was written that tills will hear of.
    """

    def __init__(
        self, central: Central, folder: Path | None = None, said: Callable[[], None] = lambda: None
    ) -> None:
        with central.read() as conn:
            self.chain = chain_of(conn)
        self.central = central
        self.folder = folder
        self.said = said
        self.signer = Signer(self.chain)
        self.tills = Tills(central)
        self.heads = Heads(central)
        self.reach = Reach(central)
        self.seen = Seen(central)
        self.shelf = Shelf()
        self.pace = Pace()
        self.flights = Flights()
        self.reading = Work(READERS, waiting=500)
        self.taking = Work(TAKERS, waiting=500)
        """Journals do not wait behind those who read."""

    def close(self) -> None:
        self.reading.close()
        self.taking.close()

    def now(self) -> str:
        return self.central.clock().isoformat(timespec="milliseconds")


Serves = NamedDependency[Served]
"""How a call asks for it."""
