"""The worker of one till, without its process: the real engine, and what it wants done, done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from app.mirror.catalog_tables import VERSION
from sync import effects as fx
from sync import events as e
from sync.central.auth import Spoken
from sync.engine import Engine
from sync.protocol import Ack, Batch, Heads, Manifest, Page, Refused, encode
from sync.signing import Voice
from sync.taking import NotTaken
from sync.transport import Signs

from .counter import Counter
from .disk import Disk
from .faults import Fault, Swarm
from .line import TIMEOUT, Line, Way
from .server import Answer, Crash
from .timeline import Timeline

_ANSWERS: dict[type[Any], type[Any]] = {
    fx.GetManifest: Manifest,
    fx.Push: Ack,
    fx.GetPage: Page,
    fx.GetSegment: Page,
    fx.GetBase: Page,
    fx.Wait: Heads,
    fx.Tell: Heads,
}
TIDY = 600.0
"""Seconds between two times of what a worker does when nothing else is to be done."""


class Worker:
    """One life of a worker: a crash ends it, and the next one starts from the disk."""

    def __init__(
        self,
        time: Timeline,
        swarm: Swarm,
        line: Line,
        counter: Counter,
        disk: Disk,
        seed: bytes,
        died: Callable[[], None],
    ) -> None:
        self._time, self._swarm, self._line, self._died = time, swarm, line, died
        self._counter, self._disk = counter, disk
        place = counter.place
        voice = Voice(place.installation, seed)
        self._signs = Signs(voice, counter.clock, disk.counter)
        self.engine = Engine(place.installation, schema=VERSION, dice=time.dice.random)
        self.status: fx.Status | None = None
        self._tidy_at = 0.0
        self._todo: deque[fx.Effect] = deque()
        self._tick = 0
        self.alive = True

    def start(self) -> None:
        self.hear(self._disk.started(self._time.now))

    def poke(self) -> None:
        """The till has written something."""
        if self.alive:
            self.hear(e.Poked(self._time.now, self._disk.journal.heads()))

    def settle(self, key: str) -> None:
        """A person has looked at that alarm."""
        self._disk.state.settle(key)
        self.hear(e.Settle(self._time.now, key))

    def hear(self, event: e.Event) -> None:
        if not self.alive:
            return
        try:
            self._step(event)
        except Crash:
            self._died()

    def stop(self) -> None:
        self.alive = False

    def _step(self, event: e.Event) -> None:
        self._todo.extend(self.engine.step(event))
        while self._todo and self.alive:
            effect = self._todo.popleft()
            if self._swarm.strikes(Fault.TILL_CRASH, 0.0005):
                raise Crash
            if (answer := self._do(effect)) is not None:
                self._todo.extend(self.engine.step(answer))

    def _do(self, effect: fx.Effect) -> e.Event | None:
        match effect:
            case fx.Ask():
                self._ask(effect)
            case fx.Apply():
                return self._apply(effect)
            case fx.Let(stream=stream):
                return self._let(stream)
            case fx.Forget():
                return self._forget(effect)
            case fx.Idle():
                self._rest(effect)
            case fx.Status():
                self._said(effect)
            case fx.Prepare() | fx.Install():
                raise AssertionError("nobody offered a snapshot")
            case _:
                self._remember(effect)
        return None

    def _remember(self, effect: fx.Effect) -> None:
        disk = self._disk
        match effect:
            case fx.KeepAck(installation=of, seq=seq, hash=digest):
                disk.state.acknowledge(of, seq, digest)
                disk.keep_counter(self._signs.last)
            case fx.KeepEpoch(epoch=epoch):
                disk.keep_epoch(epoch)
            case fx.KeepSpread(seconds=seconds):
                disk.keep_spread(seconds)
            case fx.Skip(installation=of, seq=seq, why=why):
                disk.skip(of, seq, why)
            case fx.SignAs(server_time=server_time, bump=bump):
                self._sign_as(server_time, bump)
            case _:
                raise AssertionError(f"nobody does that: {effect}")

    def _rest(self, idle: fx.Idle) -> None:
        now = self._time.now
        if idle.all_tried and now >= self._tidy_at:
            self._tidy_at = now + TIDY
            self._tidy()
        self._tick += 1
        self._time.after(idle.until - now, self._ticks, self._tick)

    def _tidy(self) -> None:
        try:
            self._disk.pages.tidy()
        except NotTaken as error:
            self._time.note("not tidied", *self._counter.place[:3], error.why)

    def _ticks(self, number: int) -> None:
        if number == self._tick:
            self.hear(e.Tick(self._time.now))

    def _said(self, status: fx.Status) -> None:
        before = self.status
        self.status = status
        if before is None or (before.state, before.alarms) != (status.state, status.alarms):
            alarms = [alarm.key for alarm in status.alarms]
            self._time.note("status", *self._counter.place, status.state, alarms)

    def _apply(self, apply: fx.Apply) -> e.Event:
        now, page = self._time.now, apply.page
        try:
            standing = self._disk.apply(apply)
        except NotTaken as error:
            return self._not_taken(page.stream, error)
        place = self._counter.place
        self._time.note("applied", *place[:3], page.stream, page.to, page.check)
        return e.Applied(now, page.stream, standing, self._disk.pages.held())

    def _let(self, stream: str) -> e.Event:
        try:
            standing = self._disk.pages.let(stream)
        except NotTaken as error:
            return self._not_taken(stream, error)
        return e.Applied(self._time.now, stream, standing, self._disk.pages.held())

    def _forget(self, forget: fx.Forget) -> e.Event:
        stream = forget.stream
        try:
            self._disk.forget(stream, let=forget.let)
        except NotTaken as error:
            return self._not_taken(stream, error)
        return e.Forgotten(self._time.now, stream)

    def _not_taken(self, stream: str, error: NotTaken) -> e.Event:
        self._time.note("not taken", *self._counter.place[:3], stream, error.why)
        standings = self._disk.pages.standings()
        return e.NotApplied(self._time.now, stream, error.why, error.facts, standings)

    def _sign_as(self, server_time: str, bump: bool) -> None:
        if server_time:
            self._signs.believe(server_time)
        if bump:
            self._signs.bump()

    # asking
    def _ask(self, ask: fx.Ask) -> None:
        request, sent, body = ask.request, 0, b""
        if isinstance(request, fx.Push):
            batch = self._disk.batch(request)
            sent, body = len(batch.records), self._written(batch)
        method, target = _target(request)
        headers = self._signs.headers(method, target, body)
        named = {name.lower(): value for name, value in headers.items()}
        patience = TIMEOUT + (request.seconds if isinstance(request, fx.Wait) else 0)

        def heard(answer: Answer | None) -> None:
            if self.alive:
                self.hear(self._answered(ask, sent, answer))

        way = Way(self._counter.place.shop)
        self._line.ask(way, Spoken(method, target, body, named), patience, heard)

    def _written(self, batch: Batch) -> bytes:
        text = encode(batch)
        if self._swarm.strikes(Fault.NEWER, 0.1):
            newer = msgspec.json.decode(text)
            newer["novel"] = {"of": "a newer program"}
            for record in newer["records"]:
                record["novel"] = 1
            text = msgspec.json.encode(newer)
        return text

    def _answered(self, ask: fx.Ask, sent: int, answer: Answer | None) -> e.Event:
        now, number = self._time.now, ask.number
        if answer is None:
            return e.Failed(now, number, e.Offline, sent)
        if answer.status != 200:
            refused = msgspec.json.decode(answer.body, type=Refused)
            place = self._counter.place
            self._time.note("refused", *place[:3], type(ask.request).__name__, refused.kind)
            return e.Failed(now, number, refused, sent)
        found = msgspec.json.decode(answer.body, type=_ANSWERS[type(ask.request)])
        journal = self._disk.journal
        match found, ask.request:
            case Ack(), fx.Push(installation=of):
                self._time.note("acked", of, found.acked_seq, found.acked_hash[:16])
                ours = journal.hash_of(of, found.acked_seq)
                return e.Pushed(now, number, found, sent, ours, self._skew(found))
            case Manifest(), _:
                ours = journal.hash_of(self._counter.place.installation, found.acked_seq)
                return e.Answered(now, number, found, ours, self._skew(found))
            case _:
                return e.Answered(now, number, found)

    def _skew(self, said: Manifest | Ack) -> float:
        ahead = datetime.fromisoformat(said.server_time) - self._counter.clock()
        return ahead.total_seconds()


def _target(request: fx.Request) -> tuple[str, str]:
    match request:
        case fx.GetManifest():
            return "GET", "/v1/manifest"
        case fx.Push(installation=of):
            return "POST", f"/v1/till/{of}/journal"
        case fx.GetPage(stream=stream, epoch=epoch, after=after, limit=limit):
            query = urlencode({"epoch": epoch, "after": after, "limit": limit})
            return "GET", f"/v1/feed/{quote(stream, safe='')}?{query}"
        case fx.GetSegment(stream=stream, epoch=epoch, n=n):
            return "GET", f"/v1/feed/{quote(stream, safe='')}/seg/{n}?epoch={epoch}"
        case fx.GetBase(stream=stream, epoch=epoch, at=at, after=after):
            query = urlencode({"epoch": epoch, "at": at, "after": after})
            return "GET", f"/v1/base/{quote(stream, safe='')}?{query}"
        case fx.Wait(epoch=epoch, heads=heads, seconds=seconds, read=read):
            return "GET", _wait(epoch, heads, seconds, read)
        case fx.Tell(epoch=epoch, heads=heads, read=read):
            return "GET", _wait(epoch, heads, 0, read)
        case fx.GetPart():
            raise AssertionError("nobody offered a snapshot")


def _wait(epoch: str, heads: Mapping[str, int], seconds: int, read: Mapping[str, int]) -> str:
    seqs = [",".join(f"{n}={seq}" for n, seq in sorted(one.items())) for one in (heads, read)]
    query = urlencode({"epoch": epoch, "heads": seqs[0], "seconds": seconds, "read": seqs[1]})
    return f"/v1/wait?{query}"
