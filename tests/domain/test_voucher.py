"""A voucher's two facts read back as they were stated, and nothing else reads as one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts import Body
from app.domain.money import Money
from app.domain.voucher import (
    Issued,
    Redeemed,
    WhyIssued,
    issued_body,
    issued_from,
    redeemed_body,
    redeemed_from,
)

CODES = st.from_regex(r"\A[0-9A-Z-]{4,40}\Z")
AMOUNTS = st.integers(1, 10**9).map(Money)
ISSUED = Issued("V-042-1", Money(1000), WhyIssued.RETURN, "R-1", date(2027, 11, 21))
REDEEMED = Redeemed("V-042-1", Money(250), "T-1")


@given(
    st.builds(
        Issued,
        CODES,
        AMOUNTS,
        st.sampled_from(WhyIssued),
        st.text(max_size=9),
        st.none() | st.dates(),
    )
)
def test_what_was_issued_reads_back(issued: Issued) -> None:
    assert issued_from(issued_body(issued)) == issued


@given(st.builds(Redeemed, CODES, AMOUNTS, st.text(min_size=1, max_size=9)))
def test_what_was_redeemed_reads_back(redeemed: Redeemed) -> None:
    assert redeemed_from(redeemed_body(redeemed)) == redeemed


BOTH = (
    *({"amount": wrong} for wrong in (0, -1, "5", 5.0, True, None)),
    *({"code": wrong} for wrong in ("", "abc", "V 1234", "vale", "V-1234\n", "É-12", 12345, None)),
    {"document": None},
)


@pytest.mark.parametrize(
    "lie", [*BOTH, {"why": "whim"}, {"expires": "soon"}, {"expires": None}], ids=str
)
def test_what_is_not_issued_so_is_no_voucher(lie: Body) -> None:
    with pytest.raises(ValueError):
        issued_from(issued_body(ISSUED) | lie)


@pytest.mark.parametrize("lie", [*BOTH, {"document": ""}], ids=str)
def test_what_is_not_redeemed_so_is_nothing(lie: Body) -> None:
    with pytest.raises(ValueError):
        redeemed_from(redeemed_body(REDEEMED) | lie)


@pytest.mark.parametrize("name", issued_body(ISSUED))
def test_all_of_it_is_said(name: str) -> None:
    body = issued_body(ISSUED)
    del body[name]
    with pytest.raises(KeyError):
        issued_from(body)
