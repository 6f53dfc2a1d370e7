"""Labels on sheets of A4, by an office printer that knows nothing of labels: a PDF for the spooler,
or in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from hardware.drivers import Around, Spec
from hardware.errors import Broken, DeviceError, Reason
from hardware.health import Check, Health, Kind, Row
from hardware.labels import layout
from hardware.labels import sheet as sheets
from hardware.labels.sheet import Sheet, sheet_of
from hardware.options import Options
from hardware.printers.escpos import Job
from hardware.results import HandedOver, NotBegun, PrintEnd, Unsure
from hardware.ticket import Bars, Line, Place, Qr, Symbology, Ticket
from hardware.transport.address import Way
from hardware.transport.file import Folder
from hardware.transport.opening import transport_of
from hardware.transport.transport import Transport
from hardware.worker import Inbox, Worker

PATIENCE = 20.0
_IDLE = 1.0


def make(spec: Spec, around: Around) -> OfficePrinter:
    """Options: those of `sheet_of`. A `file://` address is a folder: each sheet is a file in it."""
    options = Options(spec.options)
    sheet = sheet_of(options)
    options.end()
    line: Transport = Folder(Path(spec.address.place), ".pdf")
    if spec.address.way is not Way.FILE:
        line = transport_of(spec.address, around.metal)
    row = Row(Health(spec.name, Kind.LABELS, str(spec.address)), around.changed, around.now)
    return OfficePrinter(row, line, sheet)


class OfficePrinter:
    """Nobody hears what became of a sheet: it is handed over, whole, or not at all."""

    def __init__(self, row: Row, line: Transport, sheet: Sheet) -> None:
        self.row, self._sheet = row, sheet
        self.columns, self.dots, self.places = sheet.stock.columns, sheet.stock.dots, sheet.places
        row.can((Check.PRINT, Check.AGAIN))
        row.fact("answers", "no")
        self._inbox = Inbox[Job](row)
        self._worker = Worker(row, line, _Printing(row, sheet, self._inbox))

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._worker.stop()
        for job in self._inbox.all():
            job.done(NotBegun(Reason.DISABLED))

    def holds(self, ticket: Ticket) -> bool:
        return layout.holds(ticket, self._sheet.stock)

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        self._inbox.put(Job(name, ticket, done))
        if not self.row.health.well:
            self._worker.again()

    def check(self, what: Check) -> None:
        match what:
            case Check.PRINT:
                self.submit("test", self._trial(), lambda _end: None)
            case Check.AGAIN:
                self._worker.again()
            case _:
                raise DeviceError(what.value, Reason.ILLEGAL)

    def _trial(self) -> Ticket:
        """The corners of the grid: laid on a sheet of labels, they show whether it fits."""
        columns, last = self._sheet.columns, self._sheet.places
        parts: list[Line | Qr | Bars | Place] = []
        for place in sorted({1, columns, last - columns + 1, last}):
            parts += [Place(place), Line(f"Mostrador {place} ñÑ áéí €", bold=True)]
            parts.append(Bars(Symbology.CODE128, f"T-{place:03d}"))
        return tuple(parts)


class _Printing:
    def __init__(self, row: Row, sheet: Sheet, inbox: Inbox[Job]) -> None:
        self._row, self._sheet, self._inbox = row, sheet, inbox

    def greet(self, line: Transport) -> None:
        """A spooler and a folder were looked at by opening them."""

    def turn(self, line: Transport) -> None:
        job = self._inbox.take(_IDLE)
        if job is None:
            return
        end = self._bring_out(line, job)
        if isinstance(end, HandedOver):
            self._row.worked()
        job.done(end)
        if isinstance(end, NotBegun | Unsure) and end.why is not Reason.ILLEGAL:
            raise DeviceError("lost while it printed", end.why)

    def away(self, error: DeviceError) -> None:
        for job in self._inbox.all():
            job.done(NotBegun(error.code))

    def wake(self) -> None:
        self._inbox.wake()

    def _bring_out(self, line: Transport, job: Job) -> PrintEnd:
        sent, until = 0, monotonic() + PATIENCE
        try:
            data = sheets.pdf(sheets.page(job.ticket, self._sheet))
            while sent < len(data):
                if monotonic() > until:
                    return Unsure(Reason.TIMEOUT) if sent else NotBegun(Reason.TIMEOUT)
                sent += line.write(data[sent:], PATIENCE)
        except Broken as broken:
            return Unsure(broken.code) if sent or broken.begun else NotBegun(broken.code)
        except DeviceError as error:
            return Unsure(error.code) if sent else NotBegun(error.code)
        return HandedOver()
