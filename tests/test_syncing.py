"""The worker is a child that may die at any time."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from waiting import until

from app.syncing import SyncChild

ECHO = """
import json, os, sys
print(json.dumps({"state": "in_step", "pid": os.getpid()}), flush=True)
for line in sys.stdin:
    print(json.dumps({"state": "heard", "words": json.loads(line)}), flush=True)
"""
DEAF = """
import time
print('{"state": "deaf"}', flush=True)
time.sleep(600)
"""
NOISE = """
print("no JSON")
print("[1]")
print('{"state": "in_step"}', flush=True)
input()
"""


class Child:
    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.running: list[SyncChild] = []

    def start(self, program: str) -> SyncChild:
        child = SyncChild([sys.executable, "-c", program], self.heard.append, first_wait=0)
        self.running.append(child)
        child.start()
        return child

    def states(self) -> list[str]:
        return [said["state"] for said in self.heard]


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    for one in made.running:
        one.close()


def test_what_the_worker_says_is_heard_and_pokes_reach_it(child: Child) -> None:
    worker = child.start(ECHO)
    until(lambda: "in_step" in child.states())
    worker.poke("journal")
    until(lambda: "heard" in child.states())
    assert child.heard[-1]["words"] == {"poke": "journal"}


def test_a_worker_that_is_killed_is_started_again(child: Child) -> None:
    worker = child.start(ECHO)
    until(lambda: child.states() == ["in_step"])
    os.kill(child.heard[0]["pid"], signal.SIGKILL)
    until(lambda: child.states() == ["in_step", "ended", "in_step"])
    assert worker.pid == child.heard[2]["pid"] != child.heard[0]["pid"]


def test_closing_ends_it_and_it_is_not_started_again(child: Child) -> None:
    worker = child.start(ECHO)
    until(lambda: "in_step" in child.states())
    worker.close()
    assert worker.pid is None
    assert child.states() == ["in_step"]


def test_a_worker_that_does_not_leave_is_ended(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.syncing.LEAVE", 0.2)
    worker = child.start(DEAF)
    until(lambda: "deaf" in child.states())
    worker.close()
    assert worker.pid is None


def test_a_worker_that_hears_nothing_does_not_hold_up_the_till(child: Child) -> None:
    worker = child.start(DEAF.replace("600", "60"))
    until(lambda: "deaf" in child.states())
    begun = time.monotonic()
    for _ in range(20_000):
        worker.poke("journal")
    assert time.monotonic() - begun < 10


def test_noise_on_its_pipe_is_passed_over(child: Child) -> None:
    child.start(NOISE)
    until(lambda: child.states() == ["in_step"])


def test_poking_nobody_is_no_trouble(child: Child) -> None:
    worker = SyncChild(["/nowhere/at/all"], child.heard.append)
    worker.poke("journal")
    worker.start()
    until(lambda: child.states() == ["ended"])
    worker.poke("journal")
    worker.close()


def test_it_waits_for_its_turn_without_a_word_and_is_named_when_it_fails(
    child: Child, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[bool] = []
    free: list[bool] = []

    def turn() -> bool:
        asked.append(bool(free))
        return bool(free)

    worker = SyncChild(
        [sys.executable, "-c", "raise SystemExit(3)"],
        child.heard.append,
        name="central in /shop/central",
        turn=turn,
    )
    worker.start()
    until(lambda: len(asked) > 1)
    assert (worker.pid, child.heard, caplog.messages) == (None, [], [])
    free.append(True)
    until(lambda: child.states() == ["ended"])
    assert caplog.messages == ["central in /shop/central ended with 3; again in 1 s"]
    worker.close()
