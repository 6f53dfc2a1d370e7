"""Returns over a real till: corrective documents, money back the way it came, never more."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import euro
from shop import Shop

from app.domain.document import DocumentKind
from app.domain.errors import (
    CardPending,
    CashOverLimit,
    MoreThanSold,
    NoOpenShift,
    NoSuchLine,
    NotAllowed,
    NotEnoughCash,
    NothingToReturn,
    NotReturnable,
    PaidOtherwise,
    ReturnPending,
    UnknownDocument,
)
from app.domain.tender import TenderKind
from hardware.terminals.simulated import Mood

TICKET = "T042C03AS26-000001"


@pytest.fixture
def sold(open_shop: Shop) -> Shop:
    """Luis at the till; the first ticket: three coffees and a milk, paid in cash."""
    return open_shop.sign_in("2001").add("CAF-001", "3").add("LEC-ENT").pay_cash("50")


def test_a_ticket_comes_back_in_parts_to_the_last_cent(sold: Shop) -> None:
    parts: list[list[tuple[int, str]]] = [[(1, "1")], [(1, "1"), (2, "1")], [(1, "1")]]
    found = [sold.refund(TICKET, part) for part in parts]
    assert [str(one.total) for one in found if one] == ["-4.25", "-5.23", "-4.25"]
    corrective = found[-1]
    assert corrective
    assert (corrective.kind, corrective.number) == (DocumentKind.R5, "T042C03AR26-000003")
    assert corrective.corrects
    assert corrective.corrects.number == TICKET
    with pytest.raises(NothingToReturn):
        sold.refund(TICKET)
    assert sold.counter.drawer.report().expected == euro("100")
    assert sold.adds_up()


def test_never_more_than_was_sold(sold: Shop) -> None:
    sold.refund(TICKET, [(1, "2")])
    for parts in ([(1, "2")], [(1, "1"), (1, "1")], [(2, "0.5")]):
        with pytest.raises(MoreThanSold):
            sold.refund(TICKET, parts)
    with pytest.raises(NoSuchLine):
        sold.refund(TICKET, [(3, "1")])
    with pytest.raises(NothingToReturn):
        sold.refund(TICKET, [])
    assert sold.counter.refunds.find(TICKET).back[1].quantity == 2
    assert sold.refund(TICKET.lower() + " ")


def test_what_it_would_pay_back_is_said_before(sold: Shop) -> None:
    assert sold.counter.refunds.worth(TICKET, [(1, Decimal(2))]) == euro("8.50")
    assert sold.document.number == TICKET


def test_an_invoice_is_corrected_as_an_invoice(open_shop: Shop) -> None:
    open_shop.sign_in("2001").add("CAF-001")
    open_shop.counter.register.invoice("12345678Z", "María Núñez", "Calle Mayor, 1")
    invoice = open_shop.pay_cash().document
    corrective = open_shop.refund(invoice.number)
    assert corrective
    assert (corrective.kind, corrective.buyer) == (DocumentKind.R1, invoice.buyer)
    assert open_shop.adds_up()


def test_only_what_the_shop_sold_comes_back(sold: Shop) -> None:
    with pytest.raises(UnknownDocument):
        sold.refund("T042C03AS26-000009")
    corrective = sold.refund(TICKET)
    assert corrective
    with pytest.raises(NotReturnable):
        sold.refund(corrective.number)


def test_a_cashier_asks_for_leave(sold: Shop) -> None:
    sold.sign_in("1001")
    with pytest.raises(NotAllowed):
        sold.refund(TICKET)
    assert sold.authorise("2001").refund(TICKET)


def test_nothing_comes_back_without_a_shift(sold: Shop) -> None:
    sold.close_shift()
    with pytest.raises(NoOpenShift):
        sold.refund(TICKET)


def test_money_leaves_as_it_came(open_shop: Shop) -> None:
    open_shop.sign_in("2001").add("CAF-001", "4")  # 17.00
    open_shop.pay_card("5").pay_card("4").pay_by_hand("3").pay_cash("10")
    corrective = open_shop.refund(open_shop.document.number)
    assert corrective
    assert [(t.kind, str(t.amount)) for t in corrective.tenders] == [
        (TenderKind.CARD, "-5.00"),
        (TenderKind.CARD, "-4.00"),
        (TenderKind.CARD_BY_HAND, "-3.00"),
        (TenderKind.CASH, "-5.00"),
    ]
    assert open_shop.terminal.captured() == 0
    assert open_shop.adds_up()


def test_cash_that_never_came_in_does_not_go_out(open_shop: Shop) -> None:
    open_shop.sign_in("2001").add("CAF-001", "2").pay_card("6").pay_cash("50")
    number = open_shop.document.number
    for means in ("cash", "card"):
        with pytest.raises(PaidOtherwise):
            open_shop.refund(number, means=means)
    assert open_shop.counter.refunds.pending() is None
    assert open_shop.refund(number, [(1, "1")], "card")
    with pytest.raises(PaidOtherwise):
        open_shop.refund(number, means="cash")
    assert open_shop.refund(number)
    assert open_shop.adds_up()


def test_an_empty_drawer_pays_nothing_back(sold: Shop) -> None:
    sold.close_shift().open_shift("10")
    with pytest.raises(NotEnoughCash):
        sold.refund(TICKET)
    assert sold.refund(TICKET, [(1, "2")])
    assert sold.adds_up()


def test_from_a_thousand_on_nothing_is_paid_back_in_cash(open_shop: Shop) -> None:
    open_shop.sign_in("2001").dear("1000").pay_card()
    with pytest.raises((CashOverLimit, PaidOtherwise)):
        open_shop.refund(open_shop.document.number, means="cash")
    assert open_shop.refund(open_shop.document.number)


@pytest.mark.parametrize("mood", [Mood.DECLINE, Mood.CANCEL])
def test_a_card_that_gives_nothing_back_leaves_no_return_behind(
    open_shop: Shop, mood: Mood
) -> None:
    number = open_shop.sign_in("2001").add("CAF-001").pay_card().document.number
    assert open_shop.refund(number, moods=(mood,)) is None
    open_shop.counter.refunds.tidy()
    assert open_shop.counter.refunds.pending() is None
    assert open_shop.document.number == number
    assert open_shop.refund(number)
    assert open_shop.adds_up()


def test_a_return_half_paid_back_is_finished_before_another_begins(open_shop: Shop) -> None:
    open_shop.sign_in("2001").add("CAF-001", "2").pay_card("3").pay_card("3").pay_cash()
    number = open_shop.document.number
    assert open_shop.refund(number, moods=(Mood.APPROVE, Mood.DECLINE)) is None
    assert open_shop.terminal.captured() == 300
    open_shop.crash().sign_in("2001")
    for parts, means in (([(1, "1")], ""), ([(1, "2")], "card"), (None, "cash")):
        with pytest.raises(ReturnPending) as refused:
            open_shop.refund(number, parts, means)
        assert refused.value.facts == {"asked": f"{number} 1:2"}
    pending = open_shop.counter.refunds.pending()
    assert pending
    with pytest.raises(CardPending):
        open_shop.counter.refunds.drop(pending)
    with pytest.raises(CardPending):
        open_shop.counter.refunds.finish(pending)
    corrective = open_shop.pay_back(pending)
    assert corrective
    assert corrective.total == euro("-8.50")
    assert open_shop.terminal.captured() == 0
    assert open_shop.adds_up()


@pytest.mark.parametrize("parts", [None, [(1, "10")], [(1, "4.0"), (1, "6")]])
def test_asking_again_for_the_same_lines_goes_on_with_the_return_half_paid_back(
    open_shop: Shop, parts: list[tuple[int, str]] | None
) -> None:
    open_shop.sign_in("2001").add("CAF-001", "10").pay_card("3").pay_card("3").pay_cash()
    number = open_shop.document.number
    assert open_shop.refund(number, moods=(Mood.APPROVE, Mood.DECLINE)) is None
    corrective = open_shop.refund(f" {number.lower()}", parts)
    assert corrective
    assert corrective.total == euro("-42.50")
    assert open_shop.terminal.captured() == 0
    assert open_shop.counter.refunds.pending() is None
    assert open_shop.adds_up()


def test_a_return_whose_answer_was_lost_is_found_and_completed(open_shop: Shop) -> None:
    number = open_shop.sign_in("2001").add("CAF-001").pay_card().document.number
    assert open_shop.refund(number, moods=(Mood.DIE,)) is None
    open_shop.crash()
    (found,) = open_shop.found
    assert found.paid.document
    assert found.paid.document.kind is DocumentKind.R5
    assert open_shop.adds_up()


def test_a_discounted_weighed_line_comes_back_for_what_was_paid(open_shop: Shop) -> None:
    open_shop.sign_in("2001").add("JAM-SER-KG", "0.436").discount_line("15%").add("CAF-001")
    ticket = open_shop.discount_ticket("1.11").pay_cash().document
    first = open_shop.refund(ticket.number, [(1, "0.218")])
    rest = open_shop.refund(ticket.number)
    assert first
    assert rest
    assert first.total + rest.total == -ticket.total
    for row in ticket.taxes:
        back = [r for d in (first, rest) for r in d.taxes if r.percent == row.percent]
        assert sum(r.base.cents for r in back) == -row.base.cents
    assert open_shop.adds_up()
