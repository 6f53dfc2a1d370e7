"""A till's counter: a clerk who sells from the mirrored catalogue into a real journal.

Prices come from the mirror as a scan finds them, documents from the domain's own functions, and
number, fact and index are one transaction of the journal, as `services.issuing` writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from app.domain.bodies import document_body
from app.domain.document import Corrected, Document, DocumentKind
from app.domain.errors import DiskFull
from app.domain.facts import Body, Fact, FactType
from app.domain.money import Money, total
from app.domain.pricing import PriceRules, priced
from app.domain.sale import Line, Listed, Sale
from app.domain.sale_lines import with_line
from app.domain.shift import Shift, shift_report
from app.domain.tax import TaxedLine
from app.domain.tender import Tender, TenderKind
from app.services.clock import new_uuid, seeded
from app.services.opening import tax_table
from app.storage import documents, journal, shifts
from app.storage.catalog import Catalog
from app.storage.database import Database, Write

from .faults import Fault, Swarm
from .office import GOODS
from .server import Crash
from .timeline import Timeline

ZONE = ZoneInfo("Europe/Madrid")
CLERK = "1001"
KEY = b"s" * 32
"""Of every encrypted file of a till."""
_TAXES = tax_table()
_TODAY = {kind.value for kind in FactType}


class Later(StrEnum):
    """What a newer program states, and today's central does not know."""

    GIFT_WRAPPED = "gift_wrapped"


class Place(NamedTuple):
    """Where a till is: its installation, and what its documents are numbered with."""

    shop: str
    till: str
    installation: int
    generation: str
    life: int
    """Which copy of the disk: a clone's is another."""


Committed = Callable[[Fact], None]


