"""Quantities as people type them: whole pieces, thousandths of what is measured."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadQuantity
from app.domain.product import Unit, parse_quantity


@given(thousandths=st.integers(1, 9_999_000))
def test_a_measure_is_read_to_the_thousandth(thousandths: int) -> None:
    quantity = Decimal(thousandths) / 1000
    for text in (f"{quantity:f}", f" {quantity:f} ".replace(".", ",")):
        assert parse_quantity(text, Unit.KG) == quantity


@given(pieces=st.integers(1, 9_999))
def test_pieces_are_whole(pieces: int) -> None:
    assert parse_quantity(str(pieces), Unit.EACH) == pieces
    assert str(parse_quantity(f"{pieces}.0", Unit.EACH)) == str(pieces)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0", Unit.EACH),
        ("-1", Unit.EACH),
        ("1.5", Unit.EACH),
        ("10000", Unit.EACH),
        ("0.0005", Unit.KG),
        ("9999.001", Unit.KG),
        ("1e2", Unit.EACH),
        ("1_0", Unit.EACH),
        ("٣", Unit.EACH),
        ("NaN", Unit.KG),
        ("sNaN", Unit.KG),
        ("Infinity", Unit.KG),
        ("", Unit.KG),
        ("1,2,3", Unit.KG),
    ],
)
def test_anything_else_is_no_quantity(text: str, unit: Unit) -> None:
    with pytest.raises(BadQuantity):
        parse_quantity(text, unit)
