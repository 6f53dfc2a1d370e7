"""VAT as the law splits it: per ticket and rate, base and tax together the amount exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from builders import CHARGED, RULES
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import NoTaxRate
from app.domain.money import Money, total
from app.domain.tax import Rate, TaxCategory, TaxTable, base_of, breakdown

PERCENT = {c: RULES.taxes.percent("IVA", c, RULES.today) for c in TaxCategory}
AMOUNTS = st.lists(
    st.tuples(st.sampled_from(TaxCategory), st.integers(-500_000, 500_000)), max_size=30
)


def rows(amounts: list[tuple[TaxCategory, int]]) -> list[tuple[TaxCategory, Decimal, Money]]:
    return [(category, PERCENT[category], Money(cents)) for category, cents in amounts]


def same_row(one: TaxCategory, other: TaxCategory) -> bool:
    """Two charged categories of one rate are one row of an invoice."""
    both = one.charged and other.charged
    return one is other or (both and PERCENT[one] == PERCENT[other])


@given(amounts=AMOUNTS)
def test_base_and_tax_are_the_amount_of_their_rate(amounts: list[tuple[TaxCategory, int]]) -> None:
    found = breakdown(rows(amounts))
    for row in found:
        cents = sum(cents for category, cents in amounts if same_row(category, row.category))
        assert row.gross == row.base + row.tax == Money(cents)
        assert abs(row.base.cents - Fraction(cents * 100) / Fraction(100 + row.percent)) <= (
            Fraction(1, 2)
        )
    assert total(row.gross for row in found) == Money(sum(cents for _, cents in amounts))


@given(amounts=AMOUNTS)
def test_each_rate_has_one_row_and_the_highest_is_first(
    amounts: list[tuple[TaxCategory, int]],
) -> None:
    found = breakdown(rows(amounts))
    wanted = {(PERCENT[one], one if not one.charged else None) for one, _ in amounts}
    there = [(row.percent, row.category if not row.category.charged else None) for row in found]
    assert len(there) == len(set(there))
    assert set(there) == wanted
    assert [row.percent for row in found] == sorted((r.percent for r in found), reverse=True)


@given(amounts=AMOUNTS, data=st.data())
def test_the_order_of_the_lines_changes_nothing(
    amounts: list[tuple[TaxCategory, int]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(amounts))
    assert breakdown(rows(amounts)) == breakdown(rows(shuffled))


@given(amounts=AMOUNTS)
def test_a_corrective_mirrors_its_ticket(amounts: list[tuple[TaxCategory, int]]) -> None:
    there = breakdown(rows(amounts))
    back = breakdown(rows([(category, -cents) for category, cents in amounts]))
    assert [(-row.base, -row.tax) for row in back] == [(row.base, row.tax) for row in there]


@pytest.mark.parametrize(
    ("count", "base", "tax"), [(1, 82, 17), (2, 164, 34), (3, 245, 52), (10, 818, 172)]
)
def test_many_lines_of_99_cents_are_split_once(count: int, base: int, tax: int) -> None:
    # TEAC 26-11-2024, RG 2233/2022: rounding line by line would take 0.17 each, 1.70 of ten.
    (row,) = breakdown(rows([(TaxCategory.GENERAL, 99)] * count))
    assert (row.base, row.tax) == (Money(base), Money(tax))


@given(count=st.integers(1, 2_000), category=st.sampled_from(CHARGED))
def test_the_error_of_the_split_does_not_grow_with_the_lines(
    count: int, category: TaxCategory
) -> None:
    (row,) = breakdown(rows([(category, 99)] * count))
    exact = Fraction(99 * count * 100) / Fraction(100 + row.percent)
    assert abs(row.base.cents - exact) <= Fraction(1, 2)
    assert row.gross == Money(99 * count)


def test_a_rate_holds_from_its_day_until_the_day_before_the_next() -> None:
    old = Rate("IVA", TaxCategory.GENERAL, Decimal(18), date(2010, 7, 1), date(2012, 9, 1))
    new = Rate("IVA", TaxCategory.GENERAL, Decimal(21), date(2012, 9, 1), None)
    table = TaxTable((old, new))
    assert table.percent("IVA", TaxCategory.GENERAL, date(2012, 8, 31)) == 18
    assert table.percent("IVA", TaxCategory.GENERAL, date(2012, 9, 1)) == 21
    assert table.category("IVA", Decimal(18), date(2012, 8, 31)) is TaxCategory.GENERAL
    for territory, day in (("IVA", date(2010, 6, 30)), ("XXX", date(2013, 1, 1))):
        with pytest.raises(NoTaxRate):
            table.percent(territory, TaxCategory.GENERAL, day)
    with pytest.raises(NoTaxRate):
        table.category("IVA", Decimal(18), date(2012, 9, 1))


@pytest.mark.parametrize("percent", ["21", "10", "4", "0"])
def test_a_percentage_names_its_category(percent: str) -> None:
    category = RULES.taxes.category("IVA", Decimal(percent), RULES.today)
    assert category.charged
    assert PERCENT[category] == Decimal(percent)


def test_exempt_is_not_zero_rated() -> None:
    assert not TaxCategory.EXENTO.charged
    assert TaxCategory.CERO.charged
    found = breakdown(rows([(TaxCategory.EXENTO, 100), (TaxCategory.CERO, 200)]))
    assert [(row.category, row.base) for row in found] == [
        (TaxCategory.CERO, Money(200)),
        (TaxCategory.EXENTO, Money(100)),
    ]


def test_the_base_of_an_amount() -> None:
    assert base_of(Money(121), Decimal(21)) == Money(100)
    assert base_of(Money(1), Decimal(21)) == Money(1)
    assert base_of(Money(-121), Decimal(21)) == Money(-100)
