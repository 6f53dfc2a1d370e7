"""One life of the engine over the files and the line of a till.

One thread does everything but what only waits. Whatever goes wrong ends a session, and the next
one begins from what is on the disk.
"""

from __future__ import annotations

import logging
import queue
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.mirror import catalog_tables
from app.storage.enrolment import Enrolment
from sync import asker, signing, wishes
from sync import effects as fx
from sync import events as e
from sync.asker import Asker
from sync.ear import Ear
from sync.engine import Engine
from sync.intake import Intake
from sync.journal import JournalUnread, Outgoing
from sync.pages import Mirrors
from sync.protocol import Ack, Heads, Manifest, Page, encode
from sync.snapshot import BadSnapshot
from sync.state import State
from sync.taking import NotTaken
from sync.transport import Refusing, Signs, Transport, Unanswered
from sync.voice import Say, Voice, text_of

log = logging.getLogger(__name__)

LOOK = 2.0
"""Seconds after which the journal is looked at although nobody poked."""
TIDY = 600.0
"""Seconds between two tidyings."""

Inbox = queue.SimpleQueue[e.Event | dict[str, Any] | None]
"""What other threads say to a session: events, pokes, and None to leave."""


@dataclass(slots=True)
class Till:
    """What the worker needs to know of a till's folder."""

    where: Path
    installation: int
    key: bytes
    seed: bytes
    enrolment: Enrolment


