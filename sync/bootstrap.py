"""Whether a catalogue comes as a snapshot, and how far its file has come."""

from __future__ import annotations

from collections.abc import Iterable

from app.mirror.cursors import Standing
from sync import streams
from sync.backoff import Backoff, Dice
from sync.inbox import Inbox
from sync.protocol import Snapshot

LEAST = 2_000
"""Rows below which a base is as quick."""
FAR = 20_000
"""Rows behind from which on a snapshot is quicker than the feed, if it has fewer."""


class Bootstrap:
    def __init__(self, schema: int, dice: Dice) -> None:
        self._schema = schema
        self.offered: list[Snapshot] = []
        self.bad: set[str] = set()
        """Ids of those that cannot be used."""
        self.wanted: Snapshot | None = None
        self.parts: int | None = None
        """How many of its parts are here; None before that is known."""
        self.held = False
        self.let = False
        self.rest = Backoff(dice)
        self._last = ""

    def choose(self, inbox: Inbox, epoch: str) -> Snapshot | None:
        """The snapshot to take now; None when none is needed, or none is of use."""
        if self.wanted is not None and self.wanted.id in {one.id for one in self.offered}:
            return self.wanted
        self.drop()
        best = max(
            (one for one in self.offered if self._useful(one, inbox, epoch)),
            key=lambda one: sum(cursor.seq for cursor in one.cursors.values()),
            default=None,
        )
        self.wanted = best
        return best

    def drop(self) -> None:
        self.wanted, self.parts, self.held, self.let = None, None, False, False

    def newer(self, inbox: Inbox, epoch: str) -> bool:
        """Whether there is a later one than the one that is held, which is then given up."""
        held = self.wanted
        if held is None or not self.held:
            return False
        seq = held.cursors["catalog"].seq
        later = (one for one in self.offered if "catalog" in one.cursors)
        if not any(
            one.cursors["catalog"].seq > seq and self._useful(one, inbox, epoch) for one in later
        ):
            return False
        self.drop()
        return True

    def spoilt(self, snapshot: Snapshot) -> None:
        """It is not what it should be: never this one again."""
        self.bad.add(snapshot.id)
        self.drop()

    def installed(self, snapshot: Snapshot) -> None:
        self._last = snapshot.id
        self.drop()

    def blame(self) -> None:
        """What followed did not fit: whatever came last is not taken twice."""
        self.bad.add(self._last)

    def begin_epoch(self) -> None:
        self.offered = []
        self.drop()

    def _useful(self, one: Snapshot, inbox: Inbox, epoch: str) -> bool:
        ours = of_catalogue(inbox.heads)
        if one.id in self.bad or one.schema != self._schema or one.rows < LEAST:
            return False
        if "catalog" not in ours or not ours <= one.cursors.keys():
            return False
        if not all(inbox.follows(stream, one.cursors[stream].seq) for stream in ours):
            return False
        if inbox.needs_base("catalog", epoch):
            return True
        return any(
            one.cursors[s].seq - inbox.standings.get(s, Standing()).seq > max(FAR, one.rows)
            for s in ours
            if not inbox.needs_base(s, epoch)
        )


def of_catalogue(names: Iterable[str]) -> set[str]:
    """Those streams that lie in the catalogue."""
    return {one for one in names if streams.mirror_of(one) == streams.CATALOG}
