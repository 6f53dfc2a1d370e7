"""How far whoever is signed in has come with the first day at the demo's till."""

from __future__ import annotations

from app.domain.tour import Lesson, learned
from app.services.till import Till
from app.storage import journal


class Tour:
    """What somebody has learned is in the journal; what was read of it is not read again."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._next = (0, 0)
        """The place of the first fact that was not read."""
        self._done: dict[str, frozenset[Lesson]] = {}

    @property
    def offered(self) -> bool:
        """In demo shops alone: a real till has no training mode (retail-rules 8)."""
        return self._till.config.demo

    def done(self) -> frozenset[Lesson]:
        """The lessons of whoever is signed in. Raises NotSignedIn."""
        with self._till.db.read() as connection:
            for fact in journal.since(connection, self._next):
                self._next = (fact.installation, fact.seq + 1)
                before = self._done.get(fact.who, frozenset())
                self._done[fact.who] = before.union(learned(fact))
        return self._done.get(self._till.session.who().code, frozenset())
