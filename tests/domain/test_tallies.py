"""What a count comes to: places together, as the floor was; differences looked at twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from builders import NOON

from app.domain.counting import Found, Kind, Place, parts, tallies, to_recount

FLOOR = Found("A", Place.FLOOR, 5000, 10_000, 2000, NOON, 7)


def test_picked_goods_are_added_unless_somebody_counts_them() -> None:
    (one,) = tallies([FLOOR])
    assert (one.number, one.expected, one.difference) == (7000, 10_000, -3000)
    shelf = replace(FLOOR, place=Place.PICKUP, number=1000)
    (both,) = tallies([FLOOR, shelf])
    assert both.number == 6000


def test_a_product_stands_where_it_was_found_on_the_floor() -> None:
    back = replace(FLOOR, place=Place.BACK, number=3000, at=NOON + timedelta(hours=1), after=9)
    (one,) = tallies([back, FLOOR])
    assert (one.number, one.after, one.at) == (10_000, 7, NOON)


def test_a_difference_above_the_limit_is_counted_twice() -> None:
    small = replace(FLOOR, sku="B", number=6000)
    assert [one.sku for one in to_recount(tallies([FLOOR, small]))] == ["A"]
    assert to_recount(tallies([replace(FLOOR, checked=True)])) == []
    assert to_recount(tallies([FLOOR]), Decimal(3)) == []


def test_a_long_count_is_stated_in_parts() -> None:
    found = [replace(FLOOR, sku=f"{number:04d}") for number in range(1001)]
    stated = list(parts("c1", Kind.FULL, tallies(found)))
    assert [(one.part, one.parts, len(one.rows)) for one in stated] == [
        (1, 3, 500), (2, 3, 500), (3, 3, 1),
    ]  # fmt: skip
