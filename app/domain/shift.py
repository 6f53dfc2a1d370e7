"""A shift of the drawer, and what X and Z say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domain.bodies import document_from
from app.domain.cash import Bag, Place, bagged_in, route_of
from app.domain.document import Document
from app.domain.errors import BadCount
from app.domain.facts import Body, Fact, FactType
from app.domain.money import ZERO, Money, parse_money, total
from app.domain.payment import Payment, payment_from
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.tender import TenderKind


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
    totals: tuple[tuple[TenderKind, Money], ...] = ()
    """What was entered of other kinds that a close asks for, as of meal vouchers in the drawer."""

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
    """Read `50.00x2 0.20x7 card-by-hand=12.30 meal-voucher=22.00`. Raises BadCount, BadAmount."""
    pieces: dict[Money, int] = {}
    totals: dict[TenderKind, Money] = {}
    for word in words:
        code, equals, amount = word.partition("=")
        if equals:
            totals[_kind_of(code, word)] = parse_money(amount)
            continue
        worth, _, number = word.partition("x")
        money = parse_money(worth)
        if money not in DENOMINATIONS or not re.fullmatch(r"[0-9]{1,6}", number):
            raise BadCount(text=word)
        pieces[money] = pieces.get(money, 0) + int(number)
    by_hand = totals.pop(TenderKind.CARD_BY_HAND, None)
    return Count(
        tuple(sorted(pieces.items(), reverse=True)), by_hand, tuple(sorted(totals.items()))
    )


def _kind_of(code: str, word: str) -> TenderKind:
    try:
        return TenderKind(code)
    except ValueError:
        raise BadCount(text=word) from None


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
class VoucherFigures:
    """Store credit of a shift: how many, and how much."""

    issued: int = 0
    issued_total: Money = ZERO
    redeemed: int = 0
    redeemed_total: Money = ZERO

    def add(self, kind: FactType, amount: Money) -> None:
        if kind is FactType.VOUCHER_ISSUED:
            self.issued, self.issued_total = self.issued + 1, self.issued_total + amount
        else:
            self.redeemed, self.redeemed_total = self.redeemed + 1, self.redeemed_total + amount


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
    without_ticket: int = 0
    """Returns without any ticket, for store credit: no document, in no other sum."""
    without_ticket_total: Money = ZERO
    replacing: int = 0
    """Invoices that took the place of tickets (F3) or of invoices (R4): shown, and in no sum, for
    those are."""
    replacing_total: Money = ZERO
    tenders: dict[TenderKind, Money] = field(default_factory=dict)
    moves: dict[tuple[Place, Place], Money] = field(default_factory=dict)
    """Cash that a person moved into the drawer and out of it, by where from and where to."""
    bags: list[Bag] = field(default_factory=list)
    """Numbered bags that went to the safe before the close."""
    left: Money = ZERO
    """What the shift before left in the drawer as float."""
    vouchers: VoucherFigures = field(default_factory=lambda: VoucherFigures())
    discounts: Money = ZERO
    overrides: int = 0
    removed_lines: int = 0
    abandoned: int = 0
    reprints: int = 0
    retendered: int = 0
    """Documents whose payment was changed."""
    openings: int = 0
    """Of the drawer, without a sale or a movement."""
    people: list[PersonFigures] = field(default_factory=list)
    held: Money = ZERO
    """Cash taken on a ticket in progress, which no document counts yet."""
    held_by_hand: Money = ZERO
    """The same of cards by hand."""
    held_others: dict[TenderKind, Money] = field(default_factory=dict)
    """The same of other kinds."""
    held_others_before: dict[TenderKind, Money] = field(default_factory=dict)
    held_by_hand_before: Money = ZERO
    """What the shift before held of them: the bank's own terminal counted it then."""
    count: Count | None = None

    @property
    def cash_in(self) -> Money:
        return self.moves.get((Place.OUTSIDE, Place.DRAWER), ZERO)

    @property
    def cash_out(self) -> Money:
        return self.moves.get((Place.DRAWER, Place.OUTSIDE), ZERO)

    @property
    def drops(self) -> Money:
        return self.moves.get((Place.DRAWER, Place.SAFE), ZERO)

    @property
    def brought(self) -> Money:
        """Into the drawer from the shop's other places: change from the safe."""
        return total(
            sum_
            for (source, to), sum_ in self.moves.items()
            if to is Place.DRAWER and source is not Place.OUTSIDE
        )

    @property
    def carried_off(self) -> Money:
        """Out of the drawer straight to the bank."""
        bank = (Place.TRANSIT, Place.BANK)
        return total(sum_ for (_, to), sum_ in self.moves.items() if to in bank)

    @property
    def expected(self) -> Money:
        """The cash that should be in the drawer."""
        cash = self.tenders.get(TenderKind.CASH, ZERO) + self.held - self.shift.held
        moved = total(sum_ if to is Place.DRAWER else -sum_ for (_, to), sum_ in self.moves.items())
        return self.shift.float + cash + moved

    @property
    def float_missing(self) -> Money:
        """What the shift before left in the drawer and was not there when this one opened."""
        return max(self.left - self.shift.float, ZERO)

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

    def expected_of(self, kind: TenderKind) -> Money:
        """What papers of that kind should come to."""
        held = self.held_others.get(kind, ZERO) - self.held_others_before.get(kind, ZERO)
        return self.tenders.get(kind, ZERO) + held

    @property
    def differences(self) -> dict[TenderKind, Money]:
        """Of other kinds: the total that was entered less ours, where there is a difference."""
        entered = self.count.totals if self.count else ()
        found = {kind: amount - self.expected_of(kind) for kind, amount in entered}
        return {kind: amount for kind, amount in found.items() if amount}

    @property
    def differs(self) -> bool:
        money = self.difference or self.by_hand_difference or self.float_missing
        return bool(money or self.differences)


