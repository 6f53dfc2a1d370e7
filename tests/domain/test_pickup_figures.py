"""The figures of click & collect, each from what was stated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from builders import NOON, an_order

from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment
from app.domain.money import ZERO, Money
from app.domain.order import Order
from app.domain.order_event import Event, Shown, What
from app.domain.order_fold import fold
from app.domain.pickup_figures import GOALS, Kpi, PickupFigures, pickup_figures

HERE = 1
ALL = ((1, Decimal(2)), (2, Decimal(1)))
PARCEL = "P1-5-1"
TODAY = NOON.date()
LATER = NOON + timedelta(hours=9)


def story(*steps: tuple[float, What], order: Order | None = None) -> Fulfilment:
    """An order promised for three hours after noon; what happened so many minutes after noon."""
    events = [
        Event(tick, HERE, tick, NOON + timedelta(minutes=minutes), "1001", what)
        for tick, (minutes, what) in enumerate(steps, 1)
    ]
    return fold(order or an_order(), events)


PICKED: tuple[tuple[float, What], ...] = (
    (10, e.Started()),
    (12, e.Picked(1, Decimal(2), "08410000000161")),
    (16, e.Picked(2, Decimal(1))),
    (17, e.Accepted()),
    (20, e.Packed((ALL,))),
    (30, e.Shelved(PARCEL, "A3")),
)
GIVEN: tuple[tuple[float, What], ...] = (
    (200, e.Presented(Shown.CODE)),
    (201, e.ScannedOut(PARCEL)),
    (201.5, e.HandedOver((PARCEL,))),
)


def of(*orders: Fulfilment, **attached: Money) -> PickupFigures:
    return pickup_figures(orders, attached, TODAY, TODAY, LATER)


def test_spans_run_from_one_statement_to_the_next() -> None:
    told = (30.5, e.Told("ready", "mail"))
    found = of(story(*PICKED, told, *GIVEN))
    spans = {kpi: found.of(kpi).value for kpi in (Kpi.ACKNOWLEDGED, Kpi.PICK, Kpi.TOLD, Kpi.WAIT,
                                                  Kpi.HAND_OVER)}  # fmt: skip
    assert spans == {
        Kpi.ACKNOWLEDGED: timedelta(minutes=10),
        Kpi.PICK: timedelta(minutes=6),
        Kpi.TOLD: timedelta(seconds=30),
        Kpi.WAIT: timedelta(seconds=90),
        Kpi.HAND_OVER: timedelta(seconds=30),
    }


def test_a_promise_is_kept_by_the_last_parcel_on_its_shelf() -> None:
    late = story(*((minutes + 175, what) for minutes, what in PICKED))
    open_one = replace(an_order(number="W-2"), promised_at=LATER + timedelta(hours=1))
    never = fold(an_order(number="W-3"), [])
    cancelled = story((1, e.Cancelled()), order=an_order(number="W-4"))
    found = of(story(*PICKED), late, fold(open_one, []), never, cancelled)
    promise = found.of(Kpi.PROMISE)
    assert (promise.value, promise.of, promise.met) == (Decimal("33.3"), 3, False)
    (day,) = found.days
    assert (day.kept, day.late) == (1, 2)


def test_what_was_not_found_is_measured_by_what_was_asked_for() -> None:
    found = of(
        story((10, e.Started()), (12, e.Picked(1, Decimal(1))), (13, e.Short(1, Decimal(1))))
    )
    nil = found.of(Kpi.NIL)
    assert (nil.value, nil.of, nil.met) == (Decimal("33.3"), 3, False)


def test_what_was_found_without_its_barcode_is_not_scanned() -> None:
    scanned = of(story(*PICKED)).of(Kpi.SCANNED)
    assert (scanned.value, scanned.of) == (Decimal("66.7"), 3)


def test_nobody_waits_who_left_without_the_order() -> None:
    back = (202, e.Shelved(PARCEL, "A3"))
    again = tuple((minutes + 600, what) for minutes, what in GIVEN)
    found = of(story(*PICKED, *GIVEN[:2], back, *again))
    assert found.of(Kpi.WAIT).value == timedelta(seconds=90)


def test_more_on_the_ticket_counts_once_for_each_hand_over() -> None:
    def sold(number: str, document: str) -> Fulfilment:
        given = (202, e.HandedOver((PARCEL,), document=document))
        return story(*PICKED, GIVEN[1], given, order=an_order(number=number))

    found = of(sold("W-1", "T1"), sold("W-2", "T2"), T1=Money(350), T2=ZERO)
    attached = found.of(Kpi.ATTACHED)
    assert (attached.value, attached.of, attached.met) == (Decimal("50.0"), 2, None)
    assert found.attached == Money(350)


def test_uncollected_and_cancelled_are_shares_of_what_could_have_been() -> None:
    expired = story(*PICKED, (500, e.Expired()), order=an_order(number="W-2"))
    cancelled = story((1, e.Cancelled()), order=an_order(number="W-3"))
    found = of(story(*PICKED), expired, cancelled)
    assert found.of(Kpi.UNCOLLECTED).value == Decimal("50.0")
    assert found.of(Kpi.CANCELLED).value == Decimal("33.3")


def test_nine_of_ten_stay_under_the_ninth() -> None:
    orders = [
        story(*PICKED, (200, e.ScannedOut(PARCEL)), (200 + wait, e.HandedOver((PARCEL,))),
              order=an_order(number=f"W-{wait}"))
        for wait in range(1, 11)
    ]  # fmt: skip
    assert of(*orders).of(Kpi.HAND_OVER).value == timedelta(minutes=9)


def test_an_order_of_another_day_is_not_counted() -> None:
    yesterday = replace(an_order(), promised_at=NOON - timedelta(days=1))
    found = of(story(*PICKED, order=yesterday))
    assert found.orders == 0
    assert all(one.value is None and one.met is None for one in found.figures)


@pytest.mark.parametrize("kpi", GOALS)
def test_a_goal_is_met_by_itself(kpi: Kpi) -> None:
    assert GOALS[kpi].met(GOALS[kpi].value)
