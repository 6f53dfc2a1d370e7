"""A new till: the whole range by its rows, and as a ready catalogue file.

Central in a process of its own, over HTTP on loopback, with a price for each product on the shop's
list. Both times are those of `mostrador sync --once` in a folder that has just been enrolled, from
its start to its end: what a person waits who sets up a till.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.bar import Bar, at_least
from bench.in_step import bring_in_step, enrol, served
from bench.office import found, keep_range, make_snapshot, url_in

PRODUCTS = 200_000
"""Of `make bench`; `python -m bench.bootstrap 1000000` is the whole million, in half an hour."""


def bars(count: int = PRODUCTS) -> list[Bar]:
    times = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        office = Path(made) / "central"
        office.mkdir()
        central = found(url_in(office))
        try:
            keep_range(central, count)
            make_snapshot(central, office / "snapshots")
            for how in ("rows", "snapshots"):
                till = Path(made) / how
                with served(office, how) as url:
                    enrol(central, url, till)
                    begun = perf_counter()
                    bring_in_step(till, patience=3600)
                    times[how] = perf_counter() - begun
        finally:
            central.close()
    name = f"a new till, {count:,} products: row feed / snapshot, time"
    return [at_least(name, 8, times["rows"] / times["snapshots"], "x")]


if __name__ == "__main__":
    for bar in bars(int(sys.argv[1]) if sys.argv[1:] else PRODUCTS):
        print(bar)
