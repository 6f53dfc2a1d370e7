"""kill -9 of tills, workers and processes of central, over a line that lies."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cluster import Cluster, programs

from .world import play

SECONDS = 45
pytestmark = [
    pytest.mark.more,
    pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc"),
]


def test_whatever_is_killed_everything_arrives_once_on_postgresql(tmp_path: Path) -> None:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL on this machine")
    with Cluster(found) as cluster:
        result = play(cluster, tmp_path, seed=20261122, seconds=SECONDS)
    print(result)
    assert result.problems == []
    struck = {name.rstrip("!") for name, count in result.killed.items() if count}
    assert struck == {"till", "worker", "central"}
    assert result.documents > 10
    assert result.acknowledged > 3
