"""The bars of a completed sale: what durability costs, how often it syncs, what power cuts take."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from time import perf_counter

from app.commands.demo_shop import make_demo_till
from app.services.counter import Counter
from bench.bar import Bar, at_most, percentile
from bench.cut_sales import Result, sell, suffer
from bench.manned import manned
from bench.vfs import watched

SALES = 300
LINES = 20
CUTS = 2000
"""Power cuts of a till as we ship it; a tenth as many of the control."""
_CUTS_A_SESSION = 200


def bars() -> list[Bar]:
    return [_durable(), _syncs(), *_power_cuts()]


@contextmanager
def _till() -> Iterator[Counter]:
    """A demo till, somebody signed in, a shift open."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made) / "till"
        make_demo_till(folder)
        with manned(folder) as counter:
            yield counter


def _fill(counter: Counter) -> None:
    # Nobody is asked for an age here.
    sold = (one for one in counter.lookup.favourites(2 * LINES) if not one.terms.minimum_age)
    for product in islice(sold, LINES):
        counter.register.add(product.sku, Decimal(1))


def _durable() -> Bar:
    """The same till, sale after sale with and without the sync; checkpoints fall in both."""
    times: dict[str, list[float]] = {"FULL": [], "NORMAL": []}
    with _till() as counter:
        for number in range(SALES):
            synchronous = ("FULL", "NORMAL")[number % 2]
            counter.till.db.driver().execute(f"PRAGMA synchronous={synchronous}")
            _fill(counter)
            begun = perf_counter()
            counter.checkout.pay_cash()
            times[synchronous].append(perf_counter() - begun)
    ratio = percentile(times["FULL"], 50) / percentile(times["NORMAL"], 50)
    return at_most("durable sale commit, FULL / NORMAL, p50", 3, ratio, "x")


def _syncs() -> Bar:
    """The most syncs of a completing transaction that neither checkpoints nor begins a new WAL."""
    seen: list[tuple[str, str, int]] = []
    counts: list[int] = []

    def watch(kind: str, file: str, at: int, _: bytes) -> None:
        seen.append((kind, Path(file).name, at))

    with watched(watch), _till() as counter:
        for _ in range(SALES // 3):
            _fill(counter)
            seen.clear()
            counter.checkout.pay_cash()
            checkpointed = any(file == "journal.db" for _, file, _ in seen)
            if not checkpointed and ("write", "journal.db-wal", 0) not in seen:
                counts.append(sum(kind == "sync" for kind, _, _ in seen))
    most = max(counts)
    return Bar("fsyncs of the completing transaction", "= 1", most, "", set(counts) == {1})


def _power_cuts() -> list[Bar]:
    full = suffered("FULL", CUTS)
    control = suffered("NORMAL", CUTS // 10)
    lost = full.lost + full.losing + full.violations
    return [
        at_most(f"sales or lines lost in {full.cuts:,} power cuts", 0, lost, ""),
        Bar(
            f"the same, not synced ({control.cuts} cuts; the control must lose)",
            ">= 1",
            control.lost,
            "",
            control.lost > 0,
        ),
    ]


def suffered(synchronous: str, cuts: int, first_seed: int = 0) -> Result:
    """Sell and be cut off, `cuts` times, in sessions of 200 cuts, each with the next seed."""
    result = Result()
    for seed in range(first_seed, first_seed + cuts // _CUTS_A_SESSION):
        with tempfile.TemporaryDirectory(prefix="bench-") as made:
            folder = Path(made) / "till"
            make_demo_till(folder)
            session = sell(folder, seed, synchronous=synchronous)
            suffer(session, _CUTS_A_SESSION, seed, result)
    return result
