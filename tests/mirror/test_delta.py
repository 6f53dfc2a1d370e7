"""A catalogue changed in place is the catalogue that one would build from the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mirror_builders import NOW, a_price, a_row, catalogue_of, dump, gone, live

from app.mirror import catalog, folder
from app.mirror.cursors import Standing
from app.mirror.items import Roles
from app.mirror.live import LiveCatalog, When
from app.mirror.rows import BadRow, Change
from app.mirror.words import words
from app.storage.catalog import Catalog

ROLES = Roles("store", "web")
CLOSED = When("2026-11-22T03:00:00.000+00:00")
LECHE, PAN = "08410000000016", "08410000000023"


@pytest.fixture
def where(tmp_path: Path) -> Path:
    catalog.empty(tmp_path, source="test", created=NOW)
    with live(tmp_path) as shelf:
        shelf.assign(ROLES)
    return tmp_path


def skus(products: Sequence[Any]) -> list[str]:
    return [product.sku for product in products]


def test_a_product_that_comes_is_found_by_everything(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_products([a_row("L", "Leche entera", family="Lácteos/Leche", codes=[LECHE])])
        shelf.put_prices("store", [a_price("L", 120)], CLOSED)
    found = Catalog(where)
    assert found.by_key(LECHE) == found.by_sku("L")
    assert found.by_sku("L").price.cents == 120  # type: ignore[union-attr]
    for typed in ("leche", "lechw", "ent", "lacteos", "0016", "L"):
        assert skus(found.search(typed)) == ["L"], typed
    assert [(f.path, f.products) for f in found.families()] == [
        ("Lácteos", 1),
        ("Lácteos/Leche", 1),
    ]
    assert len(found) == 1


@given(st.text())
def test_a_text_has_the_words_of_its_parts_which_are_remembered(text: str) -> None:
    assert words(text) == [word for part in text.split() for word in words(part)]


def test_a_product_that_goes_is_found_by_nothing(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 120), a_price("P", 90)], CLOSED)
        shelf.put_products(
            [
                a_row("L", "Leche entera", family="Lácteos", codes=[LECHE]),
                a_row("P", "Pan entero", family="Panadería", codes=[PAN]),
            ]
        )
    with live(where) as shelf:
        shelf.put_products([gone("L")])
    found = Catalog(where)
    assert found.by_sku("L") is found.by_key(LECHE) is None
    assert [found.search(typed) for typed in ("leche", "lechw", "lacteos", "0016")] == [[]] * 4
    assert [family.path for family in found.families()] == ["Panadería"]
    assert skus(found.search("enter")) == ["P"]


def test_without_a_price_of_the_shop_a_product_is_not_sold(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_products([a_row("L"), a_row("P")])
        shelf.put_prices("web", [a_price("L", 99)], CLOSED)
    assert Catalog(where).favourites() == []
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 120)], CLOSED)
    product = Catalog(where).by_sku("L")
    assert product is not None
    assert product.web_price is not None
    assert (product.price.cents, product.web_price.cents) == (120, 99)
    with live(where) as shelf:
        shelf.put_prices("store", [Change("price", "L|", None)], CLOSED)
    assert Catalog(where).by_sku("L") is None
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 130)], CLOSED)
    product = Catalog(where).by_sku("L")
    assert product is not None
    assert product.web_price is not None
    assert (product.price.cents, product.web_price.cents) == (130, 99)


def test_a_price_outlives_its_product_and_waits_for_it(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 120)], CLOSED)
        shelf.put_prices("web", [a_price("L", 110)], CLOSED)
        shelf.put_products([a_row("L")])
        shelf.put_products([gone("L")])
    with live(where) as shelf:
        shelf.put_products([a_row("L")])
    product = Catalog(where).by_sku("L")
    assert product is not None
    assert product.web_price is not None
    assert (product.price.cents, product.web_price.cents) == (120, 110)
    assert rows(where, "price") == []


def test_a_price_that_ends_or_is_held_waits_for_its_product_as_it_is(where: Path) -> None:
    opening = "2026-11-22T09:00:00.000+00:00"
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 120, ends=opening), a_price("P", 90)], CLOSED)
        shelf.put_prices("store", [a_price("P", 95)], When(CLOSED.now, opening))
    waiting = rows(where, "price")
    with live(where) as shelf:
        shelf.put_products([a_row("L"), a_row("P")])
    assert rows(where, "product", "sku, price, stand_in") == [("L", 120, 1), ("P", 90, 0)]
    assert rows(where, "price") == waiting
    with live(where) as shelf:
        shelf.settle(opening)
    assert rows(where, "product", "sku, price, stand_in") == [("L", 120, 1), ("P", 95, 0)]


def test_only_a_dated_price_stands_in_until_there_is_one_for_always(where: Path) -> None:
    launch = "2026-12-01T00:00:00.000+00:00"
    with live(where) as shelf:
        shelf.put_products([a_row("L")])
        shelf.put_prices("store", [a_price("L", 500, starts=launch)], CLOSED)
    assert rows(where, "product", "price, stand_in") == [(500, 1)]
    assert rows(where, "price", "sku, list, starts, cents") == [("L", "store", launch, 500)]
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 450)], CLOSED)
    assert rows(where, "product", "price, stand_in") == [(450, 0)]
    assert len(rows(where, "price")) == 1


def test_lists_that_are_nobodys_own_are_kept_beside(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 500)], CLOSED)
        shelf.put_products([a_row("L")])
        shelf.put_prices("black", [a_price("L", 300), a_price("X", 1)], CLOSED)
    expected = [("L", "black", "", "", 300, None, None), ("X", "black", "", "", 1, None, None)]
    assert rows(where, "price") == expected
    with live(where) as shelf:
        shelf.forget("price:black")
    assert rows(where, "price") == []
    assert rows(where, "product", "price") == [(500,)]


def test_another_list_becomes_the_shops_own(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("L", 500), a_price("M", 600)], CLOSED)
        shelf.put_prices("outlet", [a_price("L", 300), a_price("N", 200)], CLOSED)
        shelf.put_products([a_row("L"), a_row("M"), a_row("N")])
    with live(where) as shelf:
        shelf.assign(Roles("outlet", "web"))
    assert rows(where, "product", "sku, price") == [("L", 300), ("N", 200)]
    assert len(Catalog(where)) == 2
    with live(where) as shelf:
        assert shelf.rows == 2
        shelf.assign(ROLES)
    assert sorted(rows(where, "product", "sku, price")) == [("L", 500), ("M", 600)]
    assert rows(where, "unpriced", "sku") == [("N",)]


def test_a_base_takes_away_what_it_did_not_bring(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price(sku, 100) for sku in "ABCD"], CLOSED)
        shelf.put_products([a_row(sku) for sku in "ABCD"])
    kept = [a_row("A"), a_row("C")]
    with live(where) as shelf:
        shelf.begin_base("catalog")
        shelf.put_products(kept)
        shelf.saw("catalog", kept)
        shelf.sweep("catalog")
        shelf.release("catalog", CLOSED)
        prices = [a_price("A", 100), a_price("B", 110)]
        shelf.begin_base("price:store")
        shelf.put_prices("store", prices, CLOSED)
        shelf.saw("price:store", prices)
        shelf.sweep("price:store")
        shelf.release("price:store", CLOSED)
    assert rows(where, "product", "sku, price") == [("A", 100)]
    assert len(Catalog(where)) == 1
    assert rows(where, "unpriced", "sku") == [("C",)]
    assert rows(where, "price", "sku, cents") == [("B", 110)]
    assert rows(where, "seen") == []


def test_a_code_follows_the_product_that_claimed_it_last(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("A", 1), a_price("B", 2)], CLOSED)
        shelf.put_products([a_row("A", codes=[LECHE]), a_row("B")])
    with live(where) as shelf:
        shelf.put_products([a_row("B", codes=[LECHE])])
    with live(where) as shelf:
        shelf.put_products([a_row("A", codes=[PAN])])
    found = Catalog(where)
    assert [p and p.sku for p in (found.by_key(LECHE), found.by_key(PAN))] == ["B", "A"]


@pytest.mark.parametrize(
    "value",
    [
        {"tax": "general"},
        {"name": "x", "tax": "quince"},
        {"name": "x", "tax": "general", "unit": "pint"},
        {"name": "x", "tax": "general", "codes": [1]},
        {"name": 7, "tax": "general"},
        {"name": "x", "tax": "general", "sold": "many"},
    ],
)
def test_what_cannot_be_read_is_refused(where: Path, value: dict[str, Any]) -> None:
    with pytest.raises(BadRow), live(where) as shelf:
        shelf.put_products([a_row("A"), Change("product", "B", value)])
    assert rows(where, "product") == rows(where, "unpriced") == []


@pytest.mark.parametrize(
    "change",
    [
        Change("price", "A", {"cents": 1}),
        Change("price", "A|yesterday", {"cents": 1}),
        Change("price", "A|", {"cents": "1"}),
        Change("price", "A|", {"cents": -1}),
        Change("price", "A|", {"cents": 1, "ends": "soon"}),
    ],
)
def test_a_price_that_cannot_be_read_is_refused(where: Path, change: Change) -> None:
    with pytest.raises(BadRow), live(where) as shelf:
        shelf.put_prices("store", [change], CLOSED)


def test_the_till_sees_each_page_at_once(where: Path) -> None:
    till = Catalog(where)
    for number in range(3):
        with live(where) as shelf:
            shelf.put_prices("store", [a_price("A", 100 + number)], CLOSED)
            shelf.put_products([a_row("A", f"Nombre {number}")])
        product = till.by_sku("A")
        assert product is not None
        assert (product.name, product.price.cents) == (f"Nombre {number}", 100 + number)
        assert till.refresh() is False


# Everything that the tables follow from, in every order.
names = st.sampled_from(["Leche entera", "Leche desnatada", "Pan", "Pán entero", "Queso curado"])
paths = st.sampled_from(["", "Lácteos", "Lácteos/Leche", "Panadería/Pan", "Hogar"])
OF_EACH = dict(zip("ABCDE", (LECHE, PAN, "08410000000030", "08410000000047", "PLU7"), strict=True))
keys = st.sampled_from("ABCDE")
lists = st.sampled_from(["store", "web", "black"])
starts = st.sampled_from(["", "2026-01-01T00:00:00.000+00:00", "2027-01-01T00:00:00.000+00:00"])
products = st.builds(
    lambda sku, name, path, brand, coded: a_row(
        sku, name, family=path, brand=brand, codes=[OF_EACH[sku]] * coded
    ),
    keys,
    names,
    paths,
    st.sampled_from(["", "Pradera"]),
    st.booleans(),
)
steps = st.one_of(
    st.tuples(st.just("product"), products),
    st.tuples(st.just("product"), st.builds(gone, keys)),
    st.tuples(lists, st.builds(a_price, keys, st.integers(1, 900), starts)),
    st.tuples(lists, st.builds(lambda k, s: Change("price", f"{k}|{s}", None), keys, starts)),
)


@settings(max_examples=60)
@given(st.lists(st.lists(steps, max_size=8), max_size=8))
def test_changed_in_place_is_built_anew(
    tmp_path_factory: pytest.TempPathFactory, pages: list[list[tuple[str, Change]]]
) -> None:
    where = tmp_path_factory.mktemp("delta")
    catalog.empty(where, source="test", created=NOW)
    with live(where) as shelf:
        shelf.assign(ROLES)
    last: dict[tuple[str, str], Change] = {}
    for page in pages:
        with live(where) as shelf:
            for kind in ("product", "store", "web", "black"):
                changes = [change for of, change in page if of == kind]
                last |= {(kind, change.key): change for change in changes}
                if kind == "product":
                    shelf.put_products(changes)
                else:
                    shelf.put_prices(kind, changes, CLOSED)
            assert shelf.rows == count(shelf)
    fresh = catalogue_of(tmp_path_factory.mktemp("fresh"), last, ROLES)
    assert dump(where) == dump(fresh)
    before = dump(where)
    catalog.renew(where, source="test", created=NOW)
    assert dump(where) == before


def count(shelf: LiveCatalog) -> int:
    return int(shelf._connection.execute("SELECT count(*) FROM product").fetchone()[0])


def rows(where: Path, table: str, columns: str = "*") -> list[Any]:
    path = folder.current(where)
    assert path is not None
    connection = folder.connect(path, readable_only=True)
    try:
        query = f"SELECT {columns} FROM {table} ORDER BY 1"  # noqa: S608
        return list(connection.execute(query).fetchall())
    finally:
        connection.close()


def test_a_catalogue_is_renewed_in_the_order_of_sale_with_all_it_had(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("A", 1), a_price("B", 2)], CLOSED)
        shelf.put_prices("black", [a_price("A", 1)], CLOSED)
        shelf.put_products([a_row("A", sold=1), a_row("B", sold=9), a_row("C")])
        from app.mirror import cursors

        cursors.write(shelf._connection, "catalog", Standing("e", 3, "abc"))
    old = folder.current(where)
    assert skus(Catalog(where).favourites()) == ["A", "B"]
    catalog.renew(where, source="test", created=datetime(2026, 11, 22, tzinfo=UTC))
    assert folder.current(where) != old
    assert skus(Catalog(where).favourites()) == ["B", "A"]
    assert rows(where, "cursor", "stream, seq, checksum") == [("catalog", 3, "abc")]
    with live(where) as shelf:
        assert shelf.roles == ROLES
        assert shelf.rows == 2
