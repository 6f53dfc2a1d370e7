"""Whatever happens, in whatever order: no acknowledgement is unsaid, no change is skipped, and
when the line is good again everything arrives."""

from __future__ import annotations

from random import Random
from typing import Any

from engine_driver import TILL, Talk, a_row, check_to
from hypothesis import given, settings
from hypothesis import strategies as st

from app.mirror.cursors import Standing
from sync import effects as fx
from sync import events as e
from sync import streams
from sync.protocol import KINDS, SEGMENT, Ack, Heads, Manifest, Page, Refused, Row, StreamHead

STREAMS = ("config", "store:042", "price:web", "catalog")
ODD = (e.Offline, e.Untrusted, e.Damaged, e.Unreadable)


class World:
    """A central that keeps its word when it is asked to, a disk, and a till between them."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.epoch = "epoch-0"
        self.acked = 0
        self.heads = dict.fromkeys(STREAMS, 0)
        self.standings: dict[str, Standing] = {}
        self.facts = 0
        self.kept: tuple[str, int] = (self.epoch, 0)
        self.skips: set[int] = set()
        self.late: list[e.Event] = []
        self.talk = Talk()
        self.talk.answers_tells = False
        self.talk.engine._dice = dice.random
        self.tell(e.Started(self.talk.now, self.epoch))

    def tell(self, event: e.Event) -> None:
        self.talk.tell(event)
        self.check(event)

    # what must always hold
    def check(self, event: e.Event) -> None:
        epoch, acked = self.kept
        for effect in self.talk.effects:
            match effect:
                case fx.KeepEpoch():
                    epoch, acked = effect.epoch, -1
                case fx.KeepAck():
                    assert effect.seq >= acked, "an acknowledgement was unsaid"
                    assert effect.seq <= self.facts
                    acked = effect.seq
                case fx.Ask(request=fx.Push() as push):
                    assert push.after == max(acked, 0)
                    assert push.epoch == epoch
                case fx.Ask(request=(fx.Wait() | fx.Tell()) as said):
                    self.check_read(said)
                case fx.Skip():
                    assert isinstance(event, e.Failed)
                    assert isinstance(event.why, Refused)
                    assert event.why.kind in ("poison", "too_large")
                    self.skips.add(effect.seq)
                case fx.Apply():
                    self.check_page(effect.page, epoch)
                case fx.Idle():
                    assert effect.until > self.talk.now
                case _:
                    pass
        self.kept = (epoch, max(acked, 0))
        busy = self.talk.asked or self.talk.engine.doing
        assert busy or self.talk.idle, "nobody would ever ask the engine again"

    def check_read(self, said: fx.Wait | fx.Tell) -> None:
        for stream, seq in said.read.items():
            standing = self.standings.get(stream, Standing())
            assert seq <= standing.seq, "read what is not here"
            assert not seq or standing.epoch == said.epoch

    def check_page(self, page: Page, epoch: str) -> None:
        standing = self.standings.get(page.stream, Standing())
        assert page.epoch == epoch
        if page.base:
            assert page.after in (0, standing.base_after)
        else:
            assert standing.epoch == epoch
            assert page.after == standing.seq
            assert [row.seq for row in page.rows] == list(range(page.after + 1, page.to + 1))
            assert page.check == check_to(page.to)

    # what central does
    def answer(self, request: fx.Request) -> Any:
        match request:
            case fx.GetManifest():
                heads = [StreamHead(stream=s, head=h) for s, h in self.heads.items()]
                digest = f"h{self.acked}" if self.acked else ""
                return Manifest(
                    epoch=self.epoch,
                    server_time="",
                    versions=(1, 1),
                    streams=heads,
                    acked_seq=self.acked,
                    acked_hash=digest,
                )
            case fx.Push():
                if request.epoch != self.epoch:
                    return Refused(kind="epoch", epoch=self.epoch)
                if request.after <= self.acked:
                    self.acked = max(self.acked, min(self.facts, request.after + request.records))
                digest = f"h{self.acked}" if self.acked else ""
                return Ack(epoch=self.epoch, acked_seq=self.acked, acked_hash=digest)
            case fx.Wait() | fx.Tell():
                moved = {s: h for s, h in self.heads.items() if h > request.heads.get(s, 0)}
                return Heads(epoch=self.epoch, heads=moved)
            case fx.GetPart():
                return None
            case _:
                return self.page(request)

    def page(self, request: fx.Pull) -> Page | Refused:
        head = self.heads[request.stream]
        if request.epoch != self.epoch:
            return Refused(kind="epoch", epoch=self.epoch)
        if isinstance(request, fx.GetBase):
            at = request.at or head
            if at > head:
                return Refused(kind="epoch", epoch=self.epoch)
            to = min(at, request.after + 3)
            check = check_to(to) if to == at else ""
            return self.rows(request.stream, request.after, to, at, check, base=True)
        after = request.n * SEGMENT if isinstance(request, fx.GetSegment) else request.after
        if after > head:
            return Refused(kind="epoch", epoch=self.epoch)
        to = min(head, after + 4)
        return self.rows(request.stream, after, to, head, check_to(to), base=False)

    def rows(self, stream: str, after: int, to: int, head: int, check: str, base: bool) -> Page:
        rows = [a_row(n) for n in range(after + 1, to + 1)]
        return Page(
            epoch=self.epoch,
            stream=stream,
            after=after,
            to=to,
            head=head,
            rows=rows,
            check=check,
            base=base,
            done=to == head if base else True,
        )

    # what happens
    def reply(self, ask: fx.Ask, said: Any) -> None:
        now, number = self.talk.now, ask.number
        event: e.Event
        if isinstance(said, (Refused, type)):
            sent = 0
            if isinstance(ask.request, fx.Push):
                sent = max(0, min(ask.request.records, self.facts - ask.request.after))
            event = e.Failed(now, number, said, sent)
        elif isinstance(said, Ack) and isinstance(ask.request, fx.Push):
            ours = f"h{said.acked_seq}" if 0 < said.acked_seq <= self.facts else None
            ours = ours if said.acked_seq else ""
            event = e.Pushed(now, number, said, 1, ours)
        else:
            ours = f"h{said.acked_seq}" if isinstance(said, Manifest) and said.acked_seq else ""
            event = e.Answered(now, number, said, ours)
        self.late.append(event)
        self.tell(event)

    def deliver(self, spoil: bool) -> None:
        """The request under way comes back, perhaps spoilt."""
        ask, self.talk.asked = self.talk.asked, None
        if ask is None:
            return
        said = self.answer(ask.request)
        self.reply(ask, self.spoilt(said) if spoil else said)

    def wake(self, spoil: bool) -> None:
        ask, self.talk.waiting = self.talk.waiting, None
        if ask is not None:
            self.reply(ask, self.spoilt(None) if spoil else self.answer(ask.request))

    def spoilt(self, said: Any) -> Any:
        dice = self.dice
        if isinstance(said, Ack) and dice.random() < 0.4:
            back = max(0, said.acked_seq - 3)
            digest = f"h{back}" if back else ""
            return Ack(epoch=said.epoch, acked_seq=back, acked_hash=digest)
        if isinstance(said, Page) and said.rows and dice.random() < 0.6:
            changes: dict[str, Any] = dice.choice(
                [
                    {"rows": said.rows[1:]},
                    {"rows": [*said.rows, Row(said.to + 1, "P", "x", "y", 1)]},
                    {"check": "0" * 32},
                    {"after": said.after + 1},
                    {"to": said.to + 1},
                    {"stream": "config"},
                    {"epoch": "epoch-x"},
                    {"base": not said.base},
                ]
            )
            return Page(**{**{f: getattr(said, f) for f in said.__struct_fields__}, **changes})
        if dice.random() < 0.4:
            return dice.choice(ODD)
        kind = dice.choice(sorted(KINDS))
        seq = dice.choice([0, self.kept[1] + 1])
        epoch = dice.choice(["", self.epoch])
        return Refused(kind=kind, seq=seq, epoch=epoch, retry_after=dice.choice([0, 0, 7]))

    def disk(self, spoil: bool) -> None:
        """What the engine wants done on the disk is done, or not."""
        doing, now = self.talk.engine.doing, self.talk.now
        match doing:
            case fx.Apply(page=page):
                if spoil:
                    why = self.dice.choice(["poison", "held", "disk", "busy", "moved"])
                    there = dict(self.standings)
                    self.tell(e.NotApplied(now, page.stream, why, {}, there))
                    return
                self.standings[page.stream] = self.talk.standing_after(page)
                self.tell(e.Applied(now, page.stream, self.standings[page.stream]))
            case fx.Forget(stream=stream):
                self.standings.pop(stream, None)
                self.tell(e.Forgotten(now, stream))
            case _:
                pass

    def happen(self, what: str) -> None:
        getattr(self, f"_{what}")()

    def _fact(self) -> None:
        self.facts += 1
        self.tell(e.Poked(self.talk.now, {TILL: self.facts}))

    def _row(self) -> None:
        self.heads[self.dice.choice(STREAMS)] += self.dice.randint(1, 6)

    def _time(self) -> None:
        self.talk.now += self.dice.choice([0.1, 3, 400])
        self.tell(e.Tick(self.talk.now))

    def _restore(self) -> None:
        """From a backup: less was acknowledged, other rows, another epoch."""
        self.epoch = f"epoch-{self.dice.randint(1, 10**9)}"
        self.acked = self.dice.randint(0, self.acked)
        self.heads = {s: self.dice.randint(0, 5) for s in self.heads}

    def _late(self) -> None:
        if self.late:
            self.tell(self.dice.choice(self.late))

    def _settle(self) -> None:
        for key in list(self.talk.alarms):
            self.tell(e.Settle(self.talk.now, key))

    def _answer(self) -> None:
        self.deliver(spoil=False)

    def _spoil(self) -> None:
        self.deliver(spoil=True)

    def _wake(self) -> None:
        self.wake(spoil=False)

    def _cut(self) -> None:
        self.wake(spoil=True)

    def _disk(self) -> None:
        self.disk(spoil=False)

    def _no_disk(self) -> None:
        self.disk(spoil=True)

    def heal(self) -> None:
        """From now on everybody keeps their word, and a person settles what is theirs."""
        for _ in range(600):
            if self.talk.asked:
                self.deliver(False)
            elif self.talk.engine.doing:
                self.disk(False)
            elif self.has_news() and self.dice.random() < 0.3:
                self.wake(False)
            elif self.here():
                return
            else:
                self.happen("settle")
                assert self.talk.idle is not None or self.talk.asked
                if self.talk.idle:
                    self.talk.now = self.talk.idle.until
                    self.tell(e.Tick(self.talk.now))
        raise AssertionError(f"not in step: {self.talk.status}, {self.talk.request}")

    def has_news(self) -> bool:
        """Whether the long poll would be answered now."""
        said = self.answer(self.talk.waiting.request) if self.talk.waiting else None
        return isinstance(said, Heads) and bool(said.heads or said.epoch != self.talk.engine.epoch)

    def here(self) -> bool:
        stopped = self.talk.engine.outbox.stopped
        sent = self.kept == (self.epoch, self.facts) or stopped
        read = all(
            self.standings.get(s, Standing()).seq == head
            and not self.standings.get(s, Standing()).sweep
            and (not head or self.standings[s].epoch == self.epoch)
            for s, head in self.heads.items()
        )
        return bool(sent and read and self.talk.status.state in ("in_step", "sending"))


EVENTS = ("fact", "row", "time", "answer", "answer", "answer", "disk", "disk", "wake")
FAULTS = ("spoil", "spoil", "cut", "no_disk", "restore", "late", "settle")


@settings(max_examples=200)
@given(st.integers(0, 2**32))
def test_nothing_is_unsaid_nothing_is_skipped_and_all_arrives(seed: int) -> None:
    # A seed and not a list of events: it takes hundreds of them to come anywhere.
    dice = Random(seed)
    world = World(dice)
    for _ in range(dice.randint(0, 300)):
        world.happen(dice.choice(EVENTS + FAULTS))
    world.heal()


def test_every_stream_of_this_world_is_known() -> None:
    assert all(map(streams.known, STREAMS))
