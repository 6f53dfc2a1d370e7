"""What a kilogram, a litre, a metre or a unit costs, from what a pack holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.content import MOST, Content, ContentUnit, content, parse
from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory
from app.domain.unit_price import UnitPrice, unit_price

OIL = Product("ACE", "Aceite", Unit.EACH, TaxCategory.GENERAL, Money(545))
CONTENTS = st.builds(
    Content,
    st.integers(1, int(MOST) * 1000).map(lambda n: Decimal(n).scaleb(-3)),
    st.sampled_from(ContentUnit),
)
MANY = {"g": 1000, "kg": 1, "ml": 1000, "cl": 100, "l": 1, "cm": 100, "m": 1, "unit": 1}


@pytest.mark.parametrize("cents, written, says", [
    (425, "250 g", UnitPrice(Money(1700), Unit.KG)), (372, "9 l", UnitPrice(Money(41), Unit.L)),
    (72, "33 cl", UnitPrice(Money(218), Unit.L)), (155, "750 ml", UnitPrice(Money(207), Unit.L)),
    (95, "33 m", UnitPrice(Money(3), Unit.M)), (499, "80 cm", UnitPrice(Money(624), Unit.M)),
    (315, "12 unit", UnitPrice(Money(26), Unit.EACH)),
    (5, "2 unit", UnitPrice(Money(3), Unit.EACH)),
])  # fmt: skip
def test_the_price_of_a_unit_is_worked_out_to_the_cent(
    cents: int, written: str, says: UnitPrice
) -> None:
    assert unit_price(replace(OIL, content=parse(written)), Money(cents)) == says


@given(CONTENTS, st.integers(0, 10**9))
def test_it_is_the_exact_quotient_with_halves_up(held: Content, cents: int) -> None:
    found = unit_price(replace(OIL, content=held), Money(cents))
    if str(held) == "1 unit":
        assert found is None
        return
    assert found is not None
    exact = Fraction(cents * MANY[held.unit.value]) / Fraction(held.quantity)
    assert Fraction(-1, 2) < exact - found.price.cents < Fraction(1, 2) or (
        found.price.cents - exact == Fraction(1, 2)
    )


def test_what_is_weighed_costs_that_a_kilogram_whatever_its_pack_says() -> None:
    ham = replace(OIL, unit=Unit.KG, content=parse("100 g"))
    assert unit_price(ham, Money(1690)) == UnitPrice(Money(1690), Unit.KG)


def test_nobody_said_what_is_in_it() -> None:
    assert unit_price(OIL, Money(545)) is None
    assert unit_price(replace(OIL, content=parse("1 unit")), Money(545)) is None


@given(CONTENTS)
def test_a_content_is_read_as_it_was_written(held: Content) -> None:
    assert parse(str(held)) == held == content(held.quantity, held.unit)


@pytest.mark.parametrize("text", [
    "1", "l", "0 l", "-1 l", "1,5 l", "1.5l", "1.5  l", "1.0001 l", "1e3 g", "1 stone", "1000000 g",
    "٣ g", ". g", "1.5 L",
])  # fmt: skip
def test_what_is_no_content_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(text)
    assert parse("") is None
