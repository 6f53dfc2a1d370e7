"""What is kept, what goes back and what another order took are what was paid; nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from builders import NOON, an_order
from hypothesis import given, settings
from hypothesis import strategies as st
from order_world import (
    AUTHORISED,
    CAPTURED,
    HERE,
    STEPS,
    THERE,
    World,
    orders,
    paid,
    played,
    step,
)

from app.domain import order_document, order_given, order_money, paying_back, picking
from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment
from app.domain.money import ZERO, Money, total
from app.domain.order import Order, Payment
from app.domain.order_event import Event, Settled
from app.domain.order_fold import fold
from app.domain.order_money import Pot
from app.domain.order_money_event import PaidBack, RefundAnswered, RefundOrdered
from app.domain.tax import TaxCategory


@settings(max_examples=400)
@given(orders(), st.lists(STEPS, max_size=25))
def test_no_payment_gives_back_more_than_it_took_whatever_the_order_of_events(
    order: Order, steps: list[tuple[int, str, int, int]]
) -> None:
    world = played(order, steps)
    for at in (THERE, HERE, THERE):
        world.sync(at)
    took = {one.reference: one.amount for one in order.payments}
    assert all(amount <= took[name] for name, amount in world.returned().items())
    f = world.passed
    for line in order.lines:
        given_back = f.line(line.number).repaid - f.line(line.number).instead
        assert ZERO <= given_back <= line.amount
    if not world.held and not f.conflicts:
        _all_is_there(world.passed)


@settings(max_examples=400)
@given(orders(), st.lists(STEPS, max_size=25))
def test_in_step_nothing_is_held_back_and_everything_sums(
    order: Order, steps: list[tuple[int, str, int, int]]
) -> None:
    mine = [(HERE, what, line, much) for _, what, line, much in steps]
    world = played(order, mine, in_step=True)
    assert not world.held
    f = world.f(HERE)
    _all_is_there(f)
    if order_money.over(f) and f.order.told:
        assert order_money.owed(f) == ZERO, "what is lost is ordered back"
    had = order_given.given(f, f.hand_overs)
    for one in order.lines:
        if (came := f.line(one.number)).returned:
            gone = had[one.number].own - had[one.number].left(came).own
            assert f.line(one.number).repaid >= one.price.times(gone), "at once"
    back = total(f.line(one.number).repaid - f.line(one.number).instead for one in order.lines)
    moved = any(isinstance(event.what, e.Resourced) for event in f.events)
    if not f.conflicts and not moved:
        assert back + still_kept(f) <= order.amount, "money only for what is not kept"


def _all_is_there(f: Fulfilment) -> None:
    """Of what was paid: kept or still to come, ordered back, gone to another order."""
    left = total(pot.left for pot in order_money.pots(f))
    back = total(f.line(one.number).repaid - f.line(one.number).instead for one in f.order.lines)
    moved = total(
        one.price.times(event.what.quantity)
        for event in f.events
        if isinstance(event.what, e.Resourced)
        for one in f.order.lines
        if one.number == event.what.line
    )
    assert left + back + moved == f.order.amount
    if order_money.over(f) and not moved and not order_money.owed(f):
        assert still_kept(f) <= left, "and what is had was not given back"


def still_kept(f: Fulfilment) -> Money:
    """What the customer has, at the prices promised and at most what was ordered."""
    had = order_given.given(f, f.hand_overs)
    return total(
        had[one.number].left(f.line(one.number)).worth(one)
        for one in f.order.lines
        if one.number in had
    )


@settings(max_examples=200)
@given(
    orders(),
    st.lists(st.tuples(st.sampled_from([HERE, THERE]), st.integers(0, 2), st.integers(0, 30))),
)
def test_of_an_order_handed_over_twice_money_goes_back_for_what_is_not_kept_of_one_set(
    order: Order, backs: list[tuple[int, int, int]]
) -> None:
    world = World(replace(order, announced=()))
    for at in (HERE, THERE):
        for line in order.lines:
            for _ in range(1 if line.unit.measured else int(line.quantity)):
                weight = line.quantity if line.unit.measured else Decimal(1)
                world.state(at, picking.start(world.f(at), at, take_over=True))
                world.state(at, picking.pick(world.f(at), at, line.sku, weight))
        for what in ("pack", "hand"):
            step(world, at, what, 0, 0)
        world.settle(at)
    for at in (HERE, THERE, HERE):
        world.sync(at)
    for at, number, much in backs:
        step(world, at, "take back", number, much)
        world.settle(at)
        for one in (HERE, THERE, HERE):
            world.sync(one)
    f = world.f(HERE)
    assert not world.held
    for line in order.lines:
        kept = 2 * line.quantity - f.line(line.number).returned
        assert kept >= 0
        back = line.amount - line.price.times(min(kept, line.quantity))
        assert f.line(line.number).repaid == back


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 10**6)), max_size=6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_the_parts_of_a_split_sum_to_the_whole(
    payments: list[tuple[bool, int]], kept: int, back: int
) -> None:
    row = [Pot(str(n), held, Money(cents)) for n, (held, cents) in enumerate(payments)]
    there = sum(cents for _, cents in payments)
    parts = order_money.from_end(row, Money(back))
    assert sum(one.left.cents for one in parts) == min(back, there)
    order = an_order(payments=tuple(
        Payment(one.reference, one.left, AUTHORISED if one.held else CAPTURED) for one in row
    ))  # fmt: skip
    first = order_money.from_start(order, ZERO, Money(kept))
    then = order_money.from_start(order, Money(kept), Money(back))
    whole = order_money.from_start(order, ZERO, Money(kept + back))
    sums: dict[str, int] = {}
    for one in (*first, *then):
        sums[one.reference] = sums.get(one.reference, 0) + one.left.cents
    assert sums == {one.reference: one.left.cents for one in whole}


def test_what_is_only_held_is_let_go_before_what_was_taken_is_given_back() -> None:
    order = paid(an_order(), AUTHORISED, CAPTURED, cut=20)
    f = fold(order, [Event(1, 1, 1, NOON, "", e.CancelAgreed())])
    plan = order_money.plan(f)
    assert plan and [(pot.reference, pot.held) for pot in plan.parts] == [
        ("psp-1", True), ("psp-2", False),
    ]  # fmt: skip


def test_the_last_payment_gives_back_first() -> None:
    order = paid(an_order(), CAPTURED, CAPTURED)
    events: list[e.What] = [
        e.Started(), e.Picked(1, Decimal(1)), e.Picked(2, Decimal(1)),
        e.Short(1, Decimal(1), Settled.MONEY),
    ]  # fmt: skip
    f = fold(order, [Event(n, 1, n, NOON, "", what) for n, what in enumerate(events, 1)])
    plan = order_money.plan(f)
    assert plan and plan.parts == (Pot("psp-2", False, order.lines[0].price),)


@settings(max_examples=200)
@given(orders(), st.lists(STEPS, max_size=25))
def test_correctives_say_to_the_cent_what_goes_back(
    order: Order, steps: list[tuple[int, str, int, int]]
) -> None:
    world = World(order)
    rates = {TaxCategory.GENERAL: Decimal(21), TaxCategory.REDUCIDO: Decimal(10)}
    for _, what, line, much in steps:
        if what == "sync":
            continue
        step(world, HERE, what, line, much)
        f = world.f(HERE)
        if plan := order_money.plan(f):
            lines = order_document.corrective_lines(order, plan.losses, rates.__getitem__)
            taxes = order_document.corrective_taxes(f, lines, rates.__getitem__)
            assert total(one.total for one in lines) == -plan.amount
            assert total(row.gross for row in taxes) == -plan.amount
            tenders = order_document.tenders(plan.parts, back=True)
            assert total(one.amount for one in tenders) == -plan.amount
        world.settle(HERE)


@pytest.mark.parametrize("much", [1, 3995, 3996])
def test_a_refund_of_what_is_not_lost_is_not_passed_on(much: int) -> None:
    order = paid(an_order(), CAPTURED)
    f = fold(order, [Event(1, 1, 1, NOON, "", e.Started())])
    said = RefundOrdered(((1, Decimal(1), Money(much), ""),), (("psp-1", Money(much)),),
                           date(2026, 12, 5))  # fmt: skip
    assert not order_money.just(f, said)
    short = Event(2, 1, 2, NOON, "", e.Short(1, Decimal(1), Settled.MONEY))
    assert order_money.just(fold(order, [*f.events, short]), said) == (much <= 3995)


@pytest.mark.parametrize("tick", [1, 9])
def test_what_a_ticket_paid_before_it_was_ordered_back_counts_once_whoever_spoke_first(
    tick: int,
) -> None:
    order = paid(an_order(), CAPTURED)
    one, price = Decimal(1), order.lines[0].price
    back = RefundOrdered(((1, one, price, ""),), (("psp-1", price),), date(2026, 12, 5))
    events = [
        Event(2, 1, 1, NOON, "", e.Started()),
        Event(3, 1, 2, NOON, "", e.Picked(1, one)),
        Event(4, 1, 3, NOON, "", e.Short(1, one, Settled.MONEY)),
        Event(tick, e.CENTRAL, 1, NOON, "", PaidBack("R-1", ((1, one, price),))),
    ]
    before = fold(order, events)
    assert order_money.paid_before(before, back)
    events.append(Event(5, 1, 4, NOON, "", back))
    answer = RefundAnswered(1, 4, "psp-1", True, before=True)
    f = fold(order, [*events, Event(10, e.CENTRAL, 2, NOON, "", answer)])
    assert f.line(1) == before.line(1) and not order_money.lost(f)
    assert not paying_back.lacking(f) and not order_money.too_much(f)
