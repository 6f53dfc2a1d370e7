"""What the label on the shelf says holds: below a limit nobody's leave is needed."""

from __future__ import annotations

import pytest
from chain import say_policies
from shop import Shop

from app.domain.errors import BadPrice, NotAllowed
from app.domain.facts import FactType
from app.domain.money import Money, parse_money

COFFEE = "CAF-001"


def says(shop: Shop, price: str) -> Shop:
    shop.counter.label_says.sell(parse_money(price))
    return shop


def test_a_cashier_sells_at_the_labels_price_and_the_label_is_to_be_printed(
    open_shop: Shop,
) -> None:
    says(open_shop.add(COFFEE), "3.95")
    (stale,) = open_shop.counter.shelf_labels.stale()
    assert (stale.product.sku, stale.was, stale.price) == (COFFEE, Money(395), Money(425))
    body = open_shop.facts(FactType.PRICE_CHANGED)[-1].body
    assert (body["why"], body["from"], body["to"], body["allowed_by"]) == ("label", 425, 395, "")
    document = open_shop.pay_cash("5").document
    assert document.total == Money(395)
    open_shop.sign_in("2001").counter.shelf_labels.print_stale()
    assert open_shop.counter.shelf_labels.stale() == []


def test_above_the_limit_somebody_allows_it(open_shop: Shop) -> None:
    open_shop.add(COFFEE, "20")
    with pytest.raises(NotAllowed):
        says(open_shop, "3.95")
    says(open_shop.authorise("2001"), "3.95")
    by = open_shop.line.override
    assert by and (by.who, by.allowed_by) == ("1001", "2001")


def test_the_chain_says_the_limit(open_shop: Shop) -> None:
    say_policies(open_shop, {"label_says": 10})
    with pytest.raises(NotAllowed):
        says(open_shop.add(COFFEE), "3.95")


@pytest.mark.parametrize("price", ["4.25", "5", "0"])
def test_a_label_that_says_no_less_changes_nothing(open_shop: Shop, price: str) -> None:
    with pytest.raises(BadPrice):
        says(open_shop.add(COFFEE), price)
    assert open_shop.counter.shelf_labels.stale() == []
