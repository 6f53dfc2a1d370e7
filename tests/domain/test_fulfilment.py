from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from builders import an_order
from hypothesis import given
from hypothesis import strategies as st

from app.domain import order_event as e
from app.domain.fulfilment import Conflict, Fulfilment, OrderState
from app.domain.order_conflicts import not_ordered
from app.domain.order_event import Event
from app.domain.order_facts import event_body, event_from
from app.domain.order_fold import fold
from app.domain.parcel import ParcelState

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def story(*steps: tuple[int, e.What], first: int = 1) -> list[Event]:
    """What devices did, each knowing of all before: (installation, what)."""
    return [
        Event(number, device, number, AT + timedelta(minutes=number), "1001", what)
        for number, (device, what) in enumerate(steps, first)
    ]


def after(*steps: tuple[int, e.What]) -> Fulfilment:
    return fold(an_order(), story(*steps))


PREPARED: list[tuple[int, e.What]] = [
    (1, e.Started()),
    (1, e.Picked(1, Decimal(2))),
    (1, e.Picked(2, Decimal(1))),
    (1, e.Packed((((1, Decimal(2)), (2, Decimal(1))),))),
]
"""Of `an_order()`: two of line 1 and one of line 2, in the parcel P1-4-1."""


def test_an_order_that_nobody_touched_is_new() -> None:
    assert after().state is OrderState.NEW


def test_picking_ends_when_every_line_is_found_or_short() -> None:
    f = after(PREPARED[0], PREPARED[1])
    assert f.state is OrderState.PICKING and f.wanted(2) == 1
    f = after(PREPARED[0], PREPARED[1], (1, e.Short(2, Decimal(1))))
    assert f.state is OrderState.PICKED and f.picked_at == AT + timedelta(minutes=3)


def test_it_is_ready_only_when_every_parcel_is_on_a_shelf() -> None:
    two = (1, e.Packed((((1, Decimal(2)),), ((2, Decimal(1)),))))
    f = after(*PREPARED[:3], two, (1, e.Shelved("P1-4-1", "A3")))
    assert f.state is OrderState.PACKED and f.ready_at is None
    f = after(*PREPARED[:3], two, (1, e.Shelved("P1-4-1", "A3")), (1, e.Shelved("P1-4-2", "A3")))
    assert f.state is OrderState.READY and f.ready_at == AT + timedelta(minutes=6)


def test_a_label_alone_proves_its_parcel() -> None:
    proof = e.Proved(1, 2, ((1, Decimal(2)),), 7, 40, AT, "1002")
    f = after((2, proof))
    assert f.parcels["P7-40-1"].state is ParcelState.PACKED and f.unseen == 1
    f = after((2, proof), (2, e.Shelved("P7-40-1", "A3")))
    assert f.state is not OrderState.READY, "the other parcel has not been seen"


def test_a_label_says_nothing_new_of_a_parcel_that_is_known() -> None:
    proof = e.Proved(1, 1, ((1, Decimal(2)), (2, Decimal(1))), 1, 4, AT, "1001")
    f = after(*PREPARED, (1, e.Shelved("P1-4-1", "A3")), (2, proof))
    assert f.parcels["P1-4-1"].place == "A3" and len(f.parcels) == 1


def test_of_two_sets_of_parcels_the_one_that_went_out_is_the_order() -> None:
    again = [(2, what) for _, what in PREPARED[1:]]
    f = after(*PREPARED, *again)
    assert f.surplus == {"P2-7-1"}
    f = after(*PREPARED, *again, (2, e.ScannedOut("P2-7-1")))
    assert f.surplus == {"P1-4-1"}


def test_packed_anew_the_old_parcels_are_no_more() -> None:
    again = e.Packed((((1, Decimal(2)), (2, Decimal(1))),), instead_of=("P1-4-1",))
    f = after(*PREPARED, (1, again))
    assert f.parcels["P1-4-1"].state is ParcelState.REPLACED
    assert [parcel.id for parcel in f.set] == ["P1-5-1"] and not f.surplus


