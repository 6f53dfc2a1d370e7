"""The layouts of scale codes against the codes that somebody else's program makes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from emupos import Emupos
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.weighed_code import Layout, proposals

pytestmark = pytest.mark.more


@given(
    st.sampled_from(["21IIIIIWWWWWC", "23IIIIIPPPPPC", "2IIIIIIWWWWWC", "29IIIIPPPPPPC"]),
    st.integers(0, 9_999),
    st.integers(1, 99_999),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_it_makes_is_what_we_read_and_learn(
    simulator: Emupos, pattern: str, item: int, value: int
) -> None:
    field = "grams" if "W" in pattern else "price_minor"
    body = {"layout": pattern, "item": item, field: value}
    code = simulator.ask("POST", "/barcodes/weighed", body).json()["digits"]
    read = Layout(pattern).read(code)
    assert read is not None and int(read.item) == item
    weight = Decimal(value) / 1000 if field == "grams" else None
    price = None if field == "grams" else Money(value)
    assert (read.carried.weight, read.carried.price) == (weight, price)
    assert all(one.read(code) for one in proposals(code, weight, price))
    assert proposals(code, weight, price)
