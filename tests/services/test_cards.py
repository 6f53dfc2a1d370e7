"""Card payments: whatever happens, what the terminal captured is what the till recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from builders import copied, euro
from shop import Shop

from app.domain.attempt import AttemptState
from app.domain.errors import CardPending, MoneyTaken
from app.domain.facts import FactType
from hardware.terminals.simulated import Mood

ANSWERS = {
    Mood.APPROVE: AttemptState.APPROVED,
    Mood.DECLINE: AttemptState.DECLINED,
    Mood.CANCEL: AttemptState.CANCELLED,
    Mood.HANG: AttemptState.UNKNOWN,
    Mood.DIE: AttemptState.UNKNOWN,
}


@pytest.mark.parametrize("mood", Mood)
def test_every_answer_is_recorded_as_it_was_given(open_shop: Shop, mood: Mood) -> None:
    open_shop.add("CAF-001").pay_card(mood=mood)
    assert open_shop.answered.attempt.state is ANSWERS[mood]
    assert (open_shop.paid.document is not None) == (mood is Mood.APPROVE)
    (asked,) = open_shop.facts(FactType.CARD_ASKED)
    (answered,) = open_shop.facts(FactType.CARD_ANSWERED)
    assert asked.seq < answered.seq
    assert answered.body["state"] == ANSWERS[mood].value
    assert bool(open_shop.counter.checkout.pending()) == (mood in (Mood.HANG, Mood.DIE))


@pytest.mark.parametrize("mood", [Mood.DECLINE, Mood.CANCEL])
def test_what_was_refused_is_paid_another_way(open_shop: Shop, mood: Mood) -> None:
    open_shop.add("CAF-001").pay_card(mood=mood)
    assert open_shop.paid.due == euro("4.25")
    open_shop.pay_card("4", mood=mood).pay_cash("5")
    assert open_shop.document.change == euro("0.75")
    assert open_shop.adds_up()


@pytest.mark.parametrize("mood", [Mood.HANG, Mood.DIE])
def test_nothing_more_is_charged_while_nobody_knows(open_shop: Shop, mood: Mood) -> None:
    open_shop.add("CAF-001").add("LEC-ENT").pay_card("1", mood=mood)
    for pay in (open_shop.pay_cash, open_shop.pay_card, open_shop.pay_by_hand):
        with pytest.raises(CardPending):
            pay()
    for step in (
        open_shop.counter.tickets.abandon,
        open_shop.counter.tickets.park,
        open_shop.counter.register.remove,
        open_shop.counter.checkout.begin_reversal,
    ):
        with pytest.raises(CardPending):
            step()
    open_shop.add("PAN-BAR")  # a ticket may still grow
    assert open_shop.sale.due == euro("6.18")


def test_a_dead_terminal_is_asked_again_until_it_answers(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_card(mood=Mood.DIE)
    assert open_shop.counter.checkout.settle(open_shop.terminal) == []
    assert open_shop.counter.checkout.pending()
    open_shop.terminal.tell(Mood.APPROVE)
    (answered,) = open_shop.counter.checkout.settle(open_shop.terminal)
    assert answered.paid.document == open_shop.document
    assert open_shop.counter.checkout.settle(open_shop.terminal) == []
    assert open_shop.adds_up()


def test_what_the_terminal_never_booked_is_as_good_as_cancelled(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_card(mood=Mood.HANG).crash()
    (found,) = open_shop.found
    assert found.attempt.state is AttemptState.CANCELLED
    open_shop.sign_in("1001").pay_cash()
    assert open_shop.adds_up()


def test_a_payment_is_found_at_the_next_start_and_completes_its_sale(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_card(mood=Mood.DIE).crash()
    assert [one.paid.document for one in open_shop.found] == [open_shop.document]
    assert open_shop.document.who == "1001"  # who asked for it, nobody being signed in
    assert open_shop.counter.register.sale is None
    assert open_shop.adds_up()


def test_a_payment_found_after_the_shift_closed_waits_for_the_next(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_card(mood=Mood.DIE).close_shift()
    assert open_shop.closed.passed.pending_cards == 1
    open_shop.crash()
    assert open_shop.counter.printing.last() is None
    open_shop.sign_in("1001").open_shift("10")
    assert open_shop.sale.due == euro("0")
    open_shop.pay_cash()
    assert (open_shop.document.shift, open_shop.document.total) == (2, euro("4.25"))
    assert open_shop.adds_up()


def test_a_part_paid_by_card_is_given_back_before_the_ticket_is_abandoned(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_card("1").pay_card("2")
    with pytest.raises(MoneyTaken):
        open_shop.counter.tickets.abandon()
    open_shop.reverse()
    assert open_shop.answered.attempt.amount == euro("2")
    open_shop.reverse(Mood.DECLINE)
    assert open_shop.sale.paid == euro("1")
    open_shop.reverse()
    assert open_shop.counter.checkout.begin_reversal() is None
    open_shop.counter.tickets.abandon()
    assert open_shop.terminal.captured() == 0
    assert open_shop.adds_up()


def sale(shop: Shop, mood: Mood) -> None:
    shop.pay_card("4", mood=mood)
    shop.pay_cash()


def reversal(shop: Shop, mood: Mood) -> None:
    shop.pay_card("4").reverse(mood)
    shop.counter.tickets.abandon()


def refund(shop: Shop, mood: Mood) -> None:
    shop.pay_card("4").pay_cash()
    shop.refund(shop.document.number, [(1, "1")], moods=(mood,))


def then_finish(shop: Shop) -> None:
    """What a cashier does with whatever was left half done."""
    shop.sign_in("2001")
    if pending := shop.counter.refunds.pending():
        assert shop.pay_back(pending)
    if shop.counter.register.sale:
        shop.pay_cash()


@pytest.mark.parametrize("mood", [Mood.APPROVE, Mood.DECLINE, Mood.DIE, Mood.HANG])
@pytest.mark.parametrize("steps", [sale, reversal, refund])
def test_the_power_may_go_before_any_write(
    open_shop: Shop, steps: Callable[[Shop, Mood], None], mood: Mood, tmp_path: Path
) -> None:
    open_shop.add("CAF-001").add("LEC-ENT", "2").restart()
    for commits in range(100):
        folder = copied(open_shop.folder, tmp_path / f"cut-{commits}")
        with Shop(folder) as shop:
            shop.sign_in("2001")
            with shop.power_cut_after(commits) as left, suppress(CardPending, MoneyTaken):
                steps(shop, mood)
            shop.crash()
            assert not shop.counter.checkout.pending()
            assert shop.adds_up()
            then_finish(shop)
            assert shop.adds_up()
        if left[0] >= 0:
            break
    assert commits >= 2