def test_handed_over_is_final_whatever_else_is_said() -> None:
    given_ = (1, e.HandedOver(("P1-4-1",)))
    f = after(*PREPARED, (1, e.Shelved("P1-4-1", "A3")), given_, (2, e.PutBack("P1-4-1")))
    assert f.state is OrderState.HANDED_OVER
    assert f.conflicts == {Conflict.HANDED_OVER_AND_PUT_BACK}


def test_put_back_first_and_handed_over_elsewhere_says_both() -> None:
    f = after(*PREPARED, (2, e.PutBack("P1-4-1")), (1, e.HandedOver(("P1-4-1",))))
    assert f.state is OrderState.HANDED_OVER
    assert f.conflicts == {Conflict.HANDED_OVER_AND_PUT_BACK}


def test_two_hand_overs_of_one_order_are_a_conflict() -> None:
    given_: list[tuple[int, e.What]] = [(n, e.HandedOver(("P1-4-1",))) for n in (1, 2)]
    assert after(*PREPARED, *given_).conflicts == {Conflict.HANDED_OVER_TWICE}


def test_two_sets_handed_over_are_a_conflict_too() -> None:
    again = [(2, what) for _, what in PREPARED[1:]]
    given_: list[tuple[int, e.What]] = [
        (1, e.HandedOver(("P1-4-1",))), (2, e.HandedOver(("P2-7-1",)))
    ]  # fmt: skip
    assert after(*PREPARED, *again, *given_).conflicts == {Conflict.HANDED_OVER_TWICE}


def test_once_handed_over_with_what_is_not_ordered_any_more_is_a_conflict_of_its_own() -> None:
    order, given_ = an_order(), (1, e.HandedOver(("P1-4-1",)))
    first, *rest = order.lines
    less = replace(order, version=2, lines=(replace(first, quantity=Decimal(1)), *rest))
    f = fold(less, story(*PREPARED, given_))
    assert f.conflicts == {Conflict.HANDED_OVER_TOO_MUCH}
    assert not_ordered(f) == ((1, Decimal(1)),)
    refused = (1, e.HandedOver(("P1-4-1",), refused=((1, Decimal(1), "talla"),)))
    assert not fold(less, story(*PREPARED, refused)).conflicts
    again = fold(less, story(*PREPARED, given_, given_))
    assert again.conflicts == {Conflict.HANDED_OVER_TWICE}, "that says it all"


def test_cancelled_while_it_was_being_handed_over_is_a_conflict() -> None:
    f = after(*PREPARED, (1, e.HandedOver(("P1-4-1",))), (0, e.Cancelled()))
    assert f.state is OrderState.HANDED_OVER
    assert f.conflicts == {Conflict.HANDED_OVER_AND_CANCELLED}


def test_what_was_scanned_out_and_kept_is_not_with_the_customer() -> None:
    out: list[tuple[int, e.What]] = [(1, e.ScannedOut("P1-4-1")), (1, e.Kept("P1-4-1"))]
    f = after(*PREPARED, (1, e.Shelved("P1-4-1", "A3")), *out)
    assert f.state is OrderState.PACKED


@pytest.mark.parametrize("what, ends", [
    (e.Expired(), OrderState.PUT_BACK), (e.CancelAgreed(), OrderState.CANCELLED),
])  # fmt: skip
def test_it_ends_when_everything_is_the_shops_again(what: e.What, ends: OrderState) -> None:
    f = after(*PREPARED, (1, what))
    assert f.holds and f.state in (OrderState.EXPIRED, OrderState.CANCELLING)
    assert after(*PREPARED, (1, what), (1, e.PutBack("P1-4-1"))).state is ends


def test_loose_units_are_put_down_before_a_cancelled_order_ends() -> None:
    f = after(*PREPARED[:2], (1, e.CancelAgreed()))
    assert f.loose(1) == 2 and f.state is OrderState.CANCELLING
    f = after(*PREPARED[:2], (1, e.CancelAgreed()), (1, e.Picked(1, Decimal(-2))))
    assert f.state is OrderState.CANCELLED


