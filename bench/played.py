"""How quickly whole chains are played under one seed; see `tests/simulation`."""

from __future__ import annotations

import re

from bench.bar import Bar, at_least
from bench.child import said_by

MINUTES = 1.5


def bars() -> list[Bar]:
    """Seeds one after the other, by the processor's time and no other clock."""
    said = said_by("tests.simulation", "--minutes", str(MINUTES), "--from", "1", patience=900)
    pace = re.search(r"^(\d+) till-hours a core-hour$", said, re.MULTILINE)
    assert pace is not None, said
    return [at_least("simulation, till-hours a core-hour", 5_000, int(pace[1]), "h")]


if __name__ == "__main__":
    for bar in bars():
        print(bar)
