"""What a second copy costs the cashier: two tills in turn, one of which has every commit copied."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter

from app import config
from app.commands.demo_shop import make_demo_till
from app.services.counter import Counter
from app.services.second_copy import CopyState
from bench.bar import Bar, at_most, percentile
from bench.manned import manned

SALES, LINES = 200, 10
WITH, WITHOUT = True, False
Times = dict[bool, list[float]]


def bars() -> list[Bar]:
    scans, sales = measured()
    return [
        _ratio("a scan with a second copy / without", scans, 50, 1.5),
        _ratio("a scan with a second copy / without", scans, 99, 2),
        _ratio("a sale with a second copy / without", sales, 50, 1.5),
        _ratio("a sale with a second copy / without", sales, 99, 2),
    ]


def _ratio(what: str, times: Times, percent: int, most: float) -> Bar:
    ratio = percentile(times[WITH], percent) / percentile(times[WITHOUT], percent)
    return at_most(f"{what}, p{percent}", most, ratio, "x")


def measured() -> tuple[Times, Times]:
    """Seconds of each scan and of each cash sale, with a second copy and without."""
    scans: Times = {WITH: [], WITHOUT: []}
    sales: Times = {WITH: [], WITHOUT: []}
    with tempfile.TemporaryDirectory(prefix="bench-") as made, ExitStack() as open_:
        tills = {copied: open_.enter_context(_till(Path(made), copied)) for copied in scans}
        for number in range(2 * SALES):
            copied = number % 2 == 0
            counter = tills[copied]
            for sku in _basket(counter):
                scans[copied].append(_timed(partial(counter.register.add, sku, Decimal(1))))
            sales[copied].append(_timed(counter.checkout.pay_cash))
        if tills[WITH].second_copy.status.state is not CopyState.KEPT:
            raise RuntimeError(f"no second copy: {tills[WITH].second_copy.status}")
    return scans, sales


@contextmanager
def _till(place: Path, copied: bool) -> Iterator[Counter]:
    folder, other = place / f"till-{copied}", place / f"disk-{copied}"
    other.mkdir()
    make_demo_till(folder)
    if copied:
        config.write(folder, replace(config.read(folder), second_copy=str(other)))
    with manned(folder) as counter:
        yield counter


def _basket(counter: Counter) -> Iterator[str]:
    # Nobody is asked for an age here.
    sold = (one for one in counter.lookup.favourites(2 * LINES) if not one.terms.minimum_age)
    return (one.sku for one in islice(sold, LINES))


def _timed(deed: Callable[[], object]) -> float:
    begun = perf_counter()
    deed()
    return perf_counter() - begun