class Counter:
    """The journal of one disk, open; `committed` hears of every fact that is on it."""

    def __init__(
        self, time: Timeline, swarm: Swarm, folder: Path, place: Place, committed: Committed
    ) -> None:
        self._time, self._swarm, self.folder, self.place = time, swarm, folder, place
        self._committed = committed
        self.ahead = timedelta()
        """How far the machine's clock is off."""
        self.open()

    def open(self) -> None:
        self.db = Database(self.folder / "journal.db", key=KEY)
        self.db.driver().execute("PRAGMA synchronous=OFF")
        self.catalog = Catalog(self.folder)
        with self.db.read() as connection:
            self._latest = journal.latest_time(connection)

    def close(self) -> None:
        self.catalog.close()
        self.db.close()

    def now(self) -> datetime:
        """As `Till.now`: never behind the newest fact."""
        now = self.clock()
        if self._latest and self._latest > now:
            return self._latest.astimezone(ZONE)
        return now.astimezone(ZONE)

    def clock(self) -> datetime:
        return self._time.moment() + self.ahead

    # what the clerk does
    def work(self) -> None:
        """The next thing; a full disk is told to the clerk, who does not sell."""
        try:
            self._do()
        except DiskFull:
            self._time.note("disk full", *self.place)

    def _do(self) -> None:
        dice = self._time.dice
        with self.db.read() as connection:
            shift = shifts.open_one(connection)
        if shift is None:
            self._open_shift()
        elif dice.random() < 0.01:
            self._close_shift(shift)
        elif dice.random() < 0.04:
            with self._act() as act:
                amount, kind = dice.randint(1, 50) * 100, dice.choice(["in", "out", "drop"])
                act.state(FactType.CASH_MOVED, {"kind": kind, "amount": amount, "why": "cambio"})
        elif dice.random() < 0.05:
            self._take_back(shift)
        else:
            self._sell(shift)

    def open_installation(self) -> None:
        """The first fact of every chain."""
        with self._act() as act:
            body = {"shop": self.place.shop, "till": self.place.till}
            act.state(FactType.INSTALLATION_OPENED, body, who="")

    def _open_shift(self) -> None:
        amount = Money(self._time.dice.randint(50, 200) * 100)
        with self._act() as act:
            number = shifts.next_id(act.tx)
            body = {"shift": number, "float": amount.cents, "held": 0, "held_by_hand": 0}
            fact = act.state(FactType.SHIFT_OPENED, body)
            first = (fact.installation, fact.seq)
            shifts.add(act.tx, Shift(number, act.at.date(), act.at, CLERK, amount, first))

    def _close_shift(self, shift: Shift) -> None:
        with self._act() as act:
            known = (fact for fact in journal.since(act.tx, shift.first) if fact.type in _TODAY)
            report = shift_report(shift, known)
            body = {"shift": shift.id, "expected": report.expected.cents, "held": 0}
            fact = act.state(FactType.SHIFT_CLOSED, body)
            shifts.close(act.tx, shift, fact, shifts.NO_DIFFERENCE)

    def _sell(self, shift: Shift) -> None:
        dice = self._time.dice
        self.catalog.refresh()
        sale = Sale(f"sale-{self._time.events}")
        for _ in range(dice.randint(1, 4)):
            product = self.catalog.by_sku(dice.choice(GOODS))
            if product is not None:
                line = Line(
                    number=0,
                    sku=product.sku,
                    name=product.name,
                    unit=product.unit,
                    tax=product.tax,
                    listed=Listed(product.price, "store", self.catalog.version),
                    quantity=Decimal(dice.randint(1, 3)),
                )
                sale = with_line(sale, line)
        if sale.empty:
            return  # nothing has come from central yet
        sale = priced(sale, PriceRules(_TAXES, "IVA", self.now().date()))
        if dice.random() < 0.5:
            tender = Tender(TenderKind.CARD, sale.total, f"ref-{self._time.events}")
        else:
            tender = Tender(TenderKind.CASH, sale.total + Money(dice.randint(0, 500)))
        kind = DocumentKind.F2
        self._issue(shift, kind, sale.id, sale.lines, sale.taxes(), tender, sale.total)

    def _take_back(self, shift: Shift) -> None:
        """All of a ticket, once, in cash."""
        with self.db.read() as connection:
            tickets = [one for one in documents.index(connection) if not one.corrects]
            if not tickets:
                return
            number = self._time.dice.choice(tickets).number
            if documents.came_back(connection, number):
                return
            sold = documents.one(connection, number)
        assert sold is not None
        lines = tuple(
            replace(
                line,
                quantity=-line.quantity,
                gross=-line.gross,
                reduced=-line.reduced,
                share=-line.share,
                of=line.number,
            )
            for line in sold.lines
        )
        taxes = tuple(replace(row, base=-row.base, tax=-row.tax) for row in sold.taxes)
        tender = Tender(TenderKind.CASH, -sold.total)
        corrects = Corrected(number, sold.issued_at.date(), sold.kind)
        kind, sale = DocumentKind.R5, f"return-{self._time.events}"
        self._issue(shift, kind, sale, lines, taxes, tender, -sold.total, corrects)

    def _issue(
        self,
        shift: Shift,
        kind: DocumentKind,
        sale: str,
        lines: tuple[Line, ...],
        taxes: tuple[TaxedLine, ...],
        tender: Tender,
        amount: Money,
        corrects: Corrected | None = None,
    ) -> None:
        place = self.place
        with self._act() as act:
            letter = kind.series_letter
            prefix = f"T{place.shop}C{place.till}{place.generation}{letter}{act.at:%y}"
            document = Document(
                number=documents.next_number(act.tx, prefix),
                kind=kind,
                issued_at=act.at.replace(microsecond=0),
                shift=shift.id,
                who=CLERK,
                sale=sale,
                lines=lines,
                taxes=taxes,
                total=amount,
                tenders=(tender,),
                change=total([tender.amount]) - amount,
                corrects=corrects,
            )
            fact = act.state(FactType.DOCUMENT_ISSUED, document_body(document))
            documents.add(act.tx, document, fact)
            if self._swarm.strikes(Fault.NEWER, 0.05):
                act.state(cast(FactType, Later.GIFT_WRAPPED), {"paper": "blue"})

    @contextmanager
    def _act(self) -> Iterator[_Act]:
        """One transaction; the till may die before its commit, or right after."""
        with self.db.write() as tx:
            act = _Act(self, tx, self.now())
            yield act
            if self._swarm.strikes(Fault.TILL_CRASH, 0.001):
                raise Crash
        self._latest = act.at.astimezone(UTC)
        for fact in act.stated:
            self._committed(fact)
        if self._swarm.strikes(Fault.TILL_CRASH, 0.001):
            raise Crash

    def name(self, seq: int) -> str:
        """A fact's uuid: as random as a clone's are from the original's."""
        dice = seeded(str(self._time.seed), *self.place, seq, self._time.events)
        return new_uuid(self.now(), dice)


class _Act:
    def __init__(self, counter: Counter, tx: Write, at: datetime) -> None:
        self._counter, self.tx, self.at = counter, tx, at
        self.stated: list[Fact] = []

    def state(self, kind: FactType, body: Body, who: str = CLERK) -> Fact:
        stamp = journal.Stamp(self._counter.place.installation, self.at, who)
        fact = journal.append(self.tx, stamp, self._counter.name, kind, body)
        self.stated.append(fact)
        return fact
