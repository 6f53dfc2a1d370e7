"""`mostrador journal archive`, `prune`, and what reads the archives again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aged
import pytest
from builders import copied
from click.testing import CliRunner, Result
from shop import Shop

from app.commands.group import mostrador


@pytest.fixture(scope="module")
def old_till(demo_made: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied(demo_made[0], tmp_path_factory.mktemp("old") / "till")
    with Shop(folder) as shop:
        aged.a_day(shop, [aged.cash, aged.invoice])
        shop.later(days=2700)
        aged.a_day(shop, [aged.cash])
    return folder


@pytest.fixture
def folder(old_till: Path, tmp_path: Path) -> Path:
    return copied(old_till, tmp_path / "till")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return aged.disk(tmp_path / "disk")


def run(folder: Path, *words: object) -> Result:
    runner = CliRunner(env={"LANGUAGE": "en"})
    return runner.invoke(mostrador, [*map(str, words), "--data", str(folder)])


def read(folder: Path, *words: object) -> Any:
    ran = run(folder, *words, "--json")
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def test_an_archive_is_made_and_then_its_days_leave(folder: Path, disk: Path) -> None:
    made = read(folder, "journal", "archive", disk)
    assert Path(made["file"]).parent == disk
    assert (made["days"], made["because"], made["new"]) == (
        ["2025-01-01", "2026-11-21"], "period", True)  # fmt: skip
    gone = read(folder, "journal", "prune", disk)
    assert (gone["archive"], gone["through"]) == (Path(made["file"]).name, made["through"])
    assert gone["left"] + gone["stayed"] == made["facts"]
    refused = run(folder, "journal", "prune", disk)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("No archive of this till")


def test_both_at_once(folder: Path, disk: Path) -> None:
    done = read(folder, "journal", "archive", disk, "--prune")
    assert done["left"] > 0
    assert read(folder, "journal", "verify")["begins_after"] == done["through"]


def test_verify_says_from_where_on_it_is_whole_and_reads_the_archives_when_told(
    folder: Path, disk: Path, tmp_path: Path
) -> None:
    whole = read(folder, "journal", "verify")
    assert (whole["begins_after"], whole["archives"]) == (None, [])
    made = read(folder, "journal", "archive", disk, "--prune")
    said = run(folder, "journal", "verify").stdout
    assert f"begins after fact 1/{made['through'][1]}" in said
    assert made["archive"] in said
    both = read(folder, "journal", "verify", "--archive", disk)
    assert (both["facts"], both["documents"]) == (whole["facts"] + 1, whole["documents"])
    assert both["archives"] == [made["archive"]]
    lost = run(folder, "journal", "verify", "--archive", tmp_path)
    assert lost.exit_code == 1
    assert f"{made['archive']}: is not in" in lost.stdout


def test_an_export_is_whole_with_the_archives_and_says_where_it_begins_without(
    folder: Path, disk: Path, tmp_path: Path
) -> None:
    before = run(folder, "journal", "export").stdout.splitlines()
    made = read(folder, "journal", "archive", disk, "--prune")
    alone = run(folder, "journal", "export")
    assert alone.stdout.splitlines()[:-1] == before[made["through"][1] :]
    assert made["archive"] in alone.stderr
    both = run(folder, "journal", "export", "--archive", disk)
    assert both.stdout.splitlines()[:-1] == before
    assert both.stderr == ""
    lately = run(folder, "journal", "export", "--from", "2030-01-01")
    assert (lately.stderr, lately.stdout) == ("", alone.stdout)
    refused = run(folder, "journal", "export", "--archive", tmp_path)
    assert refused.exit_code == 1
    assert "is not in" in refused.stderr


def test_fiscal_records_of_then_come_from_the_archives(
    folder: Path, disk: Path, tmp_path: Path
) -> None:
    def exported(name: str, *words: object) -> tuple[list[bytes], str]:
        out = tmp_path / name
        ran = run(folder, "fiscal", "export", "--out", out, *words)
        assert ran.exit_code == 0, ran.output
        return [path.read_bytes() for path in sorted(out.iterdir())], ran.stderr

    before, _ = exported("before")
    made = read(folder, "journal", "archive", disk, "--prune")
    assert exported("both", "--archive", disk) == (before, "")
    alone, said = exported("alone")
    assert alone != before
    assert made["archive"] in said


def test_help_and_doctor_tell_of_it(folder: Path, disk: Path) -> None:
    for command, said in (("archive", "FOLDER"), ("prune", "FOLDER"), ("verify", "--archive")):
        assert said in run(folder, "journal", command, "--help").stdout
        assert command in run(folder, "journal", "--help").stdout
    assert "up to 2026-11-21 could be archived" in run(folder, "doctor").stdout
    made = read(folder, "journal", "archive", disk, "--prune")
    (found,) = [one for one in read(folder, "doctor")["findings"] if one["check"] == "archive"]
    assert found["ok"]
    assert made["archive"] in found["detail"]
    assert "nothing old" in found["detail"]
