"""kill -9 between any two steps of archiving and of letting go: nothing is ever lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import aged
import pytest
from builders import copied
from shop import Shop

HERE = Path(__file__).parent
ROOT = HERE.parent.parent

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="forks, and watches the disk by a VFS for Linux"
)


@pytest.fixture(scope="module")
def place(demo_made: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A till with two old days and one of today, and a disk for its archives."""
    place = tmp_path_factory.mktemp("kills") / "place"
    aged.disk(place)
    with Shop(copied(demo_made[0], place / "till")) as shop:
        aged.a_day(shop, [aged.cash, aged.card, aged.by_a_customer])
        shop.later(days=1)
        aged.a_day(shop, [aged.invoice, aged.back_for_credit])
        shop.later(days=2700)
        aged.a_day(shop, [aged.cash])
    aged.disk(place / "disk")
    return place


def kills(place: Path, deed: str, tmp_path: Path) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [sys.executable, str(HERE / "killed_archive.py"), deed, str(copied(place, tmp_path / "p"))],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE.parent)]),
             "PYTHONHASHSEED": "0"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.more
@pytest.mark.parametrize("deed", ["archive", "prune"])
def test_a_kill_loses_no_fact_and_the_same_command_goes_on(
    place: Path, tmp_path: Path, deed: str
) -> None:
    before, *rows = kills(place, deed, tmp_path)
    whole = before["found"]
    assert whole["violations"] == []
    assert sum(row["killed"] for row in rows) > 6
    for row in rows:
        found, after, step = row["found"], row["after"], row["step"]
        assert found["violations"] == [], step
        assert found["documents"] == whole["documents"], step
        assert found["beside"] == after["beside"] == whole["beside"], step
        assert not found["left"] or found["archives"], step
        assert after["violations"] == [], step
        assert (after["documents"], after["left"]) == (whole["documents"], True), step
        assert len(after["archives"]) == 1 and after["halves"] == [], step
    lefts = {row["found"]["left"] for row in rows}
    assert lefts == ({False} if deed == "archive" else {False, True})
