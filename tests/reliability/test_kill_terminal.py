"""The till killed between any two steps of a card payment, whatever the terminal does: what was
captured is what is recorded, and nobody is charged twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from killed_terminal import DEEDS

from app.services.installing import Made
from hardware.simulated.terminal import Manner

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TICKET = 457
"""Cents of the ticket that is paid."""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="forks, and watches the disk by a VFS for Linux"
)
FEW = (Manner.APPROVE, Manner.PARTIAL, Manner.DROP, Manner.LATE, Manner.LIE_AMOUNT)


def rows(name: str, made: Path, folder: Path, how_many: str, *manners: Manner) -> list[Any]:
    """Of two processes beside each other, each with a terminal of its own."""
    halves = [manners[0::2], manners[1::2]]
    running = [_killer(name, made, folder / str(n), how_many, *h) for n, h in enumerate(halves)]
    with ThreadPoolExecutor(len(running)) as pool:
        said = list(pool.map(lambda one: one.communicate(timeout=900), running))
    for process, (_, errors) in zip(running, said, strict=True):
        assert process.returncode == 0, errors
    return [json.loads(line) for out, _ in said for line in out.splitlines()]


def _killer(name: str, made: Path, folder: Path, *words: str) -> subprocess.Popen[str]:
    copied(made, folder / "till")
    paths = [str(ROOT), str(HERE.parent)]
    return subprocess.Popen(
        [sys.executable, str(HERE / "killed_terminal.py"), name, str(folder), *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def holds(found: list[Any], manners: int) -> None:
    assert sum(row["killed"] for row in found) >= 2 * manners
    for row in found:
        step = row["step"]
        for moment in (row["found"], row["mended"]):
            assert moment["violations"] == [], step
            assert moment["pending"] == 0, step
            assert moment["captured"] == moment["recorded"], step
        assert row["charged"] <= TICKET, step
        assert row["given"] <= row["charged"], step


def test_a_killed_till_and_its_terminal_agree(demo_made: tuple[Path, Made], tmp_path: Path) -> None:
    holds(rows("pay", demo_made[0], tmp_path, "few", *FEW), len(FEW))


@pytest.mark.more
@pytest.mark.parametrize("name", DEEDS)
def test_a_till_killed_anywhere_and_its_terminal_agree_whatever_it_does(
    demo_made: tuple[Path, Made], tmp_path: Path, name: str
) -> None:
    holds(rows(name, demo_made[0], tmp_path, "all", *Manner), len(Manner))
