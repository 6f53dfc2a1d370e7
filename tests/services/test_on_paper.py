"""With the other shops out of reach a ticket comes back by its paper, within limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from builders import a_document, a_line, a_sale, euro, paid
from chain import say_policies
from other_shops import THEIRS, Central, a_ticket, of_a_chain
from shop import Shop

from app.domain.document import Document
from app.domain.errors import (
    BadPaper,
    NotAllowed,
    NoTaxRate,
    NotReturnable,
    OverRisk,
    PaidOtherwise,
    PaperNotNeeded,
    ReasonMissing,
    ReturnedHere,
    ShopsUnreachable,
    UnknownItem,
)
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.tender import TenderKind
from app.services.on_paper import Item, Paper

COFFEE = Item("CAF-001", Decimal(2), euro("8.50"))
PAPER = Paper(THEIRS, date(2026, 11, 20), euro("12.75"), True, "cliente de viaje", (COFFEE,))


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    """A manager's, whose question nobody answers."""
    central = of_a_chain(open_shop.sign_in("9001"))
    central.says = lambda number: {"refused": "unreachable"}
    return open_shop


def unreachable(shop: Shop, number: str = THEIRS) -> None:
    with pytest.raises(ShopsUnreachable):
        shop.counter.enquiries.look_up(number)


def given_back(shop: Shop, paper: Paper = PAPER, number: str = THEIRS) -> Document:
    unreachable(shop, number)
    shop.counter.on_paper.take(paper)
    back = shop.refund(number)
    assert back
    return back


def test_what_the_paper_proves_is_given_back_and_the_override_is_a_fact(shop: Shop) -> None:
    back = given_back(shop)
    assert back.total == euro("-8.50")
    assert [tender.kind for tender in back.tenders] == [TenderKind.CASH]
    override, issued = shop.facts()[-2:]
    assert (override.type, override.who) == (FactType.RETURNED_ON_PAPER, "9001")
    assert override.body == {
        "number": THEIRS,
        "shop": "043",
        "issued_on": "2026-11-20",
        "total": 1275,
        "amount": 850,
        "limit": 5000,
        "why": "cliente de viaje",
        "allowed_by": "",
    }
    assert issued.body["corrects"] == {
        "number": THEIRS,
        "issued_on": "2026-11-20",
        "kind": "F2",
        "shop": "043",
        "installation": 0,
        "proof": "paper",
    }
    assert shop.adds_up()
    assert shop.restart().adds_up()


def test_only_a_manager_allows_it(shop: Shop) -> None:
    shop.sign_in("2001")  # a senior: returns what can be asked for
    unreachable(shop)
    shop.counter.on_paper.take(PAPER)
    with pytest.raises(NotAllowed):
        shop.refund(THEIRS)
    assert shop.facts(FactType.RETURNED_ON_PAPER) == []
    shop.counter.signin.authorise("9001", "9999")
    assert shop.refund(THEIRS)
    (override,) = shop.facts(FactType.RETURNED_ON_PAPER)
    assert (override.who, override.body["allowed_by"]) == ("2001", "9001")


def test_the_chain_says_how_much_is_risked(shop: Shop) -> None:
    assert shop.counter.on_paper.limit() == euro("50")
    say_policies(shop, {"paper_return_limit": 800})
    unreachable(shop)
    with pytest.raises(OverRisk):
        shop.counter.on_paper.take(PAPER)
    say_policies(shop, {"paper_return_limit": 850})
    assert given_back(shop).total == euro("-8.50")


def test_the_paper_serves_once_and_never_what_can_be_asked_for(shop: Shop) -> None:
    with pytest.raises(PaperNotNeeded):
        shop.counter.on_paper.take(PAPER)
    given_back(shop)
    unreachable(shop)
    with pytest.raises(ReturnedHere):
        shop.counter.on_paper.take(PAPER)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"why": " "}, ReasonMissing),
        ({"day": date(2027, 1, 1)}, BadPaper),
        ({"day": date(2000, 1, 1)}, NoTaxRate),
        ({"total": euro("8.49")}, BadPaper),
        ({"items": (Item("CAF-001", Decimal(1), Money(0)),)}, BadPaper),
        ({"items": (Item("NADA", Decimal(1), Money(100)),)}, UnknownItem),
    ],
)
def test_what_a_paper_cannot_say_is_refused(
    shop: Shop, changed: dict[str, Any], refusal: type[Exception]
) -> None:
    unreachable(shop)
    with pytest.raises(refusal):
        shop.counter.on_paper.take(replace(PAPER, **changed))


def test_an_invoice_waits_for_its_shop(shop: Shop) -> None:
    invoice = THEIRS.replace("AS", "AF")
    unreachable(shop, invoice)
    with pytest.raises(NotReturnable):
        shop.counter.on_paper.take(replace(PAPER, number=invoice))


def test_no_cash_leaves_for_what_was_paid_on_a_card(shop: Shop) -> None:
    unreachable(shop)
    shop.counter.on_paper.take(replace(PAPER, cash=False))
    with pytest.raises(PaidOtherwise):
        shop.refund(THEIRS, means="cash")
    back = shop.refund(THEIRS)
    assert back
    assert [tender.kind for tender in back.tenders] == [TenderKind.CARD_BY_HAND]


def test_central_counts_it_on_the_line_of_that_product(shop: Shop) -> None:
    """The line is up again, and central has not heard of what was given back on paper."""
    sale = a_sale(a_line(sku="B"), a_line(euro("4.25"), "3", sku="CAF-001"))
    theirs = replace(a_document(sale, paid(TenderKind.CASH, sale.total)), number=THEIRS)
    given_back(shop)
    central = Central()
    shop.counter.line.hang_up()
    shop.counter.line._make = central.make
    shop.counter.line.take_up()
    central.says = lambda number: a_ticket(theirs, shop)
    shop.counter.enquiries.look_up(THEIRS)
    found = shop.counter.refunds.find(THEIRS)
    assert {line: back.quantity for line, back in found.back.items()} == {2: 2}
    assert found.left(found.document.lines[1]) == 1
