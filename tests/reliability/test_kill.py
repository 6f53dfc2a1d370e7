"""kill -9 between any two steps of a sale, a return, a Z, an init, an import: all or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from killed import DEEDS

from app.services.installing import Made

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Row = dict[str, Any]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="forks, and watches the disk by a VFS for Linux"
)


class Killers:
    """Programs that do one thing, are killed and look, each when it is first asked about."""

    def __init__(self) -> None:
        self._scripts: dict[str, tuple[str, Path]] = {}
        self._rows: dict[str, list[Row]] = {}

    def has(self, script: str, name: str, folder: Path) -> None:
        self._scripts[name] = script, folder

    def rows(self, name: str) -> list[Row]:
        if name not in self._rows:
            script, folder = self._scripts[name]
            paths = [str(ROOT), str(HERE.parent)]
            ran = subprocess.run(
                [sys.executable, str(HERE / script), name, str(folder)],
                capture_output=True,
                text=True,
                timeout=400,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                check=False,
            )
            assert ran.returncode == 0, ran.stderr
            self._rows[name] = [json.loads(line) for line in ran.stdout.splitlines()]
        return self._rows[name]

    def kills(self, name: str) -> list[Row]:
        """The rows of kills; the last run may have been let through to its end."""
        kills = [row for row in self.rows(name) if "killed" in row]
        assert len(kills) > 6
        assert all(row["killed"] for row in kills[:-1])
        return kills


@pytest.fixture(scope="module")
def killers(demo_made: tuple[Path, Made], tmp_path_factory: pytest.TempPathFactory) -> Killers:
    killers = Killers()
    for name in DEEDS:
        till = copied(demo_made[0], tmp_path_factory.mktemp("kills") / "till")
        killers.has("killed.py", name, till)
    place = tmp_path_factory.mktemp("import")
    copied(demo_made[0], place / "till")
    killers.has("killed_files.py", "import", place)
    for name in ("init", "restore"):
        killers.has("killed_files.py", name, tmp_path_factory.mktemp(name))
    killers.has("killed_start.py", "start", tmp_path_factory.mktemp("start"))
    return killers


@pytest.fixture(scope="module", params=DEEDS)
def name(request: pytest.FixtureRequest) -> str:
    """Of the whole module, so that what is asked of one deed is asked together."""
    return str(request.param)


@pytest.mark.more
def test_a_till_that_is_killed_again_and_again_keeps_all_that_it_answered(
    killers: Killers,
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.soak", "--seconds", "5", "--seed", "11"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "violations 0" in run.stdout
    assert int(run.stdout.split("kill -9 ")[1].split(",")[0]) > 2


def test_a_kill_between_any_two_steps_leaves_a_document_whole_or_none(
    killers: Killers, name: str
) -> None:
    before, peace = (row["found"] for row in killers.rows(name)[:2])
    for row in killers.kills(name):
        found, step = row["found"], row["step"]
        assert found["violations"] == [], step
        assert found["captured"] == found["recorded"], step
        assert found["fiscal"] == len(found["documents"]), step
        assert found["documents"] in (before["documents"], peace["documents"]), step
        assert found["shift"] in (before["shift"], peace["shift"]), step
        if found["basket"] is not None:
            assert found["documents"] == before["documents"], step
            assert found["basket"]["lines"] == before["basket"]["lines"], step
        elif before["basket"] is not None:
            assert peace["basket"] is None, step
            assert found["documents"] == peace["documents"], step


def test_what_was_answered_before_the_kill_is_kept(killers: Killers, name: str) -> None:
    peace = killers.rows(name)[1]
    answered = [row for row in killers.kills(name) if len(row["said"]) == len(peace["said"])]
    assert answered
    for row in answered:
        for wanted in ("documents", "basket", "shift"):
            assert row["found"][wanted] == peace["found"][wanted], row["step"]


def test_a_person_can_go_on_after_any_kill_and_no_number_is_missing(
    killers: Killers, name: str
) -> None:
    peace = killers.rows(name)[1]
    for row in killers.kills(name):
        mended = row["mended"]
        assert mended["violations"] == [], row["step"]
        assert mended["captured"] == mended["recorded"], row["step"]
        if DEEDS[name].mended:
            assert mended["documents"] == peace["mended"]["documents"], row["step"]


@pytest.mark.parametrize("name", [pytest.param("init", marks=pytest.mark.more), "restore"])
def test_a_till_is_made_whole_or_not_at_all(killers: Killers, name: str) -> None:
    for row in killers.kills(name):
        left, after, step = row["left"], row["after"], row["step"]
        assert row["again"] == ("there" if left else "made"), step
        assert left or not row["said"], step
        assert after["first"] == "installation_opened", step
        assert (after["violations"], after["documents"]) == ([], 1), step


def test_a_single_shop_that_is_killed_while_it_is_made_is_gone_on_with(killers: Killers) -> None:
    one = {"shops": ["042"], "staff": ["9001"]}
    kills = killers.rows("start")  # central has threads: its steps are never quite the same
    assert sum(row["killed"] for row in kills) > 6
    for row in kills:
        left, after, step = row["left"], row["after"], row["step"]
        for till in (left["till"], after["till"]):
            assert till is None or till["violations"] == [], step
        assert not left["ready"] or row["said"], step
        assert after["ready"] and after["till"]["first"] == "installation_opened", step
        # A till that was cut short after central knew it may leave a number that nobody uses.
        assert after["central"].pop("installations") <= 2, step
        assert after["central"] == one, step
        assert row["opens"], step
    assert {row["left"]["till"] is None for row in kills} == {True, False}


def test_an_import_that_is_killed_leaves_the_old_catalogue_or_the_new_one(
    killers: Killers,
) -> None:
    kills = killers.kills("import")
    for row in kills:
        left, after, step = row["left"], row["after"], row["step"]
        assert left["products"] in ((40,) if row["said"] else (601, 40)), step
        assert (after["products"], after["building"]) == (40, []), step
    assert {row["left"]["products"] for row in kills} == {601, 40}
