"""`Talk`: an engine, its clock, and whoever answers it; and what central says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from app.mirror.cursors import Standing
from sync import effects as fx
from sync import events as e
from sync.engine import Engine
from sync.protocol import (
    PUT,
    Ack,
    Cursor,
    Heads,
    Manifest,
    Pace,
    Page,
    Refused,
    Row,
    Snapshot,
    StreamHead,
    check_after,
)

TILL, EPOCH = 1001, "epoch-1"
T = TypeVar("T")


def a_row(seq: int, kind: str = "setting", key: str = "", op: str = PUT) -> Row:
    return Row(seq, op, kind, key or f"k{seq}", 1, {"value": seq} if op == PUT else None)


def check_to(seq: int, kind: str = "setting") -> str:
    """The checksum of a stream whose rows are `a_row`."""
    check = ""
    for n in range(1, seq + 1):
        check = check_after(check, a_row(n, kind))
    return check


def a_page(stream: str, after: int, to: int, head: int | None = None, **values: Any) -> Page:
    kind = values.pop("kind", "setting")
    fixed = {
        "epoch": EPOCH,
        "rows": [a_row(n, kind) for n in range(after + 1, to + 1)],
        "check": check_to(to, kind),
    }
    head = to if head is None else head
    return Page(stream=stream, after=after, to=to, head=head, **fixed | values)


def a_base(stream: str, after: int, to: int, head: int, **values: Any) -> Page:
    done = to == head
    check = check_to(to) if done else ""
    rows = [a_row(to)] if to > after else []
    fixed = {"base": True, "done": done, "check": check, "rows": rows}
    return a_page(stream, after, to, head, **fixed | values)


def a_manifest(heads: Mapping[str, int] | None = None, **values: Any) -> Manifest:
    fixed: dict[str, Any] = {"epoch": EPOCH, "server_time": "", "versions": (1, 1), "pace": Pace()}
    oldest = values.pop("oldest", {})
    streams = [
        StreamHead(stream=stream, head=head, oldest=oldest.get(stream, 1))
        for stream, head in (heads or {}).items()
    ]
    return Manifest(**{**fixed, "streams": streams, **values})


def a_snapshot(cursors: Mapping[str, int], parts: int = 2, **values: Any) -> Snapshot:
    fixed: dict[str, Any] = {
        "id": "s1",
        "schema": 2,
        "size": 5_000_000,
        "sha256": "x",
        "rows": 9_000,
    }
    return Snapshot(
        cursors={stream: Cursor(seq=seq) for stream, seq in cursors.items()},
        parts=["p"] * parts,
        **fixed | values,
    )


class Talk:
    """`dice` falls the same every time. `told`: what central was told of how far we have read."""

    def __init__(self, dice: float = 0.5, *, hurry: bool = False) -> None:
        self.engine = Engine(TILL, schema=2, dice=lambda: dice, hurry=hurry)
        self.now = 1_000.0
        self.effects: list[fx.Effect] = []
        self.asked: fx.Ask | None = None
        self.waiting: fx.Ask | None = None
        self.status = fx.Status("", 0, {}, ())
        self.idle: fx.Idle | None = None
        self.heads: dict[int, int] = {}
        self.told: list[Mapping[str, int]] = []
        self.answers_tells = True

    def tell(self, event: e.Event) -> Talk:
        self.idle = None
        self.effects = self.engine.step(event)
        for effect in self.effects:
            match effect:
                case fx.Ask(request=fx.Wait(read=read)):
                    assert self.waiting is None
                    self.waiting = effect
                    self.told.append(read)
                case fx.Ask():
                    assert self.asked is None
                    self.asked = effect
                case fx.Status():
                    self.status = effect
                case fx.Idle():
                    self.idle = effect
                case _:
                    pass
        if isinstance(self.request, fx.Tell) and self.answers_tells:
            self.told.append(self.request.read)
            before = self.effects
            self.answer(Heads(epoch=self.request.epoch, heads={}))
            self.effects = before + self.effects
        return self

    def start(self, **values: Any) -> Talk:
        self.heads = dict(values.get("heads", {}))
        return self.tell(e.Started(self.now, **{"epoch": EPOCH, **values}))

    def later(self, seconds: float) -> Talk:
        self.now += seconds
        return self.tell(e.Tick(self.now))

    def when_idle(self) -> Talk:
        """As late as the engine said that it wants to be asked again."""
        assert self.idle is not None
        return self.later(max(0.0, self.idle.until - self.now))

    def state(self, seq: int, of: int = TILL) -> Talk:
        """The till states facts up to that number."""
        self.heads[of] = seq
        return self.tell(e.Poked(self.now, self.heads))

    @property
    def request(self) -> Any:
        """An `events.Request`, or None."""
        return self.asked.request if self.asked else None

    def _number(self) -> int:
        assert self.asked is not None
        number, self.asked = self.asked.number, None
        return number

    def answer(self, said: Manifest | Page | Heads | None, **values: Any) -> Talk:
        return self.tell(e.Answered(self.now, self._number(), said, **values))

    def manifest(self, heads: Mapping[str, int] | None = None, **values: Any) -> Talk:
        """Central's manifest; it has what it acknowledged, if nothing else is said."""
        assert isinstance(self.request, fx.GetManifest), self.request
        acked = values.setdefault("acked_seq", self.engine.outbox.acked(TILL))
        digest = f"h{acked}" if acked else ""
        ours = values.pop("ours", digest)
        values.setdefault("acked_hash", digest)
        return self.answer(a_manifest(heads, **values), ours=ours)

    def ack(self, seq: int, **values: Any) -> Talk:
        """Central has everything up to that number."""
        push = self.request
        assert isinstance(push, fx.Push), push
        sent = values.pop("sent", min(push.records, self.heads[push.installation] - push.after))
        ours = values.pop("ours", f"h{seq}" if seq else "")
        fixed = {"epoch": EPOCH, "acked_hash": f"h{seq}" if seq else ""}
        ack = Ack(acked_seq=seq, **fixed | values)
        return self.tell(e.Pushed(self.now, self._number(), ack, sent, ours))

    def refuse(self, kind: str, sent: int = 0, **values: Any) -> Talk:
        why = Refused(kind=kind, **values)
        return self.tell(e.Failed(self.now, self._number(), why, sent))

    def fail(self, why: Any = e.Offline) -> Talk:
        return self.tell(e.Failed(self.now, self._number(), why))

    def hear(self, heads: Mapping[str, int], epoch: str = EPOCH) -> Talk:
        """The long poll comes back."""
        assert self.waiting is not None
        number, self.waiting = self.waiting.number, None
        return self.tell(e.Answered(self.now, number, Heads(epoch=epoch, heads=dict(heads))))

    def hear_nothing(self, why: Any = e.Offline) -> Talk:
        assert self.waiting is not None
        number, self.waiting = self.waiting.number, None
        return self.tell(e.Failed(self.now, number, why))

    def applied(self, held: Mapping[str, e.Facts] | None = None, **values: Any) -> Talk:
        """The page that was to be taken in was."""
        page = self.the(fx.Apply).page
        standing = self.standing_after(page, **values)
        return self.tell(e.Applied(self.now, page.stream, standing, held or {}))

    def standing_after(self, page: Page, **values: Any) -> Standing:
        old = self.engine.inbox.standings.get(page.stream, Standing())
        if not page.base:
            return Standing(page.epoch, page.to, page.check, mark=old.mark)
        if page.done:
            return Standing(page.epoch, page.head, page.check, mark=old.mark, sweep=1)
        return Standing(page.epoch, 0, "", page.head, page.to, old.mark)

    def not_applied(self, why: str, /, **facts: Any) -> Talk:
        stream, standings = self.the(fx.Apply).page.stream, self.engine.inbox.standings
        return self.tell(e.NotApplied(self.now, stream, why, facts, standings))

    def the(self, kind: type[T]) -> T:
        """The one effect of that kind."""
        found = [effect for effect in self.effects if isinstance(effect, kind)]
        assert len(found) == 1, self.effects
        return found[0]

    def every(self, kind: type[T]) -> list[T]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    @property
    def alarms(self) -> dict[str, fx.Alarm]:
        return {alarm.key: alarm for alarm in self.status.alarms}


def in_step(dice: float = 0.5, central: Mapping[str, int] | None = None, facts: int = 0) -> Talk:
    """A till that has said and heard everything: central's heads, and so many facts."""
    central = {"config": 1} if central is None else central
    standings = {s: Standing(EPOCH, n, check_to(n)) for s, n in central.items()}
    acks = {TILL: (facts, f"h{facts}")} if facts else {}
    talk = Talk(dice).start(standings=standings, heads={TILL: facts}, acks=acks)
    return talk.manifest(central, acked_seq=facts)
