"""X and Z on paper: a shift from its sales to what it passes on (retail-rules 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.money import ZERO, Money, total
from app.domain.paper import Block, Heading, Row, Rule, Table, Text
from app.domain.shift import ShiftReport
from app.domain.slips import Head, head_of
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.tender import TenderKind
from app.domain.z import Passed, Rest


@dataclass(frozen=True, slots=True)
class ShiftWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    x: str
    """The title, with `{shift}`; `z` the same."""
    z: str
    copy: str
    no_invoice: str
    nif: str
    till: str
    day: str
    opened: str
    """`{who}`, of `closed` and `asked` too."""
    closed: str
    asked: str
    sales: str
    """`{n}`, as all that are counted."""
    returns: str
    total: str
    replacing: str
    without_ticket: str
    series: str
    taxes: str
    corrective_taxes: str
    tax: str
    base: str
    quota: str
    gross: str
    exempt: str
    not_subject: str
    tenders: str
    drawer: str
    float: str
    left: str
    float_missing: str
    cash: str
    """Of sales less returns, what is held on a ticket in progress included."""
    cash_in: str
    cash_out: str
    drops: str
    brought: str
    carried_off: str
    expected: str
    count: str
    uncounted: str
    counted: str
    difference: str
    accepted: str
    unaccepted: str
    bag: str
    """`{number}`."""
    stays: str
    to_safe: str
    to_safe_in: str
    """`{number}`: of the bag."""
    audit: str
    discounts: str
    overrides: str
    removed_lines: str
    abandoned: str
    reprints: str
    retendered: str
    openings: str
    issued: str
    redeemed: str
    people: str
    passed: str
    open_basket: str
    parked: str
    pending_cards: str
    pending_returns: str
    unprinted: str
    ready_orders: str
    date_form: str
    time_form: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What a Z says beside the figures."""

    passed: Passed
    rest: Rest
    accepted: bool
    """Whether somebody has accepted the difference, if there is one."""
    shown: bool
    """Whether what should be in the drawer is told: once counted, or to who may know."""


