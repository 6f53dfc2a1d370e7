"""`python -m tests.processes`: one chain of processes after the other, as long as you like.

--minutes M   of trading, in rounds of --round minutes with a new seed each
--from N      the first seed; it says what is changed, sold and killed, and when, as far as the
              machine's own hurry allows
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from cluster import Cluster, programs

from .world import play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.processes")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--round", type=float, default=5)
    parser.add_argument("--from", type=int, dest="first", default=None)
    asked = parser.parse_args()
    found = programs()
    if found is None:
        print("no PostgreSQL on this machine", file=sys.stderr)
        return 1
    seed = random.SystemRandom().randrange(10**6) if asked.first is None else asked.first
    left = asked.minutes * 60
    with Cluster(found) as cluster:
        while left > 0:
            place = Path(tempfile.mkdtemp(prefix="processes-"))
            began = time.monotonic()
            result = play(cluster, place, seed, min(left, asked.round * 60))
            print(result, f"({time.monotonic() - began:.0f} s)", flush=True)
            if result.problems:
                print(f"kept: {place}", file=sys.stderr)
                return 1
            shutil.rmtree(place)
            left -= asked.round * 60
            seed += 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
