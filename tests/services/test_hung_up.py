"""What the till keeps of the line while workers come and go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from app.domain.errors import NotInStep
from app.domain.line import Alarm, Answer, LineState, LineStatus
from app.services.line import Line

AT = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
AGES = {"loyalty:es": AT}
ALARMS = (Alarm("fork", "1001"),)


class Quiet:
    """A worker that says nothing by itself."""

    def __init__(self, hear: Callable[[LineStatus | Answer], object]) -> None:
        self.hear = hear

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def tell(self, words: dict[str, object]) -> None: ...
    def close(self) -> None: ...


def line(came: LineStatus | None = None) -> Line:
    made = Line(Quiet, lambda seconds: came)
    made.status = LineStatus(LineState.IN_STEP, 2, AT, AGES, ALARMS)
    return made


def test_what_was_known_stays_known_when_a_worker_is_taken_up_hung_up_or_dies() -> None:
    known = line()
    known.take_up()
    assert known.status == LineStatus(LineState.STARTING, 2, None, AGES, ALARMS)
    known._heard(LineStatus(LineState.ENDED))
    assert known.status == LineStatus(LineState.ENDED, 2, None, AGES, ALARMS)
    known.hang_up()
    assert known.status == LineStatus(LineState.OFFLINE, 2, None, AGES, ALARMS)
    assert known.heard("loyalty:") == AT


def test_a_round_says_how_it_stood_and_its_ages_are_known_from_then_on() -> None:
    later = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
    came = LineStatus(LineState.IN_STEP, ages={"loyalty:es": later})
    known = line(came)
    known.take_up()
    assert known.round(5) == came
    assert known.heard("loyalty:") == later
    assert known.status.alarms == ()


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (None, "offline"),
        (LineStatus(LineState.HELD), "held"),
        (LineStatus(LineState.SENDING, 3), "sending"),
    ],
)
def test_a_round_that_did_not_come_in_step_says_why(came: LineStatus | None, said: str) -> None:
    known = line(came)
    known.take_up()
    with pytest.raises(NotInStep) as refused:
        known.round(5)
    assert refused.value.facts == {"line": said}
    assert known.status.state is LineState.STARTING  # a worker is there again


def test_a_listener_that_fails_leaves_the_others_and_the_line_as_they_are() -> None:
    known, heard = line(), list[LineState]()
    known.on_change(lambda status: 1 // 0)
    known.on_change(lambda status: heard.append(status.state))
    known._heard(LineStatus(LineState.IN_STEP))
    known._heard(LineStatus(LineState.OFFLINE))
    assert heard == [LineState.IN_STEP, LineState.OFFLINE]
