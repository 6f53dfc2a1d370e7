"""Who of the staff buys is said, has the chain's discount, and never sells it to themselves."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from builders import euro
from shop import Shop

from app.domain.errors import ForThemselves, UnknownPerson
from app.domain.facts import FactType
from app.mirror.store import writing
from app.services.opening import secrets_of


@pytest.fixture
def cheaper(open_shop: Shop) -> Shop:
    """The chain gives its staff 15 per cent."""
    till = open_shop.counter.till
    with writing(till.folder, secrets_of(till.folder, till.config).key) as mirror:
        said = json.dumps({"staff_discount": 15})
        mirror._connection.execute("UPDATE shop SET policies_json = ?", (said,))
    return open_shop


def buy(shop: Shop, code: str) -> None:
    shop.counter.staff_purchases.begin(code)


def test_a_colleague_buys_at_the_discount_of_the_chain(cheaper: Shop) -> None:
    buy(cheaper.add("CAF-001"), "2001")
    cheaper.pay_cash()
    document = cheaper.document
    assert (document.staff, document.who, document.total) == ("2001", "1001", euro("3.61"))
    (given,) = cheaper.facts(FactType.DISCOUNT_GIVEN)
    assert (given.body["staff"], given.body["discount"]["allowed_by"]) == ("2001", "")
    assert cheaper.crash().adds_up()


def test_nobody_buys_from_themselves_not_by_relevo_either(cheaper: Shop) -> None:
    with pytest.raises(ForThemselves):
        buy(cheaper.add("CAF-001"), "1001")
    with pytest.raises(UnknownPerson):
        buy(cheaper, "7777")
    buy(cheaper, "2001")
    cheaper.sign_in("2001")
    with pytest.raises(ForThemselves):
        cheaper.pay_cash()
    with pytest.raises(ForThemselves):
        cheaper.add("LEC-ENT")
    assert cheaper.sign_in("9001").pay_cash().document.staff == "2001"


def test_nobody_allows_what_is_for_themselves(cheaper: Shop) -> None:
    buy(cheaper.add("CAF-001"), "2001")
    with pytest.raises(ForThemselves):
        cheaper.authorise("2001").price("1")
    with pytest.raises(ForThemselves):
        cheaper.authorise("2001").discount_line("50%")
    assert cheaper.authorise("9001").price("4").line.price == euro("4")


def test_nobody_gives_back_to_themselves_or_allows_that(cheaper: Shop) -> None:
    buy(cheaper.add("CAF-001"), "2001")
    number = cheaper.pay_cash().document.number
    with pytest.raises(ForThemselves):
        cheaper.sign_in("2001").refund(number)
    with pytest.raises(ForThemselves):
        cheaper.sign_in("1001").authorise("2001").refund(number)
    with pytest.raises(ForThemselves):
        cheaper.sign_in("2001").counter.exchanges.begin(number, [(1, Decimal(1))])
    assert cheaper.sign_in("1001").authorise("9001").refund(number)
    assert cheaper.document.staff == "2001"
    assert cheaper.adds_up()


def test_a_purchase_may_be_anybodys_again(cheaper: Shop) -> None:
    buy(cheaper.add("CAF-001"), "2001")
    assert cheaper.counter.staff_purchases.end().total == euro("4.25")
    assert cheaper.pay_cash().document.staff == ""


def test_nobody_changes_how_they_themselves_paid(open_shop: Shop) -> None:
    buy(open_shop.add("CAF-001"), "2001")
    open_shop.pay_cash().authorise("2001")
    with pytest.raises(ForThemselves):
        open_shop.counter.last_ticket.retender("card")
    open_shop.authorise("9001").counter.last_ticket.retender("card")
