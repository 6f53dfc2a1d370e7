"""What is struck through is the lowest price of the 30 days before the one that holds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import NOON
from hypothesis import given
from hypothesis import strategies as st

from app.domain.money import Money
from app.domain.price_history import KEPT, Said, struck_through
from app.domain.pricelist import ListKind, ListPrice, PriceList, best

STORE = PriceList("store", ListKind.STORE)
SEASON = PriceList("rebajas", ListKind.SEASON, 10)
GOLD = PriceList("oro", ListKind.LEVEL, 20, "gold")
HOUR = timedelta(hours=1)


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def said(
    of: PriceList,
    cents: int,
    *,
    starts: datetime | None = None,
    ends: datetime | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Said:
    return Said(ListPrice(of, Money(cents), starts, ends), since, until)


def test_a_season_strikes_through_what_was_paid_before_it() -> None:
    now = [said(STORE, 3995), said(SEASON, 2995, starts=ago(5), ends=NOON + HOUR)]
    assert struck_through(now, NOON) == Money(3995)
    assert struck_through(now, NOON + 2 * HOUR) is None


def test_a_price_put_up_just_before_the_sale_is_not_what_is_struck_through() -> None:
    put_up = [
        said(STORE, 3000, until=ago(10)),
        said(STORE, 5000, since=ago(10)),
        said(SEASON, 2500, starts=ago(2)),
    ]
    assert struck_through(put_up, NOON) == Money(3000)
    long_ago = [
        said(STORE, 3000, until=ago(40)),
        said(STORE, 5000, since=ago(40)),
        said(SEASON, 2500, starts=ago(2)),
    ]
    assert struck_through(long_ago, NOON) == Money(5000)


@pytest.mark.parametrize(("rose", "struck"), [(31.5, 3000), (32.5, 5000)])
def test_thirty_days_before_the_sale_count_and_no_more(rose: float, struck: int) -> None:
    rows = [
        said(STORE, 3000, until=ago(rose)),
        said(STORE, 5000, since=ago(rose)),
        said(SEASON, 2500, starts=ago(2)),
    ]
    assert struck_through(rows, NOON) == Money(struck)


def test_a_rise_and_a_price_that_always_was_strike_nothing_through() -> None:
    assert struck_through([said(STORE, 100)], NOON) is None
    rise = [said(STORE, 90, until=ago(1)), said(STORE, 100, since=ago(1))]
    assert struck_through(rise, NOON) is None
    assert struck_through([], NOON) is None


def test_a_levels_price_is_not_what_anybody_paid() -> None:
    rows = [said(STORE, 4000), said(GOLD, 1000), said(SEASON, 3000, starts=ago(1))]
    assert struck_through(rows, NOON) == Money(4000)


DAYS = st.integers(-1, 75)


@st.composite
def one(draw: st.DrawFn) -> Said:
    a, b, c, d = (draw(st.none() | DAYS.map(ago)) for _ in range(4))
    starts, ends = (a, b) if not (a and b) or a < b else (b, a)
    since, until = (c, d) if not (c and d) or c < d else (d, c)
    of = draw(st.sampled_from([STORE, SEASON]))
    return Said(ListPrice(of, Money(draw(st.integers(1, 5))), starts, ends), since, until)


@given(rows=st.lists(one(), max_size=5))
def test_it_is_what_a_look_at_every_moment_says(rows: list[Said]) -> None:
    """Prices change at noon only, so noon and a moment later see all that was paid."""

    def paid(at: datetime) -> int | None:
        held = best((row.price for row in rows if row.stood(at)), at)
        return held.price.cents if held else None

    today = paid(NOON)
    began = 0
    while began < KEPT.days and paid(ago(began + 0.5)) == today:
        began += 1
    window = [paid(ago(began + day + 0.5)) for day in range(30) if began + day < KEPT.days]
    known = [price for price in window if price is not None]
    expected = min(known, default=None)
    if today is None or expected is None or expected <= today:
        assert struck_through(rows, NOON) is None
    else:
        assert struck_through(rows, NOON) == Money(expected)