class Session:
    """One life of the engine over the files and the line of a till."""

    def __init__(
        self, till: Till, inbox: Inbox, say: Say, now: Callable[[], datetime], *, once: bool = False
    ) -> None:
        """`now`: the machine's time, aware. Raises ShopError and what the disk raises."""
        self._till, self._inbox, self._now, self._once = till, inbox, now, once
        self._state = State(till.where)
        self._mirrors = Mirrors(till.where, till.key, now, self._shift)
        self._outgoing = Outgoing(till.where, till.key)
        self._signs = Signs(
            signing.Voice(till.installation, till.seed), now, int(self._state.get("counter", "0"))
        )
        self._line = self._transport()
        self._ear: Ear | None = None
        self._asker: Asker | None = None
        self._asking = threading.Lock()
        self._closed = False
        self._engine = Engine(
            till.installation,
            schema=catalog_tables.VERSION,
            dice=random.SystemRandom().random,
            hurry=once,
        )
        self._say = say
        self._voice = Voice(say, self._state, now)
        self._intake = Intake(till.where, self._mirrors, self._voice.moved)
        self._events: deque[e.Event] = deque()
        self._looked = self._tidied = 0.0
        self._last_shift = 0
        self._leaving = False
        self.in_step = False

    def run(self) -> None:
        """Until nobody listens any more; `once`: until there is nothing to do at once."""
        try:
            self._events.append(self._start())
            self._intake.take_rises()
            idle: fx.Idle | None = None
            while not self._leaving:
                self._hear(idle)
                while self._events and not self._leaving:
                    idle = None
                    for effect in self._engine.step(self._events.popleft()):
                        idle = effect if isinstance(effect, fx.Idle) else idle
                        self._perform(effect)
                    self._hear(None)
                if idle is not None:
                    self.in_step = idle.in_step
                    self._rest(idle)
                    self._leaving |= self._once
        finally:
            self._close()

    def _close(self) -> None:
        with self._asking:
            self._closed = True
            if self._asker is not None:
                self._asker.close()
        self._voice.close()
        self._state.put("counter", str(self._signs.last))
        if self._ear is not None:
            self._ear.close()
        self._line.close()
        self._outgoing.close()
        self._mirrors.close()
        self._state.close()

    def _transport(self) -> Transport:
        return Transport(self._till.enrolment, self._till.where, self._signs, self._now)

    def ask(self, question: asker.Question) -> None:
        """Put it to central, whatever the session is doing; on any thread."""
        with self._asking:
            if self._closed:
                self._say(asker.unanswered(question))
                return
            if self._asker is None:
                self._asker = Asker(self._till.where, self._transport(), self._say, self._inbox.put)
            self._asker.ask(question)

    # hearing
    def _start(self) -> e.Started:
        state = self._state
        if not state.get("epoch"):
            # From now on, or what was acknowledged in this epoch would count in the next one too,
            # when the till enrols again at a central that was restored.
            state.put("epoch", self._till.enrolment.epoch)
        return e.Started(
            time.monotonic(),
            epoch=state.get("epoch"),
            spread=float(state.get("spread", "0")),
            standings=self._mirrors.standings(),
            acks=state.acks(),
            heads=self._heads() or {},
            alarms=state.skip_alarms(),
            remembered=self._voice.remembered(),
            fresh=self._voice.fresh(),
            held=self._mirrors.held(),
        )

    def _heads(self) -> dict[int, int] | None:
        try:
            self._outgoing.moved()
            return self._outgoing.heads()
        except JournalUnread as error:
            log.warning("journal: %s", error)
            return None

    def _hear(self, idle: fx.Idle | None) -> None:
        """Take in what others said; when the engine is idle, wait for it until it is not."""
        at = time.monotonic()
        wait = 0.0 if idle is None or self._events else max(0.0, min(idle.until - at, LOOK))
        while not self._leaving:
            try:
                said = self._inbox.get(timeout=wait) if wait else self._inbox.get_nowait()
            except queue.Empty:
                break
            wait = 0.0
            self._take(said)
        if time.monotonic() - self._looked >= LOOK:
            self._look()
        if idle is not None and not self._events and time.monotonic() >= idle.until:
            self._events.append(e.Tick(time.monotonic()))

    def _take(self, said: e.Event | dict[str, Any] | None) -> None:
        if said is None:
            self._leaving = True
        elif not isinstance(said, dict):
            if isinstance(said, e.Answered):
                self._voice.contact()
            self._events.append(said)
        elif isinstance(key := said.get("settle"), str):
            self._settle(key)
        elif said.get("poke"):
            self._look(poked=True)

    def _look(self, *, poked: bool = False) -> None:
        """Whether the journal has more than we know, and what a script wants settled."""
        self._looked = time.monotonic()
        for key in wishes.take(self._till.where):
            self._settle(key)
        if (self._outgoing.moved() or poked) and (heads := self._heads()) is not None:
            self._events.append(e.Poked(time.monotonic(), heads))
            self._intake.take_rises()

    def _shift(self) -> int:
        """The till's open shift; the last one known while the journal cannot be read."""
        with suppress(JournalUnread):
            self._last_shift = self._outgoing.shift()
        return self._last_shift

    def _settle(self, key: str) -> None:
        self._state.settle(key)
        self._events.append(e.Settle(time.monotonic(), key))

    # doing
    def _perform(self, effect: fx.Effect) -> None:
        match effect:
            case fx.Ask(request=fx.Wait()):
                self._listen(effect)
            case fx.Ask():
                self._events.append(self._asked(effect))
            case fx.Apply() | fx.Let() | fx.Forget() | fx.Prepare() | fx.Install():
                self._events.append(self._intake.done(effect))
            case fx.Status():
                self._voice.status(effect)
            case fx.Idle():
                pass
            case _:
                self._remember(effect)

    def _remember(self, effect: fx.Effect) -> None:
        match effect:
            case fx.KeepAck(installation=of, seq=seq, hash=digest):
                self._state.acknowledge(of, seq, digest)
                self._state.put("counter", str(self._signs.last))
            case fx.KeepEpoch(epoch=epoch):
                self._state.put("epoch", epoch)
            case fx.KeepSpread(seconds=seconds):
                self._state.put("spread", str(seconds))
            case fx.Skip():
                self._skip(effect)
            case fx.ParkPage(page=page, why=why):
                log.error("page of %s after %s parked: %s", page.stream, page.after, why)
                self._state.park(text_of(self._now()), page.stream, why, encode(page))
            case fx.SignAs(server_time=server_time, bump=bump):
                self._sign_as(server_time, bump)
            case _:
                raise TypeError(f"{type(effect).__name__}: nobody does that here")

    def _asked(self, ask: fx.Ask) -> e.Event:
        """Ask, and wait for the answer."""
        at, number, request = time.monotonic, ask.number, ask.request
        sent = 0
        try:
            if isinstance(request, fx.GetPart):
                self._intake.part(request, self._line.part)
                return e.Answered(at(), number, None)
            if isinstance(request, fx.Push):
                skips = self._state.skips(request.installation)
                batch = self._outgoing.batch(
                    request.installation,
                    request.epoch,
                    request.after,
                    request.records,
                    request.size,
                    skips,
                )
                sent = len(batch.records)
                said = self._line.ask(request, batch)
            else:
                said = self._line.ask(request)
            return self._answered(ask, said.answer, said.skew, sent)
        except Refusing as refusing:
            log.info("%s: refused %s", type(request).__name__, refusing)
            skew = self._signs.behind(refusing.refused.server_time)
            self._voice.contact(skew)
            return e.Failed(at(), number, refusing.refused, sent, skew=skew)
        except Unanswered as error:
            log.info("%s: %s", type(request).__name__, error.detail)
            return e.Failed(at(), number, error.why, sent, error.detail)
        except BadSnapshot as error:
            log.warning("snapshot: %s", error)
            return e.Failed(at(), number, e.Damaged, 0, str(error))
        except NotTaken as error:
            return e.Failed(at(), number, e.Damaged, 0, str(error.facts))
        except JournalUnread as error:
            log.warning("journal: %s", error)
            return e.Failed(at(), number, e.Unreadable, 0, str(error))

    def _answered(self, ask: fx.Ask, answer: Any, skew: float, sent: int) -> e.Event:
        at, number = time.monotonic(), ask.number
        self._voice.contact(skew)
        if isinstance(answer, Ack) and isinstance(ask.request, fx.Push):
            for trouble in answer.exceptions:
                log.info("central settles %s of fact %s", trouble.kind, trouble.seq)
            ours = self._outgoing.hash_of(ask.request.installation, answer.acked_seq)
            return e.Pushed(at, number, answer, sent, ours, skew)
        if isinstance(answer, Manifest):
            ours = self._outgoing.hash_of(self._till.installation, answer.acked_seq)
            return e.Answered(at, number, answer, ours, skew)
        if isinstance(answer, (Page, Heads)):
            return e.Answered(at, number, answer, skew=skew)
        return e.Failed(at, number, e.Untrusted)

    def _skip(self, skip: fx.Skip) -> None:
        about = f"{skip.installation}/{skip.seq}"
        log.error("fact %s is parked: %s", about, skip.why)
        try:
            copy = self._outgoing.copy(skip.installation, skip.seq)
        except JournalUnread as error:
            copy = str(error).encode()
        self._state.park(text_of(self._now()), about, skip.why, copy)
        self._state.skip(skip.installation, skip.seq, skip.why)

    def _sign_as(self, server_time: str, bump: bool) -> None:
        if server_time:
            self._signs.believe(server_time)
            log.warning("signing with central's time, %s from ours", self._signs.skew)
        if bump:
            self._signs.bump()

    def _listen(self, ask: fx.Ask) -> None:
        if self._ear is None:
            self._ear = Ear(self._transport(), self._inbox.put)
        self._ear.ask(ask)

    def _rest(self, idle: fx.Idle) -> None:
        """Nothing to do: a moment for what can wait."""
        self._voice.rest()
        rested = time.monotonic() - self._tidied
        if not idle.all_tried or (self._tidied and rested < TIDY):
            return
        self._tidied = time.monotonic()
        if self._intake.tidy():
            self._voice.rest()
