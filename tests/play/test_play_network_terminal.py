"""A session at a till whose card terminal speaks nexo: the same commands, the same answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played import OPEN, answers, last

from app import config
from hardware.simulated.book import Book


@pytest.fixture
def folder(demo_folder: Path) -> Path:
    entry = {"kind": "terminal", "address": "sim://terminal"}
    found = config.read(demo_folder)
    config.write(demo_folder, replace(found, devices={"datafono": entry}))
    return demo_folder


def captured(folder: Path) -> int:
    return Book(folder / "terminal" / "book.jsonl").captured()


def test_cards_go_to_the_terminal_of_the_tills_own_file(folder: Path) -> None:
    paid = last(folder, *OPEN, "add LEC-ENT 2", "pay card")
    assert captured(folder) == round(float(paid["total"]) * 100) > 0
    assert not (folder / "terminal.jsonl").exists()


@pytest.mark.parametrize(
    ("mood", "card"), [("decline", "declined"), ("cancel", "cancelled"), ("die", "unknown")]
)
def test_the_terminal_is_told_what_to_do(folder: Path, mood: str, card: str) -> None:
    said = last(folder, *OPEN, "add LEC-ENT 2", f"terminal {mood}", "pay card")
    assert said["card"] == card


def test_what_it_booked_before_it_died_is_found_by_the_next_session(folder: Path) -> None:
    last(folder, *OPEN, "add LEC-ENT 2", "terminal die", "pay card")
    booked = captured(folder)
    shown = last(folder, "show")  # the next session's is alive again
    assert (shown["pending_cards"], shown["basket"]) == ([], None)
    paid = last(folder, "signin 1001 1111", f"reprint {shown['last']}")
    assert paid["number"] == shown["last"]
    assert captured(folder) == booked > 0


def test_a_manager_says_what_became_of_a_card(folder: Path) -> None:
    shown = last(folder, *OPEN, "add LEC-ENT 2", "terminal die", "pay card", "show")
    assert len(shown["pending_cards"]) == 1
    refused = answers(folder, "signin 9001 9999", "card-was charged NONE 'x'")[-1]
    assert refused["error"] == "NotPending"


def test_a_z_tells_what_the_terminal_booked_otherwise(folder: Path) -> None:
    last(folder, *OPEN, "add LEC-ENT 2", "pay card")
    path = folder / "terminal" / "book.jsonl"
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    closed = last(folder, "signin 9001 9999", "count 50x2", "close-shift")
    ours, theirs = (float(closed["terminal"][name]) for name in ("ours", "theirs"))
    assert theirs == 2 * ours > 0
