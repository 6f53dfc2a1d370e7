"""Does the journal add up? The chain, the money, the shifts, the fiscal records."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.errors import JournalBroken
from app.domain.facts import Body, Fact, FactType, fact_hash
from app.domain.money import ZERO, Money, total
from app.domain.shift import Count, Shift, ShiftReport, shift_report
from app.domain.tender import TENDERS
from app.fiscal.regime import FiscalRegime, StoredRecord
from app.storage import attempts, baskets, documents, fiscal, journal, shifts
from app.storage.database import Database
from app.storage.journal import as_body

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a body raises that is not one of ours."""


@dataclass(frozen=True, slots=True)
class Violation:
    """Something that must never be: where it was found, and what."""

    where: str
    what: str


@dataclass(slots=True)
class Verdict:
    """What a whole reading of the journal found."""

    facts: int = 0
    documents: int = 0
    shifts: int = 0
    fiscal_records: int = 0
    heads: dict[int, str] = field(default_factory=dict)
    """The last hash of each installation's chain."""
    violations: list[Violation] = field(default_factory=list)

    def wrong(self, where: str, what: str) -> None:
        self.violations.append(Violation(where, what))


class _Reading:
    """One walk along the facts, remembering what later ones must agree with."""

    def __init__(self) -> None:
        self.verdict = Verdict()
        self._last: dict[int, tuple[int, str]] = {}
        self.documents: dict[str, Document] = {}
        self._back: dict[tuple[str, int], tuple[Decimal, Money]] = {}
        self._numbers: dict[str, int] = {}
        self._open_shift: Fact | None = None
        self._shift_facts: list[Fact] = []
        self._count: Count | None = None
        self._approved: dict[str, Body] = {}
        self._asked: dict[str, Body] = {}
        self.in_documents: set[str] = set()

    def fact(self, fact: Fact) -> None:
        self.verdict.facts += 1
        self._chain(fact)
        try:
            self._content(fact)
        except UNREADABLE as error:
            where = f"fact {fact.installation}/{fact.seq}"
            self.verdict.wrong(where, f"cannot be read: {type(error).__name__} {error}")

    def _content(self, fact: Fact) -> None:
        kind = FactType(fact.type)
        if self._open_shift:
            self._shift_facts.append(fact)
        match kind:
            case FactType.DOCUMENT_ISSUED:
                self._document(fact)
            case FactType.SHIFT_OPENED:
                self._shift_opened(fact)
            case FactType.SHIFT_CLOSED:
                self._shift_closed(fact)
            case FactType.CASH_COUNTED:
                self._count = shifts.count_from(fact.body["count"])
            case FactType.CARD_ASKED:
                self._asked[f"{fact.installation}-{fact.seq}"] = fact.body
            case FactType.CARD_ANSWERED:
                self._answered(fact)
            case _:
                pass

    def _chain(self, fact: Fact) -> None:
        where = f"fact {fact.installation}/{fact.seq}"
        seq, hash_ = self._last.get(fact.installation, (0, ""))
        if fact.seq != seq + 1:
            self.verdict.wrong(where, f"the one before it is {seq}")
        if fact.previous != hash_:
            self.verdict.wrong(where, "does not name the fact before it")
        if fact_hash(as_body(fact)) != fact.hash:
            self.verdict.wrong(where, "its hash is not that of its content")
        if fact.seq == 1 and fact.type != FactType.INSTALLATION_OPENED:
            self.verdict.wrong(where, f"a chain does not begin with {fact.type}")
        self._last[fact.installation] = (fact.seq, fact.hash)
        self.verdict.heads[fact.installation] = fact.hash

    def _document(self, fact: Fact) -> None:
        document = document_from(fact.body)
        where = f"document {document.number}"
        self.verdict.documents += 1
        if document.number in self.documents:
            self.verdict.wrong(where, "was issued twice")
        self.documents[document.number] = document
        prefix, _, number = document.number.rpartition("-")
        if int(number) != self._numbers.get(prefix, 0) + 1:
            self.verdict.wrong(where, f"follows {self._numbers.get(prefix, 0)}")
        self._numbers[prefix] = int(number)
        for what, amount in _sums(document):
            if amount != document.total:
                self.verdict.wrong(where, f"{what} {amount}, total {document.total}")
        if self._open_shift is None or self._open_shift.body["shift"] != document.shift:
            self.verdict.wrong(where, f"issued outside its shift {document.shift}")
        self._came_back(document, where)
        self._cards(document, where)

    def _came_back(self, document: Document, where: str) -> None:
        if document.corrects is None:
            return
        original = self.documents.get(document.corrects.number)
        if original is None:
            self.verdict.wrong(where, f"corrects {document.corrects.number}, not issued before")
            return
        for line in document.lines:
            sold = next((one for one in original.lines if one.number == line.of), None)
            if sold is None:
                self.verdict.wrong(where, f"line {line.number} corrects no line")
                continue
            key = (original.number, sold.number)
            quantity, amount = self._back.get(key, (Decimal(0), ZERO))
            self._back[key] = (quantity - line.quantity, amount - line.total)
            if self._back[key][0] > sold.quantity or self._back[key][1] > sold.total:
                self.verdict.wrong(where, f"line {sold.number}: more came back than was sold")

    def _cards(self, document: Document, where: str) -> None:
        for tender in document.tenders:
            if not TENDERS[tender.kind].asks_terminal or document.kind.corrective:
                continue
            answer = self._approved.get(tender.reference)
            if answer is None or answer["amount"] != tender.amount.cents:
                self.verdict.wrong(where, f"card payment {tender.reference} was not approved so")
            if tender.reference in self.in_documents:
                self.verdict.wrong(where, f"card payment {tender.reference} pays twice")
            self.in_documents.add(tender.reference)

    def _answered(self, fact: Fact) -> None:
        reference, state = fact.body["reference"], fact.body["state"]
        asked = self._asked.get(reference.rpartition("/")[2])
        if asked is None:
            self.verdict.wrong(f"fact {fact.installation}/{fact.seq}", "answers what nobody asked")
        elif state == "approved":
            if reference in self._approved:
                self.verdict.wrong(f"card {reference}", "was approved twice")
            self._approved[reference] = asked

    def approved_sales(self) -> Iterable[tuple[str, Body]]:
        """Payments taken on the terminal and not reversed."""
        reversed_ = {
            body["original"] for body in self._approved.values() if body["kind"] == "reversal"
        }
        for reference, body in self._approved.items():
            if body["kind"] == "sale" and reference not in reversed_:
                yield reference, body

    def _shift_opened(self, fact: Fact) -> None:
        self.verdict.shifts += 1
        if self._open_shift is not None:
            self.verdict.wrong(f"shift {fact.body['shift']}", "was opened while another was open")
        self._open_shift, self._shift_facts, self._count = fact, [fact], None

    def _shift_closed(self, fact: Fact) -> None:
        where = f"shift {fact.body['shift']}"
        opened = self._open_shift
        if opened is None or opened.body["shift"] != fact.body["shift"]:
            self.verdict.wrong(where, "was closed and not open")
            return
        report = shift_report(_shift(opened, self._count), self._shift_facts)
        for name, value in _said(report).items():
            if fact.body[name] != value:
                self.verdict.wrong(where, f"Z says {name} {fact.body[name]}, facts say {value}")
        self._open_shift, self._shift_facts = None, []


