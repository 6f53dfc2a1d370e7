"""X and Z on paper: each is a print job, named by its letter and the shift."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from app.domain import shift_paper
from app.domain.errors import UnknownShift
from app.domain.facts import Fact
from app.domain.money import ZERO, Money
from app.domain.paper import NBSP, Block, figure
from app.domain.paper_kind import PaperKind
from app.domain.receipt import ReceiptWords
from app.domain.shift import Shift, ShiftReport
from app.domain.shift_paper import Closing, Names, ShiftPaper
from app.domain.staff import Permission
from app.domain.tender import TenderKind
from app.domain.z import Passed, Rest
from app.services import shift_reports
from app.services.copies import once_more
from app.services.slips import head
from app.services.till import Act, Till
from app.storage import journal, prints, pruned, shifts, store

X, Z = "X", "Z"
"""How the names of their print jobs begin: `Z12` of the twelfth shift."""


def queue_z(act: Act, shift: int) -> None:
    """The original, in the transaction that closes."""
    prints.queue(act.tx, PaperKind.SHIFT, f"{Z}{shift}", copy=False, at=act.at)


class ShiftPapers:
    """`words`: in the language of the shop's papers; `tenders`: the kinds' names in it."""

    def __init__(self, till: Till, words: ReceiptWords, tenders: dict[TenderKind, str]) -> None:
        self._till, self._words, self._tenders = till, words, tenders

    def x(self) -> str:
        """Queue an X; what the job is called. It tells what should be in the drawer: for who may
        know that. Raises NoOpenShift, NotAllowed."""
        shift = self._till.open_shift()
        self._till.session.need(Permission.EXPECTED_CASH)
        name = f"{X}{shift.id}"
        with self._till.act() as act:
            prints.queue(act.tx, PaperKind.SHIFT, name, copy=True, at=act.at)
        return name

    def closed(self, most: int = 30) -> list[Shift]:
        """The newest shifts that have a Z which did not leave the journal, newest first."""
        with self._till.db.read() as connection:
            return shifts.closed_ones(connection, most, pruned.through(connection))

    def past(self, shift: int) -> list[Block]:
        """The Z of a closed shift as it came out, to be looked at. Raises NotAllowed, UnknownShift,
        DocumentArchived."""
        self._till.session.need_to_read()
        return self._laid_out(self._z(*shift_reports.closed(self._till, shift), copy=False))

    def z(self, shift: int | None = None) -> str:
        """Queue one more Z of a closed shift, of the last when none is named: a duplicate, which is
        counted, unless the first is still to come out. What the job is called. Raises UnknownShift,
        DocumentArchived, NotAllowed."""
        self._till.session.need(Permission.SELL)
        name = f"{Z}{shift_reports.closed(self._till, shift)[0].id}"
        with self._till.act() as act:
            once_more(act, PaperKind.SHIFT, name)
        return name

    def blocks(self, name: str, *, copy: bool = False) -> list[Block]:
        """What a job of that name brings out: an X has the figures of the moment when it comes
        out; of a shift that is closed by then it is a copy of its Z. Raises UnknownShift."""
        number = int(name[1:])
        with self._till.db.read() as connection:
            row = shifts.closed_one(connection, number)
            now = shifts.open_one(connection)
        if row is not None:
            return self._laid_out(self._z(*row, copy=copy))
        if now is None or now.id != number:
            raise UnknownShift(shift=number)
        return self._laid_out(self._x(now))

    def _x(self, shift: Shift) -> ShiftPaper:
        report, session = shift_reports.so_far(self._till, shift), self._till.session
        by = session.person.name if session.person else ""
        return ShiftPaper(report, *self._whose, self._till.now(), by, None)

    def _z(self, shift: Shift, place: tuple[int, int], *, copy: bool) -> ShiftPaper:
        report = shift_reports.of_closed(self._till, shift, place)
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            fact = journal.one(connection, *place)
            who = store.person(mirror, fact.who)
            waits = shifts.unaccepted_one(connection, shift.id)
        knows = who is not None and who[0].may(Permission.EXPECTED_CASH)
        closing = Closing(
            Passed(**fact.body["passed"]),
            _rest(report, fact),
            not waits,
            report.count is not None or knows,
        )
        at = datetime.fromisoformat(fact.at).astimezone(self._till.shop.zone)
        by = self._person(fact.who)
        return ShiftPaper(report, *self._whose, at, by, closing, copy)

    @property
    def _whose(self) -> tuple[str, str]:
        """The seller's NIF, and the till with its generation."""
        config = self._till.config
        return self._till.shop.nif, f"{config.shop}-{config.till}{config.generation}"

    def _laid_out(self, of: ShiftPaper) -> list[Block]:
        words, english = self._words, self._till.shop.language == "en"

        def plain(amount: Money) -> str:
            return figure(amount, words.decimal_mark)

        def money(amount: Money) -> str:
            return f"{plain(amount)}{NBSP}{words.currency}"

        def percent(rate: Decimal) -> str:
            return f"{figure(rate, words.decimal_mark)}{NBSP}%"

        tenders = {**self._tenders, **self._till.tenders.names(english=english)}
        names = Names(self._person, tenders, plain, money, percent)
        return shift_paper.paper(of, head(self._till, words), words.shifts, names)

    def _person(self, code: str) -> str:
        with self._till.store.read() as mirror:
            return store.name_of(mirror, code)


def _rest(report: ShiftReport, z: Fact) -> Rest:
    """Where the cash went, as the Z says it."""
    there = report.expected if report.count is None else report.count.cash
    stays = Money(z.body.get("stays", 0))
    return Rest(stays, max(there - stays, ZERO), z.body.get("bag", ""))
