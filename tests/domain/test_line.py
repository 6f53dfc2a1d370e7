"""What the worker says of the line, read whatever it says."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.line import Alarm, Answer, LineState, LineStatus, heard_from, status_from


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


def test_answers_and_statuses_are_told_apart() -> None:
    ticket = {"number": "T043C01AS26-000001"}
    assert heard_from({"answer": 7, "tickets": [ticket]}) == Answer(7, "", (ticket,))
    somebody = {"uuid": "u", "card": "77"}
    assert heard_from({"answer": 9, "customers": [somebody]}) == Answer(9, "", (), (somebody,))
    assert heard_from({"answer": 8, "refused": "not_found"}) == Answer(8, "not_found")
    assert heard_from({"state": "sending"}) == LineStatus(LineState.SENDING)
