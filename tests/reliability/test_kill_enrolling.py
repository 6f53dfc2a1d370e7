"""kill -9 between any two steps of joining a chain: a till of what it was, or of the chain."""

from __future__ import annotations

import sys

import pytest
from test_kill import Killers

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="forks, and watches the disk by a VFS for Linux"
)


@pytest.fixture(scope="module")
def killers(tmp_path_factory: pytest.TempPathFactory) -> Killers:
    killers = Killers()
    for kind in ("new", "alone"):
        killers.has("killed_enrolling.py", kind, tmp_path_factory.mktemp(kind))
    return killers


@pytest.mark.parametrize("kind", [pytest.param("new", marks=pytest.mark.more), "alone"])
def test_a_joining_that_is_killed_is_not_begun_or_done_to_its_end(
    killers: Killers, kind: str
) -> None:
    before = 1 if kind == "alone" else None
    ends = set()
    for row in killers.kills(kind):
        left, after, step = row["left"], row["after"], row["step"]
        ends.add(left and left["installation"])
        if left is None or left["installation"] == before:
            assert not row["said"], step
            assert left is None or (left["enrolled"], left["pepper"]) == (0, False), step
        else:
            assert (left["installation"], left["enrolled"]) == (1001, 1001), step
            assert (left["pepper"], left["waiting"]) == (True, []), step
            assert set(left["customers"]) <= {1001}, step
        assert left is None or left["violations"] == [], step
        assert after["violations"] == [], step
        assert after["installation"] == after["enrolled"], step
        assert set(after["customers"]) <= {1001, 1002}, step
        assert after["waiting"] == [], step
        sold = (1 if kind == "alone" else 0) + (left is not None) + 1
        assert after["documents"] == sold, step
    assert ends == {before, 1001}
