from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import compact, order_code, parcel_label
from app.domain.errors import BadOrderCode
from app.domain.money import Money
from app.domain.order import Concluded, Delivery, Invoicing
from app.domain.order_code import CodeLine, OrderCode
from app.domain.parcel_label import ParcelLabel

_QUANTITY = st.integers(1, 9_999_000).map(lambda n: Decimal(n).scaleb(-3)) | st.integers(
    1, 9999
).map(Decimal)
_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_LINES = st.lists(
    st.builds(
        CodeLine,
        st.integers(1, 10**14 - 1).map(lambda n: str(n).zfill(14)) | st.text("ABC-019", min_size=1,
                                                                             max_size=13),
        _QUANTITY,
        st.integers(0, 10**8).map(Money),
        st.sampled_from((0, 18)),
    ),
    max_size=30,
).map(tuple)  # fmt: skip
_CODES = st.builds(
    OrderCode,
    st.just("W-1042"), st.integers(1, 99), st.just("042"), st.booleans(),
    st.sampled_from(Invoicing), st.sampled_from(Concluded), _TEXT,
    st.lists(_TEXT, max_size=3).map(tuple), _LINES, st.sampled_from(Delivery),
)  # fmt: skip
_LABELS = st.builds(
    ParcelLabel,
    st.just("W-1042"), st.integers(1, 9), st.just(1), st.integers(1, 9),
    st.lists(st.tuples(st.integers(1, 99), _QUANTITY), max_size=20).map(tuple),
    st.integers(1, 999), st.integers(1, 2**31), st.integers(1, 2**40),
    st.integers(0, 2**32).map(lambda s: datetime.fromtimestamp(s, UTC)), st.just("1001"),
)  # fmt: skip


@given(_CODES)
def test_the_qr_says_what_the_order_said(code: OrderCode) -> None:
    signed = order_code.content(code)
    scanned = compact.signed_text(order_code.PREFIX, signed, bytes(64))
    assert compact.split(order_code.PREFIX, f" {scanned.lower()}\r") == (signed, bytes(64))
    read = order_code.read(signed)
    assert read == code


@given(_LABELS)
def test_the_label_says_what_was_packed(label: ParcelLabel) -> None:
    assert parcel_label.read(parcel_label.content(label)) == label


def test_twelve_lines_fit_a_qr_of_version_11_level_m() -> None:
    line = CodeLine("08410000000160", Decimal(2), Money(3995))
    code = OrderCode(
        "W-1042", 1, "042", True, Invoicing.CHANNEL, Concluded.WEB, "WEB26-0001042",
        ("Marta Gil Ruiz",), (line,) * 12,
    )  # fmt: skip
    text = compact.signed_text(order_code.PREFIX, order_code.content(code), bytes(64))
    assert len(text) <= 366, "ISO/IEC 18004 table 7: characters of 11-M, alphanumeric"


@pytest.mark.parametrize("scanned", ["8410000000160", "MO1", "MO1ABC", "MC:2900000000012", ""])
def test_other_codes_are_none_of_ours(scanned: str) -> None:
    assert compact.split(order_code.PREFIX, scanned) is None


@given(st.binary(max_size=80))
def test_noise_is_refused_and_nothing_else(noise: bytes) -> None:
    for read in (order_code.read, parcel_label.read):
        with contextlib.suppress(BadOrderCode):
            read(noise)


def test_a_code_cut_short_is_refused() -> None:
    code = OrderCode(
        "W-1", 1, "042", False, Invoicing.TILL, Concluded.SHOP, "", (),
        (CodeLine("SKU-1", Decimal("0.436"), Money(249)),),
    )  # fmt: skip
    for length in range(len(signed := order_code.content(code))):
        with pytest.raises(BadOrderCode):
            order_code.read(signed[:length])
    assert order_code.read(signed) == code
