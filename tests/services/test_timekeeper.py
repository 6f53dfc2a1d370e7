"""A clock known to be wrong by more than a day: no new money without a manager's leave, and
nothing that happened is lost for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn

import pytest
from builders import euro
from shop import Shop
from wrong_clock import TWO_DAYS, allowed, mend, put_back, real, says

from app.domain.attempt import AttemptState
from app.domain.cash import MoveKind
from app.domain.errors import ClockBlocked, ClockRight, NotAllowed, ReasonMissing
from app.domain.facts import FactType
from app.domain.line import FRESH, Alarm, ClockWord, LineState, LineStatus
from app.domain.skew import DAY, Fault
from app.messages import ENGLISH, sentence
from app.services.attention import ClockBehind, ClockStops, LineTrouble
from app.services.clock import SystemClock
from app.services.timekeeper import Timekeeper
from app.services.verify import verify
from app.storage import state
from hardware.terminals.simulated import Mood

SECOND = timedelta(seconds=1)


def refused(shop: Shop) -> ClockBlocked:
    with pytest.raises(ClockBlocked) as blocked:
        shop.pay_cash()
    return blocked.value


@pytest.fixture
def till(open_shop: Shop) -> Shop:
    """A till of no demo, with something in the basket."""
    return real(open_shop).add("CAF-001")


# when
@pytest.mark.parametrize(
    ("ahead", "fault"),
    [(TWO_DAYS, Fault.BEHIND_CENTRAL), (-TWO_DAYS, Fault.AHEAD_OF_CENTRAL)],
)
def test_central_says_so_either_way(till: Shop, ahead: timedelta, fault: Fault) -> None:
    facts = refused(says(till, ahead)).facts
    assert facts == {"by": TWO_DAYS, "fault": fault}
    assert till.sale.tenders == ()


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_exactly_a_day_is_no_reason_and_a_second_more_is(till: Shop, by: timedelta) -> None:
    more = by + (SECOND if by > timedelta() else -SECOND)
    refused(says(till, more))
    says(till, by).pay_cash()
    assert till.adds_up()


@pytest.mark.parametrize(
    "state", [LineState.OFFLINE, LineState.STARTING, LineState.ENDED, LineState.SIGNED_OUT]
)
def test_pulling_the_cable_takes_no_word_of_centrals_back(till: Shop, state: LineState) -> None:
    refused(says(till, TWO_DAYS, state))
    till.later(seconds=FRESH.total_seconds() + 1).pay_cash()


def test_a_new_worker_that_has_not_heard_central_takes_no_word_back(till: Shop) -> None:
    says(till, TWO_DAYS)
    line = till.counter.line
    line._heard(LineStatus(LineState.STARTING))
    refused(till)
    line._heard(LineStatus(LineState.IN_STEP, clock=ClockWord(timedelta(), till.at)))
    till.pay_cash()


def test_a_word_grows_old_while_the_line_is_up(till: Shop) -> None:
    says(till, TWO_DAYS).later(seconds=FRESH.total_seconds())
    refused(till)
    till.later(seconds=1).pay_cash()


def test_the_newest_fact_says_so_with_the_line_down_too(till: Shop) -> None:
    assert refused(put_back(till, DAY + SECOND)).facts["fault"] is Fault.BEHIND_FACTS
    says(put_back(till, TWO_DAYS), timedelta())  # whatever central says of it
    assert refused(till).facts == {"by": TWO_DAYS, "fault": Fault.BEHIND_FACTS}
    put_back(till, DAY).pay_cash()


def test_a_demos_clock_stands_where_it_was_put(open_shop: Shop) -> None:
    says(put_back(open_shop, TWO_DAYS), TWO_DAYS)
    assert open_shop.counter.timekeeper.wrong() is None
    open_shop.add("CAF-001").pay_cash()


def test_a_demo_with_the_machines_clock_believes_central(open_shop: Shop) -> None:
    open_shop.counter.till.clock = SystemClock(open_shop.counter.till.shop.zone)
    assert says(open_shop, TWO_DAYS).counter.timekeeper.wrong() is not None


# what is not begun
def test_every_way_of_paying_is_stopped_before_anybody_is_asked(till: Shop) -> None:
    says(till, TWO_DAYS)
    for pay in (till.pay_cash, till.pay_by_hand, till.pay_card):
        with pytest.raises(ClockBlocked):
            pay()
    assert till.facts(FactType.CARD_ASKED) == []


def test_a_return_and_a_shift_are_not_begun(till: Shop) -> None:
    number = till.pay_cash().document.number
    says(till, TWO_DAYS)
    with pytest.raises(ClockBlocked):
        till.sign_in("2001").refund(number)
    till.count("100x1").close_shift()
    with pytest.raises(ClockBlocked):
        till.open_shift("100")
    says(till, timedelta()).open_shift("100").refund(number)
    assert till.adds_up()


def test_the_refusal_says_how_far_and_what_to_do(till: Shop) -> None:
    why = refused(says(till, timedelta(days=1, hours=6, minutes=5)))
    assert sentence(why).startswith("El reloj de esta caja va 1 d 6 h 5 min por detrás del de la")
    assert "persona encargada" in sentence(why)
    assert sentence(why, ENGLISH).startswith(
        "This till's clock is 1 d 6 h 5 min behind central's: no new money"
    )


# what goes on
def test_building_a_basket_goes_on(till: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """And asks nothing about the clock: a scan is quick."""

    def asked(*_: object) -> NoReturn:
        raise AssertionError("a scan looks at no clock but its own")

    for name in ("wrong", "look", "check"):
        monkeypatch.setattr(Timekeeper, name, asked)
    says(till, TWO_DAYS).scan("9525300002499").quantity("3").discount_line("10%").park().recall()
    assert len(till.sale.lines) == 2


def test_what_is_paid_in_part_is_finished(till: Shop) -> None:
    says(till.pay_cash("1"), TWO_DAYS).pay_card("1").pay_by_hand("1").pay_cash()
    assert till.document.total == euro("4.25")
    assert till.adds_up()


def test_an_approved_card_is_recorded_and_its_ticket_issued(till: Shop) -> None:
    checkout = till.counter.checkout
    attempt = checkout.begin_card()
    till.terminal.tell(Mood.APPROVE)
    outcome = checkout.ask(till.terminal, attempt)
    says(put_back(till, TWO_DAYS), TWO_DAYS)
    assert checkout.answer(attempt, outcome).paid.document
    assert till.adds_up()


def test_a_card_that_was_charged_without_a_word_is_looked_up(till: Shop) -> None:
    says(put_back(till.pay_card(mood=Mood.DIE), TWO_DAYS), TWO_DAYS)
    till.terminal.tell(Mood.APPROVE)
    (found,) = till.counter.checkout.settle(till.terminal)
    assert found.attempt.state is AttemptState.APPROVED
    assert till.document.total == euro("4.25")


def test_a_declined_card_has_begun_nothing(till: Shop) -> None:
    says(till.pay_card(mood=Mood.DECLINE), TWO_DAYS)
    refused(till)


def test_a_return_half_paid_back_is_finished(till: Shop) -> None:
    till.pay_card("2").pay_card("1").pay_cash()
    number = till.document.number
    till.sign_in("2001").refund(number, moods=(Mood.APPROVE, Mood.DECLINE))
    says(till, TWO_DAYS)
    pending = till.counter.refunds.begin(number, None)
    assert till.pay_back(pending)  # type: ignore[arg-type]
    assert till.adds_up()


def test_money_is_given_back_moved_and_counted(till: Shop) -> None:
    says(till.pay_card("2"), TWO_DAYS).reverse()
    till.counter.tickets.abandon()
    till.move(MoveKind.IN, "5").move(MoveKind.DROP, "50", "").count("50x1", "5x1").close_shift()
    assert till.adds_up()


# leave
def test_a_manager_allows_it_with_a_reason_and_it_is_a_fact(till: Shop) -> None:
    allowed(put_back(till, TWO_DAYS)).pay_cash()
    (fact,) = till.facts(FactType.CLOCK_ALLOWED)
    assert fact.who == "1001"
    assert fact.body == {
        "fault": "behind_facts",
        "seconds": 2 * 24 * 3600,
        "shift": 1,
        "why": "la pila está gastada",
        "allowed_by": "9001",
    }
    assert till.adds_up()


def test_a_manager_who_is_there_allows_it_too(till: Shop) -> None:
    says(till, TWO_DAYS).sign_in("9001").counter.timekeeper.allow("se arregla hoy")
    till.sign_in("1001").pay_cash()
    (fact,) = till.facts(FactType.CLOCK_ALLOWED)
    assert (fact.who, fact.body["allowed_by"]) == ("9001", "")


def test_nobody_else_does_and_never_without_a_reason_or_a_need(till: Shop) -> None:
    says(till, TWO_DAYS)
    for code in ("1001", "2001", "5001"):
        with pytest.raises(NotAllowed):
            till.authorise(code).counter.timekeeper.allow("porque sí")
    with pytest.raises(ReasonMissing):
        till.authorise("9001").counter.timekeeper.allow("  ")
    with pytest.raises(ClockRight):
        says(till, timedelta()).counter.timekeeper.allow("por si acaso")
    assert till.facts(FactType.CLOCK_ALLOWED) == []


def test_leave_ends_with_the_shift_and_outlives_a_power_cut(
    till: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed(put_back(till, TWO_DAYS))
    with monkeypatch.context() as patch:
        patch.setattr(Timekeeper, "look", lambda _: None)  # a demo's clock is right at the start
        till.crash()
    put_back(real(till), TWO_DAYS).sign_in("1001").pay_cash().add("CAF-001").pay_cash()
    assert till.adds_up()
    till.close_shift()
    with pytest.raises(ClockBlocked):
        till.open_shift("100")
    assert till.adds_up()


def test_with_no_shift_open_it_holds_until_the_next_one_closes(till: Shop) -> None:
    till.close_shift()
    allowed(says(till, TWO_DAYS)).open_shift("100").pay_cash()
    assert till.facts(FactType.CLOCK_ALLOWED)[0].body["shift"] == 0
    till.close_shift()
    with pytest.raises(ClockBlocked):
        till.open_shift("100")


def test_leave_ends_when_the_clock_is_mended(till: Shop) -> None:
    allowed(put_back(till, TWO_DAYS)).pay_cash()
    mend(till).add("CAF-001").pay_cash().add("CAF-001")
    refused(put_back(till, TWO_DAYS))
    assert till.adds_up()


def test_a_mending_that_central_saw_is_remembered_after_a_restart(till: Shop) -> None:
    allowed(says(till, TWO_DAYS)).pay_cash()
    says(till, timedelta()).counter.timekeeper.look()
    real(till.restart()).sign_in("1001").add("CAF-001")
    refused(says(till, TWO_DAYS))


def test_with_the_line_down_nobody_knows_that_it_is_mended(till: Shop) -> None:
    allowed(says(till, TWO_DAYS))
    says(till, TWO_DAYS, LineState.OFFLINE).counter.timekeeper.look()
    says(till, TWO_DAYS).pay_cash()


def test_one_leave_holds_for_the_clock_however_it_is_seen_to_be_wrong(till: Shop) -> None:
    """The newest fact says it, then central too, then central alone: nobody touched the clock."""
    allowed(put_back(till, TWO_DAYS)).pay_cash().add("CAF-001")
    says(till, TWO_DAYS).pay_cash().add("CAF-001")
    says(put_back(till, DAY), DAY + SECOND).pay_cash()


def test_a_clock_set_wrong_the_other_way_needs_leave_of_its_own(till: Shop) -> None:
    allowed(says(till, TWO_DAYS)).pay_cash().add("CAF-001")
    refused(says(till, -TWO_DAYS))
    allowed(till).pay_cash().add("CAF-001")
    # Mended with the line down: what was stated meanwhile is two days ahead.
    till.counter.line.status = LineStatus(LineState.OFFLINE)
    assert refused(put_back(till, TWO_DAYS)).facts["fault"] is Fault.BEHIND_FACTS


def test_leave_that_no_fact_states_is_found(till: Shop) -> None:
    def violations() -> list[Any]:
        return verify(till.db, till.counter.till.regime).violations

    allowed(put_back(till, TWO_DAYS))
    assert violations() == []
    with till.db.write() as tx:
        state.put(tx, "clock_allowed", "behind_facts 1 3")
    assert [found.where for found in violations()] == ["clock leave"]
    mend(till).close_shift()
    assert violations() == []
    with till.db.write() as tx:
        state.put(tx, "clock_allowed", "behind_facts 1 3")
    assert [found.where for found in violations()] == ["clock leave"]


# what is shown
def test_one_matter_says_it_and_whether_it_is_allowed(till: Shop) -> None:
    def clocks() -> list[object]:
        kinds = (ClockStops, ClockBehind, LineTrouble)
        return [one for one in till.counter.attention.matters() if isinstance(one, kinds)]

    line = says(till, TWO_DAYS).counter.line
    line.status = replace(line.status, alarms=(Alarm("clock", facts={"seconds": "172800"}),))
    (found,) = clocks()
    assert isinstance(found, ClockStops)
    assert (found.wrong.fault, found.allowed) == (Fault.BEHIND_CENTRAL, False)
    allowed(till)
    (found,) = clocks()
    assert isinstance(found, ClockStops)
    assert found.allowed
    says(till, timedelta())
    assert clocks() == []
