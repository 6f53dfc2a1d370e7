"""Orders at the counter: a scan that hands one over, and a scan that picks, to the painted screen.

The till has thousands of open orders in its mirror, and no line; the window is in a process of its
own. One order more at central, until each of a hundred waiting tills has it, is `bench.badge`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench import badge
from bench.bar import Bar, at_most, percentile
from bench.child import answer_of
from bench.in_step import bring_in_step, enrol, served
from bench.office import found, keep_range, url_in
from sync.central.chain import chain_of
from sync.central.database import Central

ORDERS = 10_000
PRODUCTS = 400


def bars(count: int = ORDERS, tills: int = badge.TILLS) -> list[Bar]:
    """Every bar of this file; fewer orders and tills only to try the bench itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        office, till = Path(made) / "central", Path(made) / "till"
        office.mkdir()
        central = found(url_in(office))
        try:
            keep_range(central, PRODUCTS)
            with served(office) as url:
                enrol(central, url, till)
                bring_in_step(till)
            times = answer_of(
                "bench.pickups_till", str(till), str(count), _seed(central).hex(), patience=900
            )
        finally:
            central.close()
    return [
        at_most(
            f"hand-over scan to screen, {count:,} orders, p99",
            50,
            percentile(times["hand over"], 99) * 1000,
            "ms",
        ),
        at_most("pick scan to screen, p99", 16, percentile(times["pick"], 99) * 1000, "ms"),
        *badge.bars(tills),
    ]


def _seed(central: Central) -> bytes:
    with central.read() as connection:
        return chain_of(connection).signing_key.private_bytes_raw()


if __name__ == "__main__":
    for bar in bars(*(int(word) for word in sys.argv[1:])):
        print(bar)
