"""What to do next between till and central: events in, effects out, and nothing else.

No clock, no dice, no files, no threads: it is told them. The same class runs in the worker and in
the simulation. Reactions are those of docs/protocol.md, "Refusals".

In this order: facts up, then what is read, by `streams.rank` (sale stops first), then snapshots.
Beside that one request at a time a `Wait` is under way, so that a sale stop is heard of also while
a million prices come.
"""

from __future__ import annotations

from app.mirror.cursors import Standing
from sync import events as e
from sync import streams
from sync.backoff import LONGEST, Backoff, Dice
from sync.bootstrap import Bootstrap, of_catalogue
from sync.inbox import Inbox
from sync.outbox import Came, Outbox
from sync.protocol import VERSION, WAIT, Heads, Manifest, Page, Refused

REFRESH = 600.0
"""Seconds after which the manifest is asked for again."""
WAKE = 3.0
"""Seconds over which tills spread that heard of the same change."""
SKEW = 300.0
"""Seconds that the clocks may be apart before a person is told."""
SILENT = ("bad_signature", "unknown_installation", "demo")
"""Refusals after which there is nothing that central would take from us."""


class Engine:
    """`schema`: of the catalogues that this program reads; `hurry`: one round, for `--once`."""

    def __init__(self, installation: int, *, schema: int, dice: Dice, hurry: bool = False) -> None:
        self.epoch = ""
        self.outbox, self.inbox = Outbox(dice), Inbox(dice)
        self._own, self._dice, self._hurry = installation, dice, hurry
        self._bootstrap = Bootstrap(schema, dice)
        self._line, self._ear = Backoff(dice), Backoff(dice)
        self._manifest: Manifest | None = None
        self._manifest_at = 0.0
        self._pull_at = 0.0
        self._spread = 0.0
        self._offline = False
        self._signed_out = ""
        self._outdated = False
        self._unsure = False
        self._signed_again = False
        self._been_in_step = False
        self._dropped: list[str] = []
        self._alarms: dict[str, e.Alarm] = {}
        self._number = 0
        self._asked: e.Ask | None = None
        self._waiting: e.Ask | None = None
        self._doing: e.Effect | None = None
        self._now = 0.0
        self._out: list[e.Effect] = []
        self._said: e.Status | None = None
        self._started = False

    def step(self, event: e.Event) -> list[e.Effect]:
        """Hear what happened; returns what is to be done, in this order."""
        self._now = max(self._now, event.now)
        self._out = []
        self._hear(event)
        if self._started:
            self._go_on()
            self._say()
        return self._out

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
            case e.Tick():
                pass
            case _:
                self._done(event)

    def _start(self, event: e.Started) -> None:
        self.epoch, self._started = event.epoch, True
        self.outbox.restore(event.heads, event.acks)
        self.inbox.standings = dict(event.standings)
        self._alarms = {alarm.key: alarm for alarm in event.alarms}
        self._spread = event.spread
        if not self._hurry:
            # After a power cut a whole chain comes back at once.
            self._line.rest(event.now, self._dice() * event.spread)

    def _hear_answer(self, event: e.Answered | e.Pushed | e.Failed) -> None:
        if self._waiting is not None and event.number == self._waiting.number:
            self._waiting = None
            self._heard(event)
        elif self._asked is not None and event.number == self._asked.number:
            request, self._asked = self._asked.request, None
            if isinstance(event, e.Failed):
                self._failed(request, event)
                return
            self._contact(event.skew)
            match request, event:
                case e.Push(), e.Pushed():
                    self._pushed(request, event)
                case e.GetManifest(), e.Answered(answer=Manifest() as manifest):
                    self._take_manifest(manifest, event.ours)
                case (
                    (e.GetPage() | e.GetSegment() | e.GetBase()),
                    e.Answered(answer=Page() as page),
                ):
                    self._take_page(request, page)
                case e.GetPart(), _:
                    self._bootstrap.parts = (self._bootstrap.parts or 0) + 1
                    self._bootstrap.rest.worked()
                case _:
                    self._failed(request, e.Failed(event.now, event.number, e.Untrusted))

    def _contact(self, skew: float) -> None:
        self._offline = self._signed_again = False
        self._line.worked()
        self._clear("untrusted")
        if abs(skew) > SKEW:
            self._raise(e.Alarm("clock", facts={"seconds": int(skew)}))
        elif skew:
            self._clear("clock")

    def _heard(self, event: e.Answered | e.Pushed | e.Failed) -> None:
        """The long poll came back."""
        if isinstance(event, e.Answered) and isinstance(event.answer, Heads):
            self._take_heads(event.answer)
            return
        why = event.why if isinstance(event, e.Failed) else None
        if isinstance(why, Refused) and why.kind in ("paced", "busy"):
            self._ear.failed(self._now, least=why.retry_after)
            return
        self._ear.failed(self._now)
        # Whatever it was, the manifest will say it too, on the lane that reacts to it.
        self._manifest_at = self._now

    def _take_heads(self, heads: Heads) -> None:
        if heads.epoch != self.epoch:
            self._begin_epoch(heads.epoch)
            return
        self._ear.worked()
        was_behind = self.inbox.behind(self.epoch)
        self.inbox.moved(heads.heads)
        self.inbox.seen(self._now, self.epoch, self._by_snapshot())
        if heads.heads and "config" not in heads.heads and not was_behind:
            # Everybody heard of it at the same moment.
            self._pull_at = self._now + self._dice() * WAKE

    # facts
    def _pushed(self, push: e.Push, event: e.Pushed) -> None:
        ack = event.ack
        if ack.epoch != self.epoch:
            self._begin_epoch(ack.epoch)
            return
        came = self._acknowledge(push.installation, ack.acked_seq, ack.acked_hash, event.ours)
        if came is Came.FURTHER:
            self.outbox.went()
            self._clear_of("journal")
            self._clear("journal")
        elif came is Came.SAME:
            self.outbox.rest.failed(self._now)
            if self.outbox.rest.failures > 2:
                self._raise(e.Alarm("stuck", str(push.installation), {"seq": push.after + 1}))
        if ack.retry_after > 0:
            self.outbox.rest.rest(self._now, ack.retry_after)

    def _acknowledge(self, of: int, seq: int, digest: str, ours: str | None) -> Came:
        came = self.outbox.acknowledge(of, seq, digest, ours)
        match came:
            case Came.FURTHER:
                self._out.append(e.KeepAck(of, *self.outbox.acks[of]))
                self._clear("stuck", "behind")
            case Came.BEHIND:
                known = self.outbox.acked(of)
                self._raise(e.Alarm("behind", str(of), {"seq": seq, "ours": known}))
                self.outbox.rest.failed(self._now, least=LONGEST)
            case Came.FORK:
                self._fork(of, seq)
            case Came.SAME:
                self._clear("behind")
        return came

    def _fork(self, of: int, seq: int) -> None:
        self.outbox.stopped.add(of)
        self._raise(e.Alarm("fork", str(of), {"installation": of, "seq": seq}))

    def _too_large(self, push: e.Push, sent: int) -> None:
        if sent > 1:
            self.outbox.halve(sent)
        else:
            self._skip(push, push.after + 1, "too_large")

    def _poison(self, push: e.Push, seq: int, sent: int, why: str) -> None:
        if not push.after < seq <= push.after + max(sent, 1):
            # Central does not say which: one by one it will.
            if sent > 1:
                self.outbox.halve(2)
                return
            seq = push.after + 1
        self._skip(push, seq, why or "poison")

    def _skip(self, push: e.Push, seq: int, why: str) -> None:
        place = (push.installation, seq)
        if place in self.outbox.skipped:
            self._raise(e.Alarm("stuck", str(push.installation), {"seq": seq}))
            self.outbox.rest.failed(self._now, least=LONGEST)
            return
        self.outbox.skipped.add(place)
        self._out.append(e.Skip(*place, why))
        facts: dict[str, str | int] = {"installation": place[0], "seq": seq, "why": why}
        self._raise(e.Alarm("poison", f"{place[0]}/{seq}", facts, settles=True))

    # the manifest
    def _take_manifest(self, manifest: Manifest, ours: str | None) -> None:
        if manifest.epoch != self.epoch:
            self._begin_epoch(manifest.epoch)
        self._manifest = manifest
        self._manifest_at = self._now + REFRESH * (0.75 + self._dice() / 2)
        self._signed_out = ""
        self._unsure = False
        self._clear("signed_out", "replayed")
        self._clear_of("manifest")
        self._update(manifest.versions[0] > VERSION)
        if manifest.pace.spread != self._spread:
            self._spread = max(0.0, min(manifest.pace.spread, LONGEST))
            self._out.append(e.KeepSpread(self._spread))
        self.outbox.pace(manifest.pace.records)
        self._dropped = self.inbox.listed(manifest.streams)
        self._bootstrap.offered = list(manifest.snapshots)
        self._acknowledge(self._own, manifest.acked_seq, manifest.acked_hash, ours)
        self.inbox.seen(self._now, self.epoch, self._by_snapshot())

    def _update(self, needed: bool) -> None:
        self._outdated = needed
        if needed:
            self._raise(e.Alarm("needs_update"))
        else:
            self._clear("needs_update")

    def _begin_epoch(self, epoch: str) -> None:
        """Central was restored, or is another: read everything again, forget no fact."""
        self.epoch = epoch
        self._manifest, self._unsure = None, True
        self._manifest_at = self._now
        self._out.append(e.KeepEpoch(epoch))
        self.outbox.begin_epoch()
        self._out += [e.KeepAck(of, *ack) for of, ack in self.outbox.acks.items()]
        self.inbox.begin_epoch()
        self._bootstrap.begin_epoch()
        self._clear("fork", "stuck", "behind", "page", "poison_page", "held")

    # pages
    def _take_page(self, request: e.Pull, page: Page) -> None:
        stream = request.stream
        if page.epoch != self.epoch:
            self._begin_epoch(page.epoch)
            return
        standing = self.inbox.standings.get(stream, Standing(self.epoch))
        fault: streams.Fault | None
        if page.stream != stream or not self._is_asked(request, page):
            fault = streams.Fault.STRANGER
        elif isinstance(request, e.GetBase):
            fault = streams.fault_of_base(standing, page)
        else:
            fault = streams.fault_of(standing, page)
        if fault is not None:
            self._base_again(stream)
            self.inbox.rest(stream).failed(self._now)
            self._raise(e.Alarm("page", stream, {"stream": stream, "fault": fault.value}))
            return
        if not page.base:
            self.inbox.moved({stream: page.head})
        self._do(e.Apply(page, stream in self.inbox.let))

    def _is_asked(self, request: e.Pull, page: Page) -> bool:
        match request:
            case e.GetBase(after=after):
                return page.after == after
            case e.GetPage(limit=limit):
                return len(page.rows) <= limit
            case e.GetSegment():
                return bool(page.rows)

    def _base_again(self, stream: str) -> None:
        self.inbox.rebase.add(stream)
        if streams.mirror_of(stream) == streams.CATALOG:
            self._bootstrap.blame()

    # what was done
    def _do(self, effect: e.Apply | e.Forget | e.Prepare | e.Install) -> None:
        self._doing = effect
        self._out.append(effect)

    def _done(self, event: e.Event) -> None:
        doing, self._doing = self._doing, None
        match doing, event:
            case e.Apply(page=page), e.Applied():
                self._applied(page, event.standing)
            case e.Apply(page=page), e.NotApplied():
                self._not_applied(page, event)
            case e.Forget(stream=stream), e.Forgotten():
                self.inbox.forget(stream)
                self._clear_of(stream)
            case e.Forget(stream=stream), e.NotApplied():
                self._hold(stream, event)
                self._dropped = []
            case e.Prepare(), e.Prepared(parts=parts):
                self._bootstrap.parts = parts
            case e.Install(snapshot=snapshot), e.Installed(standings=standings):
                self.inbox.standings |= standings
                self.inbox.rebase -= standings.keys()
                self._bootstrap.installed(snapshot)
                self._clear_of("snapshot")
                for stream in standings:
                    self._clear_of(stream)
            case e.Install(), e.NotInstalled():
                self._not_installed(event)
            case _:
                self._doing = doing  # of something that was given up before

    def _applied(self, page: Page, standing: Standing) -> None:
        stream = page.stream
        self.inbox.standings[stream] = standing
        self.inbox.rebase.discard(stream)
        self._clear_of(stream)
        if page.base or page.rows or self.inbox.at_head(stream, self.epoch):
            self.inbox.rest(stream).worked()
        else:  # central names a head that it does not show
            self.inbox.rest(stream).failed(self._now)
        if self.inbox.at_head(stream, self.epoch):
            self.inbox.let.discard(stream)
            if not page.base:
                self.inbox.fresh[stream] = self._now
        if any(row.kind in ("list", "shop") for row in page.rows):
            # Which streams are ours may follow from it.
            self._manifest_at = min(self._manifest_at, self._now)

    def _not_applied(self, page: Page, event: e.NotApplied) -> None:
        stream = page.stream
        known = self.inbox.standings.get(stream)
        self.inbox.standings = dict(event.standings)
        match event.why:
            case "poison":
                self.inbox.parked.add(stream)
                self._out.append(e.ParkPage(page, str(event.facts.get("why", ""))))
                facts: dict[str, str | int] = {"stream": stream, **event.facts}
                self._raise(e.Alarm("poison_page", stream, facts, settles=True))
            case "moved":
                if self.inbox.standings.get(stream) == known:
                    self._base_again(stream)
                    self.inbox.rest(stream).failed(self._now)
            case _:
                self._hold(stream, event)

    def _hold(self, stream: str, event: e.NotApplied) -> None:
        if event.why == "held":
            self.inbox.held.add(stream)
            self._raise(e.Alarm("held", stream, {"stream": stream, **event.facts}, settles=True))
            return
        self.inbox.rest(stream).failed(self._now, least=1)
        if event.why == "disk":
            self._raise(e.Alarm("disk", stream, event.facts))

    def _not_installed(self, event: e.NotInstalled) -> None:
        bootstrap = self._bootstrap
        match event.why:
            case "held":
                bootstrap.held = True
                facts: dict[str, str | int] = {"stream": "snapshot", **event.facts}
                self._raise(e.Alarm("held", "snapshot", facts, settles=True))
            case "damaged":
                self._spoil_snapshot()
            case _:
                bootstrap.rest.failed(self._now, least=1)
                if event.why == "disk":
                    self._raise(e.Alarm("disk", "snapshot", event.facts))

    def _spoil_snapshot(self) -> None:
        if self._bootstrap.wanted is not None:
            self._raise(e.Alarm("snapshot", facts={"id": self._bootstrap.wanted.id}))
            self._bootstrap.spoilt(self._bootstrap.wanted)

    def _settle(self, key: str) -> None:
        alarm = self._alarms.get(key)
        if alarm is None or not alarm.settles:
            return
        del self._alarms[key]
        if alarm.kind == "held" and alarm.about == "snapshot":
            self._bootstrap.held, self._bootstrap.let = False, True
        elif alarm.kind == "held":
            self.inbox.held.discard(alarm.about)
            self.inbox.let.add(alarm.about)
        elif alarm.kind == "poison_page":
            self.inbox.parked.discard(alarm.about)

    # failing
    def _failed(self, request: e.Request, event: e.Failed) -> None:
        why = event.why
        if isinstance(why, Refused):
            self._refused(request, why, event.sent)
        elif why is e.Damaged:
            self._bootstrap.rest.failed(self._now)
            if self._bootstrap.rest.failures > 2:
                self._spoil_snapshot()
        elif why is e.Unreadable:
            self.outbox.rest.failed(self._now, least=WAKE)
            self._raise(e.Alarm("journal", facts={"detail": event.detail}))
        else:
            self._no_answer()
            if why is e.Untrusted:
                self._raise(e.Alarm("untrusted", facts={"detail": event.detail}))

    def _no_answer(self, least: float = 0) -> None:
        self._offline = True
        self._line.failed(self._now, least=least, spread=self._spread)

    def _refused(self, request: e.Request, why: Refused, sent: int) -> None:
        if why.kind == "failed":
            self._no_answer(why.retry_after)
            return
        self._offline = False
        match why.kind:
            case "busy" | "paced":
                self.outbox.halve()
                self._line.failed(self._now, least=why.retry_after, spread=self._spread)
            case "clock" | "replayed":
                self._sign_again(why)
            case _:
                self._line.worked()
                self._refused_for_good(request, why, sent)

    def _refused_for_good(self, request: e.Request, why: Refused, sent: int) -> None:
        match why.kind:
            case "epoch" if why.epoch and why.epoch != self.epoch:
                self._begin_epoch(why.epoch)
            case "revoked" | "bad_signature" | "unknown_installation" | "demo":
                self._sign_out(why.kind)
            case "upgrade":
                self._update(True)
                self._manifest_at = self._now + LONGEST
            case _:
                self._refused_that(request, why, sent)

    def _sign_again(self, why: Refused) -> None:
        clock = why.kind == "clock"
        self._out.append(e.SignAs(why.server_time if clock else "", bump=not clock))
        if self._signed_again:
            # Twice in a row: the time that central says does not help, or a clone counts too.
            self._raise(e.Alarm(why.kind))
            self._line.failed(self._now, least=LONGEST / 2)
            self._signed_again = False
            return
        self._signed_again = True

    def _sign_out(self, kind: str) -> None:
        self._signed_out = kind
        self._manifest_at = self._now + LONGEST
        self._raise(e.Alarm("signed_out", facts={"why": kind}))

    def _refused_that(self, request: e.Request, why: Refused, sent: int) -> None:
        """What concerns only what was asked; the rest goes on."""
        match request, why.kind:
            case e.Push(), "fork":
                self._fork(request.installation, why.seq)
            case e.Push(), "poison":
                self._poison(request, why.seq, sent, why.detail)
            case e.Push(), "too_large":
                self._too_large(request, sent)
            case e.Push(), "not_yours":
                self.outbox.stopped.add(request.installation)
                about = str(request.installation)
                self._raise(e.Alarm("not_yours", about, {"installation": about}))
            case ((e.GetPage() | e.GetSegment() | e.GetBase()), "trimmed" | "epoch"):
                if isinstance(request, e.GetBase) and not request.after:
                    self.inbox.rest(request.stream).failed(self._now)
                self._base_again(request.stream)
            case e.GetSegment(), "not_found":
                self.inbox.no_segment(request.stream)
            case ((e.GetPage() | e.GetBase()), "not_yours" | "not_found"):
                self.inbox.rest(request.stream).failed(self._now, least=WAKE)
                self._manifest_at = self._now
            case e.GetPart(), _:
                self._spoil_snapshot()
                self._manifest_at = self._now
            case _:
                self._refused_oddly(request, why)

    def _refused_oddly(self, request: e.Request, why: Refused) -> None:
        """A fault of one of both, ours or central's: it is left alone for a while, and shown."""
        facts: dict[str, str | int] = {"kind": why.kind, "detail": why.detail}
        match request:
            case e.Push():
                self.outbox.rest.failed(self._now, least=LONGEST / 2)
                self._raise(e.Alarm("refused", "journal", facts))
            case e.GetPage() | e.GetSegment() | e.GetBase():
                self.inbox.rest(request.stream).failed(self._now, least=LONGEST / 2)
                self._raise(e.Alarm("refused", request.stream, facts))
            case _:
                self._line.failed(self._now, least=WAKE)
                self._raise(e.Alarm("refused", "manifest", facts))

    # going on
    def _go_on(self) -> None:
        if self._asked is None and self._doing is None:
            self._next()
        self._listen()
        if self._asked is None and self._doing is None:
            self._out.append(e.Idle(self._until(), self._in_step))

    def _next(self) -> None:
        if self._now < self._line.until:
            return
        push = self.outbox.next(self._now, self.epoch)
        if push is not None and self._may_push:
            self._ask(push)
        elif self._now >= self._manifest_at:
            self._ask(e.GetManifest())
        elif not self._stopped and self._now >= self._pull_at:
            self._pull()

    def _pull(self) -> None:
        if self._dropped:
            self._do(e.Forget(self._dropped.pop()))
            return
        self._bootstrap.choose(self.inbox, self.epoch)
        pull = self.inbox.next(self._now, self.epoch, self._by_snapshot())
        if pull is not None:
            self._ask(pull)
        else:
            self._bring()

    def _bring(self) -> None:
        bootstrap, snapshot = self._bootstrap, self._bootstrap.wanted
        if snapshot is None or bootstrap.held or self._now < bootstrap.rest.until:
            return
        if bootstrap.parts is None:
            self._do(e.Prepare(snapshot))
        elif bootstrap.parts < len(snapshot.parts):
            self._ask(e.GetPart(snapshot, bootstrap.parts))
        else:
            self._do(e.Install(snapshot, self.epoch, bootstrap.let))

    def _listen(self) -> None:
        known = self._manifest is not None and not self._stopped and not self._offline
        if self._hurry or self._waiting is not None or not known or self._now < self._ear.until:
            return
        self._number += 1
        self._waiting = e.Ask(self._number, e.Wait(self.epoch, dict(self.inbox.heads), WAIT))
        self._out.append(self._waiting)

    def _ask(self, request: e.Request) -> None:
        self._number += 1
        self._asked = e.Ask(self._number, request)
        self._out.append(self._asked)

    @property
    def _may_push(self) -> bool:
        """Facts go first, but when central has just begun an epoch it says how far it is."""
        return not self._unsure and self._signed_out not in SILENT

    @property
    def _stopped(self) -> bool:
        """Whether nothing may be read."""
        return bool(self._signed_out) or self._outdated

    def _by_snapshot(self) -> set[str]:
        """Streams that come with the snapshot that is wanted."""
        return of_catalogue(self.inbox.heads) if self._bootstrap.wanted is not None else set()

    @property
    def _in_step(self) -> bool:
        sent = self.outbox.waiting() is None
        here = not self.inbox.behind(self.epoch) and not self._dropped
        heard = self._manifest is not None and not self._offline and not self._stopped
        return sent and heard and here

    def _until(self) -> float:
        """When there may be something to do although nothing happens."""
        if self._now < self._line.until:
            return self._line.until
        times = [self._manifest_at, self.outbox.rest.until, self._ear.until, self._pull_at]
        if not self._stopped:
            times.append(self._bootstrap.rest.until)
            times += [self.inbox.rest(stream).until for stream in self.inbox.behind(self.epoch)]
        return min([at for at in times if at > self._now], default=self._now + LONGEST)

    # saying
    def _raise(self, alarm: e.Alarm) -> None:
        self._alarms[alarm.key] = alarm

    def _clear(self, *kinds: str) -> None:
        self._alarms = {k: alarm for k, alarm in self._alarms.items() if alarm.kind not in kinds}

    def _clear_of(self, stream: str) -> None:
        about = ("page", "poison_page", "held", "disk", "refused")
        gone = {f"{kind} {stream}" for kind in about}
        self._alarms = {k: alarm for k, alarm in self._alarms.items() if k not in gone}

    def _state(self) -> str:
        if self._signed_out:
            return "signed_out"
        if self._offline:
            return "offline"
        if self._outdated:
            return "needs_update"
        if self._manifest is None:
            return "starting"
        if self.outbox.unsent:
            return "sending"
        self._been_in_step = self._been_in_step or self._in_step
        return "in_step" if self._been_in_step else "starting"

    def _say(self) -> None:
        alarms = tuple(self._alarms[key] for key in sorted(self._alarms))
        status = e.Status(self._state(), self.outbox.unsent, dict(self.inbox.fresh), alarms)
        if status != self._said:
            self._said = status
            self._out.append(status)
