"""Any till of the shop returns any ticket of the shop, with the line down (retail-rules 5)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import a_document, a_line, a_sale, amount_off, euro, paid
from chain import say_ticket
from shop import Shop

from app.domain.document import Document
from app.domain.errors import MoreThanSold, NothingToReturn, PaidOtherwise
from app.domain.money import Money
from app.domain.tender import TenderKind

NEIGHBOUR, ITS_INSTALLATION = "T042C04AS26-000007", 1002


@pytest.fixture
def theirs() -> Document:
    """Three of one and one of another, sold at the neighbour's till for cash."""
    sale = a_sale(
        a_line(Money(333), "3", sku="A"), a_line(Money(1000), sku="B"), discount=amount_off(50)
    )
    return replace(a_document(sale, paid(TenderKind.CASH, sale.total)), number=NEIGHBOUR)


@pytest.fixture
def manager_shop(open_shop: Shop) -> Shop:
    return open_shop.sign_in("9001")


def test_a_neighbours_ticket_comes_back_in_parts_to_the_last_cent(
    manager_shop: Shop, theirs: Document
) -> None:
    say_ticket(manager_shop, theirs, ITS_INSTALLATION)
    parts: list[list[tuple[int, str]]] = [[(1, "1")], [(1, "2"), (2, "1")]]
    found = [manager_shop.refund(NEIGHBOUR, part) for part in parts]
    assert sum(one.total.cents for one in found if one) == -theirs.total.cents
    assert all(one.corrects and one.corrects.number == NEIGHBOUR for one in found if one)
    with pytest.raises(NothingToReturn):
        manager_shop.refund(NEIGHBOUR)
    assert manager_shop.adds_up()
    assert manager_shop.restart().adds_up()


def test_what_came_back_at_another_till_does_not_come_back_again(
    manager_shop: Shop, theirs: Document
) -> None:
    part = theirs.lines[0].total.times(Decimal(1) / 3)
    say_ticket(manager_shop, theirs, ITS_INSTALLATION, {1: ("1", part.cents)})
    with pytest.raises(MoreThanSold):
        manager_shop.refund(NEIGHBOUR, [(1, "3")])
    rest = manager_shop.refund(NEIGHBOUR)
    assert rest
    assert rest.total == part - theirs.total
    assert manager_shop.adds_up()


def test_our_own_return_is_not_counted_twice_when_central_has_heard_of_it(
    manager_shop: Shop, theirs: Document
) -> None:
    say_ticket(manager_shop, theirs, ITS_INSTALLATION)
    back = manager_shop.refund(NEIGHBOUR, [(1, "1")])
    assert back
    heard = manager_shop.facts()[-1]
    told = {1: ("1", -back.total.cents)}
    say_ticket(manager_shop, theirs, ITS_INSTALLATION, told, {heard.installation: heard.seq})
    assert manager_shop.counter.refunds.find(NEIGHBOUR).back[1].quantity == 1
    manager_shop.refund(NEIGHBOUR, [(1, "1")])
    assert manager_shop.counter.refunds.find(NEIGHBOUR).back[1].quantity == 2


def test_cash_that_another_till_gave_back_is_not_given_back_again(
    manager_shop: Shop, theirs: Document
) -> None:
    whole = theirs.total
    by_card = replace(
        theirs,
        tenders=(
            paid(TenderKind.CARD_BY_HAND, euro("10")),
            paid(TenderKind.CASH, whole - euro("10")),
        ),
    )
    gone = paid(TenderKind.CARD_BY_HAND, euro("-10"))
    say_ticket(manager_shop, by_card, ITS_INSTALLATION, {2: ("1", 964)}, paid_back=[gone])
    with pytest.raises(PaidOtherwise):
        manager_shop.refund(NEIGHBOUR, means="card")
    back = manager_shop.refund(NEIGHBOUR, [(1, "1")])
    assert back
    assert [tender.kind for tender in back.tenders] == [TenderKind.CASH]


def test_our_own_ticket_knows_what_came_back_at_the_neighbours(manager_shop: Shop) -> None:
    ours = manager_shop.add("CAF-001", "3").pay_cash("20").document
    say_ticket(manager_shop, ours, 1, {1: ("2", 850)}, {1: 10_000, ITS_INSTALLATION: 5})
    with pytest.raises(MoreThanSold):
        manager_shop.refund(ours.number, [(1, "2")])
    left = manager_shop.refund(ours.number)
    assert left
    assert left.total == euro("-4.25")
