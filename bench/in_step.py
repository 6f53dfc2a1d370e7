"""What a till notices of its worker: sales and keys while a whole catalogue is taken in.

Central in a process of its own, over HTTP on loopback; the till's window in another, and its
worker as its child at low priority. Central has changed the name and the price of every product.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands.enrol import join
from bench.bar import Bar, at_most, percentile
from bench.child import answer_of, environment
from bench.office import code_for, found, keep_range, make_snapshot, url_in
from sync.central.database import Central

PRODUCTS = 30_000


def bars(count: int = PRODUCTS) -> list[Bar]:
    """Every bar of this file; fewer products only to try the bench itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        office, till = Path(made) / "central", Path(made) / "till"
        office.mkdir()
        central = found(url_in(office))
        try:
            keep_range(central, count)
            make_snapshot(central, office / "snapshots")
            with served(office, "snapshots") as url:
                enrol(central, url, till)
                bring_in_step(till)
                keep_range(central, count, edition=1)
                times = answer_of("bench.in_step_till", str(till), str(4 * count), patience=600)
        finally:
            central.close()
    return [
        bar
        for what, name, most in (("sales", "sale commit", 1.5), ("keys", "key to painted line", 2))
        for bar in _ratios(name, what, times, most)
    ]


def _ratios(
    name: str, what: str, times: dict[str, dict[str, list[float]]], most: float
) -> list[Bar]:
    idle, busy = times["idle"][what], times["sync"][what]
    return [
        at_most(
            f"{name} during a sync / idle, p{percent}",
            limit,
            percentile(busy, percent) / percentile(idle, percent),
            "x",
        )
        for percent, limit in ((50, most), (99, 3))
    ]


@contextmanager
def served(office: Path, *words: str) -> Iterator[str]:
    """A process of central; its URL."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.office", str(office), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.communicate()


def enrol(central: Central, url: str, till: Path) -> None:
    join(url, code_for(central), till)


def bring_in_step(till: Path, patience: float = 600) -> None:
    """As the till's own worker does, and then it leaves; again while not everything has come."""
    command = [sys.executable, "-m", "app", "sync", "--once", "--data", str(till)]
    end = time.monotonic() + patience
    while subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        timeout=patience,
        env=environment(),
        cwd=Path(__file__).parent.parent,
    ).returncode:
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    for bar in bars(int(sys.argv[1]) if sys.argv[1:] else PRODUCTS):
        print(bar)
