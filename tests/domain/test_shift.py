"""A shift adds up from its facts: every cent of X and Z comes from one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from builders import NOON, a_document, a_line, a_sale, euro, paid, percent_off
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bodies import document_body
from app.domain.document import Document, DocumentKind
from app.domain.errors import BadAmount, BadCount
from app.domain.facts import Body, Fact, FactType
from app.domain.money import ZERO, Money, total
from app.domain.shift import DENOMINATIONS, Count, Shift, parse_count, shift_report
from app.domain.tender import USUAL, TenderKind

SHIFT = Shift(1, NOON.date(), NOON, "1001", euro("100"), (1, 2))


def a_fact(kind: FactType, body: Body) -> Fact:
    return Fact(1, 1, "", kind.value, 1, "", 0, "1001", body, None, "", "")


def issued(*documents: Document) -> list[Fact]:
    return [a_fact(FactType.DOCUMENT_ISSUED, document_body(one)) for one in documents]


def moved(kind: str, cents: int) -> Fact:
    return a_fact(FactType.CASH_MOVED, {"kind": kind, "amount": cents})


SALES = st.lists(
    st.tuples(st.integers(1, 90_000), st.sampled_from(sorted(USUAL)), st.integers(0, 5_000)),
    max_size=12,
)
MOVES = st.lists(
    st.tuples(st.sampled_from(["in", "out", "drop"]), st.integers(1, 50_000)), max_size=8
)


def documents(sales: Iterable[tuple[int, TenderKind, int]]) -> list[Document]:
    made = []
    for cents, kind, change in sales:
        handed = Money(cents + (change if kind is TenderKind.CASH else 0))
        made.append(a_document(a_sale(a_line(Money(cents))), paid(kind, handed)))
    return made


@given(sales=SALES, moves=MOVES)
def test_the_drawer_holds_float_and_cash_and_moves(
    sales: list[tuple[int, TenderKind, int]], moves: list[tuple[str, int]]
) -> None:
    facts = issued(*documents(sales)) + [moved(kind, cents) for kind, cents in moves]
    report = shift_report(SHIFT, facts)
    cash = sum(cents for cents, kind, _ in sales if kind is TenderKind.CASH)
    signs = {"in": 1, "out": -1, "drop": -1}
    assert report.expected == SHIFT.float + Money(
        cash + sum(signs[kind] * cents for kind, cents in moves)
    )
    assert report.sales_total == Money(sum(cents for cents, _, _ in sales))
    assert total(report.tenders.values()) == report.sales_total
    assert total(row.gross for row in report.taxes) == report.sales_total
    assert total(person.total for person in report.people) == report.sales_total


@given(sales=SALES, data=st.data())
def test_the_order_of_the_facts_changes_no_sum(
    sales: list[tuple[int, TenderKind, int]], data: st.DataObject
) -> None:
    facts = issued(*documents(sales))
    one, other = (shift_report(SHIFT, fs) for fs in (facts, data.draw(st.permutations(facts))))
    assert (one.tenders, one.taxes, one.people) == (other.tenders, other.taxes, other.people)


def test_correctives_are_shown_apart() -> None:
    ticket = a_document(a_sale(a_line(euro("12.10"))))
    line = replace(ticket.lines[0], reduced=euro("-12.10"), of=1)
    back = a_document(
        a_sale(),
        paid(TenderKind.CASH, euro("-12.10")),
        number="T042C03AR26-000001",
        kind=DocumentKind.R5,
        lines=(line,),
        total=euro("-12.10"),
        change=ZERO,
        who="2001",
    )
    report = shift_report(SHIFT, issued(ticket, back))
    assert (report.sales, report.sales_total) == (1, euro("12.10"))
    assert (report.returns, report.returns_total) == (1, euro("-12.10"))
    assert report.expected == SHIFT.float
    assert [(s.first, s.count) for s in report.series] == [
        ("T042C03AR26-000001", 1),
        ("T042C03AS26-000001", 1),
    ]
    assert [(p.code, p.total) for p in report.people] == [
        ("1001", euro("12.10")),
        ("2001", euro("-12.10")),
    ]


def test_a_series_says_its_first_and_last_number() -> None:
    numbers = [f"T042C03AS26-{n:06d}" for n in range(7, 12)]
    report = shift_report(SHIFT, issued(*(a_document(number=number) for number in numbers)))
    (series,) = report.series
    assert (series.first, series.last, series.count) == (numbers[0], numbers[-1], 5)


def test_discounts_and_what_a_manager_asks_about_are_counted() -> None:
    document = a_document(a_sale(a_line(euro("10"), discount=percent_off(10))))
    kinds = [
        *[FactType.PRICE_CHANGED] * 2,
        FactType.LINE_REMOVED,
        FactType.TICKET_ABANDONED,
        FactType.REPRINTED,
        FactType.SIGNED_IN,
    ]
    report = shift_report(SHIFT, [*issued(document), *(a_fact(kind, {}) for kind in kinds)])
    assert report.discounts == euro("1")
    assert (report.overrides, report.removed_lines) == (2, 1)
    assert (report.abandoned, report.reprints) == (1, 1)


@given(pieces=st.dictionaries(st.sampled_from(DENOMINATIONS), st.integers(0, 500)))
def test_a_count_is_what_its_pieces_are_worth(pieces: dict[Money, int]) -> None:
    count = parse_count(f"{worth}x{number}" for worth, number in pieces.items())
    assert count.cash == Money(sum(worth.cents * number for worth, number in pieces.items()))
    report = shift_report(replace(SHIFT, counted=count), [])
    assert report.difference == count.cash - SHIFT.float
    assert report.differs == (count.cash != SHIFT.float)


def test_the_same_piece_may_be_counted_in_two_heaps() -> None:
    assert parse_count(["50x1", "50.00x2", "0.20x5"]).cash == euro("151")
    assert parse_count([]) == Count(())
    assert parse_count(["card-by-hand=12.30"]).by_hand == euro("12.30")


def test_the_banks_own_terminal_may_have_given_back_more_than_it_took() -> None:
    assert parse_count(["card-by-hand=-1.50"]).by_hand == euro("-1.50")


@pytest.mark.parametrize("word", ["3x2", "50.00", "50x-1", "50xx", "50x1.5", "0x1", "50x٣"])
def test_what_is_no_note_or_coin_is_refused(word: str) -> None:
    with pytest.raises(BadCount):
        parse_count([word])


@pytest.mark.parametrize(
    ("word", "refusal"), [("x2", BadAmount), ("card-by-hand=x", BadAmount), ("fooxbar", BadAmount)]
)
def test_what_cannot_be_read_is_refused(word: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        parse_count([word])


def test_before_the_count_nothing_differs() -> None:
    report = shift_report(SHIFT, [])
    assert report.difference is None
    assert report.by_hand_difference is None
    assert not report.differs


def test_the_banks_own_terminal_is_compared_too() -> None:
    sale = a_document(a_sale(a_line(euro("30"))), paid(TenderKind.CARD_BY_HAND, euro("30")))
    count = Count(((euro("100"), 1),), euro("25"))
    report = shift_report(replace(SHIFT, counted=count), issued(sale))
    assert (report.difference, report.by_hand_difference) == (ZERO, euro("-5"))
    assert report.differs


def test_what_was_charged_by_hand_on_open_tickets_is_the_shifts_that_charged_it() -> None:
    began = a_fact(FactType.SHIFT_OPENED, {"shift": 1, "held": 0, "held_by_hand": 700})
    sale = a_document(a_sale(a_line(euro("30"))), paid(TenderKind.CARD_BY_HAND, euro("30")))
    report = shift_report(SHIFT, [began, *issued(sale)], held_by_hand=euro("4"))
    assert report.expected_by_hand == euro("27")
    assert report.expected == SHIFT.float


def test_a_shift_of_before_cards_by_hand_were_held_reads_as_none_held() -> None:
    began = a_fact(FactType.SHIFT_OPENED, {"shift": 1, "held": 0})
    assert shift_report(SHIFT, [began]).expected_by_hand == ZERO
