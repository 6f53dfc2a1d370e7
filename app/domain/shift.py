"""A shift of the drawer, and what X and Z say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.errors import BadCount
from app.domain.facts import Body, Fact, FactType
from app.domain.money import ZERO, Money, parse_money, total
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.tender import TenderKind


class MoveKind(StrEnum):
    """Why cash moved without a sale."""

    IN = "in"
    OUT = "out"
    DROP = "drop"
    """From the drawer to the safe."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A drawer from its float to its count; it belongs to the local day it was opened."""

    id: int
    day: date
    opened_at: datetime
    opened_by: str
    float: Money
    first: tuple[int, int]
    """(installation, seq) of the fact that opened it."""
    held: Money = ZERO
    """The part of the float that was taken on a ticket still in progress: its document will
    count it, so this shift does not."""
    counted: Count | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What a person counted, blind: (denomination, pieces) and the bank's own terminal."""

    pieces: tuple[tuple[Money, int], ...]
    by_hand: Money | None = None
    """That terminal's total; negative when it gave back more than it took."""

    @property
    def cash(self) -> Money:
        return Money(sum(worth.cents * number for worth, number in self.pieces))


DENOMINATIONS = tuple(
    Money(cents)
    for cents in (
        *(50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500),
        *(200, 100, 50, 20, 10, 5, 2, 1),
    )
)
"""Euro notes and coins."""


def parse_count(words: Iterable[str]) -> Count:
    """Read `50.00x2 0.20x7 card-by-hand=12.30`. Raises BadCount, BadAmount."""
    pieces: dict[Money, int] = {}
    by_hand = None
    for word in words:
        if word.startswith("card-by-hand="):
            by_hand = parse_money(word.partition("=")[2])
            continue
        worth, _, number = word.partition("x")
        money = parse_money(worth)
        if money not in DENOMINATIONS or not re.fullmatch(r"[0-9]{1,6}", number):
            raise BadCount(text=word)
        pieces[money] = pieces.get(money, 0) + int(number)
    return Count(tuple(sorted(pieces.items(), reverse=True)), by_hand)


@dataclass(frozen=True, slots=True)
class SeriesRange:
    """First and last number that a series reached in the shift."""

    first: str
    last: str
    count: int


@dataclass(frozen=True, slots=True)
class PersonFigures:
    code: str
    documents: int
    total: Money


@dataclass(slots=True)
class ShiftReport:
    """The figures of X and Z (retail-rules 7); `expected` is for managers until counted."""

    shift: Shift
    series: list[SeriesRange] = field(default_factory=list)
    taxes: list[TaxedLine] = field(default_factory=list)
    corrective_taxes: list[TaxedLine] = field(default_factory=list)
    sales: int = 0
    sales_total: Money = ZERO
    returns: int = 0
    returns_total: Money = ZERO
    tenders: dict[TenderKind, Money] = field(default_factory=dict)
    cash_in: Money = ZERO
    cash_out: Money = ZERO
    drops: Money = ZERO
    discounts: Money = ZERO
    overrides: int = 0
    removed_lines: int = 0
    abandoned: int = 0
    reprints: int = 0
    openings: int = 0
    """Of the drawer, without a sale or a movement."""
    people: list[PersonFigures] = field(default_factory=list)
    held: Money = ZERO
    """Cash taken on a ticket in progress, which no document counts yet."""
    held_by_hand: Money = ZERO
    """The same of cards by hand."""
    held_by_hand_before: Money = ZERO
    """What the shift before held of them: the bank's own terminal counted it then."""
    count: Count | None = None

    @property
    def expected(self) -> Money:
        """The cash that should be in the drawer."""
        cash = self.tenders.get(TenderKind.CASH, ZERO) + self.held - self.shift.held
        return self.shift.float + cash + self.cash_in - self.cash_out - self.drops

    @property
    def expected_by_hand(self) -> Money:
        """What the bank's own terminal should say it took, less what it gave back."""
        by_hand = self.tenders.get(TenderKind.CARD_BY_HAND, ZERO)
        return by_hand + self.held_by_hand - self.held_by_hand_before

    @property
    def asks_by_hand(self) -> bool:
        """Whether the bank's own terminal has anything to say of this shift."""
        took = self.tenders.get(TenderKind.CARD_BY_HAND, ZERO)
        return bool(took or self.held_by_hand or self.held_by_hand_before)

    @property
    def difference(self) -> Money | None:
        """Counted less expected; None before the count."""
        return None if self.count is None else self.count.cash - self.expected

    @property
    def by_hand_difference(self) -> Money | None:
        """The bank terminal's total less ours; None when nobody entered it."""
        if self.count is None or self.count.by_hand is None:
            return None
        return self.count.by_hand - self.expected_by_hand

    @property
    def differs(self) -> bool:
        return bool(self.difference) or bool(self.by_hand_difference)


