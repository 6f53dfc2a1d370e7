"""A sale becomes an order: worth what the document says to the cent, and said as it may be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from builders import NOON
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from app.domain import order_code, placing
from app.domain.errors import BadRecipient, NotOrderable, OrderTooLong, PayFirst
from app.domain.money import Money
from app.domain.order import Delivery
from app.domain.placing import Outcome
from app.domain.product import Unit
from app.domain.sale import Line, Listed, Ordering, Sale
from app.domain.tax import TaxCategory

FOR = Ordering("043", "Torrero", "Iker Sanz Ruiz", "600 123 678")


def a_line(quantity: str = "1", cents: int = 1000, unit: Unit = Unit.EACH, **more: object) -> Line:
    listed = Listed(Money(cents), "store", "1")
    line = Line(1, "A", "Producto A", unit, TaxCategory.GENERAL, listed, Decimal(quantity))
    return replace(line, reduced=Money(cents), **more)  # type: ignore[arg-type]


def a_sale(*lines: Line, of: Ordering = FOR) -> Sale:
    return Sale("s", lines=lines, ordering=of)


@given(st.integers(1, 60), st.integers(0, 100_000))
def test_an_order_is_worth_what_was_paid_to_the_cent(count: int, cents: int) -> None:
    sale = a_sale(replace(a_line(str(count)), reduced=Money(cents)))
    order = placing.order_of(sale, "042-03A-1", NOON, "042", None, "B1")
    assert order.amount == Money(cents)
    assert sum(line.quantity for line in order.lines) == count
    assert len({line.number for line in order.lines}) == len(order.lines)


def test_it_names_nobody_in_full() -> None:
    order = placing.order_of(a_sale(a_line()), "042-03A-1", NOON, "042", None, "B1")
    assert (order.name, order.phone_tail) == ("Iker S.", "678")
    assert (order.shop, order.placed_in, order.channel) == ("043", "042", "till")
    assert placing.short_name("Cher") == "Cher"


def test_it_is_promised_for_the_hour_the_customer_was_told() -> None:
    at = NOON + timedelta(hours=5)
    sale = a_sale(a_line(), of=replace(FOR, promised_at=at))
    assert placing.order_of(sale, "042-03A-1", NOON, "042", None, "B1").promised_at == at


def test_its_number_is_under_the_letter_of_the_installation() -> None:
    assert placing.number_of("042", "03", "B", 17) == "042-03B-17"


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("phone", " "), ("phone", "600"), ("email", "iker@")]
)
def test_without_a_name_or_a_way_to_reach_them_nothing_is_ordered(field: str, value: str) -> None:
    with pytest.raises(BadRecipient):
        placing.check(a_sale(a_line()), replace(FOR, **{field: value}))  # type: ignore[arg-type]


def test_a_home_delivery_has_an_address_and_is_paid_first() -> None:
    home = replace(FOR, delivery=Delivery.HOME)
    with pytest.raises(BadRecipient):
        placing.check(a_sale(a_line()), home)
    placing.check(a_sale(a_line()), replace(home, address="Calle Mayor, 1"))
    with pytest.raises(PayFirst):
        placing.check_unpaid(home)


def test_what_has_no_sku_or_no_weight_is_not_ordered() -> None:
    varios = a_line(listed=Listed(Money(100), "varios", ""))
    for line in (varios, a_line("0", unit=Unit.KG)):
        with pytest.raises(NotOrderable):
            placing.check(a_sale(line), FOR)


def test_until_central_answers_it_is_pending_and_never_confirmed() -> None:
    order = placing.order_of(a_sale(a_line()), "042-03A-1", NOON, "042", None, "B1")
    assert placing.placed(order, "", None, given_up=False).outcome is Outcome.PENDING
    refused = placing.placed(order, "T1", {"outcome": "no_stock", "detail": "A"}, given_up=False)
    assert (refused.outcome, refused.owed) == (Outcome.NO_STOCK, True)
    over = placing.placed(order, "T1", {"outcome": "no_stock"}, given_up=True)
    assert (over.outcome, over.owed) == (Outcome.GIVEN_UP, False)


def scanned(count: int) -> tuple[Line, ...]:
    """So many lines, each with its barcode."""
    keys = (f"{number:013}" for number in range(8_410_000_000_000, 8_410_000_000_000 + count))
    codes = (key + ean.calc_check_digit(key) for key in keys)
    return tuple(a_line(code=code) for code in codes)


def test_what_passes_before_the_money_goes_into_the_customers_code() -> None:
    most = 0
    for count in range(100, 201, 5):
        sale = a_sale(*scanned(count))
        try:
            placing.check(sale, FOR)
        except OrderTooLong as refused:
            assert refused.facts["lines"] == count
            break
        most = count
        order = placing.order_of(sale, "042-03A-1", NOON, "042", None, "B1")
        assert len(order_code.content(order_code.code_of(order))) <= order_code.LONGEST
    assert 120 <= most < 200


def test_two_prices_of_one_line_take_the_room_of_two() -> None:
    dearer = scanned(90)
    placing.check(a_sale(*dearer), FOR)
    with pytest.raises(OrderTooLong):
        placing.check(a_sale(*(replace(one, quantity=Decimal(3)) for one in dearer)), FOR)
