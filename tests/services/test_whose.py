"""A card that no regular has: central is asked, and without it the points are the card's."""

from __future__ import annotations

from typing import Any

import pytest
from chain import say_customer, say_list, say_price, say_setting
from shop import Shop
from told import Central, in_a_chain

from app.domain.customer import Customer
from app.domain.errors import CardTaken, UnknownCard
from app.domain.facts import FactType
from app.domain.line import Answer
from app.services.loyalty import known, with_card
from app.services.whose import Found, Outcome

COFFEE = "CAF-001"  # 4.25
CARD, UUID = "C-77", "01890000-0000-7000-8000-000000000007"
TOLD = {"uuid": UUID, "card": CARD, "name": "Ana", "level": "oro", "points": 120}


@pytest.fixture
def central(open_shop: Shop) -> Central:
    say_setting(open_shop, "points", {"rates": [{"percent": "1"}]})
    return in_a_chain(open_shop)


def asked(shop: Shop, card: str = CARD) -> Customer:
    whose = shop.counter.customers.whose
    return shop.counter.customers.settle(card, whose.look_up(card))


def test_whom_central_names_is_known_until_the_till_closes(
    open_shop: Shop, central: Central
) -> None:
    say_list(open_shop, "tienda", "store")
    say_list(open_shop, "oro", "level", priority=20, level="oro")
    say_price(open_shop, COFFEE, "oro", 350)
    central.says = {"customers": ({**TOLD, "included": {"1042": 1}},)}
    shop = open_shop.add(COFFEE)
    assert shop.counter.customers.whose.needed(f"MC:{CARD}") == CARD
    customer = asked(shop)
    assert (customer.uuid, customer.first_name, customer.points) == (UUID, "Ana", 120)
    assert shop.sale.total.cents == 350
    assert shop.counter.customers.whose.needed(CARD) is None
    assert shop.pay_cash("5").document.points == 3
    found = known(shop.counter.till, UUID)
    assert found
    assert found.points == 123
    assert not shop.facts(FactType.CUSTOMER_MADE)
    assert shop.restart().adds_up()
    assert known(shop.counter.till, UUID) is None


def test_a_card_of_nobody_is_refused(open_shop: Shop, central: Central) -> None:
    with pytest.raises(UnknownCard):
        asked(open_shop)
    assert central.asked == [CARD]
    assert not open_shop.facts(FactType.CUSTOMER_MADE)


@pytest.mark.parametrize(
    "said",
    [
        {"refused": "unreachable"},
        {"customers": ({"uuid": UUID},)},
        {"customers": ({**TOLD, "included": 7},)},
        None,
    ],
)
def test_without_an_answer_the_points_are_the_cards(
    open_shop: Shop, central: Central, said: dict[str, Any] | None
) -> None:
    central.says = said
    customer = asked(open_shop)
    assert (customer.card, customer.name, customer.confirmed) == (CARD, "", False)
    (fact,) = open_shop.facts(FactType.CUSTOMER_MADE)
    assert fact.sealed is None
    assert fact.body["card"] == CARD
    document = open_shop.add(COFFEE, "2").pay_cash("10").document
    assert (document.customer, document.points) == (customer.uuid, 8)
    again = with_card(open_shop.counter.till, CARD)
    assert again
    assert (again.uuid, again.points, again.confirmed) == (customer.uuid, 8, False)
    assert open_shop.crash().adds_up()


def test_central_makes_the_card_one_with_its_owner(open_shop: Shop, central: Central) -> None:
    central.says = {"refused": "unreachable"}
    asked(open_shop)
    open_shop.add(COFFEE).pay_cash("5")
    say_customer(open_shop, UUID, CARD, "Ana Pérez", points=100)
    found = with_card(open_shop.counter.till, CARD)
    assert found
    assert (found.uuid, found.name, found.points, found.confirmed) == (UUID, "Ana Pérez", 104, True)


def test_who_was_only_a_card_can_be_made_somebody(open_shop: Shop, central: Central) -> None:
    central.says = {"refused": "unreachable"}
    asked(open_shop)
    make = open_shop.counter.customers.make
    make(CARD, {"name": "Carmen Ruiz"})
    found = with_card(open_shop.counter.till, CARD)
    assert found
    assert found.first_name == "Carmen"
    with pytest.raises(CardTaken):
        make(CARD, {"name": "Carmen Ruiz"})
    assert open_shop.adds_up()


def test_a_till_alone_asks_nobody(open_shop: Shop) -> None:
    assert open_shop.counter.customers.whose.needed(CARD) is None


def test_an_answer_that_comes_too_late_is_nobodys(open_shop: Shop, central: Central) -> None:
    central.says = None
    heard: list[Found] = []
    open_shop.counter.customers.whose.ask(CARD, heard.append)
    central.hear(Answer(1, customers=({**TOLD, "included": {}},)))
    central.hear(Answer(1, "not_found"))
    assert [one.outcome for one in heard] == [Outcome.FOUND]
