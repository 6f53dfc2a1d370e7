"""A session at a till whose clock is two days late: a manager allows it, and it sells."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from builders import NOON
from played import OPEN, Answer, answers

from app.commands.counter import working
from app.play.runner import Runner
from app.services.clock import SetClock
from hardware.printers.textfile import TextFilePrinter


def late(folder: Path, *lines: str) -> list[Answer]:
    """What is answered when the machine's clock was put two days back, and it is no demo."""
    out: list[str] = []
    with working(folder) as counter:
        till = counter.till
        till.config = replace(till.config, demo=False)
        till.clock = SetClock(till.shop.zone, NOON - timedelta(days=2))
        Runner(counter, [TextFilePrinter(folder / "tickets")], out.append).run(lines)
    return [json.loads(line) for line in out]


def test_a_manager_allows_it_and_the_session_goes_on(demo_folder: Path) -> None:
    answers(demo_folder, *OPEN)
    found = late(
        demo_folder,
        "signin 1001 1111",
        "add CAF-001",
        "!pay cash",
        '!allow-clock "se cambia la pila hoy"',
        "authorise 9001 9999",
        '!allow-clock " "',
        "authorise 9001 9999",
        'allow-clock "se cambia la pila hoy"',
        "pay cash",
        "close-shift",
        "!open-shift 100",
    )
    refused = [answer.get("error", "") for answer in found]
    assert refused == [
        *("", "", "ClockBlocked", "NotAllowed", "", "ReasonMissing"),
        *("", "", "", "", "ClockBlocked"),
    ]
    assert found[7]["result"] == {"clock": "behind_facts", "seconds": 2 * 24 * 3600}
    assert "2 d por detrás del último apunte" in found[2]["message"]


def test_a_demos_clock_needs_no_leave(demo_folder: Path) -> None:
    found = answers(
        demo_folder, *OPEN, "add CAF-001", "clock -3d", "signin 9001 9999", '!allow-clock "no"'
    )
    assert found[-1]["error"] == "ClockRight"
