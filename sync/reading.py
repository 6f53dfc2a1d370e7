"""Streams down: what is asked for next, and what follows from each page and each snapshot."""

from __future__ import annotations

from collections.abc import Mapping

from app.mirror.cursors import Standing
from sync import effects as fx
from sync import events as e
from sync import streams
from sync.backoff import LONGEST, Dice
from sync.bootstrap import Bootstrap, of_catalogue
from sync.desk import Desk
from sync.inbox import Inbox
from sync.protocol import Manifest, Page, Refused

SNAPSHOT = "snapshot"
"""What alarms about one are about."""
_AGAIN = 3.0
"""Seconds until what central does not have is asked for again."""
_LISTING = ("list", "shop")
"""Kinds of rows from which it may follow which streams are ours."""

Doing = fx.Apply | fx.Let | fx.Forget | fx.Prepare | fx.Install


class Reading:
    """`doing` is what the disk is at; `relist`: the manifest is asked for again."""

    def __init__(self, desk: Desk, schema: int, dice: Dice) -> None:
        self._desk = desk
        self.inbox = Inbox(dice)
        self._bootstrap = Bootstrap(schema, dice)
        self._dropped: list[str] = []
        self._kept: set[str] = set()
        """Streams that are not ours any more, but most would go with them."""
        self._pending: dict[str, e.Facts] = {}
        """Streams at whose head there is something that a person must let go."""
        self._released: list[str] = []
        self.doing: Doing | None = None
        self.relist = False

    # asking
    def next(self) -> fx.Request | None:
        """What to ask for; None when there is nothing to, or the disk has something to do."""
        desk, bootstrap = self._desk, self._bootstrap
        if self._dropped:
            stream = self._dropped.pop()
            self._do(fx.Forget(stream, stream in self.inbox.let))
            return None
        bootstrap.choose(self.inbox, desk.epoch)
        return self.inbox.next(desk.now, desk.epoch, self.by_snapshot()) or self._next_part()

    def release(self) -> None:
        """Whatever the line is like: what a person let go."""
        if self._released:
            self._do(fx.Let(self._released.pop()))

    def _next_part(self) -> fx.GetPart | None:
        bootstrap, snapshot = self._bootstrap, self._bootstrap.wanted
        if snapshot is None or bootstrap.held or self._desk.now < bootstrap.rest.until:
            return None
        if bootstrap.parts is None:
            self._do(fx.Prepare(snapshot))
        elif bootstrap.parts < len(snapshot.parts):
            return fx.GetPart(snapshot, bootstrap.parts)
        else:
            self._do(fx.Install(snapshot, self._desk.epoch, bootstrap.let))
        return None

    def _do(self, effect: Doing) -> None:
        self.doing = effect
        self._desk.do(effect)

    def by_snapshot(self) -> set[str]:
        """Streams that come with the snapshot that is wanted."""
        return of_catalogue(self.inbox.heads) if self._bootstrap.wanted is not None else set()

    @property
    def all_here(self) -> bool:
        """But for what only a person can set going."""
        return not self.inbox.behind(self._desk.epoch) and not self._dropped

    @property
    def held(self) -> bool:
        """Whether something that central said waits for a person."""
        return bool(self.inbox.stopped) or self._bootstrap.held

    def times(self) -> list[float]:
        """When something may be asked for that is left alone now."""
        behind = self.inbox.behind(self._desk.epoch)
        return [self._bootstrap.rest.until, *(self.inbox.rest(one).until for one in behind)]

    # hearing
    def listed(self, manifest: Manifest) -> None:
        self._dropped = self.inbox.listed(manifest.streams)
        for stream in self._kept & self.inbox.heads.keys():
            self._kept.discard(stream)
            self.inbox.held.discard(stream)
            self._desk.no_longer("held", stream)
        self._bootstrap.offered = list(manifest.snapshots)
        if self._bootstrap.newer(self.inbox, self._desk.epoch):
            self._desk.no_longer("held", SNAPSHOT)
        self.seen()

    def seen(self) -> None:
        """Central said just now where its heads are."""
        self.inbox.seen(self._desk.now, self._desk.epoch, self.by_snapshot())

    def begin_epoch(self) -> None:
        self.inbox.begin_epoch()
        self._bootstrap.begin_epoch()
        self._desk.over("page", "poison_page", "held")

    def page(self, request: fx.Pull, page: Page) -> None:
        """A page came: it is taken in if it follows, and otherwise never."""
        stream = request.stream
        if fault := self._fault(request, page):
            self._base_again(stream)
            self.inbox.rest(stream).failed(self._desk.now)
            self._desk.alarm("page", stream, stream=stream, fault=fault.value)
            return
        if not page.base:
            self.inbox.moved({stream: page.head})
        self._do(fx.Apply(page, stream in self.inbox.let, isinstance(request, fx.GetSegment)))

    def _fault(self, request: fx.Pull, page: Page) -> streams.Fault | None:
        standing = self.inbox.standings.get(request.stream, Standing(self._desk.epoch))
        if page.stream != request.stream or not _is_asked(request, page):
            return streams.Fault.STRANGER
        if isinstance(request, fx.GetBase):
            return streams.fault_of_base(standing, page)
        return streams.fault_of(standing, page)

    def _base_again(self, stream: str) -> None:
        self.inbox.rebase.add(stream)
        if streams.mirror_of(stream) == streams.CATALOG:
            self._bootstrap.blame()

    def part(self) -> None:
        """A part came and was kept."""
        self._bootstrap.parts = (self._bootstrap.parts or 0) + 1
        self._bootstrap.rest.worked()

    def damaged(self) -> None:
        """A part came that is not what it should be."""
        self._bootstrap.rest.failed(self._desk.now)
        if self._bootstrap.rest.failures > 2:
            self._spoil()

    def failed(self, stream: str, least: float) -> None:
        """Central has a fault there; the others go on."""
        self.inbox.rest(stream).failed(self._desk.now, least=least)

    def refused(self, request: fx.Pull | fx.GetPart, why: Refused) -> None:
        if isinstance(request, fx.GetPart):
            self._spoil()
            self.relist = True
            return
        rest = self.inbox.rest(request.stream)
        match why.kind:
            case "trimmed" | "epoch":
                if isinstance(request, fx.GetBase) and not request.after:
                    rest.failed(self._desk.now)
                self._base_again(request.stream)
            case "not_found" if isinstance(request, fx.GetSegment):
                self.inbox.no_segment(request.stream)
            case "not_yours" | "not_found":
                rest.failed(self._desk.now, least=_AGAIN)
                self.relist = True
            case _:
                rest.failed(self._desk.now, least=LONGEST / 2)
                self._desk.alarm("refused", request.stream, kind=why.kind, detail=why.detail)

    # what the disk did
    def done(self, event: e.Event) -> None:
        doing, self.doing = self.doing, None
        match doing, event:
            case fx.Apply(page=page), e.Applied(standing=standing, held=held):
                self._applied(page, standing)
                self.held_back(held)
            case fx.Let(stream=stream), e.Applied(standing=standing, held=held):
                self.inbox.standings[stream] = standing
                self.held_back(held)
            case fx.Let(stream=stream), e.NotApplied():
                self.held_back(self._pending)
                self._hold(stream, event)
            case fx.Apply(page=page), e.NotApplied():
                self._not_applied(page, event)
            case fx.Forget(stream=stream), e.Forgotten():
                self.inbox.forget(stream)
                self._kept.discard(stream)
                self._desk.goes_on(stream)
            case fx.Forget(stream=stream), e.NotApplied():
                self._hold(stream, event)
                self._dropped = []
                self._kept.add(stream)
            case fx.Prepare(), e.Prepared(parts=parts):
                self._bootstrap.parts = parts
            case fx.Install(), e.Installed():
                self._installed(doing, event)
            case fx.Install(), e.NotInstalled():
                self._not_installed(event)
            case _:
                self.doing = doing  # of something that was given up before

    def _applied(self, page: Page, standing: Standing) -> None:
        stream, inbox, now = page.stream, self.inbox, self._desk.now
        inbox.standings[stream] = standing
        inbox.rebase.discard(stream)
        inbox.held.discard(stream)
        self._desk.goes_on(stream)
        at_head = inbox.at_head(stream, self._desk.epoch)
        if page.base or page.rows or at_head:
            inbox.rest(stream).worked()
        else:  # central names a head that it does not show
            inbox.rest(stream).failed(now)
        if at_head:
            inbox.let.discard(stream)
            if not page.base:
                inbox.fresh[stream] = now
        self.relist = self.relist or any(row.kind in _LISTING for row in page.rows)

    def _not_applied(self, page: Page, event: e.NotApplied) -> None:
        stream = page.stream
        known = self.inbox.standings.get(stream)
        self.inbox.standings = dict(event.standings)
        match event.why:
            case "poison":
                self.inbox.parked.add(stream)
                self._desk.do(fx.ParkPage(page, str(event.facts.get("why", ""))))
                self._show("poison_page", stream, event)
            case "moved":
                if self.inbox.standings.get(stream) == known:
                    self._base_again(stream)
                    self.inbox.rest(stream).failed(self._desk.now)
            case _:
                self._hold(stream, event)

    def held_back(self, held: Mapping[str, e.Facts]) -> None:
        """What the disk says now of what it keeps although central took it away."""
        for stream in self._pending.keys() - held.keys():
            self.inbox.held.discard(stream)
            self._desk.no_longer("held", stream)
        for stream, facts in held.items():
            self.inbox.held.add(stream)
            self._desk.alarm("held", stream, settles=True, **{**facts, "stream": stream})
        self._pending = dict(held)

    def _hold(self, stream: str, event: e.NotApplied) -> None:
        if event.why == "held":
            # Tried again now and then: central may have mended what it did.
            self.inbox.rest(stream).failed(self._desk.now, least=LONGEST / 2)
            self.inbox.held.add(stream)
            self._show("held", stream, event)
            return
        self.inbox.rest(stream).failed(self._desk.now, least=1)
        if event.why == "disk":
            self._show("disk", stream, event)

    def _installed(self, doing: fx.Install, event: e.Installed) -> None:
        self.inbox.standings |= event.standings
        self.inbox.rebase -= event.standings.keys()
        self._bootstrap.installed(doing.snapshot)
        self._desk.over(SNAPSHOT)
        for stream in event.standings:
            self._pending.pop(stream, None)
            self.inbox.held.discard(stream)
        for about in (SNAPSHOT, *event.standings):
            self._desk.goes_on(about)

    def _not_installed(self, event: e.NotInstalled) -> None:
        match event.why:
            case "held":
                self._bootstrap.held = True
                self._show("held", SNAPSHOT, event)
            case "damaged":
                self._spoil()
            case _:
                self._bootstrap.rest.failed(self._desk.now, least=1)
                if event.why == "disk":
                    self._show("disk", SNAPSHOT, event)

    def _spoil(self) -> None:
        """That snapshot is never tried again."""
        if self._bootstrap.wanted is not None:
            self._desk.alarm(SNAPSHOT, id=self._bootstrap.wanted.id)
            self._bootstrap.spoilt(self._bootstrap.wanted)

    def _show(self, kind: str, about: str, event: e.NotApplied | e.NotInstalled) -> None:
        facts: dict[str, str | int] = {**event.facts, "stream": about}
        self._desk.alarm(kind, about, settles=kind != "disk", **facts)

    def settle(self, alarm: fx.Alarm) -> None:
        """A person says yes to what was held back, or to trying again what was parked."""
        if alarm.kind == "poison_page":
            self.inbox.parked.discard(alarm.about)
        elif alarm.about == SNAPSHOT:
            self._bootstrap.held, self._bootstrap.let = False, True
        elif alarm.about in self._pending:
            self._released.append(alarm.about)
        else:
            self.inbox.held.discard(alarm.about)
            self.inbox.let.add(alarm.about)
            self.inbox.rest(alarm.about).worked()
            if alarm.about in self._kept:
                self._dropped.append(alarm.about)


def _is_asked(request: fx.Pull, page: Page) -> bool:
    match request:
        case fx.GetBase(after=after):
            return page.after == after
        case fx.GetPage(limit=limit):
            return len(page.rows) <= limit
        case fx.GetSegment():
            return bool(page.rows)
