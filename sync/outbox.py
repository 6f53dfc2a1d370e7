"""What is still to be sent: how far each installation's facts are acknowledged, and the next batch.

The journal is the outbox; this only knows numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from sync.backoff import Backoff, Dice
from sync.effects import Push
from sync.protocol import MAX_BYTES, MAX_RECORDS


class Came(Enum):
    """What an acknowledgement says next to what we knew."""

    FURTHER = auto()
    SAME = auto()
    BEHIND = auto()
    """Central has less than it acknowledged, and no new epoch: nothing is forgotten for it."""
    FORK = auto()
    """Central has a fact at that number that is not ours."""


class Outbox:
    def __init__(self, own: int, dice: Dice) -> None:
        self._own = own
        self.heads: dict[int, int] = {}
        """The newest fact of each installation."""
        self.acks: dict[int, tuple[int, str]] = {}
        """(seq, hash): everything up to it is on central's disk."""
        self.stopped: set[int] = set()
        """Installations that say no more until a person has looked."""
        self.skipped: set[tuple[int, int]] = set()
        self.rest = Backoff(dice)
        self._most = self._records = MAX_RECORDS
        self._size = MAX_BYTES

    def acked(self, installation: int) -> int:
        return self.acks.get(installation, (0, ""))[0]

    @property
    def unsent(self) -> int:
        """Facts that central has not acknowledged."""
        return sum(max(0, head - self.acked(of)) for of, head in self.heads.items())

    def waiting(self) -> int | None:
        """The first installation that has something to say: an older one says it all first."""
        for of, head in sorted(self.heads.items()):
            if of not in self.stopped and head > self.acked(of):
                return of
        return None

    def next(self, now: float, epoch: str) -> Push | None:
        of = self.waiting()
        if of is None or now < self.rest.until:
            return None
        return Push(of, epoch, self.acked(of), self._records, self._size)

    def acknowledge(self, of: int, seq: int, digest: str, ours: str | None) -> Came:
        """Take what central says that it has; `ours`: the hash of our fact there."""
        known = self.acked(of)
        if seq < known:
            return Came.BEHIND
        if ours is None and of != self._own and seq > self.heads.get(of, 0):
            # Restored from a backup, this folder has less of what it was before than central has.
            self.acks[of] = (seq, digest)
            return Came.FURTHER
        if ours is None or (digest and digest != ours):
            return Came.FORK
        if seq == known:
            return Came.SAME
        self.acks[of] = (seq, digest or ours)
        return Came.FURTHER

    def begin_epoch(self) -> None:
        """Central lives another life: it may have nothing of ours."""
        self.acks = dict.fromkeys(self.acks, (0, ""))
        self.stopped.clear()
        self.rest.worked()

    def pace(self, records: int) -> None:
        self._most = max(1, min(records, MAX_RECORDS))
        self._records = min(self._records, self._most)

    def went(self) -> None:
        """A batch was taken: the next may be larger, up to the most."""
        self._records = min(self._most, self._records * 2)
        self._size = min(MAX_BYTES, self._size * 2)
        self.rest.worked()

    def halve(self, sent: int = 0) -> None:
        """A batch of `sent` was too much."""
        self._records = max(1, min(self._records, sent or self._records) // 2)
        self._size = max(1, self._size // 2)

    def restore(self, heads: Mapping[int, int], acks: Mapping[int, tuple[int, str]]) -> None:
        self.heads, self.acks = dict(heads), dict(acks)
