"""What to do next between till and central: events in, effects out, and nothing else.

No clock, no dice, no files, no threads: it is told them. The same class runs in the worker and in
the simulation. Reactions are those of docs/protocol.md, "Refusals".

In this order: facts up, then what is read, by `streams.rank` (sale stops first), then snapshots.
Beside that one request at a time a `Wait` is under way, so that a sale stop is heard of also while
a million prices come. It says how far we have read; what was read since, a `Tell` says at the end.
"""

from __future__ import annotations

from app.domain.skew import SKEW
from sync import effects as fx
from sync import events as e
from sync.backoff import LONGEST, Backoff, Dice
from sync.desk import Desk
from sync.protocol import VERSION, WAIT, Heads, Manifest, Page, Refused
from sync.reading import Reading
from sync.sending import Sending
from sync.telling import Telling
from sync.terms import Terms

REFRESH = 600.0
"""Seconds after which the manifest is asked for again."""
WAKE, NEAR = 3.0, 0.2
"""Seconds over which those spread who heard of one change: a chain's tills, and one shop's few."""

Heard = e.Answered | e.Pushed | e.Failed


class Engine:
    """`schema`: of the catalogues that this program reads; `hurry`: one round, for `--once`."""

    def __init__(self, installation: int, *, schema: int, dice: Dice, hurry: bool = False) -> None:
        self._own, self._dice, self._hurry = installation, dice, hurry
        self._desk = Desk()
        self._sending = Sending(self._desk, installation, dice)
        self._reading = Reading(self._desk, schema, dice)
        self.outbox, self.inbox = self._sending.outbox, self._reading.inbox
        self._line, self._ear = Backoff(dice), Backoff(dice)
        self._telling = Telling(dice, hurry=hurry)
        self._manifest_at = self._pull_at = self._spread = 0.0
        self._terms = Terms()
        self._signed_again = self._been_in_step = False
        self._number = 0
        self._asked: fx.Ask | None = None
        self._waiting: fx.Ask | None = None
        self._said: fx.Status | None = None
        self._started = False

    @property
    def epoch(self) -> str:
        return self._desk.epoch

    @property
    def doing(self) -> fx.Effect | None:
        """What the disk was told to do and has not done."""
        return self._reading.doing

    def step(self, event: e.Event) -> list[fx.Effect]:
        """Hear what happened; returns what is to be done, in this order."""
        desk = self._desk
        desk.now = max(desk.now, event.now)
        desk.out = []
        self._hear(event)
        if self._started:
            self._go_on()
            self._say()
        return desk.out

    # hearing
    def _hear(self, event: e.Event) -> None:
        match event:
            case e.Started():
                self._start(event)
            case e.Poked(heads=heads):
                self.outbox.heads = dict(heads)
            case e.Answered() | e.Pushed() | e.Failed():
                self._hear_answer(event)
            case e.Settle(key=key):
                self._settle(key)
            case e.Reached():
                self._reached()
            case e.Tick():
                pass
            case _:
                self._reading.done(event)

    def _start(self, event: e.Started) -> None:
        self._desk.epoch, self._started = event.epoch, True
        self._desk.restore(event.alarms, event.remembered)
        self.inbox.fresh = dict(event.fresh)
        self.outbox.restore(event.heads, event.acks)
        self.inbox.standings = dict(event.standings)
        self._reading.held_back(event.held)
        self._spread = event.spread
        if not self._hurry:
            # After a power cut a whole chain comes back at once.
            self._line.rest(event.now, self._dice() * event.spread)

    def _reached(self) -> None:
        """The line is up again: a person asked, and was answered."""
        if self._terms.offline:
            self._line.worked()

    def _settle(self, key: str) -> None:
        alarm = self._desk.settle(key)
        if alarm is not None and alarm.kind in ("held", "poison_page"):
            self._reading.settle(alarm)
        elif alarm is not None and alarm.kind in ("fork", "not_yours"):
            self._sending.settle(alarm)

    def _hear_answer(self, event: Heard) -> None:
        if self._waiting is not None and event.number == self._waiting.number:
            self._waiting = None
            self._hear_ear(event)
        elif self._asked is not None and event.number == self._asked.number:
            request, self._asked = self._asked.request, None
            if isinstance(event, e.Failed):
                self._failed(request, event)
            else:
                self._contact(event.skew)
                self._answered(request, event)

    def _contact(self, skew: float) -> None:
        self._terms.offline = self._signed_again = False
        self._line.worked()
        self._desk.over("untrusted")
        if abs(skew) > SKEW.total_seconds():
            self._desk.alarm("clock", seconds=int(skew))
        elif skew:
            self._desk.over("clock")

    def _answered(self, request: fx.Request, event: e.Answered | e.Pushed) -> None:
        said = event.ack if isinstance(event, e.Pushed) else event.answer
        if said is not None and said.epoch != self.epoch:
            self._begin_epoch(said.epoch)
            if not isinstance(said, Manifest):
                return
        match request, event:
            case fx.Push(), e.Pushed(ack=ack, ours=ours):
                self._sending.pushed(request, ack, ours)
            case fx.GetManifest(), e.Answered(answer=Manifest() as manifest, ours=ours):
                self._take_manifest(manifest, ours)
            case (
                (fx.GetPage() | fx.GetSegment() | fx.GetBase()),
                e.Answered(answer=Page() as page),
            ):
                self._reading.page(request, page)
            case fx.GetPart(), _:
                self._reading.part()
            case fx.Tell(read=read), e.Answered(answer=Heads(heads=heads)):
                self._telling.said(read, self._desk.now)
                self.inbox.moved(heads)
            case _:
                self._failed(request, e.Failed(event.now, event.number, e.Untrusted))

    def _take_manifest(self, manifest: Manifest, ours: str | None) -> None:
        desk = self._desk
        self._terms.listed()
        self._manifest_at = desk.now + REFRESH * (0.75 + self._dice() / 2)
        desk.over("signed_out", "replayed")
        desk.goes_on("manifest")
        self._update(manifest.versions[0] > VERSION)
        if manifest.pace.spread != self._spread:
            self._spread = max(0.0, min(manifest.pace.spread, LONGEST))
            desk.do(fx.KeepSpread(self._spread))
        self.outbox.pace(manifest.pace.records)
        self._sending.acknowledged(self._own, manifest.acked_seq, manifest.acked_hash, ours)
        self._reading.listed(manifest)

    def _begin_epoch(self, epoch: str) -> None:
        """Central was restored, or is another: read everything again, forget no fact."""
        self._desk.epoch = epoch
        self._terms.begin_epoch()
        self._manifest_at = self._desk.now
        self._desk.do(fx.KeepEpoch(epoch))
        self._sending.begin_epoch()
        self._reading.begin_epoch()

    def _update(self, needed: bool) -> None:
        self._terms.outdated = needed
        if needed:
            self._desk.alarm("needs_update")
        else:
            self._desk.over("needs_update")

    # the long poll
    def _hear_ear(self, event: Heard) -> None:
        if isinstance(event, e.Answered) and isinstance(event.answer, Heads):
            self._take_heads(event.answer)
            return
        self._telling.failed(self._desk.now)
        why = event.why if isinstance(event, e.Failed) else None
        if isinstance(why, Refused) and why.kind in ("paced", "busy"):
            self._ear.failed(self._desk.now, least=why.retry_after)
            return
        self._ear.failed(self._desk.now)
        # Whatever it was, the manifest will say it too, on the lane that reacts to it.
        self._manifest_at = self._desk.now

    def _take_heads(self, heads: Heads) -> None:
        if heads.epoch != self.epoch:
            self._begin_epoch(heads.epoch)
            return
        self._ear.worked()
        was_behind = self.inbox.behind(self.epoch)
        self.inbox.moved(heads.heads)
        self._reading.seen()
        if heads.heads and "config" not in heads.heads and not was_behind:
            # Everybody heard of it at the same moment.
            few = all(stream.startswith("store:") for stream in heads.heads)
            self._pull_at = self._desk.now + self._dice() * (NEAR if few else WAKE)

    # failing
    def _failed(self, request: fx.Request, event: e.Failed) -> None:
        why = event.why
        if isinstance(request, fx.Tell):
            self._telling.failed(self._desk.now)
        if isinstance(why, Refused):
            self._refused(request, why, event)
        elif why is e.Damaged:
            self._reading.damaged()
        elif why is e.Unreadable:
            self._sending.unreadable(event.detail)
        else:
            self._no_answer()
            if why is e.Untrusted:
                self._desk.alarm("untrusted", detail=event.detail)

    def _no_answer(self, least: float = 0) -> None:
        self._terms.offline = True
        self._line.failed(self._desk.now, least=least, spread=self._spread)

    def _refused(self, request: fx.Request, why: Refused, event: e.Failed) -> None:
        match why.kind, request:
            case "failed", (fx.GetPage() | fx.GetSegment() | fx.GetBase()):
                self._terms.offline = False
                self._line.worked()
                self._reading.failed(request.stream, why.retry_after)
            case "failed", _:
                self._no_answer(why.retry_after)
            case "busy" | "paced", _:
                self._terms.offline = False
                self.outbox.halve()
                self._line.failed(self._desk.now, least=why.retry_after, spread=self._spread)
            case "clock" | "replayed", _:
                self._terms.offline = False
                self._sign_again(why, event.skew)
            case _:
                self._terms.offline = False
                self._line.worked()
                self._refused_for_good(request, why, event.sent)

    def _sign_again(self, why: Refused, skew: float) -> None:
        clock = why.kind == "clock"
        self._desk.do(fx.SignAs(why.server_time if clock else "", bump=not clock))
        if self._signed_again:
            # Twice in a row: the time that central says does not help, or a clone counts too.
            if clock and skew:
                self._desk.alarm("clock", seconds=int(skew))
            else:
                self._desk.alarm(why.kind)
            self._line.failed(self._desk.now, least=LONGEST / 2)
        self._signed_again = not self._signed_again

    def _refused_for_good(self, request: fx.Request, why: Refused, sent: int) -> None:
        match why.kind, request:
            case "epoch", _ if why.epoch and why.epoch != self.epoch:
                self._begin_epoch(why.epoch)
            case (("revoked" | "bad_signature" | "unknown_installation" | "demo"), _):
                self._terms.signed_out = why.kind
                self._manifest_at = self._desk.now + LONGEST
                self._desk.alarm("signed_out", why=why.kind)
            case "upgrade", _:
                self._update(True)
                self._manifest_at = self._desk.now + LONGEST
            case _, fx.Push():
                self._sending.refused(request, why, sent)
            case _, (fx.GetPage() | fx.GetSegment() | fx.GetBase() | fx.GetPart()):
                self._reading.refused(request, why)
            case _, fx.Tell():
                self._telling.refused(self._desk.now)
                self._manifest_at = self._desk.now
            case _:
                self._line.failed(self._desk.now, least=WAKE)
                self._desk.alarm("refused", "manifest", kind=why.kind, detail=why.detail)

    # going on
    def _go_on(self) -> None:
        if self._reading.relist:
            self._reading.relist = False
            self._manifest_at = min(self._manifest_at, self._desk.now)
        if not self._busy:
            self._reading.release()
        if not self._busy and self._desk.now >= self._line.until:
            self._next()
        self._listen()
        if self._all_tried:
            self._desk.knows_better()
        if not self._busy:
            self._desk.do(fx.Idle(self._until(), self._in_step, self._all_tried))

    def _next(self) -> None:
        now = self._desk.now
        push = self.outbox.next(now, self.epoch)
        if push is not None and self._terms.may_push:
            self._ask(push)
        elif now >= self._manifest_at:
            self._ask(fx.GetManifest())
        elif not self._terms.stopped and now >= self._pull_at:
            request = self._reading.next() or self._tell()
            if request is not None:
                self._ask(request)

    def _tell(self) -> fx.Tell | None:
        """All is read that there is, and central does not know yet."""
        read = self.inbox.read(self.epoch)
        done = self._terms.known and self._reading.all_here and self._reading.doing is None
        if not done or not self._telling.due(read, self._desk.now):
            return None
        return fx.Tell(self.epoch, dict(self.inbox.heads), read)

    def _listen(self) -> None:
        heard = self._terms.heard and self._desk.now >= self._ear.until
        if self._hurry or self._waiting or not heard:
            return
        read = self.inbox.read(self.epoch)
        self._telling.said(read, self._desk.now)
        self._waiting = self._numbered(fx.Wait(self.epoch, dict(self.inbox.heads), WAIT, read))

    def _ask(self, request: fx.Request) -> None:
        self._asked = self._numbered(request)

    def _numbered(self, request: fx.Request) -> fx.Ask:
        self._number += 1
        ask = fx.Ask(self._number, request)
        self._desk.do(ask)
        return ask

    @property
    def _busy(self) -> bool:
        return self._asked is not None or self._reading.doing is not None

    @property
    def _all_tried(self) -> bool:
        """Whether nothing is left to do but what only a person can set going."""
        return self._terms.heard and self.outbox.waiting() is None and self._reading.all_here

    @property
    def _in_step(self) -> bool:
        return self._all_tried and not self.outbox.unsent and not self._reading.held

    def _until(self) -> float:
        """When there may be something to do although nothing happens."""
        now = self._desk.now
        if now < self._line.until:
            return self._line.until
        times = [self._manifest_at, self.outbox.rest.until, self._ear.until, self._pull_at]
        if not self._terms.stopped:
            times += self._reading.times()
            times += self._telling.times(self.inbox.read(self.epoch))
        return min([at for at in times if at > now], default=now + LONGEST)

    # saying
    def _state(self) -> str:
        if trouble := self._terms.trouble:
            return trouble
        if not self._terms.known:
            return "starting"
        if self._reading.held:
            return "held"
        if self.outbox.unsent:
            return "sending"
        self._been_in_step = self._been_in_step or self._in_step
        return "in_step" if self._been_in_step else "starting"

    def _say(self) -> None:
        unsent, fresh = self.outbox.unsent, dict(self.inbox.fresh)
        status = fx.Status(self._state(), unsent, fresh, self._desk.alarms)
        if status != self._said:
            self._said = status
            self._desk.do(status)