def shift_report(
    shift: Shift,
    facts: Iterable[Fact],
    held: Money = ZERO,
    held_by_hand: Money = ZERO,
    held_others: Mapping[TenderKind, Money] | None = None,
) -> ShiftReport:
    """Add up the shift from its facts; `held`, in cash, by hand and in other kinds that are
    counted, of tickets in progress at its end."""
    report = ShiftReport(shift, held=held, held_by_hand=held_by_hand, count=shift.counted)
    report.held_others = dict(held_others or {})
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
            report.held_others_before = held_others_of(body)
            report.left = Money(body.get("left", 0))
        case FactType.CASH_MOVED:
            _add_move(report, kind, body)
        case FactType.VOUCHER_ISSUED | FactType.VOUCHER_REDEEMED:
            report.vouchers.add(kind, Money(body["amount"]))
        case FactType.PAYMENT_CHANGED:
            _retender(report, payment_from(body["before"]), payment_from(body["after"]))
        case FactType.RETURNED_WITHOUT_TICKET:
            report.without_ticket += 1
            report.without_ticket_total += Money(body["total"])
        case _:
            if counted := _COUNTED.get(kind):
                setattr(report, counted, getattr(report, counted) + 1)


_COUNTED = {
    FactType.PRICE_CHANGED: "overrides",
    FactType.LINE_REMOVED: "removed_lines",
    FactType.TICKET_ABANDONED: "abandoned",
    FactType.REPRINTED: "reprints",
    FactType.DRAWER_OPENED: "openings",
}


def _retender(report: ShiftReport, before: Payment, after: Payment) -> None:
    report.retendered += 1
    for kind in {tender.kind for tender in (*before.tenders, *after.tenders)}:
        more = after.of(kind) - before.of(kind)
        report.tenders[kind] = report.tenders.get(kind, ZERO) + more


def _add_move(report: ShiftReport, kind: FactType, body: Body) -> None:
    route = route_of(body)
    if Place.DRAWER in route:
        report.moves[route] = report.moves.get(route, ZERO) + Money(body["amount"])
        if bag := bagged_in(kind, body):
            report.bags.append(bag)


def held_others_of(body: Body) -> dict[TenderKind, Money]:
    """The same of other kinds, where any was held."""
    return {TenderKind(code): Money(cents) for code, cents in body.get("held_others", {}).items()}


def held_by_hand_of(body: Body) -> Money:
    """What a shift's first or last fact says was held of cards by hand; the oldest say nothing."""
    return Money(body.get("held_by_hand", 0))


def _add_documents(report: ShiftReport, every: list[Document]) -> None:
    replacing = [document for document in every if not document.counts]
    report.replacing, report.replacing_total = len(replacing), total(d.total for d in replacing)
    documents = [document for document in every if document.counts]
    sales = [document for document in documents if not document.kind.corrective]
    correctives = [document for document in documents if document.kind.corrective]
    report.sales, report.sales_total = len(sales), total(d.total for d in sales)
    report.returns, report.returns_total = len(correctives), total(d.total for d in correctives)
    report.taxes, report.corrective_taxes = _taxes(sales), _taxes(correctives)
    report.discounts = total(line.gross - line.total for d in sales for line in d.lines)
    series: dict[str, list[str]] = {}
    people: dict[str, PersonFigures] = {}
    for document in every:
        series.setdefault(document.number.rpartition("-")[0], []).append(document.number)
    for document in documents:
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
