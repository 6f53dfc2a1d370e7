"""The codes of a shop's own scales: what they say, and what a label teaches."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.carried import Carried
from app.domain.errors import BadLayout
from app.domain.money import Money
from app.domain.weighed_code import (
    Layout,
    Weighed,
    check_digit,
    is_variable,
    price_check,
    proposals,
    read,
)

COMMON = (
    Layout("21IIIIIWWWWWC"),
    Layout("23IIIIIPPPPPC"),
    Layout("2NNIIIIPPPPPC"),
    Layout("2IIIIIVPPPPPC"),
)
"""What scales come with: weight, price, a section before the product (Dibal), an inner check."""


def kilograms(text: str) -> Carried:
    return Carried(weight=Decimal(text))


def euro(cents: int) -> Carried:
    return Carried(price=Money(cents))


@pytest.mark.parametrize(
    ("pattern", "code", "said"),
    [
        # The code of emupos's own documentation.
        ("21IIIIIWWWWWC", "2112345012506", Weighed("12345", "2112345000008", kilograms("1.250"))),
        ("23IIIIIPPPPPC", "2300042005439", Weighed("00042", "2300042000007", euro(543))),
        ("2NNIIIIPPPPPC", "2070042012341", Weighed("0042", "2070042000003", euro(1234))),
        ("2IIIIIVPPPPPC", "2123456146850", Weighed("12345", "2123450000009", euro(14685))),
    ],
)
def test_a_layout_says_product_and_value(pattern: str, code: str, said: Weighed) -> None:
    code = code[:-1] + check_digit(code[:-1])
    said = Weighed(said.item, said.zeroed[:-1] + check_digit(said.zeroed[:-1]), said.carried)
    assert Layout(pattern).read(code) == said


@pytest.mark.parametrize(("price", "digit"), [("2875", "9"), ("14685", "6")])
def test_the_inner_check_digit_is_that_of_the_standards_examples(price: str, digit: str) -> None:
    assert price_check(price) == digit


def test_a_wrong_inner_or_outer_check_digit_is_no_reading() -> None:
    layout = Layout("2IIIIIVPPPPPC")
    wrong = "212345714685"
    assert layout.read(wrong + check_digit(wrong)) is None
    assert Layout("21IIIIIWWWWWC").read("2112345012507") is None


@pytest.mark.parametrize(
    "pattern",
    ["", "21IIIIIWWWWW", "31IIIIIWWWWWC", "21IIIIIWWPPPC", "21WWWWWWWWWWC", "21IIXIIWWWWWC",
     "21IIIIVWWWWWC", "21IIIIICWWWWW", "21iiiiiwwwwwc", "21IIIIIII WWWC"],
)  # fmt: skip
def test_what_is_no_layout_is_refused(pattern: str) -> None:
    with pytest.raises(BadLayout):
        Layout(pattern)


def test_the_longest_prefix_reads_and_an_unknown_one_is_read_by_none() -> None:
    table = (Layout("2NNIIIIPPPPPC"), Layout("21IIIIIWWWWWC"))
    assert read(table, "2112345012506") == Layout("21IIIIIWWWWWC").read("2112345012506")
    assert read((Layout("23IIIIIPPPPPC"),), "2112345012506") is None
    assert read((), "2112345012506") is None


def code_of(layout: Layout, item: int, value: int) -> str:
    letter = "W" if "W" in layout.pattern else "P"
    width = layout.pattern.count(letter)
    digits = str(value % 10**width).zfill(width)
    parts = {
        "I": iter(str(item % 10 ** layout.pattern.count("I")).zfill(layout.pattern.count("I"))),
        letter: iter(digits),
        "V": iter(price_check(digits)),
    }
    filled = "".join(
        next(parts[one]) if one in parts else "7" if one in "NX" else one
        for one in layout.pattern[:-1]
    )
    return filled + check_digit(filled)


@given(st.sampled_from(COMMON), st.integers(0, 99_999), st.integers(1, 99_999))
def test_what_a_scale_prints_is_what_is_read(layout: Layout, item: int, value: int) -> None:
    code = code_of(layout, item, value)
    said = layout.read(code)
    assert said is not None and is_variable(code)
    if "W" in layout.pattern:
        assert said.carried.weight == Decimal(value) / 1000
    else:
        assert said.carried.price == Money(value)
    assert int(said.item) == item % 10 ** layout.pattern.count("I")
    assert is_variable(said.zeroed)


@given(st.sampled_from(COMMON), st.integers(0, 99_999), st.integers(1, 99_999))
def test_one_label_teaches_a_layout_that_reads_its_value(
    layout: Layout, item: int, value: int
) -> None:
    code = code_of(layout, item, value)
    by_weight = "W" in layout.pattern
    weight = Decimal(value) / 1000 if by_weight else None
    price = None if by_weight else Money(value)
    found = proposals(code, weight, price)
    assert found
    for one in found:
        said = one.read(code)
        assert said is not None
        assert said.carried == Carried(weight, price)
    if "V" in layout.pattern:
        assert "V" in found[0].pattern


def test_a_label_whose_code_says_something_else_teaches_nothing() -> None:
    assert proposals("2112345012506", Decimal("1.251"), Money(999)) == ()
    assert proposals("8410000000016", Decimal("1.250"), None) == ()
    assert [one.pattern for one in proposals("2112345012506", Decimal("1.250"), Money(311))] == [
        "21IIIIIWWWWWC",
        "21IIIIIIWWWWC",
    ]


@given(st.text(max_size=20), st.integers(0, 10**13))
def test_any_text_is_no_crash_and_an_unsound_one_no_value(text: str, number: int) -> None:
    for code in (text, str(number)):
        assert read(COMMON, code) is None or is_variable(code)
