"""Points are earned once and come back with the goods."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.loyalty import PointsRate, earned, kept, points_rates, rate_for, taken_back
from app.domain.money import Money

ALL = PointsRate(Decimal(1))
GOLD = PointsRate(Decimal(2), level="gold")
BOOKS = PointsRate(Decimal("0.5"), family="Libros")
GOLD_WINE = PointsRate(Decimal(3), level="gold", family="Bebidas/Vino")
RATES = (ALL, GOLD, BOOKS, GOLD_WINE)


def test_the_rate_of_the_level_goes_before_the_one_of_the_family() -> None:
    assert rate_for(RATES, "gold", "Libros/Novela") == 2
    assert rate_for(RATES, "", "Libros/Novela") == Decimal("0.5")
    assert rate_for(RATES, "gold", "Bebidas/Vino/Tinto") == 3
    assert rate_for(RATES, "silver", "Bebidas") == 1


def test_a_family_is_a_branch_not_a_beginning_of_letters() -> None:
    assert rate_for([BOOKS], "", "Librosviejos") == 0


def test_points_are_whole_and_rounded_down_once_for_the_ticket() -> None:
    lines = [("", Money(150)), ("", Money(150)), ("Libros", Money(199))]
    assert earned(lines, RATES, "") == 3


def test_without_rates_nobody_earns() -> None:
    assert earned([("", Money(10_000))], [], "gold") == 0


@given(
    st.integers(0, 5000),
    st.lists(st.integers(1, 100_000), min_size=1, max_size=8),
)
def test_returned_in_parts_a_ticket_takes_back_what_it_gave(points: int, parts: list[int]) -> None:
    paid = Money(sum(parts))
    taken, back = [], Money(0)
    for part in parts:
        taken.append(taken_back(points, paid, back, Money(part)))
        back += Money(part)
    assert sum(taken) == points
    assert all(one >= 0 for one in taken)


def test_what_came_back_twice_takes_no_more_than_was_given() -> None:
    assert kept(7, Money(1000), Money(1500)) == 0


def test_the_chains_setting_says_the_rates() -> None:
    setting = {
        "rates": [
            {"percent": "1.5"},
            {"level": "gold", "family": "Bebidas/Vino", "per_euro": 3},
        ]
    }
    assert points_rates(setting) == (
        PointsRate(Decimal("1.5")),
        PointsRate(Decimal(3), "gold", "Bebidas/Vino"),
    )


def test_a_rate_that_cannot_be_read_gives_nothing_and_stops_nobody() -> None:
    junk: list[object] = [
        None,
        {},
        {"rates": "1"},
        [],
        {"rates": [7, {"percent": "x"}, {"percent": "-1"}, {"percent": "1e30"}]},
    ]
    junk += [{"rates": [{"percent": "NaN"}, {"percent": 1, "level": 3}, {"percent": None}]}]
    assert [points_rates(one) for one in junk] == [()] * len(junk)
