"""What somebody types to find a document again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.history import ALL, Wanted, wanted
from app.domain.money import Money

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "asks"),
    [
        ("", ALL),
        ("  ", ALL),
        ("123", Wanted(count=123)),
        ("000123", Wanted(count=123)),
        ("12,50", Wanted(total=Money(1250))),
        ("12.50 €", Wanted(total=Money(1250))),
        ("-12,50", Wanted(total=Money(-1250))),
        ("1.234,50", Wanted(total=Money(123450))),
        ("21/11", Wanted(day=date(2026, 11, 21))),
        ("21-11-2025", Wanted(day=date(2025, 11, 21))),
        ("1/3/26", Wanted(day=date(2026, 3, 1))),
        ("24/12", Wanted(day=date(2025, 12, 24))),
        ("31/02", Wanted(number="31/02")),
        ("t042c03as26-000123", Wanted(number="T042C03AS26-000123")),
    ],
)
def test_a_number_a_day_or_an_amount_is_told_by_its_form(typed: str, asks: Wanted) -> None:
    assert wanted(typed, TODAY) == asks


@given(st.text(max_size=30))
def test_whatever_is_typed_asks_for_one_thing_at_most(typed: str) -> None:
    asks = wanted(typed, TODAY)
    said = [asks.number or None, asks.count, asks.total, asks.day]
    assert sum(one is not None for one in said) == bool(typed.strip())


@given(st.integers(-(10**10), 10**10))
def test_an_amount_is_found_as_it_is_written(cents: int) -> None:
    amount = Money(cents)
    assert wanted(f"{amount}".replace(".", ","), TODAY) == Wanted(total=amount)
