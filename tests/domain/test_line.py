"""What the worker says of the line, read whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.line import Alarm, LineState, LineStatus, status_from


def test_a_whole_status_is_read() -> None:
    said = {
        "state": "offline",
        "unsent": 3,
        "since": "2026-11-21T10:02:00+00:00",
        "ages": {"store:042": "2026-11-21T10:01:00+00:00", "catalog": None},
        "alarms": [{"kind": "fork", "about": "1001", "facts": {"seq": 7}, "settles": True}],
    }
    assert status_from(said) == LineStatus(
        LineState.OFFLINE,
        3,
        datetime(2026, 11, 21, 10, 2, tzinfo=UTC),
        {"store:042": datetime(2026, 11, 21, 10, 1, tzinfo=UTC)},
        (Alarm("fork", "1001", {"seq": "7"}, settles=True),),
    )


def test_what_a_newer_worker_says_is_no_trouble() -> None:
    assert status_from({"state": "dreaming", "colour": 3}) == LineStatus(LineState.STARTING)
