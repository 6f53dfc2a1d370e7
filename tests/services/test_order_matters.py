"""Every way in which an order can go wrong in a shop has a matter that says so, and a way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import NOON
from chain import lift_stop, say_stop
from order_shop import TABLET, TILL, a_paid_order, device, order_row, tell
from shop import Shop

from app.domain import order_event as e
from app.domain.collecting import Collector
from app.domain.errors import SaleStopped
from app.domain.order import Announced, Order
from app.domain.order_event import CENTRAL, Event, Shown, What
from app.mirror.rows import Change
from app.services.order_matters import OrderMatter, Trouble
from app.services.pickups import Group, counts
from app.ui.screens.order_matters import order_matter

BEARER = Collector(Shown.CODE, of_age=True)
ALL = ((1, Decimal(2)), (2, Decimal(1)))


@pytest.fixture
def till(demo_folder: Path) -> Iterator[Shop]:
    with device(demo_folder, TILL) as shop:
        yield shop


def told(till: Shop, order: Order | None = None, *stated: tuple[int, What]) -> None:
    """Central sends the order with what was stated of it, one after the other."""
    events = [
        Event(tick, by, tick, NOON, "1001", what) for tick, (by, what) in enumerate(stated, 1)
    ]
    tell(till, [order_row(order or a_paid_order(till), events)])


def matters(till: Shop) -> list[OrderMatter]:
    return [one for one in till.counter.attention.matters() if isinstance(one, OrderMatter)]


def troubles(till: Shop) -> list[Trouble]:
    return [one.trouble for one in matters(till)]


def packed(by: int) -> list[tuple[int, What]]:
    """Of an order whose events begin with these, the parcel is `P{by}-2-1`."""
    return [(by, e.Started()), (by, e.Packed((ALL,)))]


def given(by: int, parcel: str) -> tuple[int, What]:
    return by, e.HandedOver((parcel,))


OURS = f"P{TABLET}-2-1"
ON_SHELF = [*packed(TABLET), (TABLET, e.Shelved(OURS, "A3"))]
CASES: dict[Trouble, list[tuple[int, What]]] = {
    Trouble.HANDED_OVER_TWICE: [*ON_SHELF, given(TABLET, OURS), given(TILL, OURS)],
    Trouble.HANDED_OVER_AND_PUT_BACK: [*ON_SHELF, given(TABLET, OURS), (TILL, e.PutBack(OURS))],
    Trouble.HANDED_OVER_AND_CANCELLED: [*ON_SHELF, given(TABLET, OURS), (CENTRAL, e.Cancelled())],
    Trouble.CANCEL_ASKED: [(TABLET, e.Started()), (TABLET, e.Picked(1, Decimal(1))),
                           (CENTRAL, e.CancelAsked())],
    Trouble.SURPLUS: [*ON_SHELF, (TILL, e.Packed((ALL,)))],
    Trouble.SHORT: [(TABLET, e.Started()), (TABLET, e.Short(1, Decimal(1)))],
    Trouble.NOT_STAGED: [*packed(TABLET), (CENTRAL, e.Told("ready", "mail"))],
    Trouble.TO_PUT_BACK: [*ON_SHELF, (CENTRAL, e.Expired())],
    Trouble.PARCEL_MISSING: [(TABLET, e.Started()), (TILL, e.Proved(
        1, 2, ((1, Decimal(2)),), TABLET, 2, NOON, "1001"))],
}  # fmt: skip


@pytest.mark.parametrize("trouble", CASES)
def test_it_is_a_matter_that(till: Shop, trouble: Trouble) -> None:
    told(till, None, *CASES[trouble])
    assert troubles(till) == [trouble]
    view = order_matter(matters(till)[0], NOON)
    assert "W-1042" in view.words and "%" not in view.words + view.detail
    assert view.actions, "a matter without a button is only bad news"


def test_what_was_handed_over_and_not_ordered_any_more_is_told_by_what_it_is(till: Shop) -> None:
    order = a_paid_order(till)
    first, second = order.lines
    less = replace(order, version=2, lines=(replace(first, quantity=Decimal(1)), second))
    told(till, less, *ON_SHELF, given(TABLET, OURS))
    (matter,) = matters(till)
    assert isinstance(matter, OrderMatter)
    assert (matter.trouble, matter.about) == (Trouble.HANDED_OVER_TOO_MUCH, first.name)
    assert matter.amount == first.price
    view = order_matter(matter, NOON)
    assert first.name in view.detail and view.actions
    till.counter.handing.settle("W-1042", matter.trouble.value)
    assert not matters(till)


def test_what_is_left_of_a_stopped_order_is_put_back_after_a_part_went(till: Shop) -> None:
    parts = (((1, Decimal(2)),), ((2, Decimal(1)),))
    packed: list[tuple[int, What]] = [(TABLET, e.Started()), (TABLET, e.Packed(parts))]
    left = f"P{TABLET}-2-2"
    told(till, None, *packed, (TABLET, e.Shelved(left, "A3")), given(TABLET, OURS),
         (CENTRAL, e.Expired()))  # fmt: skip
    (matter,) = matters(till)
    assert isinstance(matter, OrderMatter)
    assert (matter.trouble, matter.about) == (Trouble.TO_PUT_BACK, "A3")
    queue = till.counter.pickups.queue()
    assert counts(queue)[Group.TO_PUT_BACK] == 1 and not counts(queue)[Group.ON_SHELF]


def test_an_order_as_it_should_be_is_no_matter(till: Shop) -> None:
    told(till, None, *ON_SHELF, (CENTRAL, e.Told("ready", "mail")))
    assert not matters(till)


def test_a_contradiction_that_somebody_has_seen_to_is_gone_for_good(till: Shop) -> None:
    told(till, None, *CASES[Trouble.HANDED_OVER_TWICE])
    till.counter.handing.settle("W-1042", Trouble.HANDED_OVER_TWICE.value)
    assert not matters(till) and not till.counter.pickups.queue()
    assert not matters(till.restart().sign_in("1001"))


def test_late_orders_are_one_matter(till: Shop) -> None:
    told(till)
    tell(till, [order_row(replace(a_paid_order(till), number="W-1043"))])
    till.later(hours=4)
    (late,) = matters(till)
    assert (late.trouble, late.count, late.about) == (Trouble.LATE, 2, "W-1042")


def test_what_is_past_its_deadline_and_still_on_its_shelf(till: Shop) -> None:
    order = replace(a_paid_order(till), hold_until=NOON + timedelta(days=2))
    told(till, order, *ON_SHELF)
    assert not matters(till)
    till.later(days=3)
    (past,) = matters(till)
    assert (past.trouble, past.about) == (Trouble.PAST_DEADLINE, "A3")


def test_a_damaged_parcel_is_one_until_it_left(till: Shop) -> None:
    order = a_paid_order(till)
    told(till, replace(order, announced=(Announced("BOX1", ALL),)))
    tell(till, [Change("parcel", "BOX1", {"order": "W-1042"})])
    till.counter.handing.arrive("BOX1", damaged=True)
    assert troubles(till) == [Trouble.DAMAGED]
    till.counter.handing.put_back("BOX1")
    assert not matters(till)


def test_what_stayed_for_an_age_is_asked_after_until_it_is_in_its_place(till: Shop) -> None:
    order = a_paid_order(till)
    first, second = order.lines
    told(till, replace(order, lines=(replace(first, minimum_age=18), second)), *ON_SHELF)
    handing = till.counter.handing
    handing.presented("W-1042", Shown.CODE)
    till.counter.orders.say("W-1042", lambda _f: e.ScannedOut(OURS))
    handing.hand_over("W-1042", replace(BEARER, of_age=False))
    (left,) = matters(till)
    assert (left.trouble, left.age, left.about) == (Trouble.REFUSED, True, first.name)
    handing.settle("W-1042", Trouble.REFUSED.value)
    assert not matters(till)


def test_a_stop_touches_what_is_picked_or_waits_on_its_shelf(till: Shop) -> None:
    told(till, None, *ON_SHELF)
    first, *_ = till.counter.pickups.queue()[0].order.order.lines
    say_stop(till, first.sku, es="Retirado.")
    (found,) = matters(till)
    assert (found.trouble, found.about) == (Trouble.STOPPED, f"{first.name}: Retirado.")
    with pytest.raises(SaleStopped) as refused:
        till.counter.orders.say("W-1042", lambda _f: e.ScannedOut(OURS))
        till.counter.handing.hand_over("W-1042", BEARER)
    assert refused.value.facts["name"] == first.name
    lift_stop(till, first.sku)
    say_stop(till, "PAN-BAR", es="Retirado.")
    assert Trouble.STOPPED not in troubles(till)


def test_a_day_on_which_the_shop_is_closed_names_what_is_ready(till: Shop) -> None:
    told(till, None, *ON_SHELF)
    open_days = {day: [["09:30", "21:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    told_shop(till, lambda shop: shop | {"calendar": open_days})
    assert not matters(till)
    closed = open_days | {NOON.date().isoformat(): []}
    told_shop(till, lambda shop: shop | {"calendar": closed})
    assert [(one.trouble, one.count) for one in matters(till)] == [(Trouble.CLOSED_TODAY, 1)]


def told_shop(till: Shop, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    shop = till.counter.till.shop
    value: dict[str, Any] = {
        "name": shop.name,
        "company": shop.company,
        "nif": shop.nif,
        "address": shop.address,
    }
    tell(till, [Change("shop", shop.code, change(value))])


def test_a_parcel_that_nobody_knows_waits_until_news_come_or_it_goes_back(till: Shop) -> None:
    unloading = till.counter.goods.unloading
    unloading.shelve("BOX9", "C1")
    (stray,) = matters(till)
    assert (stray.trouble, stray.order, stray.about) == (Trouble.UNIDENTIFIED, "BOX9", "C1")
    told(till, replace(a_paid_order(till), announced=(Announced("BOX9", ALL),)))
    tell(till, [Change("parcel", "BOX9", {"order": "W-1042"})])
    (known,) = matters(till)
    assert (known.trouble, known.about) == (Trouble.IDENTIFIED, "C1 · W-1042")
    unloading.identify("BOX9")
    assert not matters(till)