def shift_report(
    shift: Shift, facts: Iterable[Fact], held: Money = ZERO, held_by_hand: Money = ZERO
) -> ShiftReport:
    """Add up the shift from its facts; `held`, in cash and by hand, of tickets in progress at
    its end."""
    report = ShiftReport(shift, held=held, held_by_hand=held_by_hand, count=shift.counted)
    documents: list[Document] = []
    for fact in facts:
        _add(report, documents, FactType(fact.type), fact.body)
    _add_documents(report, documents)
    return report


def _add(report: ShiftReport, documents: list[Document], kind: FactType, body: Body) -> None:
    match kind:
        case FactType.DOCUMENT_ISSUED:
            documents.append(document_from(body))
        case FactType.SHIFT_OPENED:
            report.held_by_hand_before = held_by_hand_of(body)
        case FactType.CASH_MOVED:
            _add_move(report, MoveKind(body["kind"]), Money(body["amount"]))
        case FactType.PRICE_CHANGED:
            report.overrides += 1
        case FactType.LINE_REMOVED:
            report.removed_lines += 1
        case FactType.TICKET_ABANDONED:
            report.abandoned += 1
        case FactType.REPRINTED:
            report.reprints += 1
        case FactType.DRAWER_OPENED:
            report.openings += 1
        case _:
            pass


def _add_move(report: ShiftReport, kind: MoveKind, amount: Money) -> None:
    match kind:
        case MoveKind.IN:
            report.cash_in += amount
        case MoveKind.OUT:
            report.cash_out += amount
        case MoveKind.DROP:
            report.drops += amount


def held_by_hand_of(body: Body) -> Money:
    """What a shift's first or last fact says was held of cards by hand; the oldest say nothing."""
    return Money(body.get("held_by_hand", 0))


def _add_documents(report: ShiftReport, documents: list[Document]) -> None:
    sales = [document for document in documents if not document.kind.corrective]
    correctives = [document for document in documents if document.kind.corrective]
    report.sales, report.sales_total = len(sales), total(d.total for d in sales)
    report.returns, report.returns_total = len(correctives), total(d.total for d in correctives)
    report.taxes, report.corrective_taxes = _taxes(sales), _taxes(correctives)
    report.discounts = total(line.gross - line.total for d in sales for line in d.lines)
    series: dict[str, list[str]] = {}
    people: dict[str, PersonFigures] = {}
    for document in documents:
        series.setdefault(document.number.rpartition("-")[0], []).append(document.number)
        so_far = people.get(document.who, PersonFigures(document.who, 0, ZERO))
        people[document.who] = PersonFigures(
            document.who, so_far.documents + 1, so_far.total + document.total
        )
        for tender in document.tenders:
            report.tenders[tender.kind] = report.tenders.get(tender.kind, ZERO) + tender.amount
        if document.change:
            report.tenders[TenderKind.CASH] -= document.change
    report.series = [
        SeriesRange(numbers[0], numbers[-1], len(numbers)) for _, numbers in sorted(series.items())
    ]
    report.people = [people[code] for code in sorted(people)]


def _taxes(documents: Iterable[Document]) -> list[TaxedLine]:
    """Bases and taxes as the documents state them, added; never worked out again."""
    sums: dict[tuple[Decimal, TaxCategory], tuple[Money, Money]] = {}
    for document in documents:
        for row in document.taxes:
            base, tax = sums.get((row.percent, row.category), (ZERO, ZERO))
            sums[row.percent, row.category] = (base + row.base, tax + row.tax)
    return [
        TaxedLine(category, percent, base, tax)
        for (percent, category), (base, tax) in sorted(
            sums.items(), key=lambda item: (-item[0][0], item[0][1])
        )
    ]
