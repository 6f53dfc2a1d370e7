"""The shortest way to what each planted bug does, in the machine's own steps: it is seen, and
without the bug the same steps hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from .bugs import BUGS, planted
from .machine import OrdersMachine
from .opening import SHIRT
from .ways import BEARER

IN_STEP = (timedelta(),) * 3
PACKED, SHELVED = 4, 5
"""Steps of an order of two shirts until then."""

Way = Callable[[OrdersMachine], None]


def _both_hand_it_over(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "shirts", 1)
    machine.hurry(0, 0)
    machine.hurry(1, 0)


def _all_is_handed_over_and_less_was_wanted(machine: OrdersMachine) -> None:
    """By a till that had not heard of it."""
    machine.begin(IN_STEP, "shirts", 0)
    machine.renew(0, less=True)
    machine.hurry(0, 0)


def _what_travels_goes_first(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "travels", 0)
    machine.bring_all(0, 0, refuse=False, arrives=True)


def _one_is_not_wanted(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "shirts", 0)
    machine.go_on(0, 0, PACKED)
    machine.bring_all(0, 0, refuse=True, arrives=False)


def _moved_about_before_another_gave_it(machine: OrdersMachine) -> None:
    """Who moved it has counted further than who handed it over, and heard nothing of that."""
    machine.begin(IN_STEP, "shirts", 1)
    machine.go_on(0, 0, PACKED)
    for does in ("shelve", "scan_out", "shelve", "scan_out", "shelve"):
        machine.move(0, 0, does)
    machine.bring_all(1, 0, refuse=False, arrives=False)


def _a_second_set_is_left(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "shirts", 1)
    machine.go_on(0, 0, SHELVED)
    machine.hurry(1, 0)


def _asked_for_with_the_parcel_on_the_shelf(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "shirts", 0)
    machine.go_on(0, 0, SHELVED)
    machine.hand_over(0, 0, BEARER, refuse=False)


def _all_heard_at_once(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "shirts", 0)
    machine.hurry(0, 0)


def _two_give_it_back(machine: OrdersMachine) -> None:
    """Neither heard of the other, and both did not find it."""
    machine.begin(IN_STEP, "both", 1)
    for which in (0, 1):
        machine.take_over(which, 0, accept=False)
        machine.short(which, 0, 1)


def _stolen_and_counted(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "shirts", 0)
    machine.count(0, SHIRT, gone=True)


def _a_closed_box_is_shelved_and_the_rest_not_picked(machine: OrdersMachine) -> None:
    machine.begin(IN_STEP, "travels", 0)
    machine.arrive(0, 0, damaged=False)
    machine.move(0, 0, "shelve")


WAYS: dict[str, Way] = {
    "second_hand_over_unsaid": _both_hand_it_over,
    "more_than_ordered_unsaid": _all_is_handed_over_and_less_was_wanted,
    "part_is_all": _what_travels_goes_first,
    "refused_goods_leave": _one_is_not_wanted,
    "ended_parcels_move": _moved_about_before_another_gave_it,
    "left_overs_unlisted": _a_second_set_is_left,
    "handed_over_blind": _asked_for_with_the_parcel_on_the_shelf,
    "events_once_a_batch": _all_heard_at_once,
    "given_back_twice": _two_give_it_back,
    "counts_change_nothing": _stolen_and_counted,
    "basket_forgotten": _a_closed_box_is_shelved_and_the_rest_not_picked,
}


def _walk(way: Way) -> None:
    machine = OrdersMachine()
    try:
        way(machine)
    finally:
        machine.teardown()


@pytest.mark.parametrize("bug", sorted(BUGS))
def test_what_a_planted_bug_does_is_seen_and_without_it_all_holds(bug: str) -> None:
    _walk(WAYS[bug])
    with planted(bug), pytest.raises(AssertionError):
        _walk(WAYS[bug])
