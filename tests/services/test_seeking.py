"""The ticket of somebody who has not got it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders import euro
from chain import say_customer, say_ticket
from shop import Shop

from app.domain.errors import BadArguments, UnknownCard, UnknownItem
from app.storage import documents

COFFEE, MILK = "CAF-001", "LEC-ENT"
CARD, UUID = "2900000000012", "01890000-0000-7000-8000-000000000001"


@pytest.fixture
def sold(open_shop: Shop) -> Shop:
    """One: coffee in cash. Two, the next day: two coffees and a milk by a card, of Ana. Three: one
    that was given back."""
    say_customer(open_shop, UUID, CARD, "Ana Pérez")
    shop = open_shop.sign_in("2001").add(COFFEE).pay_cash().later(days=1)
    shop.identify(CARD).add(COFFEE, "2").add(MILK).pay_by_hand()
    shop.add(MILK).pay_cash()
    shop.refund(shop.document.number)
    return shop


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"product": COFFEE}, [2, 1]),
        ({"product": MILK}, [3, 2]),
        ({"product": COFFEE, "day": date(2026, 11, 21)}, [1]),
        ({"day": date(2026, 11, 20)}, []),
        ({"amount": euro("9.48")}, [2]),
        ({"amount": euro("8.50")}, [2]),
        ({"amount": euro("0.98"), "product": COFFEE}, [2]),
        ({"last_four": "4321"}, [2]),
        ({"last_four": "4322"}, []),
        ({"card": CARD}, [2]),
        ({"card": CARD, "amount": euro("4.25")}, []),
    ],
)
def test_a_ticket_is_found_by_what_is_known_of_it(
    sold: Shop, sought: dict[str, Any], found: list[int]
) -> None:
    numbers = [one.number for one in sold.counter.seeking.find(**sought)]
    assert numbers == [f"T042C03AS26-{number:06d}" for number in found]


def test_what_is_too_long_ago_is_found_by_its_day(sold: Shop) -> None:
    sold.later(days=120)
    assert sold.counter.seeking.find(product=COFFEE) == []
    assert len(sold.counter.seeking.find(product=COFFEE, day=date(2026, 11, 21))) == 1


def test_a_ticket_of_another_till_of_the_shop_is_found_too(sold: Shop) -> None:
    with sold.db.read() as connection:
        (own,) = documents.of_numbers(connection, ["T042C03AS26-000001"])
    say_ticket(sold, replace(own, number="T042C04AS26-000009"), 7)
    say_ticket(sold, own, 1)  # central says our own too
    numbers = [one.number for one in sold.counter.seeking.find(amount=euro("4.25"))]
    assert numbers == ["T042C04AS26-000009", "T042C03AS26-000001"]


def test_who_says_nothing_finds_nothing(sold: Shop) -> None:
    find = sold.counter.seeking.find
    with pytest.raises(BadArguments):
        find()
    with pytest.raises(UnknownItem):
        find(product="NADA")
    with pytest.raises(UnknownCard):
        find(card="2900000000029")
