"""A scanner that types, on a real X server: from its last digit to the painted line.

The keys come from another program, one every `GAP` milliseconds, as a scanner's do; so Return is a
gap behind the last digit, and a frame is left for the rest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands.demo_shop import make_demo_till
from bench.bar import Bar, at_most, percentile
from bench.child import answer_of

GAP = 10
"""Milliseconds between two keys: a common scanner's."""
FRAME = 1000 / 60
ROUNDS = 3
"""The best of them counts, as for the keys of the window."""
NEEDS = ("Xvfb", "xdotool", "setxkbmap")


def bars() -> list[Bar]:
    """Empty, and said, where there is no X server to type on."""
    missing = [tool for tool in NEEDS if shutil.which(tool) is None]
    if missing:
        print(f"not measured, a scan on a real X server: no {', '.join(missing)}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(prefix="bench-") as made, _display() as display:
        till = Path(made) / "till"
        make_demo_till(till)
        rounds = [_round(till, number, display) for number in range(ROUNDS)]
    value = min(percentile(times, 99) for times in rounds) * 1000
    words = "last digit of a typed scan to painted line, X11, p99"
    return [at_most(words, round(FRAME + GAP, 1), value, "ms")]


def _round(till: Path, number: int, display: str) -> list[float]:
    folder = till.with_name(f"typed-{number}")
    shutil.copytree(till, folder)
    times: list[float] = answer_of("bench.window_till", "typed", str(folder), display=display)
    return times


@contextmanager
def _display() -> Iterator[str]:
    number = f":{90 + os.getpid() % 100}"
    server = subprocess.Popen(
        ["Xvfb", number, "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 10
        asked = ["setxkbmap", "-display", number, "us"]
        while subprocess.run(asked, stderr=subprocess.DEVNULL, check=False).returncode:
            if time.monotonic() > until:
                raise TimeoutError(number)
            time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    for bar in bars():
        print(bar)
