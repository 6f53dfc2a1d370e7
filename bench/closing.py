"""The bar of a busy day's end: X and Z of two thousand tickets."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from app.commands.demo_shop import make_demo_till
from app.domain.shift import Count
from bench.bar import Bar, at_most
from bench.manned import manned

TICKETS = 2_000
LINES = 4


def bars() -> list[Bar]:
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made) / "till"
        make_demo_till(folder)
        with manned(folder) as counter:
            # What is measured is adding up; the sales before it need no disk that waits.
            counter.till.db.driver().execute("PRAGMA synchronous=OFF")
            products = counter.lookup.favourites(LINES)
            for number in range(TICKETS):
                for product in products:
                    counter.register.add(product.sku, Decimal(1))
                if number % 3:
                    counter.checkout.pay_by_hand(None, "123456", "4321")
                else:
                    counter.checkout.pay_cash()
            counter.till.db.driver().execute("PRAGMA synchronous=FULL")
            begun = perf_counter()
            report = counter.drawer.report()
            x = perf_counter() - begun
            counter.drawer.count(Count(((report.expected, 1),)))
            begun = perf_counter()
            closed = counter.drawer.close()
            z = perf_counter() - begun
    if closed.report.sales != TICKETS:
        raise RuntimeError(f"{closed.report.sales} tickets in the Z")
    return [
        at_most(f"X of a day of {TICKETS} tickets", 1, x, "s"),
        at_most(f"Z of a day of {TICKETS} tickets", 1, z, "s"),
    ]
