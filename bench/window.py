"""The window's bars: key to painted line, start to first digit, memory with a million products."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.commands.demo_shop import make_demo_till
from bench import catalogue
from bench.bar import Bar, at_most, percentile
from bench.child import answer_of

STARTS = 12
ROUNDS = 6
"""Of the keys; the best one counts, because nobody else works on a till."""


def bars(count: int = catalogue.MILLION) -> list[Bar]:
    """Every bar of this file; `count` products in memory, fewer only to try the bench itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        till = Path(made) / "till"
        make_demo_till(till)
        return [*_keys(till), _start(till), _memory(till, count)]


def _keys(till: Path) -> list[Bar]:
    rounds: list[tuple[float, float]] = []
    for number in range(ROUNDS):
        folder = till.with_name(f"keys-{number}")
        shutil.copytree(till, folder)
        times = answer_of("bench.window_till", "keys", str(folder))
        ratio = percentile(times["full"], 50) / percentile(times["empty"], 50)
        rounds.append((percentile(times["full"], 99) * 1000, ratio))
        shutil.rmtree(folder)
    return [
        at_most("key to painted line, 200 lines, p99", 16, min(p99 for p99, _ in rounds), "ms"),
        at_most("the same / an empty basket, p50", 3, median(ratio for _, ratio in rounds), "x"),
    ]


def _start(till: Path) -> Bar:
    """Start after start of the one and the other; the best of each counts, as for the keys."""
    times: dict[str, list[float]] = {"bare": [], "signin": []}
    for _ in range(STARTS):
        times["bare"].append(answer_of("bench.window_start", "bare", str(time.time())))
        spawned = str(time.time())
        times["signin"].append(answer_of("bench.window_start", "signin", spawned, str(till)))
    ratio = min(times["signin"]) / min(times["bare"])
    return at_most("first digit at sign-in / a bare window", 2, ratio, "x")


def _memory(till: Path, count: int) -> Bar:
    catalogue.build(till, count)
    value = answer_of("bench.window_till", "memory", str(till))
    return at_most(f"memory of the till, {count:,} products", 250, value, "MB")


if __name__ == "__main__":
    for bar in bars(int(sys.argv[1]) if sys.argv[1:] else catalogue.MILLION):
        print(bar)
