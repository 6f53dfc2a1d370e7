"""The shift: blind count, X and Z, differences that a manager accepts, a close nobody blocks."""

from __future__ import annotations

import pytest
from builders import euro
from shop import Shop

from app.domain.cash import MoveKind
from app.domain.errors import (
    BadAmount,
    NoOpenShift,
    NotAllowed,
    NotEnoughCash,
    NothingToAccept,
    ReasonMissing,
    ShiftOpen,
    UnknownItem,
)
from app.domain.facts import FactType
from app.domain.tender import TenderKind
from hardware.terminals.simulated import Mood


def test_x_counts_everything_so_far(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash("5").add("CAM-LIN-M").pay_card("30").pay_cash()
    open_shop.move(MoveKind.IN, "20").move(MoveKind.OUT, "3").move(MoveKind.DROP, "50", "")
    report = open_shop.counter.drawer.report()
    assert report.tenders == {TenderKind.CASH: euro("9.20"), TenderKind.CARD: euro("30")}
    assert report.expected == euro("76.20")
    assert (report.sales, report.sales_total) == (2, euro("39.20"))
    assert (report.cash_in, report.cash_out, report.drops) == (euro("20"), euro("3"), euro("50"))


def test_there_is_one_shift_at_a_time(open_shop: Shop) -> None:
    with pytest.raises(ShiftOpen):
        open_shop.open_shift("5")
    open_shop.close_shift().open_shift("5")
    current = open_shop.counter.drawer.current()
    assert current
    assert current.id == 2


def test_a_shift_survives_the_process_and_its_person(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().crash().later(days=1).sign_in("2001")
    current = open_shop.counter.drawer.current()
    assert current
    assert (current.opened_by, current.day.isoformat()) == ("1001", "2026-11-21")
    open_shop.add("LEC-ENT").pay_cash()
    people = {p.code: p.total for p in open_shop.counter.drawer.report().people}
    assert people == {"1001": euro("4.25"), "2001": euro("0.98")}


def test_only_a_manager_sees_what_should_be_there_before_the_count(open_shop: Shop) -> None:
    assert not open_shop.counter.drawer.sees_expected()
    assert not open_shop.sign_in("2001").counter.drawer.sees_expected()
    assert open_shop.sign_in("9001").counter.drawer.sees_expected()


def test_cash_moves_with_a_reason_and_never_more_than_there_is(open_shop: Shop) -> None:
    for kind in (MoveKind.IN, MoveKind.OUT):
        with pytest.raises(ReasonMissing):
            open_shop.move(kind, "1", "  ")
    for kind in (MoveKind.OUT, MoveKind.DROP):
        with pytest.raises(NotEnoughCash):
            open_shop.move(kind, "100.01")
    with pytest.raises(BadAmount):
        open_shop.move(MoveKind.IN, "0")
    open_shop.move(MoveKind.DROP, "100", "")
    (fact,) = open_shop.facts(FactType.CASH_MOVED)
    assert (fact.body["from"], fact.body["to"]) == ("drawer", "safe")


def test_a_count_that_fits_needs_nobody(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().count("50x2", "2x2", "0.20x1", "0.05x1").close_shift()
    assert open_shop.closed.report.difference == euro("0")
    assert open_shop.closed.accepted_by == ""
    assert open_shop.counter.drawer.unaccepted() == []
    assert open_shop.adds_up()


def test_it_may_be_counted_again_until_the_close(open_shop: Shop) -> None:
    open_shop.count("50x1").count("100x1").close_shift()
    assert open_shop.closed.report.difference == euro("0")
    assert len(open_shop.facts(FactType.CASH_COUNTED)) == 2
    with pytest.raises(NoOpenShift):
        open_shop.count("50x1")
    assert open_shop.adds_up()


def test_a_difference_waits_for_a_manager(open_shop: Shop) -> None:
    open_shop.count("50x1").close_shift()
    assert (open_shop.closed.report.difference, open_shop.closed.accepted_by) == (
        euro("-50"),
        None,
    )
    open_shop.crash().sign_in("2001")
    with pytest.raises(NotAllowed):
        open_shop.counter.drawer.accept(1)
    open_shop.authorise("9001").counter.drawer.accept(1)
    (fact,) = open_shop.facts(FactType.DIFFERENCE_ACCEPTED)
    assert (fact.who, fact.body["accepted_by"], fact.body["difference"]) == ("2001", "9001", -5000)
    with pytest.raises(NothingToAccept):
        open_shop.counter.drawer.accept(1)
    assert open_shop.adds_up()


def test_a_manager_who_closes_accepts(open_shop: Shop) -> None:
    open_shop.sign_in("9001").count("50x3").close_shift()
    assert (open_shop.closed.report.difference, open_shop.closed.accepted_by) == (
        euro("50"),
        "9001",
    )
    assert open_shop.counter.drawer.unaccepted() == []


def test_a_difference_of_the_banks_terminal_is_one_too(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_by_hand().count("100x1", "card-by-hand=4.24").close_shift()
    assert open_shop.closed.report.by_hand_difference == euro("-0.01")
    assert open_shop.closed.accepted_by is None


@pytest.fixture
def half_paid(open_shop: Shop) -> Shop:
    """A coffee of 4.25, of which 3.00 were charged by hand, is still open at the close."""
    return open_shop.add("CAF-001").pay_by_hand("3")


def test_a_card_by_hand_on_an_open_ticket_is_no_difference_at_the_close(half_paid: Shop) -> None:
    x = half_paid.counter.drawer.report()
    assert (x.tenders, x.held_by_hand, x.expected_by_hand) == ({}, euro("3"), euro("3"))
    half_paid.count("50x2", "card-by-hand=3").close_shift()
    assert half_paid.closed.report.by_hand_difference == euro("0")
    assert half_paid.closed.accepted_by == ""
    (z,) = half_paid.facts(FactType.SHIFT_CLOSED)
    assert (z.body["held_by_hand"], z.body["by_hand_difference"]) == (300, 0)
    assert half_paid.adds_up()


def test_what_is_missing_on_the_banks_terminal_of_an_open_ticket_is_a_difference(
    half_paid: Shop,
) -> None:
    half_paid.count("50x2", "card-by-hand=2").close_shift()
    (waiting,) = half_paid.counter.drawer.unaccepted()
    assert waiting.by_hand_difference == euro("-1")
    half_paid.crash().sign_in("9001").counter.drawer.accept(1)
    (fact,) = half_paid.facts(FactType.DIFFERENCE_ACCEPTED)
    assert (fact.body["difference"], fact.body["by_hand"]) == (0, -100)
    assert half_paid.adds_up()


def test_the_next_shift_that_finishes_the_ticket_counts_only_what_it_charged_by_hand(
    half_paid: Shop,
) -> None:
    half_paid.close_shift().crash().sign_in("1001").open_shift("100")
    assert half_paid.counter.drawer.report().expected_by_hand == euro("0")
    half_paid.pay_by_hand("1").pay_cash()
    report = half_paid.counter.drawer.report()
    assert report.tenders[TenderKind.CARD_BY_HAND] == euro("4")
    assert report.expected_by_hand == euro("1")
    half_paid.count("50x2", "0.05x5", "card-by-hand=1").close_shift()
    assert not half_paid.closed.report.differs
    assert half_paid.adds_up()


def test_the_next_shift_that_gives_the_ticket_up_expects_the_money_gone_from_the_banks_terminal(
    half_paid: Shop,
) -> None:
    half_paid.close_shift().open_shift("100").counter.tickets.abandon()
    half_paid.count("50x2", "card-by-hand=-3.00").close_shift()
    assert not half_paid.closed.report.differs
    assert half_paid.open_shift("100").counter.drawer.report().expected_by_hand == euro("0")
    assert half_paid.adds_up()


def test_a_ticket_left_open_for_two_closes_is_carried_through_both(half_paid: Shop) -> None:
    half_paid.close_shift().open_shift("100")
    half_paid.count("50x2", "card-by-hand=0").close_shift()
    assert not half_paid.closed.report.differs
    half_paid.open_shift("100").pay_cash().count("50x2", "0.05x25", "card-by-hand=0").close_shift()
    assert not half_paid.closed.report.differs
    assert half_paid.adds_up()


def test_closing_is_never_blocked(open_shop: Shop) -> None:
    number = open_shop.sign_in("2001").add("CAF-001").pay_card("2").pay_cash().document.number
    open_shop.refund(number, moods=(Mood.HANG,))
    open_shop.add("CAF-001").park().add("LEC-ENT").pay_card(mood=Mood.DIE)
    with pytest.raises(UnknownItem):
        open_shop.scan("NADIE")
    open_shop.close_shift()
    passed = open_shop.closed.passed
    assert passed.open_basket
    assert (passed.parked, passed.pending_cards, passed.pending_returns) == (1, 2, 1)
    assert passed.unprinted == 1
    (z,) = open_shop.facts(FactType.SHIFT_CLOSED)
    assert z.body["passed"]["pending_cards"] == 2
    open_shop.crash().sign_in("1001").open_shift("20")
    assert open_shop.sale.due == euro("0")
    open_shop.pay_cash().recall().pay_cash("5").close_shift()
    assert open_shop.closed.report.sales == 2
    assert open_shop.adds_up()


def test_an_uncounted_shift_closes_without_a_difference(open_shop: Shop) -> None:
    open_shop.close_shift()
    assert open_shop.closed.report.difference is None
    assert open_shop.adds_up()


def test_who_does_not_sell_opens_no_shift(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        shop.sign_in("5001").open_shift("10")
    with pytest.raises(BadAmount):
        shop.sign_in("1001").open_shift("-1")
