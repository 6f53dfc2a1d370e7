"""Pages into real mirrors: all of a page and its cursor, or nothing of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stream_builders import A_SHOP, EPOCH, LISTS, PEOPLE, Stream

from app.domain.facts import canonical
from app.mirror import catalog, folder, store
from app.mirror.cursors import REMOVALS, Standing
from app.storage.catalog import Catalog
from sync.pages import Mirrors
from sync.parts import advanced, parts
from sync.protocol import PAGE, SEGMENT, Page, Row, check_after
from sync.streams import fault_of
from sync.taking import NotTaken

KEY = bytes(32)
MONDAY_NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = MONDAY_NIGHT

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mirrors(tmp_path: Path, clock: Clock) -> Iterator[Mirrors]:
    opened = Mirrors(tmp_path, KEY, clock)
    yield opened
    opened.close()


def take(mirrors: Mirrors, stream: Stream, limit: int = SEGMENT, *, let: bool = False) -> Standing:
    """As the engine does: the base, unless it stands in the stream, then the tail."""
    standing = mirrors.standings().get(stream.name, Standing())
    if standing.epoch != stream.epoch:
        page = stream.base(limit=limit)
        standing = mirrors.apply(page, let=let)
        while not page.done:
            page = stream.base(page.head, page.to, limit)
            standing = mirrors.apply(page, let=let)
    for _ in range(1 + stream.head // PAGE):
        page = stream.page(standing.seq)
        assert fault_of(standing, page) is None
        standing = mirrors.apply(page, let=let)
    assert (standing.seq, standing.sweep) == (stream.head, 0)
    return standing


def configured(mirrors: Mirrors) -> Stream:
    config = Stream("config").put_all(LISTS)
    take(mirrors, config)
    take(mirrors, Stream("store:042").put("shop", "042", A_SHOP).put_all(PEOPLE))
    return config


def assortment(mirrors: Mirrors, count: int) -> tuple[Stream, Stream]:
    """So many products with their prices."""
    configured(mirrors)
    prices, products = Stream("price:store"), Stream("catalog")
    for n in range(count):
        prices.price(f"S{n}", 100 + n)
        products.product(f"S{n}")
    take(mirrors, prices)
    take(mirrors, products)
    return prices, products


def in_store(mirrors: Mirrors, query: str) -> list[Any]:
    return list(mirrors._store.execute(query).fetchall())


def test_a_till_that_knows_nothing_takes_everything(mirrors: Mirrors, tmp_path: Path) -> None:
    prices, products = assortment(mirrors, 3)
    products.product("S1", "Otro nombre")
    prices.price("S2", 5)
    take(mirrors, prices)
    standing = take(mirrors, products)
    assert (standing.seq, standing.check, standing.sweep) == (4, products.checks[4], 0)
    found = Catalog(tmp_path)
    assert [p.sku for p in found.search("otro nombre")] == ["S1"]
    cheap = found.by_sku("S2")
    assert cheap is not None
    assert cheap.price.cents == 5
    assert in_store(mirrors, "SELECT code FROM staff") == [("1001",)]


def test_a_long_base_comes_by_pages_and_goes_on_after_a_restart(
    tmp_path: Path, clock: Clock
) -> None:
    mirrors = Mirrors(tmp_path, KEY, clock)
    configured(mirrors)
    prices, products = Stream("price:store"), Stream("catalog")
    for n in range(2 * PAGE):
        prices.price(f"S{n}", 100)
        products.product(f"S{n}")
    take(mirrors, prices)
    first = products.base(limit=PAGE + 7)
    half = mirrors.apply(first)
    assert (half.base_at, half.base_after, half.seq) == (2 * PAGE, PAGE + 7, 0)
    mirrors.close()
    mirrors = Mirrors(tmp_path, KEY, clock)
    assert mirrors.standings()["catalog"] == half
    standing = mirrors.apply(products.base(half.base_at, half.base_after))
    assert (standing.seq, standing.sweep) == (2 * PAGE, 1)
    assert len(Catalog(tmp_path)) == 2 * PAGE
    mirrors.close()


def test_a_base_removes_what_it_lacks_only_when_its_tail_was_read(mirrors: Mirrors) -> None:
    config = configured(mirrors)
    config.put_all([("setting", name, {"value": 1}) for name in "abc"])
    take(mirrors, config)
    later = Stream("config", "epoch-2").put_all(LISTS)
    later.put_all([("setting", "b", {"value": 2}), ("setting", "c", {"value": 3})])
    page = later.base()
    later.put("setting", "c", {"value": 4})  # while the base was on its way: it has left it
    page.rows = [row for row in page.rows if row.key != "c"]
    mirrors.apply(page)
    query = "SELECT name FROM setting ORDER BY name"
    assert in_store(mirrors, query) == [("a",), ("b",), ("c",)]
    standing = mirrors.apply(later.page(page.head))
    assert in_store(mirrors, query) == [("b",), ("c",)]
    assert (standing.seq, standing.sweep, standing.epoch) == (5, 0, "epoch-2")


def test_a_product_that_changed_while_the_base_was_on_its_way_stays(mirrors: Mirrors) -> None:
    assortment(mirrors, 3)
    later = Stream("catalog", "epoch-2").product("S0").product("S1").product("S2")
    page = later.base()
    later.product("S2", "Otro nombre")
    page.rows = [row for row in page.rows if row.key != "S2"]
    page.rows = [row for row in page.rows if row.key != "S0"]  # and this one is really gone
    mirrors.apply(page)
    assert len(Catalog(mirrors.where).search("nombre", 9)) == 3
    mirrors.apply(later.page(page.head))
    found = Catalog(mirrors.where)
    assert sorted(p.sku for p in found.search("nombre", 9)) == ["S1", "S2"]
    assert [p.sku for p in found.search("otro")] == ["S2"]


def test_an_empty_stream_empties_what_is_here_of_it(mirrors: Mirrors) -> None:
    config = configured(mirrors)
    take(mirrors, config.put("stop", "s1", {"sku": "A"}))
    assert take(mirrors, Stream("config", "epoch-2")).epoch == "epoch-2"
    assert in_store(mirrors, "SELECT * FROM stop") == []


def test_a_page_that_does_not_begin_where_we_stand_changes_nothing(mirrors: Mirrors) -> None:
    _, products = assortment(mirrors, 3)
    before = mirrors.standings()
    products.product("S9").product("S10")
    elsewhere = Stream("catalog", "epoch-2").product("S1")
    for page in (products.page(4), products.page(0), elsewhere.page(0), products.base(5, 2)):
        with pytest.raises(NotTaken) as refused:
            mirrors.apply(page)
        assert refused.value.why == "moved"
    assert mirrors.standings() == before


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("product", "X", {"name": "x", "tax": "?"}),
        ("product", "X", {"tax": "general"}),
        ("product", "X", {"name": "x", "tax": "general", "sold": 2**70}),
        ("product", "X", {"name": "x", "tax": "general", "attributes": "none"}),
    ],
)
def test_a_page_with_a_poisonous_row_leaves_no_trace_and_the_other_streams_go_on(
    mirrors: Mirrors, kind: str, key: str, value: dict[str, Any]
) -> None:
    prices, products = assortment(mirrors, 3)
    before = mirrors.standings()["catalog"]
    products.product("NEW").put(kind, key, value)
    with pytest.raises(NotTaken) as refused:
        mirrors.apply(products.page(3))
    assert refused.value.why == "poison"
    assert mirrors.standings()["catalog"] == before
    assert Catalog(mirrors.where).search("NEW") == []
    prices.price("S1", 7)
    take(mirrors, prices)
    assert Catalog(mirrors.where).by_sku("S1").price.cents == 7  # type: ignore[union-attr]
    # What the shelf knew in memory was thrown away with the page.
    take(mirrors, Stream("catalog", "epoch-2").product("S0").product("S1").product("S2"))
    assert len(Catalog(mirrors.where).search("nombre")) == 3


def test_a_long_page_goes_in_by_parts_that_each_follow(mirrors: Mirrors) -> None:
    stream = Stream("config")
    for n in range(SEGMENT):
        stream.put("setting", f"n{n % 10}", {"value": n})
    cut = list(parts(stream.segment(0), Standing(EPOCH)))
    assert [len(part.rows) for part in cut] == [PAGE] * (SEGMENT // PAGE)
    standing = Standing(EPOCH)
    for part in cut:
        assert fault_of(standing, part) is None
        standing = advanced(standing, part)
    assert (standing.seq, standing.check) == (SEGMENT, stream.checks[SEGMENT])


def test_a_poisonous_row_in_a_long_page_leaves_the_parts_before_it(mirrors: Mirrors) -> None:
    take(mirrors, Stream("config"))
    stream = Stream("config")
    for n in range(SEGMENT):
        stream.put("setting", "n", {"value": n})
    bad = PAGE + 3
    stream.rows[bad] = type(stream.rows[bad])(bad + 1, "P", "stop", "s", 1, {"sku": 7})
    with pytest.raises(NotTaken):
        mirrors.apply(stream.segment(0))
    assert mirrors.standings()["config"].seq == PAGE


def nombres(mirrors: Mirrors) -> int:
    """How many of `assortment` the till finds."""
    return len(Catalog(mirrors.where).search("nombre", 9999))


def without(products: Stream, count: int) -> Stream:
    for n in range(count):
        products.put("product", f"S{n}", None)
    return products


def test_a_feed_that_takes_away_most_of_a_catalogue_is_held_back_until_it_is_let(
    mirrors: Mirrors,
) -> None:
    _, products = assortment(mirrors, 150)
    without(products, 76).product("S149", "Nombre S149", family="Nueva/Rama")
    take(mirrors, products)
    facts = {"what": "products", "rows": 150, "left": 74}
    assert mirrors.held() == {"catalog": facts}
    assert nombres(mirrors) == 150
    # What else the feed says is taken in meanwhile.
    assert [p.sku for p in Catalog(mirrors.where).in_family("Nueva")] == ["S149"]
    mirrors.let("catalog")
    assert mirrors.held() == {}
    assert nombres(mirrors) == 74


def test_nothing_goes_before_it_is_known_how_much_goes(mirrors: Mirrors) -> None:
    _, products = assortment(mirrors, 2000)
    without(products, 1800)
    standing = mirrors.standings()["catalog"]
    while standing.seq < products.head:
        standing = mirrors.apply(products.page(standing.seq))
        assert nombres(mirrors) == 2000
    assert mirrors.held()["catalog"] == {"what": "products", "rows": 2000, "left": 200}
    assert standing.sweep == 0


def test_a_page_that_is_not_the_last_takes_nothing_away_and_the_last_one_does(
    mirrors: Mirrors,
) -> None:
    _, products = assortment(mirrors, 150)
    without(products, 20)
    half = mirrors.apply(products.page(150, 10))
    assert half.sweep == REMOVALS
    assert nombres(mirrors) == 150
    take(mirrors, products)
    assert nombres(mirrors) == 130


def test_the_end_of_a_segment_is_not_the_end_of_its_stream(mirrors: Mirrors) -> None:
    take(mirrors, Stream("store:042").put("shop", "042", A_SHOP).put_all(PEOPLE))
    take(mirrors, Stream("config").put_all(LISTS))
    take(mirrors, Stream("price:store").price("A", 1))
    take(mirrors, Stream("catalog", "epoch-1"))
    products = Stream("catalog").product("A")
    for _ in range(SEGMENT - 2):
        products.product("A")
    products.put("product", "A", None)
    standing = mirrors.apply(products.segment(0), segment=True)
    assert standing.sweep == REMOVALS
    assert len(Catalog(mirrors.where)) == 1
    assert mirrors.apply(products.page(SEGMENT)).sweep == 0
    assert len(Catalog(mirrors.where)) == 0


def test_what_central_brings_back_heals_a_hold_and_nobody_sees_it_gone(
    mirrors: Mirrors,
) -> None:
    _, products = assortment(mirrors, 1500)
    take(mirrors, without(products, 1400))
    assert "catalog" in mirrors.held()
    for n in range(1500):
        products.product(f"S{n}")
        if n % 100 == 99:
            take(mirrors, products)
            assert nombres(mirrors) == 1500 if "catalog" in mirrors.held() else 1401
    assert mirrors.held() == {}
    take(mirrors, products.put("product", "S3", None))
    assert nombres(mirrors) == 1499


def test_a_hold_goes_as_soon_as_what_is_left_of_it_is_not_most(mirrors: Mirrors) -> None:
    _, products = assortment(mirrors, 200)
    take(mirrors, without(products, 150))
    for n in range(49):
        products.product(f"S{n}")
    take(mirrors, products)
    assert mirrors.held()["catalog"]["left"] == 99
    take(mirrors, products.product("S49"))
    assert mirrors.held() == {}
    assert nombres(mirrors) == 100


def test_a_hold_outlives_the_worker_and_a_catalogue_written_anew(
    tmp_path: Path, clock: Clock
) -> None:
    mirrors = Mirrors(tmp_path, KEY, clock)
    _, products = assortment(mirrors, 150)
    take(mirrors, without(products, 100))
    people = Stream("store:042").put("shop", "042", A_SHOP).put_all(PEOPLE)
    take(mirrors, people.put("person", "1001", None))
    held = mirrors.held()
    assert sorted(held) == ["catalog", "store:042"]
    mirrors.close()
    mirrors = Mirrors(tmp_path, KEY, clock)
    assert mirrors.held() == held
    mirrors.renew()
    assert mirrors.held() == held
    mirrors.let("catalog")
    assert nombres(mirrors) == 50
    mirrors.close()


def test_a_later_base_that_has_everything_heals_a_hold(mirrors: Mirrors) -> None:
    _, products = assortment(mirrors, 150)
    take(mirrors, without(products, 120))
    again = Stream("catalog", "epoch-2")
    for n in range(150):
        again.product(f"S{n}")
    take(mirrors, again)
    assert mirrors.held() == {}
    assert nombres(mirrors) == 150


def test_prices_that_go_take_no_product_with_them_before_it_is_known_how_many(
    mirrors: Mirrors,
) -> None:
    prices, _ = assortment(mirrors, 1500)
    for n in range(1500):
        if n != 7:
            prices.put("price", f"S{n}|", None)
    standing = mirrors.standings()["price:store"]
    while standing.seq < prices.head:
        standing = mirrors.apply(prices.page(standing.seq))
        assert nombres(mirrors) == 1500
    assert mirrors.held()["price:store"] == {"what": "products", "rows": 1500, "left": 1}
    for n in range(1400):
        prices.price(f"S{n}", 5)
    take(mirrors, prices)
    assert mirrors.held() == {}
    assert nombres(mirrors) == 1400


def test_a_product_with_another_price_of_the_list_is_not_counted_as_going(
    mirrors: Mirrors,
) -> None:
    prices, _ = assortment(mirrors, 150)
    for n in range(150):
        prices.price(f"S{n}", 50, "2026-11-01T00:00:00Z")
    take(mirrors, prices)
    for n in range(150):
        prices.put("price", f"S{n}|", None)
    take(mirrors, prices)
    assert mirrors.held() == {}
    assert nombres(mirrors) == 150


def test_products_that_went_with_their_prices_by_a_persons_word_are_not_asked_for_twice(
    mirrors: Mirrors,
) -> None:
    prices, products = assortment(mirrors, 150)
    for n in range(120):
        prices.put("price", f"S{n}|", None)
    take(mirrors, prices)
    take(mirrors, without(products, 120))
    assert sorted(mirrors.held()) == ["catalog", "price:store"]
    mirrors.let("price:store")
    assert mirrors.held() == {}
    assert nombres(mirrors) == 30


def test_half_may_go_and_small_catalogues_may_go_whole(tmp_path: Path, clock: Clock) -> None:
    for count, away in ((150, 75), (100, 100)):
        where = tmp_path / str(count)
        where.mkdir()
        mirrors = Mirrors(where, KEY, clock)
        _, products = assortment(mirrors, count)
        for n in range(away):
            products.put("product", f"S{n}", None)
        mirrors.apply(products.page(count))
        mirrors.close()


def test_what_goes_little_by_little_within_a_week_is_counted_together(
    mirrors: Mirrors, clock: Clock
) -> None:
    _, products = assortment(mirrors, 200)
    for n in range(120):
        products.put("product", f"S{n}", None)
        if n < 100:
            take(mirrors, products)
    take(mirrors, products)
    assert mirrors.held()["catalog"]["left"] == 80
    assert nombres(mirrors) == 100
    clock.at += timedelta(days=8)
    take(mirrors, products)
    assert mirrors.held() == {}
    assert nombres(mirrors) == 80


def test_a_base_without_most_of_the_catalogue_is_held_back(mirrors: Mirrors) -> None:
    assortment(mirrors, 150)
    for name in ("catalog", "price:store"):
        little = Stream(name, "epoch-2")
        for n in range(10):
            little.price(f"S{n}", 1) if name != "catalog" else little.product(f"S{n}")
        standing = take(mirrors, little)
        assert (standing.epoch, standing.sweep) == ("epoch-2", 0)
        assert mirrors.held()[name] == {"what": "products", "rows": 150, "left": 10}
        assert nombres(mirrors) == 150
    take(mirrors, Stream("catalog", "epoch-3").product("S1"), let=True)
    assert nombres(mirrors) == 1


def test_a_stream_that_would_leave_nobody_to_sign_in_is_held_back(mirrors: Mirrors) -> None:
    configured(mirrors)
    people = Stream("store:042").put("shop", "042", A_SHOP).put_all(PEOPLE)
    people.put("person", "1001", None)
    take(mirrors, people)
    assert mirrors.held() == {"store:042": {"what": "staff", "rows": 1, "left": 0}}
    assert in_store(mirrors, "SELECT code FROM staff") == [("1001",)]
    take(mirrors, people.put("person", "1002", {"name": "Eva", "role": "cashier", "pin": "h"}))
    assert mirrors.held() == {}
    assert in_store(mirrors, "SELECT code FROM staff") == [("1002",)]


def test_people_who_are_replaced_over_pages_go_when_the_last_was_read(mirrors: Mirrors) -> None:
    configured(mirrors)
    people = Stream("store:042").put("shop", "042", A_SHOP).put_all(PEOPLE)
    people.put("person", "1001", None)
    people.put("person", "1002", {"name": "Eva", "role": "cashier", "pin": "h"})
    assert mirrors.apply(people.page(2, 1)).sweep == REMOVALS
    assert in_store(mirrors, "SELECT code FROM staff") == [("1001",)]
    take(mirrors, people)
    assert in_store(mirrors, "SELECT code FROM staff") == [("1002",)]


def test_the_shops_own_list_is_the_one_of_highest_priority_that_is_for_it(
    mirrors: Mirrors,
) -> None:
    config = configured(mirrors)
    north = Stream("price:north").price("A", 80)
    take(mirrors, Stream("price:store").price("A", 100))
    take(mirrors, north)
    take(mirrors, Stream("catalog").product("A"))
    assert Catalog(mirrors.where).by_sku("A").price.cents == 100  # type: ignore[union-attr]
    value = {"name": "Norte", "kind": "store", "priority": 5, "shops": ["042"]}
    take(mirrors, config.put("list", "north", value))
    take(mirrors, config.put("list", "south", {**value, "priority": 9, "shops": ["001"]}))
    mirrors.tidy()
    assert Catalog(mirrors.where).by_sku("A").price.cents == 80  # type: ignore[union-attr]
    take(mirrors, config.put("list", "north", None))
    take(mirrors, north.price("A", 70))
    assert Catalog(mirrors.where).by_sku("A").price.cents == 100  # type: ignore[union-attr]


def test_a_rise_that_comes_while_the_shop_is_open_waits_and_is_tidied_in(
    mirrors: Mirrors, clock: Clock
) -> None:
    prices, _ = assortment(mirrors, 1)
    clock.at = datetime(2026, 11, 23, 11, tzinfo=UTC)  # Monday noon: open until 21:00
    take(mirrors, prices.price("S0", 900))
    assert Catalog(mirrors.where).by_sku("S0").price.cents == 100  # type: ignore[union-attr]
    mirrors.tidy()
    assert Catalog(mirrors.where).by_sku("S0").price.cents == 100  # type: ignore[union-attr]
    clock.at = datetime(2026, 11, 24, 8, tzinfo=UTC)  # Tuesday, nine in Madrid
    mirrors.tidy()
    assert Catalog(mirrors.where).by_sku("S0").price.cents == 900  # type: ignore[union-attr]


def test_without_a_calendar_a_rise_waits_for_the_end_of_the_shift(
    tmp_path: Path, clock: Clock
) -> None:
    shift = [7]
    mirrors = Mirrors(tmp_path, KEY, clock, lambda: shift[0])
    prices, _ = assortment(mirrors, 3)
    take(mirrors, Stream("store:042", "e2").put("shop", "042", {**A_SHOP, "calendar": {}}))
    take(mirrors, prices.price("S0", 900).price("S1", 50))

    def cents() -> list[int]:
        till = Catalog(mirrors.where)
        return [till.by_sku(f"S{n}").price.cents for n in range(3)]  # type: ignore[union-attr]

    assert cents() == [100, 50, 102]
    clock.at += timedelta(days=9)
    mirrors.tidy()
    assert not mirrors.shift_over()
    assert cents() == [100, 50, 102]
    # Nobody looked between the two shifts; what comes in the second one waits for its own end.
    shift[0] = 8
    take(mirrors, prices.price("S2", 800))
    assert mirrors.shift_over()
    assert cents() == [900, 50, 102]
    shift[0] = 0
    mirrors.tidy()
    assert cents() == [900, 50, 800]
    take(mirrors, prices.price("S1", 70))
    assert cents() == [900, 70, 800]
    assert not mirrors.shift_over()
    mirrors.close()


def test_with_a_calendar_the_shift_is_not_asked(tmp_path: Path, clock: Clock) -> None:
    mirrors = Mirrors(tmp_path, KEY, clock, lambda: 7)
    prices, _ = assortment(mirrors, 1)
    take(mirrors, prices.price("S0", 900))  # the shop is closed at night, whoever counts
    assert Catalog(mirrors.where).by_sku("S0").price.cents == 900  # type: ignore[union-attr]
    mirrors.close()


def test_after_a_base_the_catalogue_is_put_in_the_order_of_sale(mirrors: Mirrors) -> None:
    configured(mirrors)
    take(mirrors, Stream("price:store").price("A", 1).price("B", 2))
    take(mirrors, Stream("catalog").product("A", sold=1).product("B", sold=7))
    till = Catalog(mirrors.where)
    assert [p.sku for p in till.favourites()] == ["A", "B"]
    assert mirrors.tidy()
    assert till.refresh()
    assert [p.sku for p in till.favourites()] == ["B", "A"]
    assert not mirrors.tidy()
    assert mirrors.standings()["catalog"].seq == 2
    take(mirrors, Stream("price:store").price("A", 1).price("B", 2).price("A", 5))
    assert till.by_sku("A").price.cents == 5  # type: ignore[union-attr]


def test_a_list_that_is_no_longer_ours_goes_with_its_prices(mirrors: Mirrors) -> None:
    configured(mirrors)
    take(mirrors, Stream("price:black").price("A", 1))
    take(mirrors, Stream("loyalty:n").put("customer", "u", {"card": "9"}))
    for stream in ("price:black", "loyalty:n"):
        mirrors.forget(stream)
        assert stream not in mirrors.standings()
    assert mirrors._catalog.execute("SELECT count(*) FROM price").fetchone() == (0,)
    assert in_store(mirrors, "SELECT * FROM customer") == []


def test_losing_the_shops_own_list_is_held_back(mirrors: Mirrors) -> None:
    assortment(mirrors, 150)
    with pytest.raises(NotTaken) as held:
        mirrors.forget("price:store")
    assert held.value.why == "held"
    assert len(Catalog(mirrors.where).search("nombre", 500)) == 150
    mirrors.forget("price:store", let=True)
    assert nombres(mirrors) == 0


def test_a_damaged_catalogue_is_replaced_only_when_a_whole_one_is_here(
    tmp_path: Path, clock: Clock
) -> None:
    mirrors = Mirrors(tmp_path, KEY, clock)
    prices, products = assortment(mirrors, 300)
    mirrors.close()
    path = folder.current(tmp_path)
    assert path is not None
    data = bytearray(path.read_bytes())
    data[8192:16384] = b"\xff" * 8192
    path.write_bytes(data)
    mirrors = Mirrors(tmp_path, KEY, clock)
    assert "catalog" not in mirrors.standings()
    assert folder.current(tmp_path) == path
    take(mirrors, prices)
    assert folder.current(tmp_path) == path
    take(mirrors, products)
    assert folder.current(tmp_path) != path
    assert len(Catalog(tmp_path)) == 300
    mirrors.close()


def test_a_catalogue_of_before_is_brought_to_todays_schema(tmp_path: Path, clock: Clock) -> None:
    name = catalog.empty(tmp_path, source="old", created=MONDAY_NIGHT)
    connection = folder.connect(tmp_path / name, readable_only=False)
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    mirrors = Mirrors(tmp_path, KEY, clock)
    assert folder.current(tmp_path) == tmp_path / "catalog-2.db"
    mirrors.close()


def test_the_products_of_a_till_that_was_alone_stay_until_central_has_said_its_own(
    tmp_path: Path, clock: Clock
) -> None:
    from catalogue_builders import a_catalogue, a_product

    a_catalogue(tmp_path, [a_product("OLD"), a_product("S1")])
    mirrors = Mirrors(tmp_path, KEY, clock)
    configured(mirrors)
    take(mirrors, Stream("price:store").price("S1", 7))
    found = Catalog(tmp_path)
    assert found.by_sku("S1").price.cents == 7  # type: ignore[union-attr]
    take(mirrors, Stream("catalog").product("S1"))
    assert found.by_sku("OLD") is None
    mirrors.close()


def test_a_full_disk_is_said_and_nothing_is_lost(mirrors: Mirrors) -> None:
    _, products = assortment(mirrors, 3)
    pages = mirrors._catalog.execute("PRAGMA page_count").fetchone()[0]
    mirrors._catalog.execute(f"PRAGMA max_page_count={pages}")
    for n in range(400):
        products.product(f"N{n}", "x" * 400)
    with pytest.raises(NotTaken) as refused:
        mirrors.apply(products.page(3))
    assert refused.value.why == "disk"
    assert mirrors.standings()["catalog"].seq == 3
    mirrors._catalog.execute("PRAGMA max_page_count=1000000")
    take(mirrors, products)


def test_somebody_elses_lock_is_waited_for(mirrors: Mirrors, tmp_path: Path) -> None:
    configured(mirrors)
    mirrors._store.execute("PRAGMA busy_timeout=10")
    other = store.connect(tmp_path, KEY)
    other.execute("BEGIN IMMEDIATE")
    page = Stream("config").put_all(LISTS).put("setting", "x", {"value": 1}).page(2)
    with pytest.raises(NotTaken) as refused:
        mirrors.apply(page)
    assert refused.value.why == "busy"
    other.execute("ROLLBACK")
    other.close()
    assert mirrors.apply(page).seq == 3


def test_a_checksum_is_of_everything_in_a_row() -> None:
    stream = Stream("catalog").product("A")
    page: Page = stream.page(0)
    assert page.check == check_after("", page.rows[0])
    for other in (Stream("catalog").product("B"), Stream("catalog").product("A", sold=1)):
        assert other.page(0).check != page.check


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(key=st.text(), value=st.dictionaries(st.text(), _ANYTHING, max_size=4))
def test_the_checksum_is_of_canonical_json(key: str, value: dict[str, Any]) -> None:
    array = canonical([7, "P", "kind", key, 3, value])
    expected = hashlib.sha256(f"abc{array}".encode()).hexdigest()[:32]
    assert check_after("abc", Row(7, "P", "kind", key, 3, value)) == expected