def _shift(opened: Fact, count: Count | None) -> Shift:
    at = journal.local_time(opened)
    return Shift(
        opened.body["shift"],
        at.date(),
        at,
        opened.who,
        Money(opened.body["float"]),
        (opened.installation, opened.seq),
        count,
    )


def _said(report: ShiftReport) -> Body:
    """The figures of a Z that must follow from the shift's facts."""
    return {
        "sales": report.sales,
        "sales_total": report.sales_total.cents,
        "returns": report.returns,
        "returns_total": report.returns_total.cents,
        "tenders": {kind.value: amount.cents for kind, amount in report.tenders.items()},
        "expected": report.expected.cents,
        "difference": None if report.difference is None else report.difference.cents,
    }


def _sums(document: Document) -> list[tuple[str, Money]]:
    paid = total(tender.amount for tender in document.tenders)
    return [
        ("lines", total(line.total for line in document.lines)),
        ("tenders less change", paid - document.change),
        ("taxes", total(row.gross for row in document.taxes)),
    ]


def verify(db: Database, regime: FiscalRegime) -> Verdict:
    """Read everything. An open basket, shift or card attempt is a state, not a violation."""
    reading = _Reading()
    try:
        _read_through(reading, db, regime)
    except (JournalBroken, *UNREADABLE) as error:
        # What cannot be read to its end cannot add up.
        reading.verdict.wrong(db.path.name, f"cannot be read: {type(error).__name__} {error}")
    return reading.verdict


