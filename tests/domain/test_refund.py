"""Returns: however a document comes back in parts, the parts sum to what it was."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from builders import CHARGED, a_document, a_line, a_sale, amount_off, euro, paid, percent_off
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import Document
from app.domain.errors import MoreThanSold, NoSuchLine, NothingToReturn, PaidOtherwise
from app.domain.money import ZERO, Money, total
from app.domain.product import Unit
from app.domain.refund import Back, everything, paid_back, remaining, returned_lines, taxes
from app.domain.sale import Line
from app.domain.tax import TaxCategory
from app.domain.tender import Tender, TenderKind


@st.composite
def lines(draw: st.DrawFn) -> Line:
    measured = draw(st.booleans())
    whole = st.integers(1, 12).map(Decimal)
    return a_line(
        Money(draw(st.integers(0, 9_999))),
        draw(st.decimals("0.001", "20", places=3) if measured else whole),
        unit=Unit.KG if measured else Unit.EACH,
        tax=draw(st.sampled_from(CHARGED)),
        discount=draw(st.none() | st.integers(1, 99).map(percent_off)),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    off = draw(st.none() | st.integers(1, 60).map(percent_off))
    return a_document(a_sale(*draw(st.lists(lines(), min_size=1, max_size=6)), discount=off))


Parts = list[tuple[int, Decimal]]


@st.composite
def splits(draw: st.DrawFn) -> tuple[Document, list[Parts]]:
    """A document and returns of it, one after another, until nothing is left."""
    document = draw(documents())
    left = {line.number: line.quantity for line in document.lines}
    returns: list[Parts] = []
    while left and len(returns) < 6:
        parts: Parts = []
        for number in draw(st.sets(st.sampled_from(sorted(left)), min_size=1)):
            step = Decimal("0.001") if document.lines[number - 1].unit.measured else Decimal(1)
            steps = draw(st.integers(1, int(left[number] / step)))
            parts.append((number, steps * step))
            left[number] -= steps * step
            if not left[number]:
                del left[number]
        returns.append(parts)
    if left:
        returns.append(list(left.items()))
    return document, returns


def after(back: dict[int, Back], lines: tuple[Line, ...]) -> dict[int, Back]:
    more = dict(back)
    for line in lines:
        assert line.of is not None
        old = more.get(line.of, Back())
        more[line.of] = Back(old.quantity - line.quantity, old.amount - line.total)
    return more


@given(split=splits())
def test_the_parts_of_a_return_sum_to_every_line_and_every_rate(
    split: tuple[Document, list[Parts]],
) -> None:
    document, returns = split
    back: dict[int, Back] = {}
    bases: dict[TaxCategory, int] = defaultdict(int)
    vat: dict[TaxCategory, int] = defaultdict(int)
    for parts in returns:
        corrective = returned_lines(document, back, parts)
        rows = taxes(document, back, corrective)
        assert all(line.total <= ZERO and line.quantity < 0 for line in corrective)
        assert total(row.gross for row in rows) == total(line.total for line in corrective)
        for row in rows:
            bases[row.category] += row.base.cents
            vat[row.category] += row.tax.cents
        back = after(back, corrective)
    for line in document.lines:
        assert back[line.number] == Back(line.quantity, line.total)
    for row in document.taxes:
        assert (-bases[row.category], -vat[row.category]) == (row.base.cents, row.tax.cents)
    with pytest.raises(NothingToReturn):
        everything(document, back)


@given(document=documents(), data=st.data())
def test_never_more_than_was_sold_and_has_not_come_back(
    document: Document, data: st.DataObject
) -> None:
    line = data.draw(st.sampled_from(document.lines))
    step = Decimal("0.001") if line.unit.measured else Decimal(1)
    back = after({}, returned_lines(document, {}, [(line.number, step)]))
    with pytest.raises(MoreThanSold):
        returned_lines(document, back, [(line.number, line.quantity)])
    with pytest.raises(MoreThanSold):
        returned_lines(document, {}, [(line.number, step), (line.number, line.quantity)])
    assert remaining(line, back) == line.quantity - step


@pytest.mark.parametrize(("line", "quantity"), [(1, "0"), (1, "-1"), (1, "0.5"), (1, "3")])
def test_a_piece_comes_back_whole(line: int, quantity: str) -> None:
    document = a_document(a_sale(a_line(quantity="2")))
    with pytest.raises(MoreThanSold):
        returned_lines(document, {}, [(line, Decimal(quantity))])


def test_only_lines_of_the_document_come_back() -> None:
    with pytest.raises(NoSuchLine):
        returned_lines(a_document(), {}, [(2, Decimal(1))])
    with pytest.raises(NothingToReturn):
        returned_lines(a_document(), {}, [])


def test_three_for_a_euro_come_back_one_by_one() -> None:
    document = a_document(a_sale(a_line(euro("0.34"), "3", discount=amount_off(2))))
    back: dict[int, Back] = {}
    amounts = []
    for _ in range(3):
        corrective = returned_lines(document, back, [(1, Decimal(1))])
        amounts.append(-corrective[0].total.cents)
        back = after(back, corrective)
    assert amounts == [33, 34, 33]


# how it is paid back
WAYS = (
    (TenderKind.CARD, "a"),
    (TenderKind.CARD, "b"),
    (TenderKind.CARD_BY_HAND, ""),
    (TenderKind.CASH, ""),
)
CAME = st.tuples(*(st.integers(0, 5_000) for _ in WAYS)).filter(any)


def a_mixed(came: tuple[int, ...], change: int = 0) -> Document:
    tenders = tuple(
        Tender(kind, Money(cents + (change if kind is TenderKind.CASH else 0)), reference)
        for (kind, reference), cents in zip(WAYS, came, strict=True)
        if cents or (change and kind is TenderKind.CASH)
    )
    return a_document(a_sale(a_line(Money(sum(came)))), *tenders)


@given(came=CAME, change=st.integers(0, 900), shares=st.lists(st.integers(1, 5_000), max_size=6))
def test_no_way_gives_back_more_than_came_in_by_it(
    came: tuple[int, ...], change: int, shares: list[int]
) -> None:
    document, given_back = a_mixed(came, change), dict.fromkeys(WAYS, 0)
    paid: list[Tender] = []
    left = sum(came)
    for share in [*shares, 10**9]:
        amount = min(share, left)
        if not amount:
            break
        plan = paid_back(document, paid, Money(amount))
        assert total(tender.amount for tender in plan) == Money(-amount)
        assert all(tender.amount < ZERO for tender in plan)
        for tender in plan:
            given_back[tender.kind, tender.reference] -= tender.amount.cents
        # Cash goes last: only when every card has given back all that it took.
        if given_back[WAYS[3]]:
            assert [given_back[way] for way in WAYS[:3]] == list(came[:3])
        paid += plan
        left -= amount
    assert all(given_back[way] <= came[i] for i, way in enumerate(WAYS))
    if not left:
        assert [given_back[way] for way in WAYS] == list(came)
        with pytest.raises(PaidOtherwise):
            paid_back(document, paid, Money(1))


@given(came=CAME)
def test_one_means_gives_at_most_what_it_took(came: tuple[int, ...]) -> None:
    document, cards, cash = a_mixed(came), sum(came[:3]), came[3]
    for means, most in (("cash", cash), ("card", cards)):
        if most:
            plan = paid_back(document, (), Money(most), means)
            assert all((t.kind is TenderKind.CASH) == (means == "cash") for t in plan)
        with pytest.raises(PaidOtherwise) as refused:
            paid_back(document, (), Money(most + 1), means)
        assert refused.value.facts["most"] == Money(most)


def test_change_is_no_money_that_came_in() -> None:
    document = a_document(a_sale(a_line(euro("12"))), paid(TenderKind.CASH, euro("50")))
    assert paid_back(document, (), euro("12")) == (Tender(TenderKind.CASH, euro("-12")),)
    with pytest.raises(PaidOtherwise):
        paid_back(document, (), euro("12.01"))
