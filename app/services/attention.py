"""What a person must settle, gathered from where each thing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.domain.attempt import Attempt
from app.domain.errors import DamagedSingle, SaleStopped
from app.domain.line import Alarm
from app.domain.placing import Placed
from app.domain.sale import Sale
from app.domain.shift import ShiftReport
from app.domain.skew import SKEW, WrongClock
from app.domain.tender import TenderKind
from app.services.backups import Backups, BackupState
from app.services.checkout import Checkout
from app.services.drawer import Drawer
from app.services.kept import Kept
from app.services.line import Line
from app.services.order_matters import OrderMatter, OrderMatters, UnansweredParcel
from app.services.placing import Placing
from app.services.printing import Printing
from app.services.refunds import Refunds
from app.services.register import Register
from app.services.terminal_totals import TerminalTotals
from app.services.ticket import Tickets
from app.services.till import Till
from app.services.timekeeper import Timekeeper
from app.storage import documents
from app.storage.prints import PrintJob, PrintState
from app.storage.terminal_totals import Compared


@dataclass(frozen=True, slots=True)
class UnknownCard:
    """A card payment whose end nobody knows: look it up."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class HalfReturned:
    """A return that is not paid back to the end: finish it."""

    sale: Sale


@dataclass(frozen=True, slots=True)
class InterruptedPrint:
    """A ticket that may or may not have come out: say which."""

    job: PrintJob


@dataclass(frozen=True, slots=True)
class WaitingPrint:
    """A ticket that the printer has not taken: try again."""

    job: PrintJob


@dataclass(frozen=True, slots=True)
class WaitingLabels:
    """Labels with prices that the printer has not taken: try again, or give them up."""

    jobs: tuple[PrintJob, ...]


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code scanned that is not in the catalogue: sell it as varios, or let it go."""

    code: str


@dataclass(frozen=True, slots=True)
class StoppedParked:
    """A parked ticket with something that must not be sold: take it up, and the line out."""

    sale: Sale
    place: int
    """What `recall` takes it up by."""
    why: SaleStopped


@dataclass(frozen=True, slots=True)
class Difference:
    """A closed shift whose count differs: a manager accepts it."""

    report: ShiftReport


@dataclass(frozen=True, slots=True)
class TerminalDiffers:
    """The card terminal booked another sum in a closed shift than the till: a manager looks."""

    compared: Compared


@dataclass(frozen=True, slots=True)
class LineTrouble:
    """Central and the till cannot settle it between them: see to it, or let it through."""

    alarm: Alarm


@dataclass(frozen=True, slots=True)
class ClockBehind:
    """The newest fact is later than the machine's clock: put it right. Until then every fact
    has that fact's time."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class ClockStops:
    """The clock is wrong by more than a day: put it right, or a manager allows that money is taken
    all the same."""

    wrong: WrongClock
    allowed: bool


@dataclass(frozen=True, slots=True)
class BackupTrouble:
    """The daily backup failed, or the newest one is old: make it."""

    state: BackupState


@dataclass(frozen=True, slots=True)
class BackupsNowhere:
    """Nobody knows where the daily backups go: say it again."""

    why: DamagedSingle


@dataclass(frozen=True, slots=True)
class OrderNotHad:
    """An order that was placed and paid here came to nothing, or a part of it: that money is to be
    given back. `tenders`: how it was paid."""

    placed: Placed
    tenders: tuple[TenderKind, ...] = ()


Matter = (
    UnknownCard
    | UnansweredParcel
    | OrderMatter
    | OrderNotHad
    | HalfReturned
    | InterruptedPrint
    | WaitingPrint
    | WaitingLabels
    | UnknownCode
    | StoppedParked
    | Difference
    | TerminalDiffers
    | LineTrouble
    | ClockBehind
    | ClockStops
    | BackupTrouble
    | BackupsNowhere
)


class Attention:
    def __init__(
        self,
        register: Register,
        tickets: Tickets,
        checkout: Checkout,
        refunds: Refunds,
        printing: Printing,
        drawer: Drawer,
        line: Line,
        backups: Backups,
        till: Till,
        timekeeper: Timekeeper,
        of_orders: OrderMatters,
        placing: Placing,
        terminal_totals: TerminalTotals,
    ) -> None:
        self._placing = placing
        self._of_orders = of_orders
        self._register = register
        self._tickets = tickets
        self._checkout = checkout
        self._refunds = refunds
        self._printing = printing
        self._line = line
        self._backups = backups
        self._till = till
        self._timekeeper = timekeeper
        self._money, self._paper = Kept(till, self._of_money), Kept(till, self._of_paper)
        self._counts = Kept(till, drawer.unaccepted)
        self._totals = Kept(till, terminal_totals.differing)

    def _paid_by(self, one: Placed) -> tuple[TenderKind, ...]:
        with self._till.db.read() as connection:
            document = documents.one(connection, one.document)
        tenders = document.tenders if document else ()
        return tuple(dict.fromkeys(tender.kind for tender in tenders))

    def matters(self) -> list[Matter]:
        """Money first, then paper, orders, codes, parked tickets, counts, the line to central, the
        clock, backups."""
        found: list[Matter] = [*self._money()]
        found += [OrderNotHad(one, self._paid_by(one)) for one in self._placing.owed()]
        found += self._paper()
        found += self._of_orders.all()
        if self._register.sale:
            found += [UnknownCode(code) for code in self._register.sale.unknown]
        found += [StoppedParked(*one) for one in self._tickets.stopped()]
        found += [Difference(report) for report in self._counts()]
        found += [TerminalDiffers(compared) for compared in self._totals()]
        clock = self._clock()
        stops = any(isinstance(matter, ClockStops) for matter in clock)
        alarms = self._line.status.alarms
        found += [LineTrouble(one) for one in alarms if not (stops and one.kind == "clock")]
        found += clock
        backups = self._backups.state()
        if backups and backups.wrong(self._till.now()) and not self._backups.running:
            found.append(BackupTrouble(backups))
        if self._backups.damaged:
            found.append(BackupsNowhere(self._backups.damaged))
        return found

    def _of_money(self) -> list[Matter]:
        pending = self._checkout.pending()
        found: list[Matter] = [UnknownCard(attempt) for attempt in pending]
        sale = self._refunds.pending()
        if sale and all(attempt.basket != sale.id for attempt in pending):
            found.append(HalfReturned(sale))
        return found

    def _of_paper(self) -> list[Matter]:
        found: list[Matter] = []
        labels: list[PrintJob] = []
        for job in self._printing.unfinished():
            if job.state is PrintState.SENDING:
                found.append(InterruptedPrint(job))
            elif job.kind.of_price:
                labels.append(job)
            else:
                found.append(WaitingPrint(job))
        return [*found, WaitingLabels(tuple(labels))] if labels else found

    def _clock(self) -> list[Matter]:
        if (wrong := self._timekeeper.wrong()) is not None:
            return [ClockStops(wrong, self._timekeeper.allowed)]
        behind = self._till.behind()
        return [ClockBehind(behind)] if behind > SKEW else []