def _read_through(reading: _Reading, db: Database, regime: FiscalRegime) -> None:
    with db.read() as connection:
        check = connection.exec_driver_sql("PRAGMA quick_check").scalar()
        if check != "ok":
            reading.verdict.wrong("journal.db", str(check))
        # One snapshot for all of it: the till may be selling.
        connection.exec_driver_sql("BEGIN")
        try:
            for fact in journal.since(connection):
                reading.fact(fact)
            _projections(reading, db)
            _fiscal(reading, db, regime)
        finally:
            connection.exec_driver_sql("COMMIT")


def _projections(reading: _Reading, db: Database) -> None:
    """What is kept beside the facts must say the same as they do."""
    verdict = reading.verdict
    with db.read() as connection:
        indexed = documents.count(connection)
        waiting = {
            tender.reference
            for sale in baskets.everything(connection)
            for tender in sale.tenders
            if TENDERS[tender.kind].asks_terminal
        }
        pending = {attempt.reference for attempt in attempts.open_ones(connection)}
        for number, document in reading.documents.items():
            if not _leads_to(db, document):
                verdict.wrong(f"document {number}", "the index does not lead to its fact")
    if indexed != len(reading.documents):
        verdict.wrong("documents", f"{indexed} indexed, {len(reading.documents)} issued")
    for reference, _ in reading.approved_sales():
        if reference not in reading.in_documents | waiting | pending:
            verdict.wrong(f"card {reference}", "was charged and pays for nothing")


def _leads_to(db: Database, document: Document) -> bool:
    try:
        with db.read() as connection:
            return documents.one(connection, document.number) == document
    except UNREADABLE:
        return False


def _fiscal(reading: _Reading, db: Database, regime: FiscalRegime) -> None:
    chains: dict[int, list[StoredRecord]] = defaultdict(list)
    seen: set[str] = set()
    verdict = reading.verdict
    with db.read() as connection:
        for record in fiscal.between(connection):
            verdict.fiscal_records += 1
            document = reading.documents.get(record.number)
            mark = document.fiscal if document else None
            if mark is None:
                verdict.wrong(f"fiscal record {record.number}", "has no document")
                continue
            seen.add(record.number)
            digest = hashlib.sha256(record.xml).hexdigest()
            if (mark.digest, mark.hash) != (digest, record.hash):
                verdict.wrong(f"fiscal record {record.number}", "is not what was issued")
            chain = chains[record.installation]
            chain.append(StoredRecord(record.seq, record.xml, str(record.installation), digest))
    for records in chains.values():
        for anomaly in regime.verify(records):
            verdict.wrong(f"fiscal record {anomaly.number}", f"{anomaly.kind}: {anomaly.found}")
    for number, document in reading.documents.items():
        if document.fiscal and number not in seen:
            verdict.wrong(f"document {number}", "has no fiscal record")
