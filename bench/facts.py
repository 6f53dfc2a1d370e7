"""Facts that tills state, as quickly as central takes them: in batches, sent twice, and many."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.bar import Bar, at_least, at_most
from bench.child import answer_of

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from cluster import programs

NEEDED = 250
"""Facts a second of 5,000 tills."""


def bars() -> list[Bar]:
    """Every bar of this file; that of PostgreSQL names itself where there is none."""
    took = answer_of("bench.taken", "sqlite")
    more = took["replayed"] / took["together"]
    found = [
        at_least(
            "facts a second, batches of 20 / one by one", 5, took["alone"] / took["together"], "x"
        ),
        at_most(
            "facts a second lost when 30 % of batches come twice", 20, (1 - 1 / more) * 100, "%"
        ),
    ]
    name = f"facts a second on PostgreSQL, fsync on, batches of 100 / the {NEEDED} of 5,000 tills"
    if programs() is None:
        return [*found, Bar(f"{name}: SKIPPED, no PostgreSQL here", ">= 10 x", 0, "x", True)]
    return [
        *found,
        at_least(name, 10, answer_of("bench.taken", "postgresql")["rate"] / NEEDED, "x"),
    ]


if __name__ == "__main__":
    for bar in bars():
        print(bar)
