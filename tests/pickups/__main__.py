"""`python -m tests.pickups`: orders among devices whose line fails, as long as you like.

--minutes M   run after run, each round with a new seed
--from N      the first seed
"""

from __future__ import annotations

import argparse
import sys
import time

from .playing import play

RUNS, STEPS = 12, 40


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pickups")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--from", type=int, dest="first", default=0)
    asked = parser.parse_args()
    until, number = time.monotonic() + asked.minutes * 60, asked.first
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            play(RUNS, STEPS, number)
        except AssertionError as error:
            print(f"seed {number}: {error}", file=sys.stderr)
            return 1
        print(f"seed {number}: {RUNS} runs hold ({time.monotonic() - began:.0f} s)", flush=True)
        number += 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