@dataclass(frozen=True, slots=True)
class ShiftPaper:
    """An X (`closing` is None) or a Z as its paper shows it; times are the shop's."""

    report: ShiftReport
    nif: str
    """Of whoever sells."""
    till: str
    at: datetime
    by: str
    """The name of who asked for the X, or closed."""
    closing: Closing | None
    copy: bool = False

    @property
    def shown(self) -> bool:
        return self.closing is None or self.closing.shown


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called on paper, and how figures are written."""

    person: Callable[[str], str]
    tenders: Mapping[TenderKind, str]
    figure: Callable[[Money], str]
    money: Callable[[Money], str]
    """The same with its currency."""
    percent: Callable[[Decimal], str]


def paper(of: ShiftPaper, head: Head, words: ShiftWords, names: Names) -> list[Block]:
    """From its head to what is passed on; each part that has nothing to say is left out."""
    return list(_Paper(of, head, words, names).blocks())


@dataclass(frozen=True, slots=True)
class _Paper:
    of: ShiftPaper
    head: Head
    words: ShiftWords
    names: Names

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        yield from self._sales()
        yield from self._series()
        yield from self._taxes(self.words.taxes, self.of.report.taxes)
        yield from self._taxes(self.words.corrective_taxes, self.of.report.corrective_taxes)
        if self.of.shown:
            yield from self._tenders()
        yield from self._drawer()
        yield from self._count()
        yield from self._rest()
        yield from self._audit()
        yield from self._people()
        yield from self._passed()

    def _head(self) -> Iterator[Block]:
        of, words, shift = self.of, self.words, self.of.report.shift
        closed = of.closing is not None
        title = (words.z if closed else words.x).format(shift=shift.id)
        yield from head_of(self.head, title, words.no_invoice)
        if of.copy:
            yield Heading(words.copy)
        yield Row(words.nif, of.nif)
        yield Row(words.till, of.till)
        yield Row(words.day, f"{shift.day:{words.date_form}}")
        opened = words.opened.format(who=self.names.person(shift.opened_by))
        yield Row(opened, self._at(shift.opened_at))
        ended = (words.closed if closed else words.asked).format(who=of.by)
        yield Row(ended, self._at(of.at))

    def _sales(self) -> Iterator[Block]:
        report, words = self.of.report, self.words
        yield Rule()
        yield Row(words.sales.format(n=report.sales), self._euro(report.sales_total))
        if report.returns:
            yield Row(words.returns.format(n=report.returns), self._euro(report.returns_total))
        yield Row(words.total, self._euro(report.sales_total + report.returns_total), bold=True)
        apart = (
            (words.replacing, report.replacing, report.replacing_total),
            (words.without_ticket, report.without_ticket, report.without_ticket_total),
        )
        for text, count, amount in apart:
            if count:
                yield Row(text.format(n=count), self._euro(amount), indent=2)

    def _series(self) -> Iterator[Block]:
        if self.of.report.series:
            yield from self._title(self.words.series)
        for one in self.of.report.series:
            yield Row(f"{one.first} – {one.last.rpartition('-')[2]}", str(one.count))

    def _taxes(self, title: str, rows: Sequence[TaxedLine]) -> Iterator[Block]:
        if not rows:
            return
        words, figure = self.words, self.names.figure
        yield from self._title(title)
        yield Table(
            (words.tax, words.base, words.quota, words.gross),
            tuple((self._rate(row), *map(figure, (row.base, row.tax, row.gross))) for row in rows),
        )

    def _tenders(self) -> Iterator[Block]:
        rows = {kind: sum_ for kind, sum_ in self.of.report.tenders.items() if sum_}
        if not rows:
            return
        yield from self._title(self.words.tenders)
        for kind, sum_ in rows.items():
            yield Row(self._kind(kind), self._euro(sum_))
        yield Row(self.words.total, self._euro(total(rows.values())), bold=True)

    def _drawer(self) -> Iterator[Block]:
        """What is added here comes to what should be there, to the cent."""
        report, words = self.of.report, self.words
        yield from self._title(words.drawer)
        if report.left and report.left != report.shift.float:
            yield Row(words.left, self._euro(report.left))
        if report.float_missing:
            yield Row(words.float_missing, self._euro(-report.float_missing))
        yield Row(words.float, self._euro(report.shift.float))
        cash = report.tenders.get(TenderKind.CASH, ZERO) + report.held - report.shift.held
        moves = (
            (words.cash, cash if self.of.shown else ZERO),
            (words.cash_in, report.cash_in),
            (words.cash_out, -report.cash_out),
            (words.drops, -report.drops),
            (words.brought, report.brought),
            (words.carried_off, -report.carried_off),
        )
        for text, amount in moves:
            if amount:
                yield Row(text, self._euro(amount))
        if self.of.shown:
            yield Row(words.expected, self._euro(report.expected), bold=True)
        for bag in report.bags:
            yield Row(words.bag.format(number=bag.number), self._euro(bag.amount), indent=2)

    def _count(self) -> Iterator[Block]:
        report, words, closing = self.of.report, self.words, self.of.closing
        if closing is None:
            return
        yield from self._title(words.count)
        if report.count is None:
            yield Text(words.uncounted)
            return
        for worth, pieces in report.count.pieces:
            amount = self._euro(Money(worth.cents * pieces))
            yield Row(f"{pieces} × {self.names.money(worth)}", amount, indent=2)
        rows = [(TenderKind.CASH, report.expected, report.count.cash)]
        if report.count.by_hand is not None:
            by_hand = (report.expected_by_hand, report.count.by_hand)
            rows.append((TenderKind.CARD_BY_HAND, *by_hand))
        rows += [(kind, report.expected_of(kind), entered) for kind, entered in report.count.totals]
        for kind, expected, counted in rows:
            yield Text(self._kind(kind), bold=True)
            yield Row(words.expected, self._euro(expected), indent=2)
            yield Row(words.counted, self._euro(counted), indent=2)
            yield Row(words.difference, self._euro(counted - expected), bold=True, indent=2)
        if report.differs:
            yield Text(words.accepted if closing.accepted else words.unaccepted)

    def _rest(self) -> Iterator[Block]:
        if self.of.closing is None:
            return
        words, rest = self.words, self.of.closing.rest
        yield Rule()
        yield Row(words.stays, self._euro(rest.stays))
        if rest.to_safe and self.of.shown:
            text = words.to_safe_in.format(number=rest.bag) if rest.bag else words.to_safe
            yield Row(text, self._euro(rest.to_safe))

    def _audit(self) -> Iterator[Block]:
        report, words = self.of.report, self.words
        vouchers = report.vouchers
        rows = [
            *([(words.discounts, self._euro(report.discounts))] if report.discounts else []),
            *(
                (text, str(count))
                for text, count in (
                    (words.overrides, report.overrides),
                    (words.removed_lines, report.removed_lines),
                    (words.abandoned, report.abandoned),
                    (words.reprints, report.reprints),
                    (words.retendered, report.retendered),
                    (words.openings, report.openings),
                )
                if count
            ),
            *(
                (text.format(n=count), self._euro(sum_))
                for text, count, sum_ in (
                    (words.issued, vouchers.issued, vouchers.issued_total),
                    (words.redeemed, vouchers.redeemed, vouchers.redeemed_total),
                )
                if count
            ),
        ]
        if rows:
            yield from self._title(words.audit)
        yield from (Row(text, figure) for text, figure in rows)

    def _people(self) -> Iterator[Block]:
        if self.of.report.people:
            yield from self._title(self.words.people)
        for one in self.of.report.people:
            name = self.names.person(one.code)
            yield Row(f"{name} · {one.documents}", self._euro(one.total))

    def _passed(self) -> Iterator[Block]:
        if self.of.closing is None:
            return
        words, passed = self.words, self.of.closing.passed
        counts = (
            (words.parked, passed.parked),
            (words.pending_cards, passed.pending_cards),
            (words.pending_returns, passed.pending_returns),
            (words.unprinted, passed.unprinted),
            (words.ready_orders, passed.ready_orders),
        )
        rows = [Row(text, str(count)) for text, count in counts if count]
        if not rows and not passed.open_basket:
            return
        yield from self._title(words.passed)
        if passed.open_basket:
            yield Text(words.open_basket)
        yield from rows

    def _title(self, text: str) -> Iterator[Block]:
        yield Rule()
        yield Text(text, bold=True)

    def _kind(self, kind: TenderKind) -> str:
        return self.names.tenders.get(kind, kind.value)

    def _rate(self, row: TaxedLine) -> str:
        match row.category:
            case TaxCategory.EXENTO:
                return self.words.exempt
            case TaxCategory.NO_SUJETO:
                return self.words.not_subject
            case _:
                return self.names.percent(row.percent)

    def _euro(self, amount: Money) -> str:
        return self.names.money(amount)

    def _at(self, at: datetime) -> str:
        return f"{at:{self.words.date_form} {self.words.time_form}}"
