"""A receipt printer that speaks ESC/POS: each ticket comes out once, or a person is asked.

A ticket is not begun unless the printer says that it can print. Once a byte was written it is never
sent again: what is held while paper is changed goes on by itself, and the fence behind the ticket
is answered when all of it was taken. A connection that is lost in between leaves an honest "nobody
knows".
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.escpos import commands
from hardware.escpos.encode import encode
from hardware.escpos.profile import Profile, Status, profile_of
from hardware.escpos.raster import file_picture
from hardware.escpos.status import Condition
from hardware.escpos.talk import ANSWER, Talk
from hardware.health import Check, Health, Kind, Row, State
from hardware.options import Options
from hardware.printers.sending import PATIENCE, Sending, Watch
from hardware.results import CameOut, HandedOver, NotBegun, PrintEnd, Unsure
from hardware.ticket import Line, Ticket
from hardware.transport.opening import transport_of
from hardware.transport.transport import Transport
from hardware.worker import Inbox, Worker

POLL, SHARED_POLL = 2.0, 30.0
"""Seconds between two looks at an idle printer: one of this till's own, and a shared one."""


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    ticket: Ticket
    done: Callable[[PrintEnd], object]


def make(spec: Spec, around: Around) -> EscposPrinter:
    """Options: those of `profile_of`; `shared` for one that other tills print on too; `logo`, a
    picture's file, which heads every ticket."""
    options = Options(spec.options)
    shared, logo, profile = options.yes("shared", False), options.path("logo"), profile_of(options)
    options.end()
    line = transport_of(spec.address, around.metal)
    row = Row(Health(spec.name, Kind.PRINTER, str(spec.address)), around.changed, around.now)
    head = () if logo is None else (file_picture(logo, profile.dots),)
    return EscposPrinter(row, line, profile, shared=shared, head=head)


class EscposPrinter:
    """`shared`: connected for one ticket at a time, so that others get their turn. `head` is above
    every ticket."""

    def __init__(
        self,
        row: Row,
        line: Transport,
        profile: Profile,
        *,
        shared: bool = False,
        patience: float = PATIENCE,
        head: Ticket = (),
    ) -> None:
        self.row, self.profile, self._head = row, profile, head
        self.columns, self.dots = profile.columns, profile.dots
        answers = line.two_way and profile.status is not Status.NONE
        row.can((Check.PRINT, Check.AGAIN))
        row.fact("answers", "yes" if answers else "no")
        self._inbox = Inbox[Job](row)
        self._duty = _Printing(row, profile, self._inbox, answers, patience)
        self._worker = Worker(row, line, _Shared(self._duty) if shared else self._duty)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._duty.leaving.set()
        self._worker.stop()
        self._duty.away(DeviceError("closed", Reason.DISABLED))

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        """A printer that cannot be reached says so at once: nothing waits for it here."""
        self._inbox.put(Job(name, (*self._head, *ticket), done))
        if self.row.health.state is not State.ENABLED:
            self._worker.again()

    def kick(self) -> None:
        """Now, or not at all: no drawer opens by itself when its printer is back."""
        if self.row.health.state is State.ENABLED:
            self._duty.kicks.set()
            self._inbox.wake()

    def watch_drawer(self, seen: Callable[[bool | None], object]) -> None:
        """`seen` gets what each look at the printer says of it; None: the printer is away, or says
        nothing."""
        self._duty.drawer_seen = seen

    @property
    def drawer_open(self) -> bool | None:
        """None: nobody can know, or nobody has looked yet."""
        return self._duty.drawer_open

    def check(self, what: Check) -> None:
        match what:
            case Check.PRINT:
                self.submit("test", _trial(self.profile), lambda _end: None)
            case Check.AGAIN:
                self._duty.cleared.set()
                self._worker.again()
            case _:
                raise DeviceError(what.value, Reason.ILLEGAL)


def _trial(profile: Profile) -> Ticket:
    ruler = ("1234567890" * 10)[: profile.columns]
    return (Line("Mostrador", bold=True), Line(ruler), Line("áéíóúüñç ÁÉÍÓÚÜÑÇ ¿¡ €"))


