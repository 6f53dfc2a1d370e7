"""Exchanges: what comes back pays what is sold, and only the difference moves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import euro
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shop import Shop

from app.domain.document import Document, DocumentKind
from app.domain.errors import (
    Invoiced,
    MoneyTaken,
    MoreThanSold,
    NotAllowed,
    NothingDue,
    NothingTaken,
    OwedBack,
    ReturnPending,
)
from app.domain.money import Money
from app.domain.sale import Sale
from app.domain.tender import TenderKind
from app.domain.why_back import WhyBack
from app.storage import documents
from hardware.terminals.simulated import Mood

COFFEE, MILK, BAG = "CAF-001", "LEC-ENT", "BOL-PAP"  # 4.25, 0.98, 0.10


@pytest.fixture
def senior(open_shop: Shop) -> Shop:
    return open_shop.sign_in("2001")


def exchange(shop: Shop, number: str, *parts: tuple[int, int]) -> Sale:
    return shop.counter.exchanges.begin(number, [(line, Decimal(much)) for line, much in parts])


def give_back(shop: Shop, *moods: Mood, means: str = "") -> Document | None:
    """The difference, to the end; None when the terminal did not say yes."""
    counter, left = shop.counter, list(moods)
    while not means and (attempt := counter.exchanges.next_card()) is not None:
        shop.terminal.tell(left.pop(0) if left else Mood.APPROVE)
        answered = counter.checkout.answer(attempt, counter.checkout.ask(shop.terminal, attempt))
        if answered.paid.document or left or not answered.attempt.taken:
            return answered.paid.document
    return counter.exchanges.pay_back(means).document


def both(shop: Shop) -> tuple[Document, Document]:
    """The corrective and the ticket that were issued last."""
    with shop.db.read() as connection:
        ticket, corrective = documents.newest(connection, 2)
    assert (corrective.kind.corrective, ticket.kind) == (True, DocumentKind.F2)
    assert corrective.sale == ticket.sale
    return corrective, ticket


def test_a_dearer_product_costs_the_difference(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_cash().document.number
    exchange(senior, sold, (1, 1))
    senior.add(COFFEE, "2")
    assert (senior.sale.total, senior.sale.due) == (euro("8.50"), euro("4.25"))
    before = senior.counter.drawer.report().expected
    senior.pay_cash("5")
    corrective, ticket = both(senior)
    assert corrective.corrects
    assert corrective.corrects.number == sold
    assert (corrective.total, ticket.total, ticket.change) == (
        euro("-4.25"),
        euro("8.50"),
        euro("0.75"),
    )
    assert senior.counter.drawer.report().expected == before + euro("4.25")
    assert senior.adds_up()


def test_the_same_for_the_same_moves_no_money(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_card().document.number
    exchange(senior, sold, (1, 1))
    senior.add(COFFEE).pay_cash()
    corrective, ticket = both(senior)
    assert [(t.kind, t.amount) for t in corrective.tenders] == [
        (TenderKind.EXCHANGE, euro("-4.25"))
    ]
    assert [(t.kind, t.amount, t.reference) for t in ticket.tenders] == [
        (TenderKind.EXCHANGE, euro("4.25"), corrective.number)
    ]
    assert senior.counter.drawer.report().tenders[TenderKind.EXCHANGE] == euro("0")
    assert senior.terminal.captured() == 425
    assert senior.adds_up()


def test_a_cheaper_product_gives_the_difference_back_to_the_card(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_card().document.number
    exchange(senior, sold, (1, 1))
    senior.add(MILK)
    assert (senior.sale.due, senior.sale.owed) == (euro("0"), euro("3.27"))
    for pay in (senior.pay_cash, senior.pay_by_hand):
        with pytest.raises(OwedBack):
            pay()
    assert give_back(senior)
    assert senior.terminal.captured() == 98
    corrective, ticket = both(senior)
    assert [t.kind for t in corrective.tenders] == [TenderKind.CARD, TenderKind.EXCHANGE]
    assert senior.adds_up()
    rest = senior.refund(ticket.number)
    assert rest
    assert [t.kind for t in rest.tenders] == [TenderKind.CREDIT]
    assert senior.adds_up()


def test_a_card_that_refuses_leaves_the_exchange_as_it_was(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_card().document.number
    exchange(senior, sold, (1, 1))
    senior.add(MILK)
    assert give_back(senior, Mood.DECLINE) is None
    senior.crash().sign_in("2001")
    assert senior.sale.owed == euro("3.27")
    assert give_back(senior, means="credit")
    assert senior.facts()[-1].type != "card_asked"
    assert senior.adds_up()


def test_an_answer_that_was_lost_completes_the_exchange(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_card().document.number
    exchange(senior, sold, (1, 1))
    senior.add(MILK)
    assert give_back(senior, Mood.DIE) is None
    senior.crash()
    (found,) = senior.found
    assert found.paid.document
    both(senior)
    assert senior.adds_up()


def test_the_power_goes_between_nothing(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_cash().document.number
    exchange(senior, sold, (1, 1))
    senior.add(COFFEE)
    with senior.power_cut_after(0):
        senior.pay_cash()
    senior.crash().sign_in("2001")
    assert senior.document.number == sold
    assert senior.pay_cash().adds_up()
    both(senior)


def test_nothing_comes_back_twice(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_cash().document.number
    exchange(senior, sold, (1, 1))
    senior.add(COFFEE)
    with pytest.raises(ReturnPending):
        senior.refund(sold)
    senior.pay_cash()
    with pytest.raises(MoreThanSold):
        exchange(senior, sold, (1, 1))
    assert senior.adds_up()


def test_what_waits_to_be_exchanged_comes_back_in_no_other_way(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_card().document.number
    invoices = senior.counter.invoices
    invoice = invoices.issue([invoices.find(sold)], "B12345674", "Obras Demo, S.L.", "Calle, 1")
    exchange(senior, sold, (1, 1))
    senior.add(BAG).park()
    off = [(1, euro("4.00"))]
    with pytest.raises(ReturnPending):  # by the ticket's number too
        senior.counter.refunds.begin(sold, None, "credit", why=WhyBack.PRICE, off=off)
    with pytest.raises(ReturnPending):
        exchange(senior, invoice.number, (1, 1))
    assert senior.adds_up()


def test_a_payment_stays_while_goods_it_paid_are_exchanged(senior: Shop) -> None:
    sold = senior.add(COFFEE, "2").pay_card("5").pay_card().document.number
    exchange(senior, sold, (1, 2))
    senior.add(BAG)
    assert give_back(senior, Mood.APPROVE, Mood.DECLINE) is None
    with pytest.raises(ReturnPending):  # one card has its money already
        senior.counter.last_ticket.retender("cash")
    with pytest.raises(ReturnPending):
        senior.counter.invoices.find(sold)
    assert senior.adds_up()


def test_a_ticket_that_was_invoiced_meanwhile_is_told(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_cash().document.number
    exchange(senior, sold, (1, 1))
    senior.add(COFFEE).park()
    invoices = senior.counter.invoices
    invoices.issue([invoices.find(sold)], "12345678Z", "María", "Calle Mayor, 1")
    senior.recall()
    with pytest.raises(Invoiced):
        senior.pay_cash()
    senior.counter.exchanges.give_up()
    assert senior.pay_cash().document.total == euro("4.25")
    assert senior.adds_up()


def test_who_may_not_refund_asks_and_money_taken_is_in_the_way(senior: Shop) -> None:
    sold = senior.add(COFFEE).pay_cash().document.number
    senior.sign_in("1001")
    with pytest.raises(NotAllowed):
        exchange(senior, sold, (1, 1))
    exchange(senior.authorise("2001"), sold, (1, 1))
    with pytest.raises(NothingTaken):
        senior.pay_cash()
    senior.add(COFFEE, "2").pay_cash("1")
    with pytest.raises(MoneyTaken):
        senior.counter.exchanges.give_up()
    with pytest.raises(NothingDue):
        senior.counter.exchanges.pay_back()
    senior.pay_cash()
    assert both(senior)[0].allowed_by == "2001"
    assert senior.adds_up()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_exchanged_both_documents_and_the_drawer_agree(
    senior: Shop, data: st.DataObject
) -> None:
    shop = senior  # one for all the examples: each leaves nothing open
    many = data.draw(st.integers(1, 4), "sold")
    shop.add(COFFEE, str(many)).add(MILK, "2")
    whole = shop.sale.total
    by_card = data.draw(st.integers(0, whole.cents).map(Money), "by card")
    if by_card:
        shop.pay_card(str(by_card))
    if by_card < whole:
        shop.pay_cash()
    sold = shop.document
    back = data.draw(st.integers(1, many), "back")
    exchange(shop, sold.number, (1, back))
    shop.add(data.draw(st.sampled_from([COFFEE, MILK, BAG]), "new"), str(back))
    drawer, booked = shop.counter.drawer.report().expected, shop.terminal.captured()
    if shop.sale.owed:
        give_back(shop)
    else:
        shop.pay_cash()
    corrective, ticket = both(shop)
    moved = shop.counter.drawer.report().expected - drawer
    moved_by_card = shop.terminal.captured() - booked
    assert (corrective.total + ticket.total).cents == moved.cents + moved_by_card
    assert shop.adds_up()
