"""An order's device: the same for all who know the same devices, and few move when one goes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.assignment import assignee

devices = st.lists(st.integers(1, 10**6), min_size=1, max_size=6, unique=True)


@given(st.text(min_size=1, max_size=24), devices)
def test_all_devices_say_the_same_whatever_the_order(number: str, named: list[int]) -> None:
    assert assignee(number, named) == assignee(number, list(reversed(named)))
    assert assignee(number, named) in named


@given(devices)
def test_when_a_device_goes_only_its_orders_move(named: list[int]) -> None:
    gone, stay = named[0], named[1:]
    for number in (f"W-{n}" for n in range(20)):
        before = assignee(number, named)
        if before != gone:
            assert assignee(number, stay) == before


def test_orders_are_spread_over_the_devices() -> None:
    found = {assignee(f"W-{n}", [1001, 1002, 1003]) for n in range(50)}
    assert found == {1001, 1002, 1003}
    assert assignee("W-1", []) == 0
