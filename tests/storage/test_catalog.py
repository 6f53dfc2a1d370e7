"""What a till finds in its catalogue, and how it goes over to a new one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from catalogue_builders import LECHE, PAN, QUESO, a_catalogue, a_product
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.barcode import ProductCode, TicketCode
from app.domain.errors import BadCode
from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory
from app.mirror.words import words
from app.storage import search
from app.storage.catalog import Catalog, Family

ASSORTMENT = [
    a_product("L-1", "Leche entera 1 L", brand="Pradera", family="Lácteos/Leche", codes=(LECHE,)),
    a_product("L-2", "Leche desnatada 1 L", brand="Pradera", family="Lácteos/Leche"),
    a_product("P-1", "Pan de piña", family="Panadería", codes=(PAN, "PLU7"), related=("Q-1", "X")),
    a_product("Q-1", "Queso de oveja curado", brand="La Peña", family="Lácteos/Quesos"),
    a_product("Q-2", "Queso fresco", brand="Pradera", family="Lácteos/Quesos", codes=(QUESO,)),
    a_product("q-2", "Quesera de cristal", family="Hogar"),
    a_product("12345678", "Camiseta azul", family="Ropa"),
    a_product("CH-1", "Chocolate negro 85 %", brand="Cacao"),
]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    where = tmp_path_factory.mktemp("catalogue")
    a_catalogue(where, ASSORTMENT)
    return Catalog(where)


def skus(products: list[Product]) -> list[str]:
    return [product.sku for product in products]


def test_everything_of_a_product_comes_back_as_it_went_in(tmp_path: Path) -> None:
    whole = Product(
        "S/1",
        "Jamón “5J” 100 %",
        Unit.KG,
        TaxCategory.REDUCIDO,
        Money(4_999),
        Money(4_500),
        "Frescos/Jamón",
        "Sierra",
        (LECHE, "A-B"),
        ("S/2",),
        Decimal("-1.250"),
        "ph.pig",
    )
    a_catalogue(tmp_path, [whole, a_product("S/2")])
    catalog = Catalog(tmp_path)
    assert catalog.by_sku("S/1") == catalog.by_key(LECHE) == catalog.product("a-b") == whole
    assert catalog.by_sku("S/2") == a_product("S/2", stock=None)
    assert len(catalog) == 2


@pytest.mark.parametrize(
    ("code", "sku"),
    [
        ("8410000000016", "L-1"),
        ("]E08410000000016", "L-1"),
        ("https://id.gs1.org/01/08410000000016", "L-1"),
        ("plu7", "P-1"),
        ("l-1", "L-1"),
        ("Q-2", "Q-2"),
        ("q-2", "q-2"),
        ("12345678", "12345678"),  # digits of a SKU whose check digit is no GTIN's
    ],
)
def test_a_code_finds_its_product(catalog: Catalog, code: str, sku: str) -> None:
    found = catalog.product(code)
    assert found is not None
    assert found.sku == sku


def test_what_is_not_there_is_none_and_a_misread_code_says_so(catalog: Catalog) -> None:
    assert catalog.product("8410000000047") is None
    assert catalog.product("nada") is None
    assert catalog.product(TicketCode("T042C03AS26-000001")) is None
    assert catalog.product(ProductCode(None, "L-1")) is not None
    with pytest.raises(BadCode):
        catalog.product("8410000000017")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("leche", ["L-1", "L-2"]),
        ("LECHE", ["L-1", "L-2"]),
        ("lec", ["L-1", "L-2"]),
        ("entera leche", ["L-1"]),
        ("pina", ["P-1"]),
        ("piña", ["P-1"]),
        ("pradera", ["L-1", "L-2", "Q-2"]),
        ("lacteos ques", ["Q-1", "Q-2"]),
        ("lech ent", ["L-1"]),
        ("ques ove cur", ["Q-1"]),
        ("L-", ["L-1", "L-2", "Q-1", "Q-2"]),
        ("q-2", ["q-2", "Q-2"]),
        ("0016", ["L-1"]),
        ("016", ["L-1"]),
        ("8410000000030", ["Q-2"]),
        ("85%", ["CH-1"]),
        ("choclate", ["CH-1"]),
        ("chocollate", ["CH-1"]),
        ("chocoltae", ["CH-1"]),
        ("xhocolate", ["CH-1"]),
        ("chpco", ["CH-1"]),
        ("quezo oveja", ["Q-1"]),
        ("queso oveka", ["Q-1"]),
        ("zzzz", []),
        ("leche zzzzzz", []),
        ("", []),
        ("  ", []),
        ("%&/()", []),
        ('"leche', ["L-1", "L-2"]),
        ("leche*", ["L-1", "L-2"]),
        ("leche OR", []),
    ],
)
def test_typing_finds_what_was_meant(catalog: Catalog, typed: str, expected: list[str]) -> None:
    assert skus(catalog.search(typed)) == expected


def test_the_best_sellers_come_first(tmp_path: Path) -> None:
    named = [a_product(str(n), f"Vino {n}") for n in range(5)]
    a_catalogue(tmp_path, named, sold=[1, 0, 50, 0, 7])
    catalog = Catalog(tmp_path)
    assert skus(catalog.search("vino")) == ["2", "4", "0", "1", "3"]
    assert skus(catalog.search("vino", limit=2)) == skus(catalog.favourites(2)) == ["2", "4"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_text_whatever_breaks_the_search(catalog: Catalog, text: str) -> None:
    catalog.search(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_words_of_a_product_in_any_order_find_it(catalog: Catalog, data: st.DataObject) -> None:
    product = data.draw(st.sampled_from(ASSORTMENT))
    known = words(f"{product.name} {product.brand} {product.family}")
    chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
    last = chosen.pop()
    typed = [*chosen, last[: data.draw(st.integers(1, len(last)))]]
    assert product in catalog.search(" ".join(typed))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_wrong_letter_of_a_whole_name_is_forgiven(
    catalog: Catalog, data: st.DataObject
) -> None:
    product = data.draw(st.sampled_from(ASSORTMENT[:6]))
    name = words(product.name)
    place = data.draw(st.sampled_from([i for i, word in enumerate(name) if len(word) > 3]))
    at = data.draw(st.integers(0, len(name[place]) - 1))
    name[place] = name[place][:at] + "x" + name[place][at + 1 :]
    assert product in catalog.search(" ".join(name))


def test_a_product_that_goes_while_it_is_searched_is_not_found(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "found", lambda *_: [2, 999, 1])
    assert skus(catalog.search("leche")) == ["L-2", "L-1"]


def test_the_family_tree_counts_what_is_under_it(catalog: Catalog) -> None:
    assert Family("Lácteos", 4) in catalog.families()
    assert Family("Lácteos/Quesos", 2) in catalog.families()
    assert skus(catalog.in_family("lacteos")) == ["L-1", "L-2", "Q-1", "Q-2"]
    assert skus(catalog.in_family("Lácteos / Quesos")) == ["Q-1", "Q-2"]
    assert skus(catalog.in_family("Lácteos", limit=3)) == ["L-1", "L-2", "Q-1"]
    assert catalog.in_family("Lác") == []


def test_related_products_that_are_not_there_are_left_out(catalog: Catalog) -> None:
    bread = catalog.by_sku("P-1")
    assert bread is not None
    assert skus(catalog.related(bread)) == ["Q-1"]


def test_a_till_without_a_catalogue_finds_nothing_and_fails_at_nothing(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "new")
    assert catalog.version == ""
    assert catalog.refresh() is False
    assert catalog.product("8410000000016") is catalog.by_sku("A") is None
    assert catalog.families() == []
    assert catalog.search("leche") == catalog.in_family("a") == catalog.favourites() == []
    assert len(catalog) == 0


def test_a_till_goes_over_to_the_new_catalogue_only_when_it_looks(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path)
    first = a_catalogue(tmp_path, [a_product("A")])
    assert catalog.refresh() is True
    assert catalog.version == first
    second = a_catalogue(tmp_path, [a_product("B")])
    assert catalog.by_sku("A") is not None
    assert catalog.by_sku("B") is None
    assert catalog.refresh() is True
    assert catalog.refresh() is False
    assert catalog.version == second
    assert catalog.by_sku("A") is None
    assert catalog.by_sku("B") is not None


def test_a_catalogue_that_does_not_open_is_not_gone_over_to(tmp_path: Path) -> None:
    first = a_catalogue(tmp_path, [a_product("A")])
    catalog = Catalog(tmp_path)
    (tmp_path / "catalog-9.db").write_bytes(b"not a database" * 1000)
    for name in ("catalog-9.db", "catalog-10.db", "../x", ""):
        (tmp_path / "catalog.current").write_text(name)
        assert catalog.refresh() is False
    assert catalog.version == first
    assert catalog.by_sku("A") is not None
