"""Several lists, one price (retail-rules 1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.pricelist import ListKind, ListPrice, Priced, PriceList, best

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORE = PriceList("tienda", ListKind.STORE)
SALES = PriceList("rebajas", ListKind.SEASON, priority=10)
OUTLET = PriceList("outlet", ListKind.SEASON, priority=10)
GOLD = PriceList("oro", ListKind.LEVEL, priority=20, level="gold")
WEB = PriceList("web", ListKind.WEB, priority=99)


def test_the_list_of_the_highest_priority_holds() -> None:
    prices = [ListPrice(STORE, Money(1000)), ListPrice(SALES, Money(1100))]
    assert best(prices, NOON) == Priced(Money(1100), "rebajas")


def test_of_lists_with_one_priority_the_lowest_price_holds() -> None:
    prices = [ListPrice(SALES, Money(800)), ListPrice(OUTLET, Money(700))]
    assert best(prices, NOON) == Priced(Money(700), "outlet")


def test_a_price_holds_from_its_start_to_just_before_its_end() -> None:
    dated = ListPrice(SALES, Money(500), starts=NOON, ends=NOON + HOUR)
    prices = [ListPrice(STORE, Money(1000)), dated]
    moments = (NOON - HOUR, NOON, NOON + HOUR - timedelta(microseconds=1), NOON + HOUR)
    found = [best(prices, at) for at in moments]
    assert [one.price.cents for one in found if one] == [1000, 500, 500, 1000]


def test_in_one_list_the_price_that_began_last_holds_even_when_it_is_dearer() -> None:
    prices = [
        ListPrice(STORE, Money(100), starts=NOON - HOUR),
        ListPrice(STORE, Money(90)),
        ListPrice(STORE, Money(80), starts=NOON - 2 * HOUR),
    ]
    assert best(prices, NOON) == Priced(Money(100), "tienda", starts=NOON - HOUR)


def test_a_level_price_is_for_customers_of_that_level() -> None:
    prices = [ListPrice(STORE, Money(1000)), ListPrice(GOLD, Money(900))]
    assert [best(prices, NOON, level) for level in ("", "silver", "gold")] == [
        Priced(Money(1000), "tienda"),
        Priced(Money(1000), "tienda"),
        Priced(Money(900), "oro"),
    ]


def test_nothing_is_sold_at_the_web_price() -> None:
    assert best([ListPrice(WEB, Money(1))], NOON) is None


def test_a_rise_that_came_in_opening_hours_waits_for_the_next_opening() -> None:
    opening = NOON + 20 * HOUR
    risen = ListPrice(STORE, Money(1000), risen=Money(1200), rises_at=opening)
    found = [best([risen], at) for at in (NOON, opening - HOUR, opening)]
    assert [one.price.cents for one in found if one] == [1000, 1000, 1200]


lists = st.sampled_from([STORE, SALES, OUTLET, GOLD])
moments = st.none() | st.integers(-5, 5).map(lambda hours: NOON + hours * HOUR)
prices_of = st.builds(ListPrice, lists, st.integers(1, 50).map(Money), moments, moments)


@given(st.lists(prices_of), st.sampled_from(["", "gold"]))
def test_no_valid_price_of_a_higher_priority_is_passed_over(
    prices: list[ListPrice], level: str
) -> None:
    found = best(prices, NOON, level)
    valid = [one for one in prices if one.of.open_to(level) and one.valid(NOON)]
    if found is None:
        assert not valid
        return
    top = max(one.of.priority for one in valid)
    assert any(
        (one.of.code, one.price, one.of.priority) == (found.list_code, found.price, top)
        for one in valid
    )


@given(st.permutations([ListPrice(STORE, Money(5)), ListPrice(SALES, Money(4)),
                        ListPrice(OUTLET, Money(4)), ListPrice(GOLD, Money(9))]))  # fmt: skip
def test_the_order_in_which_prices_came_does_not_matter(prices: list[ListPrice]) -> None:
    assert best(prices, NOON) == Priced(Money(4), "outlet")