class _Printing:
    """The thread's side: tickets in their order, and looks at the printer between them."""

    def __init__(
        self, row: Row, profile: Profile, inbox: Inbox[Job], answers: bool, patience: float
    ) -> None:
        self._row, self._profile, self.inbox = row, profile, inbox
        self._answers, self._patience = answers, patience
        self._talk: Talk | None = None
        self._in_step = False
        """Whether the next fence that is answered is that of the next ticket."""
        self._looked = 0.0
        self.drawer_open: bool | None = None
        self.drawer_seen: Callable[[bool | None], object] = lambda _open: None
        self.kicks, self.cleared, self.leaving = (threading.Event() for _ in range(3))

    def greet(self, line: Transport) -> None:
        if self._answers:
            self._talk = Talk(line, lambda name: self._row.fact("model", name))
            self._in_step = False
            self._watch()

    def turn(self, line: Transport) -> None:
        job = self.inbox.take(POLL / 4)
        if job is not None:
            self.bring_out(line, job)
        elif self.kicks.is_set() or self.since_looked > POLL or self._unasked:
            self.look(line)

    def away(self, error: DeviceError) -> None:
        """Nothing that waits was begun: it may go elsewhere."""
        self.kicks.clear()
        self.drawer_open = None
        self.drawer_seen(None)
        for fact in ("drawer", "paper"):
            self._row.fact(fact, "")
        for job in self.inbox.all():
            job.done(NotBegun(error.code))

    def wake(self) -> None:
        self.inbox.wake()

    @property
    def _unasked(self) -> bool:
        return self._talk is not None and self._talk.unasked

    @property
    def since_looked(self) -> float:
        return monotonic() - self._looked

    # a ticket
    def bring_out(self, line: Transport, job: Job) -> None:
        """Raises DeviceError when the connection is lost; `done` was called then too."""
        end = self._brought_out(line, job)
        if isinstance(end, CameOut | HandedOver):
            self._row.worked()
        job.done(end)
        if isinstance(end, NotBegun | Unsure) and end.why in (Reason.OFFLINE, Reason.TIMEOUT):
            raise DeviceError("lost while it printed", end.why)

    def _brought_out(self, line: Transport, job: Job) -> PrintEnd:
        try:
            data = encode(job.ticket, self._profile)
            wrong = self._blocked(line) if self._talk is not None else None
            if wrong is None and self._talk is not None and not self._in_step:
                self._in_step = self._talk.in_step(self._patience)
                wrong = None if self._in_step else Reason.TIMEOUT
        except DeviceError as error:
            return NotBegun(error.code)
        if wrong is not None:
            return NotBegun(wrong)
        if self._talk is not None:
            self._talk.fenced = False
        watch = Watch(lambda: self._blocked(line), self.leaving.is_set, self._clear)
        end = Sending(line, self._talk, data, watch, self._patience).run()
        self._in_step = isinstance(end, CameOut)
        return end

    def _clear(self) -> bool:
        said = self.cleared.is_set()
        self.cleared.clear()
        return said

    # how it is
    def look(self, line: Transport) -> None:
        """Raises DeviceError when it does not answer."""
        self._looked = monotonic()
        wrong = self._watch() if self._talk is not None else None
        if self._talk is None:
            self.drawer_seen(None)
        self._kick(line, blocked=wrong is not None)

    def _blocked(self, line: Transport) -> Reason | None:
        """In the midst of a ticket: TIMEOUT when it does not answer. The drawer opens meanwhile."""
        try:
            wrong = self._watch()
        except DeviceError as error:
            if error.code is Reason.TIMEOUT:
                return Reason.TIMEOUT
            raise
        self._kick(line, blocked=True)
        return wrong

    def _watch(self) -> Reason | None:
        """What is wrong with it, in its row too. Raises DeviceError (TIMEOUT)."""
        self._looked = monotonic()
        found = self._talk.look() if self._talk is not None else None
        if self._talk is None or found is None:
            raise DeviceError("no answer to DLE EOT", Reason.TIMEOUT)
        self.drawer_open = found.pin_high is self._profile.open_is_high
        self._row.fact("drawer", "open" if self.drawer_open else "closed")
        self._row.fact("paper", _paper(found))
        self.drawer_seen(self.drawer_open)
        wrong = _wrong(found)
        if wrong is Reason.FAILURE:
            wrong = self._talk.error()
        self._row.is_(self._row.health.state, wrong)
        return wrong

    def _kick(self, line: Transport, *, blocked: bool) -> None:
        if self.kicks.is_set():
            self.kicks.clear()
            pin = self._profile.drawer_pin
            line.write(commands.kick_now(pin) if blocked else commands.kick(pin), ANSWER)
            self._looked = 0.0  # to see it open


class _Shared:
    """The same for a printer that others use too: connected for each ticket and each look alone."""

    def __init__(self, duty: _Printing) -> None:
        self._duty = duty
        self.away, self.wake = duty.away, duty.wake

    def greet(self, line: Transport) -> None:
        self._duty.greet(line)
        line.close()

    def turn(self, line: Transport) -> None:
        job = self._duty.inbox.take(POLL)
        if job is None and not self._duty.kicks.is_set() and self._duty.since_looked < SHARED_POLL:
            return
        try:
            self._open(line)
            self._duty.greet(line)
        except DeviceError as error:
            if job is not None:
                job.done(NotBegun(error.code))
            raise
        if job is not None:
            self._duty.bring_out(line, job)
        else:
            self._duty.look(line)
        line.close()

    def _open(self, line: Transport) -> None:
        """One that serves somebody else is asked again, as long as a ticket takes there."""
        until = monotonic() + PATIENCE
        while True:
            try:
                line.open()
                return
            except DeviceError as error:
                if error.code not in (Reason.BUSY, Reason.REFUSED) or monotonic() > until:
                    raise
            if self._duty.leaving.wait(0.1):
                raise DeviceError("closed", Reason.DISABLED)


def _wrong(found: Condition) -> Reason | None:
    if found.cover_open:
        return Reason.COVER_OPEN
    if found.paper_out:
        return Reason.PAPER_OUT
    if found.error:
        return Reason.FAILURE
    return None if found.online else Reason.OFFLINE


def _paper(found: Condition) -> str:
    if found.paper_out:
        return "out"
    return "near_end" if found.near_end else "enough"
