"""`make demo-offline-pickup` tells what is so."""

from __future__ import annotations

import subprocess
import sys

import pytest

MOST = 300.0
"""Seconds after which it hangs."""


@pytest.mark.more
@pytest.mark.parametrize("language, last", [
    ("es", "los tres diarios verifican."), ("en", "the three journals verify."),
])  # fmt: skip
def test_orders_are_prepared_and_handed_over_while_the_line_is_cut(
    language: str, last: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "bench.demo_offline_pickup", "--language", language],
        capture_output=True,
        text=True,
        timeout=MOST,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.rstrip().endswith(last)
