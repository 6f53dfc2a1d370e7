"""Power cuts without end: `python -m bench.soak_power --cuts 10000`.

Exit 0 when nothing acknowledged was lost as the till ships (FULL), and something was with NORMAL:
a harness that cannot lose proves nothing.
"""

from __future__ import annotations

import argparse
import sys

from bench.cut_sales import Result
from bench.sales import suffered

LEAST = 200


def main() -> int:
    words = argparse.ArgumentParser(prog="bench.soak_power", description=__doc__)
    words.add_argument("--cuts", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=0)
    asked = words.parse_args()
    full = suffered("FULL", max(asked.cuts, LEAST), asked.seed)
    _say("FULL, as the till ships", full)
    control = suffered("NORMAL", max(asked.cuts // 10, LEAST), asked.seed)
    _say("NORMAL, the control", control)
    sound = not (full.lost or full.losing or full.violations) and control.lost > 0
    return 0 if sound else 1


def _say(what: str, found: Result) -> None:
    print(
        f"{what}: cuts {found.cuts}, documents acknowledged {found.acknowledged}, "
        f"of these lost {found.lost}, cuts that lost something {found.losing}, "
        f"violations {found.violations}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