def test_what_came_closed_goes_back_when_nobody_comes() -> None:
    order = an_order(announced=True, lines=an_order().lines[1:])
    arrived = story((1, e.Arrived("BOX1")), (1, e.Shelved("BOX1", "B1")))
    assert fold(order, []).state is OrderState.IN_TRANSIT
    assert fold(order, arrived).state is OrderState.READY
    late = story((0, e.Expired()), (1, e.SentBack("BOX1")), first=3)
    assert fold(order, [*arrived, late[0]]).state is OrderState.RETURN_TO_WAREHOUSE
    assert fold(order, [*arrived, *late]).state is OrderState.PUT_BACK


def test_what_a_shop_will_not_bring_is_missing_whoever_brings_it() -> None:
    f = after(*PREPARED[:2], (1, e.LineRejected(2, "roto")))
    assert f.missing(1) == 0 and f.missing(2) == 1
    short = (1, e.Short(2, Decimal(1)))
    f = after(*PREPARED[:2], short, (0, e.Resourced(2, Decimal(1), "W-9")))
    assert f.missing(2) == 1 and f.line(2).elsewhere == 1 and f.line(2).lost == 0
    f = after(*PREPARED[:2], short, (0, e.Unsourced(2, Decimal(1))))
    assert f.line(2).elsewhere == 0 and f.line(2).lost == 1


def test_part_of_an_order_is_handed_over_while_the_rest_travels() -> None:
    order = an_order(announced=True)
    here = story(*PREPARED[:2], (1, e.Packed((((1, Decimal(2)),),))), (1, e.Shelved("P1-3-1", "A")))
    f = fold(order, [*here, *story((1, e.HandedOver(("P1-3-1",))), first=5)])
    assert f.state is OrderState.PART_HANDED_OVER


_WHAT = st.sampled_from(
    [what for _, what in PREPARED]
    + [
        e.Accepted(), e.Shelved("P1-4-1", "A1"), e.Shelved("P2-4-1", "A2"),
        e.ScannedOut("P1-4-1"), e.Kept("P1-4-1"), e.HandedOver(("P1-4-1",)),
        e.HandedOver(("P2-4-1",), ((1, Decimal(1), "size"),)), e.PutBack("P1-4-1"),
        e.CancelAsked(), e.CancelAgreed(), e.Cancelled(), e.Expired(),
        e.Short(1, Decimal(1)), e.LineRejected(2, "broken"), e.Told("ready", "mail"),
        e.Proved(1, 1, ((1, Decimal(2)),), 2, 4, AT, "1002"), e.Unsourced(2, Decimal(1)),
        e.Resourced(1, Decimal(1), "W-1042-2"),
    ]
)  # fmt: skip
_EVENTS = st.lists(
    st.builds(
        Event,
        st.integers(1, 30), st.integers(0, 3), st.integers(1, 40),
        st.just(AT), st.just("1001"), _WHAT,
    ),
    unique_by=lambda event: event.key,
    max_size=25,
)  # fmt: skip


@given(_EVENTS, st.integers())
def test_the_same_events_make_the_same_order_whatever_way_they_came(
    events: list[Event], seed: int
) -> None:
    mixed = [*events, *events[:3]]
    Random(seed).shuffle(mixed)
    assert fold(an_order(), mixed) == fold(an_order(), events)


@given(_EVENTS)
def test_an_event_travels_unchanged(events: list[Event]) -> None:
    assert [event_from(event_body(event)) for event in events] == events


@given(_EVENTS)
def test_a_customer_keeps_what_they_were_given(events: list[Event]) -> None:
    f = fold(an_order(), events)
    for one in f.hand_overs:
        known = [f.parcels[name] for name in one.said.parcels if name in f.parcels]
        assert {parcel.state for parcel in known} <= {ParcelState.WITH_CUSTOMER}


