"""A label printer that speaks ZPL: by network, serial or USB."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from hardware.drivers import Around, Spec
from hardware.errors import Broken, DeviceError, Reason
from hardware.health import Check, Health, Kind, Row
from hardware.labels import layout
from hardware.labels.placed import Stock
from hardware.labels.zpl import Status, encode, read, stock_of
from hardware.options import Options
from hardware.printers.escpos import Job
from hardware.results import CameOut, HandedOver, NotBegun, PrintEnd, Unsure
from hardware.ticket import Line, Ticket
from hardware.transport.opening import transport_of
from hardware.transport.transport import Transport
from hardware.worker import Inbox, Worker

POLL = 5.0
ANSWER = 1.0
PATIENCE = 20.0
_ASK = b"~HS\n"


def make(spec: Spec, around: Around) -> ZebraPrinter:
    """Options: those of `stock_of`; `answers = false` for one that does not say how it is."""
    options = Options(spec.options)
    answers, stock = options.yes("answers", True), stock_of(options)
    options.end()
    line = transport_of(spec.address, around.metal)
    row = Row(Health(spec.name, Kind.LABELS, str(spec.address)), around.changed, around.now)
    return ZebraPrinter(row, line, stock, answers=answers and line.two_way)


class ZebraPrinter:
    """A label is not begun unless the printer can print it; once begun it is never sent again."""

    def __init__(self, row: Row, line: Transport, stock: Stock, *, answers: bool) -> None:
        self.row, self.stock = row, stock
        self.columns, self.dots = stock.columns, stock.dots
        row.can((Check.PRINT, Check.AGAIN))
        row.fact("answers", "yes" if answers else "no")
        self._inbox = Inbox[Job](row)
        self._duty = _Printing(row, stock, self._inbox, answers=answers)
        self._worker = Worker(row, line, self._duty)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._duty.leaving.set()
        self._worker.stop()
        self._duty.away(DeviceError("closed", Reason.DISABLED))

    def holds(self, ticket: Ticket) -> bool:
        return layout.holds(ticket, self.stock)

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        self._inbox.put(Job(name, ticket, done))
        if not self.row.health.well:
            self._worker.again()

    def check(self, what: Check) -> None:
        match what:
            case Check.PRINT:
                self.submit("test", (Line("Mostrador ñÑ áéí €", bold=True),), lambda _end: None)
            case Check.AGAIN:
                self._worker.again()
            case _:
                raise DeviceError(what.value, Reason.ILLEGAL)


class _Printing:
    def __init__(self, row: Row, stock: Stock, inbox: Inbox[Job], *, answers: bool) -> None:
        self._row, self._stock, self._inbox, self._answers = row, stock, inbox, answers
        self._looked = 0.0
        self.leaving = threading.Event()

    def greet(self, line: Transport) -> None:
        if self._answers:
            self._wrong(line)

    def turn(self, line: Transport) -> None:
        job = self._inbox.take(POLL / 5)
        if job is not None:
            end = self._bring_out(line, job)
            if isinstance(end, CameOut | HandedOver):
                self._row.worked()
            job.done(end)
            if isinstance(end, NotBegun | Unsure) and end.why in (Reason.OFFLINE, Reason.TIMEOUT):
                raise DeviceError("lost while it printed", end.why)
        elif self._answers and monotonic() - self._looked > POLL:
            self._wrong(line)

    def away(self, error: DeviceError) -> None:
        for job in self._inbox.all():
            job.done(NotBegun(error.code))

    def wake(self) -> None:
        self._inbox.wake()

    def _bring_out(self, line: Transport, job: Job) -> PrintEnd:
        try:
            data = encode(job.ticket, self._stock)
            wrong = self._wrong(line)[0] if self._answers else None
        except DeviceError as error:
            return NotBegun(error.code)
        if wrong is not None:
            return NotBegun(wrong)
        sent, until = 0, monotonic() + PATIENCE
        try:
            while sent < len(data):
                if monotonic() > until or self.leaving.is_set():
                    return Unsure(Reason.TIMEOUT) if sent else NotBegun(Reason.TIMEOUT)
                sent += line.write(data[sent:], 1.0)
            return self._wait(line) if self._answers else HandedOver()
        except Broken as broken:
            return Unsure(broken.code) if sent or broken.begun else NotBegun(broken.code)
        except DeviceError as error:
            return Unsure(error.code)

    def _wait(self, line: Transport) -> PrintEnd:
        """Until nothing of it is left to come out; paper may be changed meanwhile."""
        until = monotonic() + PATIENCE
        while True:
            if self.leaving.wait(0.1):
                return Unsure(Reason.UNSURE)
            wrong, said = self._wrong(line)
            if wrong is not None:
                until = monotonic() + PATIENCE
            elif not said.waiting:
                return CameOut()
            elif monotonic() > until:
                return Unsure(Reason.TIMEOUT)

    def _wrong(self, line: Transport) -> tuple[Reason | None, Status]:
        """What keeps it from printing, in its row too. Raises DeviceError when it says nothing."""
        self._looked = monotonic()
        said = self._ask(line)
        wrong: Reason | None = None
        if said.head_open:
            wrong = Reason.COVER_OPEN
        elif said.paper_out:
            wrong = Reason.PAPER_OUT
        elif said.paused:
            wrong = Reason.DISABLED
        self._row.is_(self._row.health.state, wrong)
        return wrong, said

    @staticmethod
    def _ask(line: Transport) -> Status:
        came, until = b"", monotonic() + ANSWER
        if line.write(_ASK, ANSWER) == len(_ASK):
            while (left := until - monotonic()) > 0:
                came += line.read(256, left)
                if came.count(b"\x03") >= 3 and (said := read(came)) is not None:
                    return said
        raise DeviceError("no answer to ~HS", Reason.TIMEOUT)
