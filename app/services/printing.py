"""Bringing papers out: after the commit, each original once, everything later a DUPLICADO."""

from __future__ import annotations

import queue
from collections.abc import Container
from dataclasses import dataclass
from enum import Enum, auto

from app.domain.document import Document
from app.domain.errors import UnknownDocument
from app.domain.facts import FactType
from app.domain.paper import Block
from app.domain.staff import Permission
from app.services import laying_out
from app.services.order_papers import OF, OrderPapers, is_parcel_label
from app.services.papers import Papers
from app.services.shelf_labels import OF as OF_SHELF
from app.services.shelf_labels import ShelfLabels
from app.services.slips import KINDS as SLIPS
from app.services.till import Act, Till
from app.services.transfer_papers import OF as OF_TRANSFER
from app.services.transfer_papers import TransferPapers
from app.storage import documents, prints
from app.storage.prints import PrintJob, PrintState
from hardware.devices import TicketPrinter
from hardware.errors import DeviceError, PrinterTrouble, Reason
from hardware.results import CameOut, HandedOver, NotBegun, PrintEnd, Unsure
from hardware.ticket import Ticket

_LONGEST = 180
"""Seconds for a ticket, paper changed in its midst included."""


Job = PrintJob
"""What waits to be printed, for whoever may not look into the storage."""


class What(Enum):
    """What a printer brings out."""

    ALL = auto()
    TICKETS = auto()
    """All but labels: the till has a printer for those."""
    LABELS = auto()


@dataclass(frozen=True, slots=True)
class Paper:
    """What a print job brings out."""

    document: Document
    copy: bool
    blocks: list[Block]


class Printing:
    def __init__(
        self,
        till: Till,
        papers: Papers,
        of_orders: OrderPapers,
        of_shelves: ShelfLabels,
        of_transfers: TransferPapers,
    ) -> None:
        self._till = till
        self._papers = papers
        self._of_orders = of_orders
        self._of_shelves = of_shelves
        self._of_transfers = of_transfers

    def unfinished(self) -> list[PrintJob]:
        """Jobs not known to be out. SENDING ones were interrupted: only a person knows."""
        with self._till.db.read() as connection:
            return prints.unfinished(connection)

    def paper(self, number: str, *, copy: bool = False) -> Paper:
        """Raises UnknownDocument."""
        number = number.strip().upper()
        with self._till.db.read() as connection:
            document = documents.one(connection, number)
        if document is None:
            raise UnknownDocument(number=number)
        return Paper(document, copy, self._papers.of(document, copy=copy))

    def last(self) -> Document | None:
        with self._till.db.read() as connection:
            newest = documents.newest(connection)
        return newest[0] if newest else None

    def reprint(self, number: str) -> Paper:
        """Queue one more paper: DUPLICADO only once an original was delivered, because the
        first print after a jam is the original (retail-rules 4). Raises UnknownDocument."""
        self._till.session.need(Permission.SELL)
        number = number.strip().upper()
        self.paper(number)
        with self._till.act() as act:
            delivered = documents.delivered(act.tx, number)
            if delivered:
                act.state(FactType.REPRINTED, {"number": number})
                prints.queue(act.tx, number, copy=True, at=act.at)
            else:
                self._queue_original(act, number)
        return self.paper(number, copy=delivered)

    @staticmethod
    def _queue_original(act: Act, number: str) -> None:
        """Whoever asks for a paper that was never delivered says that it did not come out."""
        waiting = [job for job in prints.unfinished(act.tx) if job.document == number]
        for job in waiting:
            prints.move(act.tx, job.id, PrintState.QUEUED)
        if not waiting:
            prints.queue(act.tx, number, copy=False, at=act.at)

    def next(self, but: Container[int] = (), what: What = What.ALL) -> PrintJob | None:
        """The oldest that may be given to a printer, but for those jobs."""
        queued = (job for job in self.unfinished() if job.state is PrintState.QUEUED)
        wanted = (job for job in queued if what in (What.ALL, _what(job)))
        return next((job for job in wanted if job.id not in but), None)

    def begin(self, job: PrintJob, columns: int, what: What = What.ALL) -> Ticket:
        """Write down that it is being sent; only then may a printer get it. `what`: it brings out
        such alone."""
        lay_out = laying_out.label if what is What.LABELS else laying_out.ticket
        made = lay_out(self._blocks(job), columns)
        with self._till.act() as act:
            prints.move(act.tx, job.id, PrintState.SENDING)
        return made

    def ended(self, job: PrintJob, end: PrintEnd) -> None:
        """Record what became of it. One that nobody is sure of stays as it is: a person says."""
        match end:
            case CameOut() | HandedOver():
                self.came_out(job)
            case NotBegun():
                with self._till.act() as act:
                    prints.move(act.tx, job.id, PrintState.QUEUED)
            case Unsure():
                with self._till.act() as act:
                    prints.move(act.tx, job.id, PrintState.SENDING)

    def run(self, *printers: TicketPrinter, what: What = What.ALL) -> None:
        """Bring out everything queued, oldest first, and wait for it: for whoever has no window.
        What one printer cannot begin goes to the next. Raises PrinterTrouble; the job stays."""
        while (job := self.next(what=what)) is not None:
            end: PrintEnd = NotBegun(Reason.NO_SERVICE)  # of no printer: none could be made
            for printer in printers:
                end = _waited(printer, job.document, self.begin(job, printer.columns, what))
                self.ended(job, end)
                if not isinstance(end, NotBegun):
                    break
            if isinstance(end, NotBegun | Unsure):
                raise PrinterTrouble(end.why.value, end.why)

    def _blocks(self, job: PrintJob) -> list[Block]:
        if (slip := self._papers.slips.blocks(job.document)) is not None:
            return slip
        if job.document.startswith(OF_SHELF):
            return self._of_shelves.blocks(job.document)
        if job.document.startswith(OF_TRANSFER):
            return self._of_transfers.blocks(job.document)
        if OF in job.document:
            return self._of_orders.blocks(job.document, copy=job.copy)
        return self.paper(job.document, copy=job.copy).blocks

    def came_out(self, job: PrintJob) -> None:
        """It is out: known from the printer, or said by a person of an interrupted job."""
        with self._till.act() as act:
            prints.move(act.tx, job.id, PrintState.DONE)
            if not job.copy:
                documents.deliver(act.tx, job.document)

    def print_again(self, job: PrintJob) -> None:
        """A person says that an interrupted job did not come out: it is still the original."""
        with self._till.act() as act:
            prints.move(act.tx, job.id, PrintState.QUEUED)


def _what(job: PrintJob) -> What:
    name = job.document
    parcel = is_parcel_label(name) and not name.startswith((OF_TRANSFER, *SLIPS))
    return What.LABELS if name.startswith(OF_SHELF) or parcel else What.TICKETS


def _waited(printer: TicketPrinter, name: str, made: Ticket) -> PrintEnd:
    ended: queue.SimpleQueue[PrintEnd] = queue.SimpleQueue()
    try:
        printer.submit(name, made, ended.put)
        return ended.get(timeout=_LONGEST)
    except DeviceError as error:
        return NotBegun(error.code)
    except queue.Empty:
        return Unsure(Reason.TIMEOUT)
