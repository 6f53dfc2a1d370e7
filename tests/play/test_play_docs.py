"""docs/play.md is true: its examples run in order and answer what it says they do."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from played import BLOCKS, Answer, answers

from app import config
from app.commands.demo_shop import demo_facts
from app.play.runner import VERB_MODULES
from app.play.table import VERBS


def matches(found: Any, said: Any) -> bool:
    """Whether `found` is what the page says: `…` stands for anything, and so do fields left out."""
    match said:
        case str() if "…" in said:
            return said == "…" or bool(
                re.fullmatch(".*".join(map(re.escape, said.split("…"))), str(found))
            )
        case dict():
            return all(name in found and matches(found[name], said[name]) for name in said)
        case list():
            return len(found) == len(said) and all(map(matches, found, said))
        case _:
            return bool(found == said)


def test_every_example_runs_and_answers_as_the_page_says(demo_folder: Path) -> None:
    # With the terminal of `mostrador demo`; other tests play without one.
    config.write(demo_folder, replace(config.read(demo_folder), devices=demo_facts()["devices"]))
    script = [line for kind, block in BLOCKS if kind == "play" for line in block.splitlines()]
    found = answers(demo_folder, *script)
    assert [answer["line"] for answer in found] == list(range(1, len(script) + 1)), found[-1]
    done, last = 0, Answer()
    for kind, block in BLOCKS:
        if kind == "play":
            done += len(block.splitlines())
            last = found[done - 1]
        else:
            assert matches(last["result"], json.loads(block)), (last, block)


def test_every_verb_has_an_example() -> None:
    assert VERB_MODULES
    shown = {
        line.removeprefix("!").split()[0]
        for kind, block in BLOCKS
        if kind == "play"
        for line in block.splitlines()
    }
    assert shown == set(VERBS)


def test_the_comparison_can_fail() -> None:
    assert matches({"a": ["x1", 2]}, {"a": ["x…", 2]})
    assert not matches({"a": ["x1", 2]}, {"a": ["y…", 2]})
    assert not matches({"a": [1]}, {"a": [1, 1]})
    assert not matches({"a": 1}, {"b": 1})
