"""What a code carries reaches the line: weight, price, batch and day; an expired lot is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from catalogue_builders import a_catalogue, a_product
from shop import Shop

from app import config as till_toml
from app.domain.errors import BadQuantity, ExpiredLot, NoLayout, UnknownItem
from app.domain.line_body import line_body, line_from
from app.domain.money import Money
from app.domain.product import Unit
from app.domain.sale import Line, WeightFrom
from app.domain.weighed_code import check_digit
from app.messages import sentence

GTIN = "08410000000016"


def code(digits: str) -> str:
    return digits + check_digit(digits)


@pytest.fixture
def deli(open_shop: Shop) -> Shop:
    """Ham at 16.90 a kilo (item 42 of the scale, and by its zeroed code), cheese by the piece."""
    kilo = {"unit": Unit.KG, "price": Money(1690)}
    products = [
        a_product("42", "Jamón", **kilo),
        a_product("QUESO", "Queso", codes=("0" + code("211234500000"), GTIN), **kilo),
        a_product("77", "Pan", price=Money(95)),
    ]
    a_catalogue(open_shop.folder, products, merge=True)
    till = open_shop.counter.till
    rows = ({"pattern": "21IIIIIWWWWWC"}, {"pattern": "23IIIIIPPPPPC", "decimals": 2})
    till.config = replace(till.config, weighed=rows)
    open_shop.counter.lookup.refresh()
    return open_shop


def scan(shop: Shop, text: str) -> Line:
    line = shop.counter.register.scan(text)
    assert isinstance(line, Line)
    return line


@pytest.mark.parametrize(
    ("digits", "sku", "weight"),
    [("210004200436", "42", "0.436"), ("211234501250", "QUESO", "1.250")],
)
def test_a_scales_label_is_a_line_with_its_weight(
    deli: Shop, digits: str, sku: str, weight: str
) -> None:
    line = scan(deli, "]E0" + code(digits))
    assert (line.sku, line.quantity) == (sku, Decimal(weight))
    assert line.weight_from is WeightFrom.LABEL and not line.typed_weight
    assert line.total == Money(1690).times(Decimal(weight))
    assert line_from(line_body(line)) == line


def test_a_labels_price_is_what_it_costs_to_the_cent(deli: Shop) -> None:
    """0.321 kg at 16.90 would be 5.42."""
    line = scan(deli, code("230004200543"))
    assert (line.sku, str(line.quantity), str(line.total)) == ("42", "0.321", "5.43")
    assert line.price == Money(1690)
    assert line_from(line_body(line)) == line
    assert deli.counter.register.weight(Decimal("0.321")).total == Money(542)


def test_a_labels_price_of_a_piece_is_one_piece_and_two_labels_are_two_lines(deli: Shop) -> None:
    first, second = scan(deli, code("230007700120")), scan(deli, code("230007700095"))
    assert [(str(one.quantity), str(one.total)) for one in (first, second)] == [
        ("1", "1.20"),
        ("1", "0.95"),
    ]
    assert str(scan(deli, "77").quantity) == "1", "what has no label is no second of what has one"


def test_a_weight_on_a_piece_is_refused(deli: Shop) -> None:
    with pytest.raises(BadQuantity):
        scan(deli, code("210007700436"))


def test_a_scales_code_that_no_row_reads_is_refused_in_words(deli: Shop) -> None:
    with pytest.raises(NoLayout) as refused:
        scan(deli, code("250004200436"))
    assert "empiezan por 25" in sentence(refused.value)
    assert deli.counter.register.sale is None or not deli.counter.register.sale.unknown


def test_one_that_is_read_but_of_no_product_is_refused_too(deli: Shop) -> None:
    with pytest.raises(UnknownItem) as refused:
        scan(deli, code("210099900436"))
    assert type(refused.value) is UnknownItem


def test_a_row_of_the_table_that_is_none_spoils_no_other(deli: Shop) -> None:
    till = deli.counter.till
    rows = (
        {"pattern": "nonsense"},
        {"pattern": "21IIIIIWWWWWC", "decimals": "x"},
        *till.config.weighed,
    )
    till.config = replace(till.config, weighed=rows)
    assert scan(deli, code("210004200436")).quantity == Decimal("0.436")


def test_batch_day_and_weight_of_a_gs1_code_are_on_the_line(deli: Shop) -> None:
    text = f"]d201{GTIN}17271231310300125010LOTE-7"
    line = scan(deli, text)
    assert (line.batch, line.expires, line.quantity) == (
        "LOTE-7",
        date(2027, 12, 31),
        Decimal("1.250"),
    )
    assert line_from(line_body(line)) == line


@pytest.mark.parametrize("day", ["201120", "261120"])
def test_an_expired_lot_is_refused_and_says_since_when(deli: Shop, day: str) -> None:
    with pytest.raises(ExpiredLot) as refused:
        scan(deli, f"]d201{GTIN}17{day}3103001250")
    assert f"{day[4:]}/{day[2:4]}/20{day[:2]}" in sentence(refused.value)
    assert deli.counter.register.sale is None


def test_on_its_last_day_it_is_sold(deli: Shop) -> None:
    today = deli.counter.till.now().date()
    assert scan(deli, f"]d201{GTIN}17{today:%y%m%d}3103001250").expires == today


def test_the_table_is_kept_in_till_toml(deli: Shop) -> None:
    till = deli.counter.till
    till_toml.write(deli.folder, till.config)
    assert till_toml.read(deli.folder).weighed == till.config.weighed
