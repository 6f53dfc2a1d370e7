"""Paying: the law about cash to the cent, change, invoices, mixed ways; one document at the end."""

from __future__ import annotations

import pytest
from builders import euro
from shop import Shop

from app.domain.document import DocumentKind
from app.domain.errors import (
    BadAmount,
    BadTaxId,
    CashOverLimit,
    EmptySale,
    InvoiceRequired,
    MoneyTaken,
    NoOpenShift,
    NotSignedIn,
    TooMuch,
    WeightMissing,
)
from app.domain.facts import FactType
from app.domain.money import ZERO
from app.domain.tender import TenderKind

CASH, CARD, BY_HAND = TenderKind.CASH, TenderKind.CARD, TenderKind.CARD_BY_HAND


def ways(shop: Shop) -> list[tuple[TenderKind, str]]:
    return [(tender.kind, str(tender.amount)) for tender in shop.document.tenders]


def test_cash_above_what_is_due_gives_change(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash("20")
    document = open_shop.document
    assert (document.kind, document.number) == (DocumentKind.F2, "T042C03AS26-000001")
    assert (document.total, document.change) == (euro("4.25"), euro("15.75"))
    assert ways(open_shop) == [(CASH, "20.00")]
    assert open_shop.counter.register.sale is None
    assert open_shop.adds_up()


def test_three_ways_on_one_ticket(open_shop: Shop) -> None:
    open_shop.add("CAM-LIN-M").pay_by_hand("10").pay_cash("5")
    assert open_shop.paid.due == euro("19.95")
    assert open_shop.paid.document is None
    open_shop.crash().sign_in("1001").pay_card("10").pay_cash("10")
    assert ways(open_shop) == [
        (BY_HAND, "10.00"),
        (CASH, "5.00"),
        (CARD, "10.00"),
        (CASH, "10.00"),
    ]
    assert open_shop.document.change == euro("0.05")
    assert open_shop.adds_up()


def test_a_card_by_hand_keeps_what_was_typed_and_never_a_card_number(open_shop: Shop) -> None:
    pay = open_shop.add("CAF-001").counter.checkout.pay_by_hand
    pay(None, "0" * 40 + "\n", "4548 8120 4940 0004")
    (tender,) = open_shop.document.tenders
    assert (tender.authorisation, tender.last_four) == ("0" * 20, "0004")


@pytest.mark.parametrize("way", ["hand", "card"])
def test_a_card_gives_no_change(open_shop: Shop, way: str) -> None:
    open_shop.add("CAF-001")
    with pytest.raises(TooMuch):
        (open_shop.pay_by_hand if way == "hand" else open_shop.pay_card)("4.26")
    assert not open_shop.sale.tenders
    assert open_shop.facts(FactType.CARD_ASKED) == []


# Ley 7/2012 art. 7
def test_below_a_thousand_cash_is_taken(open_shop: Shop) -> None:
    open_shop.dear("999.99").pay_cash("1000")
    assert open_shop.document.change == euro("0.01")


def test_980_paid_with_two_notes_of_500_is_sold(open_shop: Shop) -> None:
    open_shop.dear("980").pay_cash("1000")
    assert (open_shop.document.total, open_shop.document.change) == (euro("980"), euro("20"))


@pytest.mark.parametrize("cash", [None, "1", "0.01", "2000"])
def test_from_a_thousand_on_not_a_cent_is_cash(open_shop: Shop, cash: str | None) -> None:
    open_shop.dear("1000")
    with pytest.raises(CashOverLimit):
        open_shop.pay_cash(cash)
    open_shop.pay_card("999")
    with pytest.raises(CashOverLimit):
        open_shop.pay_cash(cash)
    open_shop.pay_by_hand()
    assert open_shop.document.total == euro("1000")


def test_a_line_added_after_cash_cannot_carry_the_operation_over_it(open_shop: Shop) -> None:
    open_shop.dear("999").pay_cash("500").add("LEC-ENT")  # 999.98
    with pytest.raises(CashOverLimit):
        open_shop.add("LEC-ENT")
    with pytest.raises(CashOverLimit):
        open_shop.quantity("2")
    assert open_shop.sale.total == euro("999.98")
    open_shop.pay_cash("500")
    assert open_shop.document.change == euro("0.02")
    assert open_shop.adds_up()


def test_it_is_the_discounted_operation_that_counts(open_shop: Shop) -> None:
    open_shop.dear("1000").discount_ticket("0.01").pay_cash()
    assert open_shop.document.total == euro("999.99")


# RD 1619/2012 art. 4.2.a
def test_a_ticket_reaches_three_thousand(open_shop: Shop) -> None:
    open_shop.dear("3000").pay_card()
    assert open_shop.document.kind is DocumentKind.F2


def test_a_cent_more_needs_an_invoice(open_shop: Shop) -> None:
    open_shop.dear("3000.01")
    for pay in (open_shop.pay_card, open_shop.pay_by_hand, open_shop.pay_cash):
        with pytest.raises(InvoiceRequired):
            pay()
    open_shop.counter.register.invoice("B12345674", "Comercial, S.L.", "Calle Mayor, 1")
    open_shop.pay_card()
    assert open_shop.document.kind is DocumentKind.F1
    assert open_shop.document.number == "T042C03AF26-000001"


def test_an_invoice_names_its_buyer_in_a_series_of_its_own(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().add("CAF-001")
    with pytest.raises(BadTaxId):
        open_shop.counter.register.invoice("12345678A", "María", "Calle")
    open_shop.counter.register.invoice("12345678Z", "María Núñez", "Calle Mayor, 1")
    open_shop.crash().sign_in("1001").pay_cash()
    document = open_shop.document
    assert (document.kind, document.number) == (DocumentKind.F1, "T042C03AF26-000001")
    assert document.buyer
    assert (document.buyer.nif, document.buyer.name) == ("12345678Z", "María Núñez")
    open_shop.add("CAF-001").counter.register.invoice("12345678Z", "María Núñez", "Calle Mayor, 1")
    open_shop.counter.register.no_invoice()
    open_shop.pay_cash()
    assert open_shop.document.number == "T042C03AS26-000002"


def test_money_taken_keeps_the_ticket_from_shrinking_below_it(open_shop: Shop) -> None:
    open_shop.add("CAF-001").add("LEC-ENT").pay_card("4.50")
    with pytest.raises(MoneyTaken):
        open_shop.counter.register.remove()
    with pytest.raises(MoneyTaken):
        open_shop.discount_ticket("20%")
    assert open_shop.sale.total == euro("5.23")
    with pytest.raises(MoneyTaken):
        open_shop.counter.tickets.abandon()


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_nothing_and_less_is_no_payment(open_shop: Shop, amount: str) -> None:
    open_shop.add("CAF-001")
    for pay in (open_shop.pay_card, open_shop.pay_by_hand, open_shop.pay_cash):
        with pytest.raises(BadAmount):
            pay(amount)


def test_what_is_not_ready_is_not_paid(open_shop: Shop) -> None:
    with pytest.raises(EmptySale):
        open_shop.pay_cash()
    open_shop.add("JAM-SER-KG")
    with pytest.raises(WeightMissing):
        open_shop.pay_cash("50")
    open_shop.counter.signin.sign_out()
    with pytest.raises(NotSignedIn):
        open_shop.pay_cash("50")


def test_nothing_is_paid_without_a_shift(open_shop: Shop) -> None:
    open_shop.add("CAF-001").close_shift()
    with pytest.raises(NoOpenShift):
        open_shop.pay_cash()
    open_shop.open_shift("50").pay_cash()
    assert open_shop.document.shift == 2
    assert open_shop.adds_up()


def test_a_ticket_of_nothing_is_issued_without_a_tender(open_shop: Shop) -> None:
    open_shop.authorise("2001").add("CAF-001").discount_ticket("100%").pay_cash()
    assert (open_shop.document.total, open_shop.document.tenders) == (ZERO, ())
    assert open_shop.adds_up()


def test_each_year_begins_its_series_anew(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().later(days=41).add("CAF-001").pay_cash()
    assert open_shop.document.number == "T042C03AS27-000001"
    open_shop.add("CAF-001").pay_cash()
    assert open_shop.document.number == "T042C03AS27-000002"
    assert open_shop.adds_up()


@pytest.mark.parametrize("commits", [0, 1])
def test_the_last_payment_is_whole_or_was_never_made(open_shop: Shop, commits: int) -> None:
    open_shop.add("CAF-001").pay_by_hand("2")
    with open_shop.power_cut_after(commits):
        open_shop.pay_cash("5")
    open_shop.crash().sign_in("1001")
    if commits:
        assert open_shop.document.change == euro("2.75")
        assert open_shop.counter.register.sale is None
    else:
        assert open_shop.counter.printing.last() is None
        assert open_shop.sale.due == euro("2.25")
    assert open_shop.adds_up()
