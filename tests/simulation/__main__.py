"""`python -m tests.simulation`: seeds, one after the other, as long as you like.

--seed N           one seed, and the hash of its trace (twice the same, or it is broken)
--trace            every line of it
--minutes M        seeds from --from on, for so long; exit 1 with the first that fails
--hours H          of trading in each seed
--bug NAME         with that bug planted; see bugs.py
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from .bugs import BUGS, planted
from .world import Result, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--hours", type=float, default=6)
    parser.add_argument("--bug", choices=sorted(BUGS), default="")
    asked = parser.parse_args()
    with planted(asked.bug):
        if asked.seed is None:
            return _many(asked.first, asked.minutes, asked.hours)
        result = play(asked.seed, asked.hours, print if asked.trace else None)
    _tell(result)
    return 1 if result.problems else 0


def _many(seed: int, minutes: float, hours: float) -> int:
    until = time.monotonic() + minutes * 60
    began, played, documents, struck = time.process_time(), 0.0, 0, Counter[str]()
    first = seed
    while seed == first or time.monotonic() < until:
        result = play(seed, hours)
        if result.problems:
            _tell(result)
            return 1
        played, documents = played + result.till_hours, documents + result.documents
        struck.update(result.struck)
        seed += 1
    pace = played / (time.process_time() - began) * 3600
    print(f"seeds {first}-{seed - 1}: {played:.0f} till-hours, {documents} documents, 0 violations")
    print(f"{pace:.0f} till-hours a core-hour")
    print(", ".join(f"{name} {count}" for name, count in sorted(struck.items())))
    return 0


def _tell(result: Result) -> None:
    print(
        f"seed {result.seed} trace {result.trace}: {result.events} events,"
        f" {result.till_hours:.0f} till-hours, {result.documents} documents,"
        f" {result.requests:.0f} requests a till-hour, in step after {result.healed:.0f} s"
    )
    if result.problems:
        print("\n".join(["", "the last of it:", *result.last, "", *result.problems[:20]]))
        print(f"again: python -m tests.simulation --seed {result.seed}")


if __name__ == "__main__":
    sys.exit(main())
