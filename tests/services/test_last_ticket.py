"""The last ticket: taken back whole, or paid otherwise; drawer, terminal and Z come out right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import euro
from hypothesis import given
from hypothesis import strategies as st
from shop import Shop

from app.domain.attempt import AttemptState
from app.domain.document import Document, DocumentKind
from app.domain.errors import (
    CardPending,
    CashOverLimit,
    NoLastTicket,
    NotAllowed,
    NotRetendered,
    PaidSo,
    ReferenceMissing,
    ReturnPending,
    TenderOff,
    TenderOverLimit,
)
from app.domain.facts import FactType
from app.domain.money import ZERO, Money
from app.domain.payment import Payment, otherwise, swapped
from app.domain.tender import Tender, TenderKind
from app.storage import payments
from hardware.terminals.simulated import Mood

CASH, CARD, BY_HAND, BIZUM = (
    TenderKind.CASH,
    TenderKind.CARD,
    TenderKind.CARD_BY_HAND,
    TenderKind.BIZUM,
)


def retender(shop: Shop, to: str, *moods: Mood, reference: str = "", leave: str = "2001") -> Shop:
    """With leave, and whatever the terminal says."""
    if leave:
        shop.authorise(leave)
    begun = shop.counter.last_ticket.retender(to, reference)
    left = list(moods)
    while not isinstance(begun, Document):
        checkout = shop.counter.checkout
        attempt = shop.counter.last_ticket.next_card(begun)
        shop.terminal.tell(left.pop(0) if left else Mood.APPROVE)
        shop.answered = checkout.answer(attempt, checkout.ask(shop.terminal, attempt))
        if shop.answered.attempt.state is not AttemptState.APPROVED:
            break
        begun = shop.counter.last_ticket.go_on(begun)
    shop.counter.till.session.authoriser = None
    return shop


def paid(shop: Shop) -> list[tuple[TenderKind, str]]:
    """How the last ticket is paid now."""
    return [(one.kind, str(one.amount)) for one in shop.counter.last_ticket.document().tenders]


def taken(shop: Shop) -> dict[str, str]:
    """What the X says came in, but for nothing."""
    found = shop.counter.drawer.report().tenders
    return {kind.value: str(amount) for kind, amount in found.items() if amount}


def test_cash_that_was_a_card_is_put_right(open_shop: Shop) -> None:
    shop = retender(open_shop.add("CAF-001").pay_cash("20"), "card")
    assert paid(shop) == [(CARD, "4.25")]
    assert taken(shop) == {"card": "4.25"}
    assert shop.counter.drawer.report().expected == euro("100")
    assert shop.terminal.captured() == 425
    assert shop.document.tenders == (Tender(CASH, euro("20")),)  # it is as it was issued
    assert shop.adds_up()


def test_a_card_that_was_cash_is_put_right(open_shop: Shop) -> None:
    shop = retender(open_shop.add("CAF-001").pay_card(), "cash")
    assert paid(shop) == [(CASH, "4.25")]
    assert taken(shop) == {"cash": "4.25"}
    assert shop.counter.drawer.report().expected == euro("104.25")
    assert shop.terminal.captured() == 0
    assert shop.crash().adds_up()


def test_what_needs_no_terminal_is_one_step(open_shop: Shop) -> None:
    shop = retender(open_shop.add("CAF-001").pay_cash(), "bizum", reference="BZ-1")
    assert paid(shop) == [(BIZUM, "4.25")]
    assert paid(retender(shop, "card-by-hand")) == [(BY_HAND, "4.25")]
    assert taken(shop) == {"card-by-hand": "4.25"}
    assert shop.adds_up()


def test_two_cards_go_back_one_by_one_and_each_is_a_step(open_shop: Shop) -> None:
    shop = open_shop.add("CAM-LIN-M").pay_card("10").pay_card("20").pay_cash("10")
    retender(shop, "cash", Mood.APPROVE, Mood.DECLINE)
    assert paid(shop) == [(CARD, "20.00"), (CASH, "4.95"), (CASH, "10.00")]
    assert shop.terminal.captured() == 2000
    assert paid(retender(shop, "cash")) == [(CASH, "4.95"), (CASH, "10.00"), (CASH, "20.00")]
    assert taken(shop) == {"cash": "34.95"}
    assert len(shop.facts(FactType.PAYMENT_CHANGED)) == 2
    assert shop.adds_up()


@pytest.mark.parametrize("mood", [Mood.DECLINE, Mood.CANCEL])
def test_a_card_that_is_refused_changes_nothing(open_shop: Shop, mood: Mood) -> None:
    shop = retender(open_shop.add("CAF-001").pay_cash(), "card", mood)
    assert paid(shop) == [(CASH, "4.25")]
    assert shop.counter.last_ticket.pending() is None
    assert shop.adds_up()


@pytest.mark.parametrize("start", ["cash", "card"])
def test_one_that_nobody_knows_is_looked_up_and_never_charged_twice(
    open_shop: Shop, start: str
) -> None:
    shop = open_shop.add("CAF-001")
    (shop.pay_cash if start == "cash" else shop.pay_card)()
    to = "card" if start == "cash" else "cash"
    retender(shop, to, Mood.HANG)
    with pytest.raises(CardPending):
        retender(shop, to)
    shop.crash().sign_in("1001")  # a start looks it up
    assert shop.counter.last_ticket.pending() is None
    assert shop.adds_up()


def test_a_change_that_goes_on_later_is_of_its_own_ticket_whatever_was_sold_since(
    open_shop: Shop,
) -> None:
    shop = open_shop.add("CAF-001").pay_card("2").pay_by_hand()
    first = shop.document
    retender(shop, "cash", Mood.DIE)
    change = shop.counter.last_ticket.pending()
    assert change
    shop.add("CAF-001")
    shop.counter.other_ways.pay("bizum", None, "BZ-7")
    second = shop.counter.last_ticket.document()
    shop.terminal.tell(Mood.APPROVE)
    shop.counter.checkout.settle(shop.terminal)
    done = shop.counter.last_ticket.go_on(change)
    assert isinstance(done, Document)
    assert done.number == first.number
    assert {tender.kind for tender in done.tenders} == {CASH}
    assert shop.counter.last_ticket.document().tenders == second.tenders
    assert shop.adds_up()


def test_a_cut_before_the_terminal_was_asked_leaves_nothing(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").pay_cash().authorise("2001")
    shop.counter.last_ticket.retender("card")
    assert shop.crash().counter.last_ticket.pending() is None
    assert shop.adds_up()


def test_both_ways_and_who_allowed_it_are_written_down(open_shop: Shop) -> None:
    shop = retender(open_shop.add("CAF-001").pay_cash("5"), "card-by-hand")
    (fact,) = shop.facts(FactType.PAYMENT_CHANGED)
    before, after = fact.body["before"], fact.body["after"]
    assert (before["tenders"][0]["kind"], before["change"]) == ("cash", 75)
    assert (after["tenders"][0]["kind"], after["change"]) == ("card-by-hand", 0)
    assert (fact.who, fact.body["allowed_by"]) == ("1001", "2001")


def test_a_return_goes_back_the_way_it_is_paid_now(open_shop: Shop) -> None:
    shop = retender(open_shop.add("CAF-001").pay_cash(), "card").authorise("2001")
    shop.refund(shop.document.number)
    assert [one.kind for one in shop.document.tenders] == [CARD]
    assert shop.terminal.captured() == 0
    assert taken(shop) == {}
    assert shop.adds_up()


def test_store_credit_stays_and_only_the_rest_is_changed(open_shop: Shop) -> None:
    code = open_shop.authorise("9001").counter.credit.goodwill(euro("3"), "molestias")
    open_shop.add("CAF-001").counter.credit.pay(code)
    shop = retender(open_shop.pay_cash("2"), "bizum", reference="BZ-2")
    assert paid(shop) == [(TenderKind.CREDIT, "3.00"), (BIZUM, "1.25")]
    assert shop.adds_up()


def test_the_z_says_what_came_in_at_last(open_shop: Shop) -> None:
    shop = retender(open_shop.add("CAF-001").pay_cash(), "card")
    shop.count("100x1").close_shift()
    assert shop.closed.report.difference == ZERO
    assert shop.closed.report.retendered == 1
    assert shop.adds_up()


@pytest.mark.parametrize(
    ("to", "reference", "error"),
    [
        ("cash", "", PaidSo),
        ("bizum", "", ReferenceMissing),
        ("credit", "", TenderOff),
        ("web", "", TenderOff),
        ("cheque", "", TenderOff),
    ],
)
def test_what_cannot_be_changed_so_stays(
    open_shop: Shop, to: str, reference: str, error: type[Exception]
) -> None:
    shop = open_shop.add("CAF-001").pay_cash()
    with pytest.raises(error):
        retender(shop, to, reference=reference)
    assert paid(shop) == [(CASH, "4.25")]


def test_it_needs_leave(open_shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        retender(open_shop.add("CAF-001").pay_cash(), "card", leave="")


def test_only_of_this_shift_and_only_a_sale(open_shop: Shop) -> None:
    with pytest.raises(NoLastTicket):
        retender(open_shop, "card")
    shop = open_shop.add("CAF-001").pay_cash()
    shop.authorise("9001").close_shift().open_shift("100")
    with pytest.raises(NoLastTicket):
        retender(shop, "card")
    shop.add("CAF-001").pay_cash().authorise("2001").refund(shop.document.number)
    with pytest.raises(NoLastTicket):
        retender(shop, "card")


def test_not_once_something_of_it_came_back(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").add("LEC-ENT").pay_cash()
    number = shop.document.number
    shop.authorise("2001").refund(number, [(1, "1")])
    with shop.db.read() as connection:
        assert payments.everything(connection) == {}
    with pytest.raises(NotRetendered):
        shop.counter.last_ticket._check(_one(shop, number))


def _one(shop: Shop, number: str) -> Document:
    return shop.counter.printing.paper(number).document


def test_the_law_about_cash_holds_for_a_change_too(open_shop: Shop) -> None:
    shop = open_shop.dear("1000").pay_card()
    with pytest.raises(CashOverLimit):
        retender(shop, "cash")


# anular
def test_voiding_is_a_return_of_everything_and_never_an_annulment(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").add("CAM-LIN-M").pay_cash("50").authorise("2001")
    done = shop.counter.last_ticket.void()
    assert isinstance(done, Document)
    assert done.kind is DocumentKind.R5
    assert done.total == euro("-39.20")
    assert done.corrects is not None
    with pytest.raises(NoLastTicket):
        shop.authorise("2001").counter.last_ticket.void()
    assert shop.adds_up()


def test_a_payment_is_not_changed_while_a_return_is_half_paid_back(open_shop: Shop) -> None:
    shop = open_shop.add("CAM-LIN-M").pay_card("10").pay_card().authorise("2001")
    shop.refund(shop.document.number, moods=(Mood.APPROVE, Mood.DECLINE))
    with pytest.raises(ReturnPending):  # the card that got its money back would get it twice
        retender(shop, "cash")
    assert shop.adds_up()


def test_nothing_is_given_back_of_a_payment_that_nobody_knows(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").pay_cash()
    retender(shop, "card", Mood.HANG)
    with pytest.raises(CardPending):
        shop.authorise("2001").refund(shop.document.number)
    shop.terminal.tell(Mood.APPROVE)
    shop.counter.checkout.settle(shop.terminal)
    done = shop.authorise("2001").refund(shop.document.number)
    assert done is not None
    assert [one.kind for one in done.tenders] == [CASH]  # it was never charged
    assert shop.adds_up()


def test_a_limit_of_a_kind_holds_for_what_is_paid_so_afterwards(open_shop: Shop) -> None:
    till = open_shop.counter.till
    till.config = replace(till.config, tenders={"meal-voucher": {"limit": 1100}})
    shop = open_shop.add("CAM-LIN-M").pay_cash("50")
    with pytest.raises(TenderOverLimit):
        retender(shop, "meal-voucher", reference="MV-1")
    assert paid(shop) == [(CASH, "50.00")]


# the rule
KINDS = st.sampled_from([CASH, CARD, BY_HAND, BIZUM, TenderKind.CREDIT])
TENDERS = st.lists(st.tuples(KINDS, st.integers(1, 5_000)), min_size=1, max_size=5)


@given(TENDERS, st.integers(0, 400), st.sampled_from([CASH, CARD, BY_HAND]), st.data())
def test_however_it_is_changed_it_pays_the_same(
    came: list[tuple[TenderKind, int]], change: int, to: TenderKind, data: st.DataObject
) -> None:
    tenders = [Tender(kind, Money(cents), f"{n}") for n, (kind, cents) in enumerate(came)]
    tenders.append(Tender(CASH, Money(change + 1)))
    before = Payment(tuple(tenders), Money(change))
    out = otherwise(before, to)
    worth = sum(tender.amount.cents for tender in out)
    if not worth:
        return
    amount = Money(data.draw(st.integers(1, worth)))
    after = swapped(before, out, Tender(to, amount))
    assert after.total == before.total
    assert after.of(to) == before.of(to) + amount
    assert after.of(TenderKind.CREDIT) == before.of(TenderKind.CREDIT)
    assert all(tender.amount > ZERO for tender in after.tenders)
    with pytest.raises(ValueError, match="more than what gives way"):
        swapped(before, out, Tender(to, Money(worth + 1)))
