"""Without a screen the till says so, and how to go on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("display", [None, ":4711"])
def test_without_a_display_one_sentence_offers_two_ways_on(
    tmp_path: Path, display: str | None
) -> None:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    env = {name: value for name, value in os.environ.items() if name not in named}
    if display:
        env["DISPLAY"] = display
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--data", str(tmp_path / "demo")],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "xvfb-run" in done.stderr and "mostrador play" in done.stderr
    assert not (tmp_path / "demo").exists()
