"""Papers on their way to the printer, one at a time; nobody at the counter waits for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.errors import ShopError
from app.services.printing import Load, Printing, What
from hardware.devices import TicketPrinter
from hardware.errors import DeviceError, PrinterTrouble, Reason
from hardware.health import Health
from hardware.results import NotBegun, PrintEnd, Unsure

Post = Callable[[Callable[[], object]], object]
Trouble = Callable[[ShopError | DeviceError], object]
"""Called with what keeps a paper from coming out."""


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
        trouble: Trouble,
        what: What = What.ALL,
    ) -> None:
        self._printing, self._printers, self._what = printing, printers, what
        self._post, self._trouble = post, trouble
        self._under_way = False
        self._impossible: set[int] = set()
        """Jobs that can never come out: they keep nothing else waiting."""

    def bring_out(self) -> None:
        """Give the printer what is queued, unless it has something already."""
        if not self._under_way and self._printers:
            self._give(0)

    def changed(self, health: Health) -> None:
        """A device's row changed; called in the window's thread."""
        if health.well and any(
            printer.row.health.name == health.name for printer in self._printers
        ):
            self.bring_out()

    def _give(self, which: int) -> None:
        self._under_way = False
        printer = self._printers[which]
        load = self._printing.load(printer, self._what, self._impossible)
        self._under_way = bool(load.jobs)
        for job, error in load.impossible:
            self._impossible.add(job.id)
            self._trouble(error)
        if not load.jobs:
            return

        def done(end: PrintEnd) -> None:
            self._post(lambda: self._ended(load, which, end))

        try:
            printer.submit(load.name, load.ticket, done)
        except DeviceError as error:
            self._ended(load, which, NotBegun(error.code))

    def _ended(self, load: Load, which: int, end: PrintEnd) -> None:
        self._printing.ended(load, end)
        if isinstance(end, NotBegun) and which + 1 < len(self._printers):
            self._give(which + 1)
            return
        self._under_way = False
        if isinstance(end, NotBegun) and end.why is Reason.ILLEGAL:
            self._impossible |= {job.id for job in load.jobs}
        if isinstance(end, NotBegun | Unsure):
            self._trouble(PrinterTrouble(end.why.value, end.why))
        if not isinstance(end, NotBegun) or end.why is Reason.ILLEGAL:
            self.bring_out()
