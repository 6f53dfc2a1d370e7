"""What a close asks for besides cash and the bank's terminal: the papers in the drawer."""

from __future__ import annotations

import pytest
from builders import euro
from shop import Shop

from app.domain.errors import BadCount
from app.domain.facts import FactType
from app.domain.shift import Count, parse_count
from app.domain.tender import TenderKind

MEAL = TenderKind.MEAL_VOUCHER


def eaten(shop: Shop, amount: str) -> Shop:
    shop.counter.other_ways.pay("meal-voucher", euro(amount), "E-1")
    return shop


def test_a_count_says_the_total_of_each_kind() -> None:
    count = parse_count(["50x1", "card-by-hand=3", "meal-voucher=11.50"])
    assert count == Count(((euro("50"), 1),), euro("3"), ((MEAL, euro("11.50")),))
    with pytest.raises(BadCount):
        parse_count(["Meal Voucher=3"])


def test_papers_that_are_missing_are_a_difference_that_a_manager_accepts(open_shop: Shop) -> None:
    shop = eaten(open_shop.add("CAF-001"), "4.25").count("100x1", "meal-voucher=4").close_shift()
    assert shop.closed.report.differences == {MEAL: euro("-0.25")}
    assert shop.closed.accepted_by is None
    (z,) = shop.facts(FactType.SHIFT_CLOSED)
    assert z.body["differences"] == {"meal-voucher": -25}
    assert z.body["count"]["totals"] == {"meal-voucher": 400}
    assert shop.crash().adds_up()


def test_what_is_right_needs_nobody(open_shop: Shop) -> None:
    shop = eaten(open_shop.add("CAF-001"), "4.25").count("100x1", "meal-voucher=4.25")
    shop.close_shift()
    assert not shop.closed.report.differs
    assert shop.adds_up()


def test_papers_on_a_ticket_in_progress_are_counted_once(open_shop: Shop) -> None:
    shop = eaten(open_shop.add("CAF-001"), "3").count("100x1", "meal-voucher=3").close_shift()
    assert not shop.closed.report.differs
    shop.sign_in("1001").open_shift("100").pay_cash()
    shop.count("100x1", "1x1", "0.20x1", "0.05x1", "meal-voucher=0").close_shift()
    assert not shop.closed.report.differs
    assert shop.adds_up()


def test_a_changed_payment_is_counted_as_it_is_now(open_shop: Shop) -> None:
    shop = eaten(open_shop.add("CAF-001"), "4.25").authorise("2001")
    shop.counter.last_ticket.retender("cash")
    shop.count("100x1", "2x2", "0.20x1", "0.05x1", "meal-voucher=0").close_shift()
    assert not shop.closed.report.differs
    assert shop.adds_up()
