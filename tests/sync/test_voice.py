"""What the worker says of central's clock: as it was heard, and no longer than it is true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync import effects as fx
from sync.state import State
from sync.voice import Voice

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
TWO_DAYS = 2 * 24 * 3600


class Machine:
    """Its clock, what the worker on it says, and its disk."""

    def __init__(self, where: Path) -> None:
        self.wall = AT
        self.said: list[dict[str, Any]] = []
        self.state = State(where)
        self.voice = Voice(self.said.append, self.state, lambda: self.wall)

    def stands(self, state: str = "in_step") -> None:
        self.voice.status(fx.Status(state, 0, {}, ()))

    def clock(self) -> Any:
        return self.said[-1]["clock"]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.state.close()


def test_what_central_says_of_the_time_is_passed_on_with_when_it_was_heard(
    machine: Machine,
) -> None:
    machine.stands()
    assert machine.clock() is None
    machine.voice.contact(TWO_DAYS + 0.4)
    machine.voice.rest()
    assert machine.clock() == {"ahead": TWO_DAYS, "at": "2026-11-22T10:00:00+00:00"}
    machine.voice.contact()  # an answer that says no time
    machine.stands("sending")
    assert machine.clock()["ahead"] == TWO_DAYS


@pytest.mark.parametrize("by", [timedelta(days=2), -timedelta(days=2), timedelta(minutes=6)])
def test_a_clock_that_was_set_since_is_another_than_the_word_was_about(
    machine: Machine, by: timedelta
) -> None:
    machine.voice.contact(TWO_DAYS)
    machine.stands()
    machine.wall += by
    machine.voice.rest()
    assert machine.clock() is None
    machine.voice.contact(1)
    machine.stands("sending")
    assert machine.clock()["ahead"] == 1


def test_a_clock_that_is_right_is_no_line_by_itself(machine: Machine) -> None:
    machine.voice.contact(0.02)
    machine.stands()
    for skew in (1.5, -299, 300):
        machine.voice.contact(skew)
        machine.voice.rest()
    assert len(machine.said) == 1
    for skew in (301, 2, -TWO_DAYS, 2):
        machine.voice.contact(skew)
        machine.voice.rest()
    assert [line["clock"]["ahead"] for line in machine.said[1:]] == [301, 2, -TWO_DAYS, 2]


def test_another_life_has_to_hear_it_again(machine: Machine) -> None:
    machine.voice.contact(TWO_DAYS)
    machine.stands()
    said: list[dict[str, Any]] = []
    voice = Voice(said.append, machine.state, lambda: AT)
    voice.status(fx.Status("starting", 0, {}, ()))
    assert said[-1]["clock"] is None
