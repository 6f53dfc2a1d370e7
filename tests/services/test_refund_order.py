"""In which order money goes back, and what is left when a card refuses (retail-rules 3)."""

from __future__ import annotations

import pytest
from builders import a_document, a_line, a_sale, euro
from hypothesis import given
from hypothesis import strategies as st
from shop import Shop

from app.domain.document import Document
from app.domain.errors import (
    CashOverLimit,
    NotAllowed,
    NotEnoughCash,
    PaidOtherwise,
    ReferenceMissing,
    TenderOff,
)
from app.domain.facts import FactType
from app.domain.money import ZERO, Money, total
from app.domain.refund import paid_back
from app.domain.tender import RefundAs, Tender, TenderKind, Tenders
from hardware.terminals.simulated import Mood

CASH, CARD, CREDIT, BIZUM = (
    TenderKind.CASH,
    TenderKind.CARD,
    TenderKind.CREDIT,
    TenderKind.BIZUM,
)


def ways(document: Document | None) -> list[tuple[TenderKind, str]]:
    assert document is not None
    return [(one.kind, str(one.amount)) for one in document.tenders]


def test_each_goes_back_its_own_way_and_cash_last(open_shop: Shop) -> None:
    shop = open_shop.add("CAM-LIN-M").pay_cash("10")
    code = shop.authorise("9001").counter.credit.goodwill(euro("5"))
    shop.counter.credit.pay(code)
    shop.counter.other_ways.pay("bizum", euro("8"), "BZ-1")
    shop.pay_card("7").pay_cash("10").authorise("2001")
    done = shop.refund(shop.document.number)
    assert ways(done) == [(CARD, "-7.00"), (BIZUM, "-8.00"), (CREDIT, "-5.00"), (CASH, "-14.95")]
    assert done is not None
    assert done.tenders[1].reference == "BZ-1"
    assert shop.adds_up()


def test_a_meal_voucher_never_becomes_money(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001")
    shop.counter.other_ways.pay("meal-voucher", euro("4.25"), "E-1")
    done = shop.authorise("2001").refund(shop.document.number)
    assert ways(done) == [(CREDIT, "-4.25")]
    assert shop.adds_up()


def test_a_card_that_refuses_leaves_store_credit(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").pay_card().authorise("2001")
    number = shop.document.number
    assert shop.refund(number, moods=(Mood.DECLINE,)) is None
    shop.counter.refunds.tidy()
    assert ways(shop.refund(number, means="credit")) == [(CREDIT, "-4.25")]
    assert shop.adds_up()


def test_the_rest_of_a_return_goes_otherwise_when_its_second_card_refuses(
    open_shop: Shop,
) -> None:
    shop = open_shop.add("CAM-LIN-M").pay_card("10").pay_card("24.95").authorise("2001")
    number = shop.document.number
    assert shop.refund(number, moods=(Mood.APPROVE, Mood.DECLINE)) is None
    assert ways(shop.refund(number, means="credit")) == [(CARD, "-10.00"), (CREDIT, "-24.95")]
    assert shop.counter.refunds.pending() is None
    assert shop.crash().adds_up()


def test_cash_for_a_card_needs_a_manager_and_is_written_down(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").pay_card()
    number = shop.document.number
    with pytest.raises(PaidOtherwise):
        shop.authorise("2001").refund(number, means="cash")
    with pytest.raises(NotAllowed):
        shop.refund(number, means="cash-instead")
    done = shop.authorise("9001").refund(number, means="cash-instead")
    assert ways(done) == [(CASH, "-4.25")]
    (fact,) = shop.facts(FactType.REFUNDED_IN_CASH)
    assert (fact.body["number"], fact.body["amount"]) == (number, 425)
    assert fact.body["allowed_by"] == "9001"
    assert shop.counter.drawer.report().expected == euro("95.75")


def test_only_what_no_drawer_took_is_said_to_have_gone_back_so(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001", "2").pay_cash("3").pay_card()
    shop.authorise("9001").refund(shop.document.number, means="cash-instead")
    (fact,) = shop.facts(FactType.REFUNDED_IN_CASH)
    assert fact.body["amount"] == 850 - 300


def test_the_law_and_the_drawer_hold_whoever_allows_it(open_shop: Shop) -> None:
    shop = open_shop.dear("150").pay_card().authorise("9001")
    with pytest.raises(NotEnoughCash):
        shop.refund(shop.document.number, means="cash-instead")
    shop.dear("1000").pay_card().authorise("9001")
    with pytest.raises(CashOverLimit):
        shop.refund(shop.document.number, means="cash-instead")


def test_it_may_be_sent_by_transfer_with_the_orders_number(open_shop: Shop) -> None:
    shop = open_shop.add("CAF-001").pay_card().authorise("2001")
    number = shop.document.number
    for means, error in (("transfer: ", ReferenceMissing), ("cheque:1", TenderOff)):
        with pytest.raises(error):
            shop.refund(number, means=means)
    done = shop.refund(number, means="transfer:orden 7")
    assert done is not None
    assert done.tenders == (Tender(TenderKind.TRANSFER, euro("-4.25"), "orden 7"),)


# whatever came in, and however it is asked for
KINDS = (CASH, CARD, TenderKind.CARD_BY_HAND, BIZUM, TenderKind.MEAL_VOUCHER, CREDIT)
CAME = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 5_000)), min_size=1, max_size=6)
WISHES = st.lists(
    st.tuples(st.integers(1, 8_000), st.sampled_from(["", "", "cash", "card", "credit"])),
    max_size=6,
)


@given(came=CAME, change=st.integers(0, 500), wishes=WISHES)
def test_no_tender_gives_back_more_than_it_took_and_the_parts_sum_to_the_whole(
    came: list[tuple[TenderKind, int]], change: int, wishes: list[tuple[int, str]]
) -> None:
    tenders = [
        Tender(kind, Money(cents), _reference(kind, n)) for n, (kind, cents) in enumerate(came)
    ]
    if any(kind is CASH for kind, _ in came):
        tenders.append(Tender(CASH, Money(change)))
    whole = sum(cents for _, cents in came)
    document = a_document(a_sale(a_line(Money(whole))), *tenders)
    took: dict[tuple[TenderKind, str], int] = {}
    for tender in tenders:
        key = (tender.kind, tender.reference)
        took[key] = took.get(key, 0) + tender.amount.cents
    if (CASH, "") in took:
        took[CASH, ""] -= change
    back: list[Tender] = []
    left = whole
    for cents, means in [*wishes, (10**9, "")]:
        amount = min(cents, left)
        if not amount:
            break
        try:
            plan = paid_back(document, back, Money(amount), means)
        except PaidOtherwise:
            assert means in ("cash", "card")  # as it was paid, and as credit, it always goes back
            continue
        assert total(one.amount for one in plan) == Money(-amount)
        back += plan
        left -= amount
    assert left == 0
    gave: dict[tuple[TenderKind, str], int] = {}
    for one in back:
        assert one.amount < ZERO
        key = (one.kind, one.reference)
        gave[key] = gave.get(key, 0) - one.amount.cents
    for key, cents in gave.items():
        if key[0] is not CREDIT:
            assert cents <= took[key]
    rules = Tenders()
    no_money = [key for key in took if rules.of(key[0]).refund is RefundAs.CREDIT]
    assert not any(key in gave for key in no_money if key[0] is not CREDIT)


def _reference(kind: TenderKind, n: int) -> str:
    return "" if kind in (CASH, TenderKind.CARD_BY_HAND) else f"R-{n}"
