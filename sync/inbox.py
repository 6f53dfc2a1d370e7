"""What is still to be read: where each stream stands, where central's is, and what to ask next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.mirror.cursors import Standing
from sync import streams
from sync.backoff import Backoff, Dice
from sync.effects import GetBase, GetPage, GetSegment, Pull
from sync.protocol import PAGE, SEGMENT, StreamHead


class Inbox:
    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self.standings: dict[str, Standing] = {}
        self.heads: dict[str, int] = {}
        self._oldest: dict[str, int] = {}
        self.rebase: set[str] = set()
        """Streams whose base is taken whatever their cursor says."""
        self.parked: set[str] = set()
        """Streams with a page that cannot be taken in."""
        self.held: set[str] = set()
        """Streams that would take most of the catalogue away. They are read on: central may bring
        it back."""
        self.let: set[str] = set()
        """Streams of which a person said that it may."""
        self.fresh: dict[str, float] = {}
        """When each stream was last known to be at its head."""
        self._rests: dict[str, Backoff] = {}
        self._without_segments: set[str] = set()

    def listed(self, heads: Iterable[StreamHead]) -> list[str]:
        """Take the manifest's streams; returns those that are no longer ours and go."""
        ours = {head.stream: head for head in heads if streams.known(head.stream)}
        self.heads = {stream: max(0, head.head) for stream, head in ours.items()}
        self._oldest = {stream: head.oldest for stream, head in ours.items()}
        for stream in self.fresh.keys() - {one for one in ours if self._has_some(one)}:
            del self.fresh[stream]
        return sorted(
            stream
            for stream in self.standings
            if stream not in ours and streams.kind_of(stream) in streams.PASSING
        )

    def _has_some(self, stream: str) -> bool:
        return stream in self.standings or not self.heads[stream]

    def moved(self, heads: Mapping[str, int]) -> None:
        """Some heads went on."""
        for stream, head in heads.items():
            if stream in self.heads:
                self.heads[stream] = max(self.heads[stream], head)

    def forget(self, stream: str) -> None:
        self.standings.pop(stream, None)
        self.heads.pop(stream, None)
        self.fresh.pop(stream, None)
        for marked in (self.rebase, self.parked, self.held, self.let):
            marked.discard(stream)

    def rest(self, stream: str) -> Backoff:
        return self._rests.setdefault(stream, Backoff(self._dice))

    def next(self, now: float, epoch: str, but: Collection[str] = ()) -> Pull | None:
        """What to ask for, what matters most first; `but`: streams that come another way."""
        for stream in sorted(self.heads, key=streams.rank):
            stopped = stream in self.parked or stream in but
            if stopped or now < self.rest(stream).until:
                continue
            if wanted := self._wanted(stream, epoch):
                return wanted
        return None

    def needs_base(self, stream: str, epoch: str) -> bool:
        standing = self.standings.get(stream)
        if standing is None:
            return self.heads.get(stream, 0) > 0
        return (
            standing.epoch != epoch
            or stream in self.rebase
            or standing.base_at > 0
            or standing.seq + 1 < self._oldest.get(stream, 1)
        )

    def follows(self, stream: str, seq: int) -> bool:
        """Whether the feed still has what comes after `seq`."""
        return self._oldest.get(stream, 1) - 1 <= seq <= self.heads.get(stream, 0)

    def at_head(self, stream: str, epoch: str) -> bool:
        if self.needs_base(stream, epoch):
            return False
        standing = self.standings.get(stream, Standing())
        return not standing.sweep and standing.seq >= self.heads.get(stream, 0)

    def read(self, epoch: str) -> dict[str, int]:
        """How far each stream of ours has been taken in; 0 of one that takes its base."""
        return {
            stream: 0 if self.needs_base(stream, epoch) else self._seq(stream)
            for stream in self.heads
        }

    def _seq(self, stream: str) -> int:
        return self.standings.get(stream, Standing()).seq

    def behind(self, epoch: str) -> list[str]:
        """Streams that are not at their head, but those that only a person can set going."""
        heads = self.heads
        return [s for s in heads if s not in self.parked and not self.at_head(s, epoch)]

    @property
    def stopped(self) -> set[str]:
        """Streams of which something waits for a person."""
        return self.parked | self.held

    def seen(self, now: float, epoch: str, but: Collection[str] = ()) -> None:
        """Central said just now where its heads are."""
        for stream in self.heads:
            if stream not in but and self.at_head(stream, epoch):
                self.fresh[stream] = now

    def no_segment(self, stream: str) -> None:
        """Central has no such segment: its rows come by pages."""
        self._without_segments.add(stream)

    def begin_epoch(self) -> None:
        for marked in (self.rebase, self.parked, self.held, self.let, self._without_segments):
            marked.clear()
        self._rests.clear()

    def _wanted(self, stream: str, epoch: str) -> Pull | None:
        standing = self.standings.get(stream)
        if self.needs_base(stream, epoch):
            goes_on = standing is not None and standing.epoch == epoch and standing.base_at
            if goes_on and standing and stream not in self.rebase:
                return GetBase(stream, epoch, standing.base_at, standing.base_after)
            return GetBase(stream, epoch, 0, 0)
        if standing is None or self.at_head(stream, epoch):
            return None
        within = standing.seq % SEGMENT
        if self.heads[stream] - standing.seq >= SEGMENT and stream not in self._without_segments:
            if not within:
                return GetSegment(stream, epoch, standing.seq // SEGMENT)
            # Up to where the segments begin, which come from a cache.
            return GetPage(stream, epoch, standing.seq, min(PAGE, SEGMENT - within))
        return GetPage(stream, epoch, standing.seq, PAGE)
