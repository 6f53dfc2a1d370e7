"""Money is whole cents: what is split sums to the whole, what is rounded is rounded once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadAmount
from app.domain.money import ZERO, Money, half_up, parse_money, total

CENTS = st.integers(-10_000_000, 10_000_000)
WEIGHTS = st.lists(st.integers(0, 1_000_000), min_size=1, max_size=40)


@given(cents=CENTS, weights=WEIGHTS)
def test_the_parts_sum_to_the_whole(cents: int, weights: list[int]) -> None:
    assert total(Money(cents).allocate(weights)) == Money(cents)


@given(cents=CENTS, weights=WEIGHTS.filter(any))
def test_no_part_is_a_whole_cent_from_its_proportion(cents: int, weights: list[int]) -> None:
    for part, weight in zip(Money(cents).allocate(weights), weights, strict=True):
        assert abs(part.cents - Fraction(cents * weight, sum(weights))) < 1
        assert weight or not part


@given(cents=CENTS, weights=WEIGHTS)
def test_a_refund_is_split_as_the_sale_was(cents: int, weights: list[int]) -> None:
    sale, back = Money(cents).allocate(weights), Money(-cents).allocate(weights)
    assert [-part for part in back] == sale


@pytest.mark.parametrize(
    ("cents", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (5, [0, 0], [5, 0]),
        (0, [3, 4], [0, 0]),
        (1, [1, 2], [0, 1]),
        (7, [], []),
    ],
)
def test_a_cent_goes_to_the_largest_remainder(
    cents: int, weights: list[int], parts: list[int]
) -> None:
    assert Money(cents).allocate(weights) == [Money(part) for part in parts]


@given(value=st.decimals(-10_000, 10_000, places=4))
def test_half_up_is_the_nearest_and_halves_go_away_from_zero(value: Decimal) -> None:
    rounded = half_up(value)
    distance = abs(Fraction(value) - rounded)
    assert distance <= Fraction(1, 2)
    if distance == Fraction(1, 2):
        assert abs(rounded) > abs(value)
    assert half_up(-value) == -rounded


@pytest.mark.parametrize(
    ("value", "rounded"), [("0.5", 1), ("-0.5", -1), ("2.5", 3), ("2.4999", 2), ("-2.5", -3)]
)
def test_halves(value: str, rounded: int) -> None:
    assert half_up(Decimal(value)) == rounded


@given(cents=st.integers(-99_999_999_999, 99_999_999_999))
def test_what_is_written_is_read_back(cents: int) -> None:
    assert parse_money(str(Money(cents))) == Money(cents)
    assert parse_money(str(Money(cents)).replace(".", ",")) == Money(cents)


@pytest.mark.parametrize(
    ("text", "cents"), [("12", 1200), ("12.5", 1250), ("12,05", 1205), (" 3 ", 300), ("+1", 100)]
)
def test_amounts_as_people_type_them(text: str, cents: int) -> None:
    assert parse_money(text) == Money(cents)


@pytest.mark.parametrize(
    "text",
    ["", "1.234", "1,2,3", "1e3", "NaN", "٣", "--1", "1.", ".5", "1 2", "0x10", "1234567890", "½"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        parse_money(text)


def test_money_is_never_minus_nothing() -> None:
    assert str(-ZERO) == "0.00"
    assert str(Money(-5)) == "-0.05"
    assert str(Money(-12345)) == "-123.45"
    assert total([]) == ZERO
    assert not ZERO
    assert Money(-1)


def test_money_times_a_factor_is_rounded_once() -> None:
    assert Money(101).times(Decimal("0.5")) == Money(51)
    assert Money(-101).times(Decimal("0.5")) == Money(-51)
