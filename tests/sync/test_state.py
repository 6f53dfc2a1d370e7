"""What the worker remembers between two lives."""

from __future__ import annotations

from pathlib import Path

from sync import state as states
from sync.state import NAME, State, last_status


def test_acknowledgements_and_notes_are_there_after_a_restart(tmp_path: Path) -> None:
    state = State(tmp_path)
    assert (state.acks(), state.get("epoch", "none")) == ({}, "none")
    state.acknowledge(1001, 7, "h7")
    state.acknowledge(1001, 9, "h9")
    state.put("epoch", "e")
    state.close()
    state = State(tmp_path)
    assert (state.acks(), state.get("epoch")) == ({1001: (9, "h9")}, "e")
    state.close()


def test_a_parked_fact_is_shown_until_somebody_has_looked_and_skipped_for_ever(
    tmp_path: Path,
) -> None:
    state = State(tmp_path)
    state.skip(1001, 3, "poison")
    state.skip(1001, 3, "again")
    (alarm,) = state.skip_alarms()
    assert (alarm.key, alarm.facts["why"], alarm.settles) == ("poison 1001/3", "poison", True)
    for key in ("poison", "poison x/y", "held catalog", "fork 1001", "poison 1001/4"):
        state.settle(key)
    assert len(state.skip_alarms()) == 1
    state.settle(alarm.key)
    assert state.skip_alarms() == ()
    assert state.skips(1001) == {3: "poison"}
    assert state.skips(1007) == {}
    state.close()


def test_copies_are_kept_but_not_without_end(tmp_path: Path) -> None:
    state = State(tmp_path)
    for number in range(states._PARKED + 5):
        state.park("2026-11-22", "catalog", "why", f"page {number}".encode())
    copies = state.parked()
    assert (len(copies), copies[0].body, copies[-1].about) == (
        states._PARKED,
        b"page 5",
        "catalog",
    )
    state.close()


def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.put("epoch", "e")
    state.close()
    (tmp_path / NAME).write_bytes(b"\0" * 5000)
    state = State(tmp_path)
    assert state.get("epoch") == ""
    state.close()
    assert (tmp_path / f"{NAME}.damaged").read_bytes() == b"\0" * 5000


def test_the_last_status_is_read_without_the_worker(tmp_path: Path) -> None:
    assert last_status(tmp_path) is None
    state = State(tmp_path)
    assert last_status(tmp_path) is None
    state.put("status", '{"state": "in_step"}')
    assert last_status(tmp_path) == {"state": "in_step"}
    state.put("status", "[]")
    assert last_status(tmp_path) is None
    state.close()
    (tmp_path / NAME).write_bytes(b"rubbish" * 999)
    assert last_status(tmp_path) is None
