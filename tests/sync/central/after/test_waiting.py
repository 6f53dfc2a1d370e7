"""Orders that wait: for their hour, for their customer, for the shop's answer. Nothing is undone
blind (retail-rules 11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from facts import kinds, waiting
from sqlalchemy import func, select

from app.domain import order_event as e
from app.domain.fulfilment import Conflict, OrderState
from app.domain.money import Money
from app.domain.order import Announced, Payment, PaymentState
from sync.central.after import dues
from sync.central.after.looking import Looking
from sync.central.database import Central
from sync.central.masters import orders, shops
from sync.central.telling import senders
from sync.central.telling.senders import Mail
from sync.central.telling_tables import dues as dues_table
from sync.central.telling_tables import letters as letters_table

from ..conftest import Clock
from ..masters.chains import WHO
from ..speaking import a_shop
from ..telling.conftest import NOON, Till, an_order, place

WEEK = {day: [("09:30", "20:30")] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}


def see_to(central: Central) -> None:
    looking = Looking(central)
    for _ in range(20):
        if not looking.step():
            return
    raise AssertionError("it never ends")


@pytest.fixture(autouse=True)
def mailing(central: Central, till: Till) -> None:
    """Customers are written to, and shop 042 is closed on Sundays."""
    with central.write() as tx:
        senders.put(tx, Mail(host="127.0.0.1", port=9, security="none", sender="t@e.es"), WHO)
        shops.put(tx, a_shop("042", calendar=WEEK), WHO)


def occasions(central: Central, number: str = "W-1042") -> list[str]:
    t = letters_table.c
    with central.read() as conn:
        question = select(t.occasion).where(t.number == number).order_by(t.id)
        return list(conn.execute(question).scalars())


def state_of(central: Central, number: str = "W-1042") -> OrderState:
    with central.read() as conn:
        return orders.look_up(conn, number).state


def channel_heard(central: Central) -> list[str]:
    with central.read() as conn:
        return [row.kind for row in orders.heard_by(conn, "web", 0, 100)]


def cancel(central: Central) -> None:
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)


# its hour
def test_at_the_promised_hour_unheard_the_customer_hears_that_the_shop_has_no_connection(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    clock.at = NOON + timedelta(hours=3, seconds=1)
    see_to(central)
    assert occasions(central) == ["confirmed", "delayed"]
    assert channel_heard(central)[-1] == "late"
    see_to(central)
    assert occasions(central) == ["confirmed", "delayed"], "once"


def test_of_a_shop_that_is_heard_only_the_channel_hears_that_it_is_late(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    clock.at = NOON + timedelta(hours=3, seconds=1)
    till.states(e.Accepted())
    see_to(central)
    assert occasions(central) == ["confirmed"] and channel_heard(central)[-1] == "late"


def test_what_is_ready_in_time_is_not_late(central: Central, till: Till, clock: Clock) -> None:
    place(central, an_order())
    till.prepares()
    clock.at = NOON + timedelta(hours=4)
    see_to(central)
    assert "late" not in channel_heard(central)
    assert occasions(central) == ["confirmed", "ready"]


# its customer
def test_the_customer_is_reminded_the_first_and_the_third_day_and_the_last(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    till.prepares()
    found = []
    for _ in range(10 * 24):
        clock.forward(hours=1)
        before = len(occasions(central))
        see_to(central)
        if len(occasions(central)) > before:
            found.append((occasions(central)[-1], clock().day))
    # Ready on Saturday 21; its seven open days, Sundays left out, end on Monday 30.
    assert found == [("reminder:1", 22), ("reminder:3", 24), ("reminder:-1", 29)]


def test_a_shop_may_remind_on_other_days_or_never(
    central: Central, till: Till, clock: Clock
) -> None:
    with central.write() as tx:
        policies = {"pickup_reminders": [2]}
        shops.put(tx, a_shop("042", calendar=WEEK, policies=policies), WHO)
    place(central, an_order())
    till.prepares()
    clock.forward(days=2, hours=4)
    see_to(central)
    assert occasions(central)[-1] == "reminder:2"


def test_a_reminder_that_nobody_saw_to_for_days_is_none(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    till.prepares()
    clock.forward(days=5)
    see_to(central)
    assert occasions(central) == ["confirmed", "ready"]


def test_nobody_who_came_is_reminded(central: Central, till: Till, clock: Clock) -> None:
    place(central, an_order())
    parcel = till.prepares()
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    clock.forward(days=30)
    see_to(central)
    assert occasions(central) == ["confirmed", "ready", "handed_over"]
    with central.read() as conn:
        assert conn.execute(select(func.count()).select_from(dues_table)).scalar() == 0


def test_an_order_expires_when_its_open_days_are_over_and_its_shop_was_heard_since(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    parcel = till.prepares()
    clock.at = NOON.replace(day=30, hour=19)
    see_to(central)
    assert state_of(central) is OrderState.READY, "it closes at 20:30"
    clock.forward(days=2)
    see_to(central)
    assert state_of(central) is OrderState.READY, "nobody was heard: nothing is undone blind"
    clock.forward(minutes=20)
    till.states(e.MatterSettled("x"))
    clock.forward(minutes=20)
    see_to(central)
    assert state_of(central) is OrderState.EXPIRED
    assert occasions(central)[-1] == "expired" and channel_heard(central)[-1] == "expired"
    till.tick += 5
    till.states(e.PutBack(parcel))
    assert state_of(central) is OrderState.PUT_BACK


def test_a_device_that_was_not_heard_since_may_have_handed_it_over(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    till.prepares()
    clock.at = NOON.replace(day=29)
    tablet = Till(central, 1002, "04")
    clock.forward(days=3)
    till.states(e.MatterSettled("x"))
    see_to(central)
    assert state_of(central) is OrderState.READY, "the tablet may have"
    clock.forward(minutes=20)
    tablet.tick = 10
    tablet.states(e.MatterSettled("y"))
    see_to(central)
    assert state_of(central) is OrderState.EXPIRED


def test_what_is_ready_late_waits_as_long_all_the_same(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    clock.forward(days=3)
    till.prepares()
    with central.read() as conn:
        f = orders.look_up(conn, "W-1042")
        due = {one.what: one.at for one in conn.execute(select(dues_table))}
    assert f.order.hold_until is not None and f.order.hold_until.day == 30
    assert due["expire"].startswith("2026-12-02"), "seven open days after Tuesday 24"


def test_a_part_that_travels_keeps_the_rest_from_expiring(
    central: Central, till: Till, clock: Clock
) -> None:
    box = (Announced("BOX1", ((2, an_order().lines[0].quantity),)),)
    (line,) = an_order().lines
    place(central, an_order(lines=(line, replace(line, number=2)), announced=box))
    parcel = till.prepares()
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    clock.forward(days=40)
    till.states(e.MatterSettled("x"))
    see_to(central)
    assert state_of(central) is OrderState.PART_HANDED_OVER
    with central.read() as conn:
        assert not orders.look_up(conn, "W-1042").expired


# its shop
def test_when_the_shop_stays_silent_past_its_closing_central_cancels_and_says_so(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    till.prepares()
    cancel(central)
    clock.at = NOON.replace(hour=19)
    see_to(central)
    assert state_of(central) is OrderState.READY, "it closes at 20:30"
    clock.at = NOON.replace(hour=19, minute=31)
    see_to(central)
    assert state_of(central) is OrderState.CANCELLING
    assert occasions(central)[-2:] == ["cancel_asked", "cancelled"]
    assert channel_heard(central)[-1] == "cancelling"


def test_a_shop_that_answers_is_not_cancelled_over(
    central: Central, till: Till, clock: Clock
) -> None:
    place(central, an_order())
    parcel = till.prepares()
    cancel(central)
    till.tick += 1
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    clock.forward(days=2)
    see_to(central)
    assert state_of(central) is OrderState.HANDED_OVER
    with central.read() as conn:
        assert not orders.look_up(conn, "W-1042").stopped


def test_cancelled_and_handed_over_is_for_somebody_with_amount_customer_and_words(
    central: Central, till: Till, clock: Clock
) -> None:
    paid = (Payment("psp-1", Money(7990), PaymentState.CAPTURED),)
    place(central, an_order(payments=paid))
    parcel = till.prepares()
    cancel(central)
    clock.forward(days=2)
    see_to(central)
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    with central.read() as conn:
        f = orders.look_up(conn, "W-1042")
    assert f.conflicts == {Conflict.HANDED_OVER_AND_CANCELLED}
    assert kinds(central) == ["order_cancelled_and_handed_over"]
    (one,) = waiting(central)
    for said in ("Iker S.", "79,90 €", "W-1042", "042", "«"):
        assert said in one.sentence["es"]


# many
def test_what_can_wait_is_not_read(central: Central, till: Till, clock: Clock) -> None:
    for number in range(5):
        place(central, an_order(f"W-{number}", 1))
    with central.read() as conn:
        assert dues.now_due(conn, clock(), 10) == []
        soon = dues.now_due(conn, clock() + timedelta(days=1), 3)
    assert [one.number for one in soon] == ["W-0", "W-1", "W-2"]


def test_one_that_fails_holds_up_no_other(
    central: Central, till: Till, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(central, an_order("W-1", 1))
    place(central, an_order("W-2", 1))
    told = orders.tell_channel

    def tell(tx: object, order: object, kind: str, more: object) -> None:
        if kind == "late" and getattr(order, "number", "") == "W-1":
            raise ZeroDivisionError
        told(tx, order, kind, more)  # type: ignore[arg-type]

    monkeypatch.setattr(orders, "tell_channel", tell)
    clock.at = NOON + timedelta(hours=4)
    see_to(central)
    assert channel_heard(central).count("late") == 1
    monkeypatch.setattr(orders, "tell_channel", told)
    clock.forward(minutes=16)
    see_to(central)
    assert channel_heard(central).count("late") == 2
