"""The chain under a few seeds; `python -m tests.simulation` plays as many as you like."""

from __future__ import annotations

import time

import pytest

from .bugs import BUGS, planted
from .office import GOODS, MOST
from .till import Till
from .world import Result, World, play

SEEDS = range(5, 10)
"""The few within which each planted bug is found; another fault deals all of them anew."""
MINUTES = 2.0


def played(seed: int, hours: float) -> Result:
    result = play(seed, hours)
    assert result.problems == [], f"python -m tests.simulation --seed {seed} --hours {hours}"
    return result


@pytest.mark.parametrize("seed", range(2))
def test_a_chain_among_faults_loses_doubles_and_invents_nothing(seed: int) -> None:
    result = played(seed, 0.3)
    assert result.documents > 10
    assert result.struck


def test_a_seed_replays_to_the_letter() -> None:
    first, again = played(0, 0.1), played(0, 0.1)
    assert (first.trace, first.events) == (again.trace, again.events)
    assert played(1, 0.1).trace != first.trace


def test_a_restored_central_takes_back_the_tills_that_it_forgot() -> None:
    def also(world: World) -> None:
        forgotten = world.tills[0]
        world.time.after(300, world._restore)  # the backup
        world.time.after(400, forgotten.enrol_again)
        world.time.after(700, forgotten.enrol_again)
        world.time.after(1200, world._restore)
        world.time.after(1210, world.tills[1].enrol_again)  # it would get the first one's number

    result = play(3, 0.5, faults=False, also=also)
    assert (result.problems, result.documents > 50) == ([], True)


def test_a_till_that_is_brought_back_sells_on_and_loses_nothing_of_that() -> None:
    def also(world: World) -> None:
        till = world.tills[0]
        world.time.after(300, till.take_image)
        world.time.after(700, till.bring_back)
        world.time.after(1300, till.enrol_again)
        world.time.after(1500, till.bring_back)

    result = play(4, 0.5, faults=False, also=also)
    assert (result.problems, result.documents > 50) == ([], True)


@pytest.mark.parametrize("ends", ["central mends it", "a person settles it"])
@pytest.mark.parametrize("taken", ["_remove_most", "_unprice_most"])
def test_a_catalogue_that_is_emptied_is_held_and_sold_from(taken: str, ends: str) -> None:
    def also(world: World) -> None:
        office = world.office
        world._manager = lambda: None  # type: ignore[method-assign]  # nobody helps before we do
        office._kinds = (office._setting,)

        def settle() -> None:
            for till in world.tills:
                till.look()

        def look(into: list[tuple[bool, int]]) -> None:
            into.extend(stands(till) for till in world.tills)
            documents.append(world.truth.documents)

        at = world.time.after
        at(600, office._change, getattr(office, taken))
        at(900, look, [])
        at(1700, look, held)
        if ends == "central mends it":
            at(1800, office._change, office._bring_all)
        else:
            at(1800, settle)
        at(2400, look, later)

    def stands(till: Till) -> tuple[bool, int]:
        return any(alarm.startswith("held") for alarm in till.alarms), till.disk.sold

    held: list[tuple[bool, int]] = []
    later: list[tuple[bool, int]] = []
    documents: list[int] = []
    result = play(4, 0.75, faults=False, also=also)
    assert result.problems == []
    assert held == [(True, len(GOODS))] * 6
    assert documents[1] > documents[0] + 20
    # Without its price a product is sold until the shop opens again.
    stay = ends == "central mends it" or taken == "_unprice_most"
    assert later == [(False, len(GOODS) - (0 if stay else MOST))] * 6


@pytest.mark.more
def test_two_minutes_of_seeds_hold() -> None:
    until, seed = time.monotonic() + MINUTES * 60, 1000
    while time.monotonic() < until:
        played(seed, 6)
        seed += 1


@pytest.mark.more
@pytest.mark.parametrize("bug", sorted(BUGS))
def test_a_planted_bug_is_found_within_a_few_seeds(bug: str) -> None:
    with planted(bug):
        found = next(filter(None, (play(seed, 3).problems for seed in SEEDS)))
    # By what must hold, not by falling over it.
    assert found[0].split(":")[0].isdecimal(), found
