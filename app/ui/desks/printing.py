"""Papers on their way to the printer, one at a time; nobody at the counter waits for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.errors import ShopError
from app.services.printing import Job, Printing, What
from hardware.devices import TicketPrinter
from hardware.errors import DeviceError, PrinterTrouble, Reason
from hardware.health import Health
from hardware.results import NotBegun, PrintEnd, Unsure

Post = Callable[[Callable[[], object]], object]


class PrintDesk:
    """`printers`: the shop's own first; what it cannot begin goes to the next one.

    A job that none of them can begin stays queued; it is tried again with the next paper, when a
    printer is well again, and when a person asks.
    """

    def __init__(
        self,
        printing: Printing,
        printers: Sequence[TicketPrinter],
        post: Post,
        trouble: Callable[[DeviceError], object],
        what: What = What.ALL,
    ) -> None:
        self._printing, self._printers, self._what = printing, printers, what
        self._post, self._trouble = post, trouble
        self._under_way: Job | None = None
        self._impossible: set[int] = set()
        """Jobs that no paper can hold: they keep nothing else waiting."""

    def bring_out(self) -> None:
        """Give the printer what is queued, unless it has something already."""
        if self._under_way is not None or not self._printers:
            return
        job = self._printing.next(self._impossible, self._what)
        if job is not None:
            self._under_way = job
            self._give(job, 0)

    def changed(self, health: Health) -> None:
        """A device's row changed; called in the window's thread."""
        if health.well and any(
            printer.row.health.name == health.name for printer in self._printers
        ):
            self.bring_out()

    def _give(self, job: Job, which: int) -> None:
        printer = self._printers[which]
        try:
            made = self._printing.begin(job, printer.columns, self._what)
        except BaseException as error:
            self._under_way = None
            if isinstance(error, ShopError):  # what it would be laid out of is gone
                self._impossible.add(job.id)
            raise

        def done(end: PrintEnd) -> None:
            self._post(lambda: self._ended(job, which, end))

        try:
            printer.submit(job.document, made, done)
        except DeviceError as error:
            self._ended(job, which, NotBegun(error.code))

    def _ended(self, job: Job, which: int, end: PrintEnd) -> None:
        self._printing.ended(job, end)
        if isinstance(end, NotBegun) and which + 1 < len(self._printers):
            self._give(job, which + 1)
            return
        self._under_way = None
        if isinstance(end, NotBegun) and end.why is Reason.ILLEGAL:
            self._impossible.add(job.id)
        if isinstance(end, NotBegun | Unsure):
            self._trouble(PrinterTrouble(end.why.value, end.why))
        if not isinstance(end, NotBegun) or end.why is Reason.ILLEGAL:
            self.bring_out()
