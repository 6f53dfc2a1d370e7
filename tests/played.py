"""Running sessions of commands, in this process and as a user's own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.commands.counter import working
from app.play.runner import Runner
from hardware.printers.textfile import TextFilePrinter

NOON = "clock 2026-11-21T12:00:00+01:00"
OPEN = (NOON, "signin 1001 1111", "open-shift 100")
Answer = dict[str, Any]

PAGE = (Path(__file__).parents[1] / "docs" / "play.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(play|json)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
"""Of docs/play.md, in order: commands, and what the last of them answers."""


def played(folder: Path, lines: Iterable[str]) -> list[str]:
    """What a run wrote, as it wrote it."""
    out: list[str] = []
    with working(folder) as counter:
        Runner(counter, [TextFilePrinter(folder / "tickets")], out.append).run(lines)
    return out


def answers(folder: Path, *lines: str) -> list[Answer]:
    return [json.loads(line) for line in played(folder, lines)]


def last(folder: Path, *lines: str) -> Answer:
    """The result of the last command; none of them was refused unless it was demanded."""
    found = answers(folder, *lines)
    assert len(found) == len(lines), found[-1]
    assert found[-1]["ok"], found[-1]
    result: Answer = found[-1]["result"]
    return result


def mostrador(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command itself, in a process of its own."""
    return subprocess.run(
        [Path(sys.executable).with_name("mostrador"), *words],
        capture_output=True,
        text=True,
        env={**os.environ, "LANG": "es_ES.UTF-8", **environment},
    )


def done(*words: str | Path, **environment: str) -> str:
    """Its standard output, when it went well."""
    finished = mostrador(*words, **environment)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
