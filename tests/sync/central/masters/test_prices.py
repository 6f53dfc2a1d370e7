"""Prices and lists: validity, history, and what is said of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import BadValue, UnknownItem, UnknownList, UnknownShop
from app.domain.pricelist import ListKind
from app.importing.row_cells import HIGHEST, moment
from sync.central.database import Central
from sync.central.masters import lists, prices
from sync.central.masters.lists import ListValue
from sync.central.masters.prices import Price
from sync.protocol import DELETE, PUT

from ..conftest import Clock
from .chains import WHO, a_chain, heard, news, noted

DECEMBER = "2026-12-01T00:00:00+00:00"
JANUARY = "2027-01-01T00:00:00+00:00"


@pytest.fixture(autouse=True)
def _chain(central: Central) -> None:
    a_chain(central)


def put(central: Central, *news: Price) -> int:
    with central.write() as tx:
        return prices.put_all(tx, news, WHO)


def lowest(central: Central, since: datetime, until: datetime, *codes: str) -> int | None:
    with central.read() as conn:
        return prices.lowest(conn, codes or ("store",), "A", since, until)


def test_a_price_travels_on_the_stream_of_its_list(central: Central, clock: Clock) -> None:
    assert (
        put(central, Price("store", "A", 995), Price("rebajas", "A", 795, DECEMBER, JANUARY)) == 2
    )
    at = clock.at.isoformat()
    undated = {"sku": "A", "cents": 995, "starts": "", "ends": "", "changed_at": at}
    dated = {"sku": "A", "cents": 795, "starts": DECEMBER, "ends": JANUARY, "changed_at": at}
    assert heard(central, "price:store") == [(PUT, "price", "A|", 1, undated)]
    assert heard(central, "price:rebajas") == [(PUT, "price", f"A|{DECEMBER}", 1, dated)]
    assert noted(central)[-1] == (WHO, "prices")


def test_a_price_that_stays_as_it_was_says_nothing(central: Central) -> None:
    put(central, Price("store", "A", 995))
    before = heard(central, "price:store")
    assert put(central, Price("store", "A", 995), Price("store", "B", 100)) == 1
    assert [row[2] for row in news(central, "price:store", before)] == ["B|"]


def test_an_end_alone_is_a_change(central: Central) -> None:
    put(central, Price("rebajas", "A", 795, DECEMBER))
    assert put(central, Price("rebajas", "A", 795, DECEMBER, JANUARY)) == 1
    assert [row[3] for row in heard(central, "price:rebajas")] == [1, 2]


def test_a_price_that_is_taken_away_is_gone_once_and_may_come_back(central: Central) -> None:
    put(central, Price("store", "A", 995))
    for expected in (1, 0):
        with central.write() as tx:
            assert prices.take_away(tx, [("store", "A", ""), ("store", "B", "")], WHO) == expected
    with central.read() as conn:
        assert prices.of_product(conn, "A") == []
    assert put(central, Price("store", "A", 995)) == 1
    assert [row[0] for row in heard(central, "price:store")] == [PUT, DELETE, PUT]
    with central.read() as conn:
        assert prices.of_product(conn, "A") == [Price("store", "A", 995)]


@pytest.mark.parametrize(
    ("price", "error"),
    [
        (Price("nada", "A", 1), UnknownList),
        (Price("store", "nada", 1), UnknownItem),
        (Price("store", "A", -1), BadValue),
        (Price("store", "A", HIGHEST + 1), BadValue),
        (Price("store", "A", 1, "2026-12-01"), BadValue),
        (Price("store", "A", 1, "2026-12-01T00:00:00"), BadValue),
        (Price("store", "A", 1, "2026-12-01T01:00:00+01:00"), BadValue),
        (Price("store", "A", 1, JANUARY, DECEMBER), BadValue),
        (Price("store", "A", 1, JANUARY, JANUARY), BadValue),
    ],
)
def test_a_price_that_no_till_could_read_is_refused_with_all_that_came_with_it(
    central: Central, price: Price, error: type[Exception]
) -> None:
    with pytest.raises(error):
        put(central, Price("store", "B", 100), price)
    with central.read() as conn:
        assert prices.of_product(conn, "B") == []


def test_the_lowest_price_is_of_what_held_in_those_days(central: Central, clock: Clock) -> None:
    began = clock.at
    put(central, Price("store", "A", 500))
    clock.forward(days=10)
    put(central, Price("store", "A", 900))
    clock.forward(days=10)
    put(central, Price("store", "A", 700))
    day = timedelta(days=1)
    assert lowest(central, began, clock.at) == 500
    assert lowest(central, began + 11 * day, clock.at) == 700
    assert lowest(central, began + 11 * day, began + 19 * day) == 900
    assert lowest(central, began - 9 * day, began - day) is None


def test_a_campaign_counts_among_the_lowest_only_while_it_holds(
    central: Central, clock: Clock
) -> None:
    put(central, Price("store", "A", 900), Price("rebajas", "A", 300, DECEMBER, JANUARY))
    both = ("store", "rebajas")
    starts, ends = map(datetime.fromisoformat, (DECEMBER, JANUARY))
    second = timedelta(seconds=1)
    assert lowest(central, clock.at, starts - second, *both) == 900
    assert lowest(central, clock.at, starts, *both) == 300
    assert lowest(central, ends - second, ends, *both) == 300
    assert lowest(central, ends, ends + 30 * timedelta(days=1), *both) == 900


def test_a_price_taken_away_was_the_lowest_until_then(central: Central, clock: Clock) -> None:
    put(central, Price("store", "A", 500))
    clock.forward(days=1)
    with central.write() as tx:
        prices.take_away(tx, [("store", "A", "")], WHO)
    day = timedelta(days=1)
    assert lowest(central, clock.at - day, clock.at) == 500
    assert lowest(central, clock.at, clock.at + day) is None


CHANGE = st.tuples(st.sampled_from(["A", "B"]), st.integers(1, 5) | st.none())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CHANGE, max_size=12))
def test_streams_history_and_prices_tell_the_same(
    central: Central, clock: Clock, changes: list[tuple[str, int | None]]
) -> None:
    """Whatever comes and goes: versions rise by one, and a till ends with what central has."""
    model: dict[str, int] = {}
    with central.write() as tx:
        prices.take_away(tx, [("web", sku, "") for sku in "AB"], WHO)
    began = clock.at
    for sku, cents in changes:
        clock.forward(hours=1)
        with central.write() as tx:
            if cents is None:
                assert prices.take_away(tx, [("web", sku, "")], WHO) == (sku in model)
                model.pop(sku, None)
            else:
                changed = model.get(sku) != cents
                assert prices.put_all(tx, [Price("web", sku, cents)], WHO) == changed
                model[sku] = cents
    said = heard(central, "price:web")
    for sku in "AB":
        versions = [row[3] for row in said if row[2] == f"{sku}|"]
        assert versions == list(range(1, len(versions) + 1))
        with central.read() as conn:
            assert [one.cents for one in prices.of_product(conn, sku)] == [
                cents for cents in [model.get(sku)] if cents is not None
            ]
    ours = [cents for sku, cents in changes if sku == "A" and cents is not None]
    assert lowest(central, began, clock.at, "web") == min(ours, default=None)


def test_moments_are_texts_that_compare_as_times_do() -> None:
    madrid = datetime.fromisoformat("2026-12-01T00:30:00.250+01:00")
    assert moment(madrid) == "2026-11-30T23:30:00+00:00"


# lists


def test_a_list_is_said_to_every_till_before_its_prices(central: Central) -> None:
    value = ListValue(name="Oro", kind=ListKind.LEVEL, priority=5, level="oro", shops=("042",))
    before = heard(central, "config")
    with central.write() as tx:
        assert lists.put(tx, "oro", value, WHO) == 1
        assert lists.put(tx, "oro", value, WHO) == 1
    assert news(central, "config", before) == [
        (
            PUT,
            "list",
            "oro",
            1,
            {"name": "Oro", "kind": "level", "priority": 5, "level": "oro", "shops": ["042"]},
        )
    ]
    with central.read() as conn:
        assert lists.of_shop(conn, "042") == ("oro", "rebajas", "store", "web")
        assert lists.of_shop(conn, "043") == ("rebajas", "store", "web")
        assert lists.get(conn, "oro") == value
        with pytest.raises(UnknownList):
            lists.get(conn, "plata")


@pytest.mark.parametrize(
    ("code", "more", "error"),
    [
        ("Con espacio", {}, BadValue),
        ("a", {"name": " "}, BadValue),
        ("a", {"priority": -1}, BadValue),
        ("a", {"kind": ListKind.LEVEL}, BadValue),
        ("a", {"level": "oro"}, BadValue),
        ("a", {"shops": ("999",)}, UnknownShop),
    ],
)
def test_a_list_that_could_price_nothing_is_refused(
    central: Central, code: str, more: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error), central.write() as tx:
        lists.put(tx, code, ListValue(**{"name": "x", **more}), WHO)  # type: ignore[arg-type]
