"""What the worker says of the line, read whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.line import (
    FRESH,
    Alarm,
    Answer,
    ClockWord,
    LineState,
    LineStatus,
    heard_from,
    status_from,
)

AT = datetime(2026, 11, 21, 10, 2, tzinfo=UTC)
AHEAD = timedelta(days=2)


def test_a_whole_status_is_read() -> None:
    said = {
        "state": "offline",
        "unsent": 3,
        "since": "2026-11-21T10:02:00+00:00",
        "ages": {"store:042": "2026-11-21T10:01:00+00:00", "catalog": None},
        "alarms": [{"kind": "fork", "about": "1001", "facts": {"seq": 7}, "settles": True}],
        "clock": {"ahead": -90, "at": "2026-11-21T10:02:00+00:00"},
    }
    assert status_from(said) == LineStatus(
        LineState.OFFLINE,
        3,
        datetime(2026, 11, 21, 10, 2, tzinfo=UTC),
        {"store:042": datetime(2026, 11, 21, 10, 1, tzinfo=UTC)},
        (Alarm("fork", "1001", {"seq": "7"}, settles=True),),
        clock=ClockWord(timedelta(seconds=-90), AT),
    )


def test_what_a_newer_worker_says_is_no_trouble() -> None:
    assert status_from({"state": "dreaming", "colour": 3}) == LineStatus(LineState.STARTING)


def test_answers_and_statuses_are_told_apart() -> None:
    ticket = {"number": "T043C01AS26-000001"}
    assert heard_from({"answer": 7, "tickets": [ticket]}) == Answer(7, "", (ticket,))
    somebody = {"uuid": "u", "card": "77"}
    assert heard_from({"answer": 9, "customers": [somebody]}) == Answer(9, "", (), (somebody,))
    assert heard_from({"answer": 8, "refused": "not_found"}) == Answer(8, "not_found")
    assert heard_from({"state": "sending"}) == LineStatus(LineState.SENDING)


@pytest.mark.parametrize(
    ("state", "since", "ahead"),
    [
        (LineState.IN_STEP, timedelta(), AHEAD),
        (LineState.SENDING, FRESH, AHEAD),
        (LineState.HELD, -FRESH, AHEAD),
        (LineState.NEEDS_UPDATE, timedelta(), AHEAD),
        (LineState.IN_STEP, FRESH + timedelta(seconds=1), None),
        (LineState.IN_STEP, -FRESH - timedelta(seconds=1), None),
        (LineState.IN_STEP, AHEAD, None),
        (LineState.OFFLINE, timedelta(), AHEAD),
        (LineState.STARTING, timedelta(), AHEAD),
        (LineState.ENDED, timedelta(), AHEAD),
        (LineState.SIGNED_OUT, timedelta(), AHEAD),
        (LineState.OFFLINE, FRESH + timedelta(seconds=1), None),
    ],
)
def test_an_old_word_about_the_clock_is_none(
    state: LineState, since: timedelta, ahead: timedelta | None
) -> None:
    """A clock that was mended by two days is two days away from what was said before."""
    assert LineStatus(state, clock=ClockWord(AHEAD, AT)).ahead(AT + since) == ahead
    assert LineStatus(state).ahead(AT) is None
