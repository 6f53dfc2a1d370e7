"""`priced` is the one place of price: exact, repeatable, and it can say why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import CHARGED, RULES, a_line, a_sale, amount_off, percent_off
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadDiscount
from app.domain.money import ZERO, Money, half_up, total
from app.domain.pricing import Because, discount_given, explained, priced
from app.domain.sale import Discount, Line, Override, Returning, Sale
from app.domain.sale_lines import with_line

PERCENTS = st.decimals(0, 100, places=2)
PRICES = st.integers(0, 99_999).map(Money)
QUANTITIES = st.one_of(st.integers(1, 999).map(Decimal), st.decimals("0.001", "99.999", places=3))
PERCENT_OFF = st.one_of(st.none(), PERCENTS.filter(bool).map(percent_off))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    price, quantity = draw(PRICES), draw(QUANTITIES)
    discount = draw(PERCENT_OFF)
    if discount is None and draw(st.booleans()):
        discount = amount_off(draw(st.integers(0, half_up(price.cents * quantity))))
    return a_line(price, quantity, tax=draw(st.sampled_from(CHARGED)), discount=discount)


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    sale = a_sale(*draw(st.lists(lines(), min_size=1, max_size=12)))
    discount = draw(PERCENT_OFF)
    if discount is None and draw(st.booleans()):
        discount = amount_off(draw(st.integers(0, sale.total.cents)))
    return priced(replace(sale, discount=discount), RULES)


@given(price=PRICES, quantity=QUANTITIES, percent=PERCENTS.filter(bool))
def test_a_discounted_line_is_rounded_once(
    price: Money, quantity: Decimal, percent: Decimal
) -> None:
    (line,) = a_sale(a_line(price, quantity, discount=percent_off(percent))).lines
    exact = Fraction(quantity) * price.cents * (100 - Fraction(percent)) / 100
    assert line.total.cents == int(exact + Fraction(1, 2))
    assert line.gross.cents == int(Fraction(quantity) * price.cents + Fraction(1, 2))


def test_rounding_the_discount_first_would_be_a_cent_off() -> None:
    (line,) = a_sale(a_line(Money(145), discount=percent_off(10))).lines
    assert line.total == Money(131)  # 1.305; the discount rounded first is 0.15, and leaves 1.30


@given(sale=sales())
def test_the_shares_of_a_ticket_discount_sum_to_it(sale: Sale) -> None:
    subtotal = total(line.reduced for line in sale.lines)
    assert subtotal - total(line.share for line in sale.lines) == sale.total
    if isinstance(sale.discount, Discount) and sale.discount == amount_off(subtotal.cents):
        assert sale.total == ZERO


@given(sale=sales())
def test_no_line_is_ever_below_nothing(sale: Sale) -> None:
    for line in sale.lines:
        assert ZERO <= line.share <= line.reduced <= line.gross
        assert line.total >= ZERO
    assert total(row.gross for row in sale.taxes()) == sale.total


@given(sale=sales())
def test_pricing_again_changes_nothing_and_keeps_the_very_lines(sale: Sale) -> None:
    again = priced(sale, RULES)
    assert again == sale
    assert all(new is old for new, old in zip(again.lines, sale.lines, strict=True))


@given(sale=sales().filter(lambda sale: not sale.discount), line=lines())
def test_a_new_line_leaves_the_others_the_same_objects(sale: Sale, line: Line) -> None:
    more = priced(with_line(sale, line), RULES)
    assert all(new is old for new, old in zip(more.lines, sale.lines, strict=False))


@given(sale=sales(), percent=PERCENTS)
def test_a_ticket_percentage_is_taken_from_the_reduced_subtotal(
    sale: Sale, percent: Decimal
) -> None:
    bare = priced(replace(sale, discount=None), RULES)
    off = priced(replace(bare, discount=percent_off(percent)), RULES)
    exact = bare.total.cents * (100 - Fraction(percent)) / 100
    assert off.total.cents == int(exact + Fraction(1, 2))


@pytest.mark.parametrize("sale", [a_sale(a_line(Money(1000)))])
def test_more_than_there_is_cannot_be_taken_off(sale: Sale) -> None:
    with pytest.raises(BadDiscount):
        priced(replace(sale, discount=amount_off(1001)), RULES)
    line = replace(sale.lines[0], discount=amount_off(1001))
    with pytest.raises(BadDiscount):
        priced(replace(sale, lines=(line,)), RULES)
    assert priced(replace(sale, discount=amount_off(1000)), RULES).total == ZERO


def test_what_is_given_counts_line_and_ticket_together() -> None:
    line = a_line(Money(999), discount=percent_off(20))
    assert discount_given(a_sale(line)) == 20  # cents rounded do not make it 20.02
    stacked = a_sale(line, discount=percent_off(10))
    assert discount_given(stacked) == 28
    assert discount_given(a_sale(a_line(Money(1000)), discount=amount_off(200))) == 20
    assert discount_given(a_sale(a_line(Money(1000)))) == 0
    assert discount_given(Sale("empty")) == 0


def test_the_line_with_most_off_counts_not_the_average() -> None:
    sale = a_sale(a_line(Money(10_000)), a_line(Money(100), discount=percent_off(50)))
    assert discount_given(sale) == 50


def test_a_corrective_is_never_priced_anew() -> None:
    sale = replace(a_sale(), returning=Returning("T042C03AS26-000001"))
    wrong = replace(sale, lines=(replace(sale.lines[0], reduced=Money(-7)),))
    assert priced(wrong, RULES) is wrong


def test_a_line_explains_its_price_step_by_step() -> None:
    override = Override(Money(900), "golpe", "1001", "2001")
    line = a_line(Money(1000), "2", override=override, discount=percent_off(10))
    sale = a_sale(line, discount=amount_off(120))
    steps = explained(sale.lines[0], sale)
    assert [(step.because, step.amount.cents) for step in steps] == [
        (Because.LISTED, 1000),
        (Because.OVERRIDE, 900),
        (Because.QUANTITY, 1800),
        (Because.LINE_DISCOUNT, 1620),
        (Because.TICKET_DISCOUNT, 1500),
        (Because.TAX, 260),
    ]
    assert steps[0].source == "store v1"
    assert (steps[1].source, steps[1].who, steps[1].allowed_by) == ("golpe", "1001", "2001")
