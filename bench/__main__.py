"""`python -m bench`: every bar, as a table and in bench/results.json; exit 1 when one is missed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bench import (
    asked,
    bootstrap,
    catalogue,
    closing,
    copied,
    counted,
    delta,
    devices,
    explaining,
    facts,
    history,
    in_step,
    pickups,
    played,
    sales,
    wedged,
    window,
)
from bench.bar import Bar

RESULTS = Path(__file__).with_name("results.json")
PARTS: dict[str, Callable[[], list[Bar]]] = {
    "catalogue": catalogue.bars,
    "sales": sales.bars,
    "copied": copied.bars,
    "window": window.bars,
    "delta": delta.bars,
    "bootstrap": bootstrap.bars,
    "in_step": in_step.bars,
    "asked": asked.bars,
    "facts": facts.bars,
    "history": history.bars,
    "played": played.bars,
    "pickups": pickups.bars,
    "counted": counted.bars,
    "devices": devices.bars,
    "closing": closing.bars,
    "explaining": explaining.bars,
    "wedged": wedged.bars,
}


def table(bars: list[Bar]) -> str:
    rows = [
        (bar.bar, bar.goal, f"{bar.value:g} {bar.unit}", "" if bar.holds else "MISSED")
        for bar in bars
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        f"{bar:{widths[0]}}  {goal:>{widths[1]}}  {value:>{widths[2]}}  {missed}".rstrip()
        for bar, goal, value, missed in rows
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="only these")
    wanted = parser.parse_args().part or list(PARTS)
    bars: list[Bar] = []
    for part in wanted:
        begun = time.monotonic()
        bars += PARTS[part]()
        print(f"{part}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(table(bars))
    if wanted == list(PARTS):
        RESULTS.write_text(json.dumps([asdict(bar) for bar in bars], indent=2) + "\n", "utf-8")
    return 0 if all(bar.holds for bar in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