def test_closed_boxes_on_the_shelf_wait_for_what_lies_in_a_basket() -> None:
    order = an_order(announced=True)
    staged = story(*PREPARED[:2], (1, e.Arrived("BOX1")), (1, e.Shelved("BOX1", "B1")))
    assert fold(order, staged).state is not OrderState.READY
    packed = story((1, e.Packed((((1, Decimal(2)),),))), (1, e.Shelved("P1-5-1", "A3")), first=5)
    assert fold(order, [*staged, *packed]).state is OrderState.READY


def test_who_got_the_closed_part_is_still_owed_what_is_to_be_prepared() -> None:
    order = an_order(announced=True)
    part = story((1, e.Arrived("BOX1")), (1, e.HandedOver(("BOX1",))))
    assert fold(order, part).state is OrderState.PART_HANDED_OVER
    rejected = story((1, e.LineRejected(1, "roto")), first=3)
    assert fold(order, [*part, *rejected]).state is OrderState.HANDED_OVER


def test_a_closed_box_that_went_back_damaged_is_still_owed() -> None:
    order = an_order(announced=True)
    steps = story(
        *PREPARED[:2],
        (1, e.Packed((((1, Decimal(2)),),))),
        (1, e.Arrived("BOX1", damaged=True)),
        (1, e.SentBack("BOX1")),
        (1, e.HandedOver(("P1-3-1",))),
    )
    f = fold(order, steps)
    assert f.state is OrderState.PART_HANDED_OVER and not f.announced(2)
    rejected = story((1, e.LineRejected(2, "roto")), first=7)
    assert fold(order, [*steps, *rejected]).state is OrderState.HANDED_OVER


def test_a_box_that_never_comes_is_not_waited_for_once_its_lines_are_given_up() -> None:
    order = an_order(announced=True)
    staged = story(
        *PREPARED[:2], (1, e.Packed((((1, Decimal(2)),),))), (1, e.Shelved("P1-3-1", "A3"))
    )
    assert fold(order, staged).state is OrderState.IN_TRANSIT
    lost = story((1, e.LineRejected(2, "no llega")), first=5)
    assert fold(order, [*staged, *lost]).state is OrderState.READY
    given_ = story((1, e.HandedOver(("P1-3-1",))), first=6)
    assert fold(order, [*staged, *lost, *given_]).state is OrderState.HANDED_OVER


def test_prepared_from_the_qr_what_comes_closed_as_well_is_surplus() -> None:
    order = an_order(announced=True)
    f = fold(order, story(*PREPARED, (2, e.Arrived("BOX1"))))
    assert f.surplus == {"BOX1"}
    f = fold(order, story(*PREPARED, (2, e.Arrived("BOX1")), (2, e.HandedOver(("BOX1",)))))
    assert f.surplus == frozenset(), "the shirts in our parcel are in no box"


def test_both_what_came_closed_and_ours_given_to_the_customer_is_a_conflict() -> None:
    order = an_order(announced=True)
    twice = ((1, e.HandedOver(("P1-4-1",))), (2, e.HandedOver(("BOX1",))))
    f = fold(order, story(*PREPARED, (2, e.Arrived("BOX1")), *twice))
    assert f.conflicts == {Conflict.HANDED_OVER_TWICE}


def test_a_set_that_was_put_back_is_not_the_order_whoever_packed_first() -> None:
    again = [(2, what) for _, what in PREPARED[1:]]
    f = after(*PREPARED, *again, (2, e.Shelved("P2-7-1", "A3")), (2, e.PutBack("P1-4-1")))
    assert f.surplus == {"P1-4-1"} and f.state is OrderState.READY


@pytest.mark.parametrize("first", [40, 41])
def test_packed_anew_by_one_device_its_newest_label_is_the_order(first: int) -> None:
    labels = {
        number: e.Proved(1, 1, ((1, Decimal(2)), (2, Decimal(1))), 7, number, AT, "1002")
        for number in (40, 41)
    }
    f = after((2, labels[first]), (2, labels[81 - first]))
    assert f.parcels["P7-40-1"].state is ParcelState.REPLACED
    assert f.parcels["P7-41-1"].state is ParcelState.PACKED and not f.surplus
