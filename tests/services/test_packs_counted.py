"""A pack's code and a scale's label are as much where goods are counted, received and sent as where
they are sold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from catalogue_builders import a_catalogue, a_product
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_shop import as_device
from shop import Shop

from app.domain.counting import Scope
from app.domain.errors import BadQuantity, NotScanned
from app.domain.product import Unit
from app.domain.weighed_code import check_digit

ONE, SIX, DOZEN = "08410000000016", "08410000000023", "08410000000030"


def label(grams: int) -> str:
    digits = f"2100042{grams:05d}"
    return digits + check_digit(digits)


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    shop = as_device(open_shop).sign_in("2001")
    cans = a_product("LATA", codes=(ONE, SIX, DOZEN), packs=((SIX, 6), (DOZEN, 12)))
    a_catalogue(shop.folder, [cans, a_product("42", "Jamón", unit=Unit.KG)], merge=True)
    till = shop.counter.till
    till.config = replace(till.config, weighed=({"pattern": "21IIIIIWWWWWC"},))
    shop.counter.lookup.refresh()
    return shop


SCANS = st.lists(
    st.one_of(st.sampled_from([ONE, SIX, DOZEN]), st.integers(1, 9_999).map(label)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(SCANS)
def test_what_is_scanned_is_as_much_sold_counted_and_received(shop: Shop, scans: list[str]) -> None:
    counter = shop.counter
    counter.counting.begin(Scope())
    receiving = counter.goods.receiving
    receiving.begin_blind("Conservas SL")
    for code in scans:
        counter.register.scan(code)
        counter.counting.found(code)
        receiving.scan(code)
    sold: dict[str, Decimal] = {}
    for line in shop.sale.lines:
        sold[line.sku] = sold.get(line.sku, Decimal(0)) + line.quantity
    found = {line.product.sku: line.quantity for line in counter.counting.lines()}
    came = {row.sku: row.good for row in receiving.compared()}
    counter.counting.leave()
    receiving.leave()
    counter.tickets.abandon()
    assert found == sold
    assert came == sold


def test_a_scan_too_many_is_taken_back_whole(shop: Shop) -> None:
    receiving = shop.counter.goods.receiving
    receiving.begin_blind("Conservas SL")
    receiving.scan(SIX, Decimal(2))
    receiving.scan(label(500))
    assert receiving.take_off(SIX).goods()["LATA"] == 6_000
    assert receiving.take_off("LATA", Decimal(5)).goods()["LATA"] == 1_000
    with pytest.raises(NotScanned):
        receiving.take_off(SIX)
    assert receiving.take_off(label(500)).goods().get("42", 0) == 0


def test_there_are_so_many_units_whatever_code_says_so(shop: Shop) -> None:
    counting = shop.counter.counting
    counting.begin(Scope())
    assert counting.found(SIX, Decimal(2)).quantity == 12
    assert counting.there_are(SIX, Decimal(7)).quantity == 7
    with pytest.raises(BadQuantity):
        counting.found("42")
