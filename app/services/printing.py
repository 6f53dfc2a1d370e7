"""Bringing papers out: after the commit, each original once, everything later a DUPLICADO."""

from __future__ import annotations

import queue
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from app.changes import Topic
from app.domain.document import Document
from app.domain.errors import BadQuantity, ShopError
from app.domain.facts import FactType
from app.domain.paper import Block
from app.domain.paper_kind import PaperKind
from app.domain.staff import Permission
from app.services import laying_out
from app.services.archived import not_here
from app.services.order_papers import OrderPapers
from app.services.papers import Papers
from app.services.shelf_labels import ShelfLabels
from app.services.till import Act, Till
from app.services.transfer_papers import TransferPapers
from app.storage import documents, prints, state
from app.storage.prints import PrintJob, PrintState
from hardware.devices import LabelPrinter, SheetPrinter, TicketPrinter
from hardware.errors import DeviceError, PrinterTrouble, Reason
from hardware.results import CameOut, HandedOver, NotBegun, PrintEnd, Unsure
from hardware.ticket import Part, Place, Ticket

_PLACE = "label_place"
"""Of what is remembered: the first free label of the sheet in use."""
MOST_PLACES = 300
"""Of labels on any sheet."""
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


@dataclass(slots=True)
class Load:
    """What a printer gets at once."""

    first: int
    """The place on its sheet where it begins; 0 of a printer without sheets."""
    jobs: list[PrintJob] = field(default_factory=list)
    impossible: list[tuple[PrintJob, ShopError | DeviceError]] = field(default_factory=list)
    """Jobs before these that can never come out, and why."""
    _parts: list[Part] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.jobs[0].document

    @property
    def ticket(self) -> Ticket:
        return tuple(self._parts)

    def add(self, job: PrintJob, made: Ticket) -> None:
        if self.first:
            self._parts.append(Place(self.first + len(self.jobs)))
        self.jobs.append(job)
        self._parts += made


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
        self.places = 0
        """Labels on a sheet of the printer that brings them out; 0: none has sheets."""

    def unfinished(self) -> list[PrintJob]:
        """Jobs not known to be out. SENDING ones were interrupted: only a person knows."""
        with self._till.db.read() as connection:
            return prints.unfinished(connection)

    def paper(self, number: str, *, copy: bool = False) -> Paper:
        """Raises UnknownDocument, DocumentArchived."""
        number = number.strip().upper()
        with self._till.db.read() as connection:
            document = documents.one(connection, number)
            if document is None:
                raise not_here(connection, number)
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
                prints.queue(act.tx, PaperKind.TICKET, number, copy=True, at=act.at)
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
            prints.queue(act.tx, PaperKind.TICKET, number, copy=False, at=act.at)

    def load(self, printer: TicketPrinter, what: What = What.ALL, but: Container[int] = ()) -> Load:
        """What that printer gets next, written down as being sent: only then may it get it. One
        paper, or labels as many as are left on its sheet; but for those jobs."""
        room, first = 1, 0
        if isinstance(printer, SheetPrinter):
            first = self.first_free(printer.places)
            room = printer.places - first + 1
        load = Load(first=first)
        for job in self.unfinished():
            wanted = what is What.ALL or (what is What.LABELS) == job.kind.label
            if job.state is not PrintState.QUEUED or not wanted or job.id in but:
                continue
            try:
                load.add(job, self._laid_out(job, printer, what))
            except (ShopError, DeviceError) as error:
                load.impossible.append((job, error))
            if len(load.jobs) == room:
                break
        if load.jobs:
            with self._till.act() as act:
                for job in load.jobs:
                    prints.move(act.tx, job.id, PrintState.SENDING)
                if isinstance(printer, SheetPrinter):
                    state.put(
                        act.tx, _PLACE, str((first - 1 + len(load.jobs)) % printer.places + 1)
                    )
        return load

    def _laid_out(self, job: PrintJob, printer: TicketPrinter, what: What) -> Ticket:
        """Raises ShopError when it is of something that is gone, DeviceError when no label is
        large enough."""
        lay_out = laying_out.label if what is What.LABELS else laying_out.ticket
        made = lay_out(self._blocks(job), printer.columns)
        if not isinstance(printer, LabelPrinter) or printer.holds(made):
            return made
        if job.kind is PaperKind.PARCEL:
            made = laying_out.label(self._of_orders.wide_label(job.document), printer.columns)
            if printer.holds(made):
                return made
        raise PrinterTrouble(job.document, Reason.ILLEGAL)

    def first_free(self, places: int) -> int:
        """The first label of the sheet in use that is still on it, from 1; `places` are on each."""
        with self._till.db.read() as connection:
            place = int(state.get(connection, _PLACE) or 1)
        return place if place <= places else 1

    def begin_at(self, place: int) -> None:
        """The sheet in the tray has its first label left there, from 1. Raises BadQuantity."""
        if not 1 <= place <= (self.places or MOST_PLACES):
            raise BadQuantity(text=str(place))
        with self._till.act() as act:
            state.put(act.tx, _PLACE, str(place))
            act.tx.changed(Topic.STOCK)

    def ended(self, load: Load, end: PrintEnd) -> None:
        """Record what became of it. What nobody is sure of stays as it is: a person says."""
        match end:
            case CameOut() | HandedOver():
                with self._till.act() as act:
                    self._are_out(act, load.jobs)
            case NotBegun():
                with self._till.act() as act:
                    for job in load.jobs:
                        prints.move(act.tx, job.id, PrintState.QUEUED)
                    if load.first:
                        state.put(act.tx, _PLACE, str(load.first))
            case Unsure():
                with self._till.act() as act:
                    for job in load.jobs:
                        prints.move(act.tx, job.id, PrintState.SENDING)

    def run(self, *printers: TicketPrinter, what: What = What.ALL) -> None:
        """Bring out everything queued, oldest first, and wait for it: for whoever has no window.
        What one printer cannot begin goes to the next. Raises PrinterTrouble, and then the job
        stays; ShopError of what can never come out, when all the others are."""
        passed: dict[int, ShopError | DeviceError] = {}
        while self._bring_out(printers, what, passed):
            pass
        for error in passed.values():
            raise error

    def _bring_out(
        self,
        printers: Sequence[TicketPrinter],
        what: What,
        passed: dict[int, ShopError | DeviceError],
    ) -> bool:
        """The next paper, on the first printer that begins it; False when there is none. Raises
        PrinterTrouble when none begins it, or nobody knows whether it is out."""
        end: PrintEnd = NotBegun(Reason.NO_SERVICE)  # of no printer: none could be made
        for printer in printers:
            load = self.load(printer, what, passed)
            passed |= {job.id: error for job, error in load.impossible}
            if not load.jobs:
                return False
            end = _waited(printer, load.name, load.ticket)
            self.ended(load, end)
            if not isinstance(end, NotBegun):
                break
        match end:
            case NotBegun(Reason.ILLEGAL):
                passed |= {job.id: PrinterTrouble(job.document, end.why) for job in load.jobs}
            case NotBegun(why) | Unsure(why):
                raise PrinterTrouble(why.value, why)
            case CameOut() | HandedOver():
                pass
        return True

    def _blocks(self, job: PrintJob) -> list[Block]:
        match job.kind:
            case PaperKind.SHELF_LABEL | PaperKind.PRODUCT_LABEL:
                return self._of_shelves.blocks(job)
            case PaperKind.VOUCHER | PaperKind.GIFT | PaperKind.CARD:
                return self._papers.slips.blocks(job.kind, job.document)
            case PaperKind.SHIFT:
                return self._papers.shifts.blocks(job.document, copy=job.copy)
            case PaperKind.TRANSFER:
                return self._of_transfers.blocks(job.document)
            case PaperKind.TICKET:
                return self.paper(job.document, copy=job.copy).blocks
            case _:
                return self._of_orders.blocks(job.kind, job.document, copy=job.copy)

    def came_out(self, job: PrintJob) -> None:
        """It is out, as a person says of an interrupted job."""
        with self._till.act() as act:
            self._are_out(act, [job])

    def _are_out(self, act: Act, jobs: Sequence[PrintJob]) -> None:
        for job in jobs:
            prints.move(act.tx, job.id, PrintState.DONE)
            if not job.copy:
                documents.deliver(act.tx, job.document)
        self._of_shelves.are_out(act, [job for job in jobs if job.kind is PaperKind.SHELF_LABEL])

    def print_again(self, job: PrintJob) -> None:
        """A person says that an interrupted job did not come out: it is still the original."""
        with self._till.act() as act:
            prints.move(act.tx, job.id, PrintState.QUEUED)


def _waited(printer: TicketPrinter, name: str, made: Ticket) -> PrintEnd:
    ended: queue.SimpleQueue[PrintEnd] = queue.SimpleQueue()
    try:
        printer.submit(name, made, ended.put)
        return ended.get(timeout=_LONGEST)
    except DeviceError as error:
        return NotBegun(error.code)
    except queue.Empty:
        return Unsure(Reason.TIMEOUT)
