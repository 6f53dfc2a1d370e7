"""The history of a till that has sold for two years: opened, read on, asked for one document."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from app.commands.demo_shop import make_demo_till
from app.services.counter import Counter
from bench.bar import Bar, at_most, percentile
from bench.manned import manned

DAYS, A_DAY = 600, 200
"""Two years of opening days, and tickets on each."""
_TIMES = 200
_FACTS = """
WITH RECURSIVE
days (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM days WHERE n < :days * :a_day - 1)
INSERT INTO facts
(installation, seq, uuid, type, v, at, "offset", who, body, sealed, previous, hash)
SELECT 0, n + 1, 'b' || n, type, v, at, "offset", who,
       json_set(body, '$.number', printf('T042C03AS24-%06d', n + 1),
                '$.issued_at', date('2024-11-21', (n / :a_day) || ' days') || 'T12:00:00+01:00'),
       sealed, previous, hash
FROM days, (SELECT * FROM facts WHERE type = 'document_issued' LIMIT 1)
"""
_DOCUMENTS = """
INSERT INTO documents (number, installation, seq, kind, day, shift, total, corrects, delivered)
SELECT body ->> '$.number', installation, seq, 'F2', substr(body ->> '$.issued_at', 1, 10), 1,
       1000 + seq % 9000, '', 1
FROM facts WHERE installation = 0
"""


def bars() -> list[Bar]:
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made) / "till"
        make_demo_till(folder)
        with manned(folder) as counter:
            _two_years(counter)
            page = counter.history.page
            older = page().older
            asks: dict[str, Callable[[], object]] = {
                "opened": page,
                "read on": lambda: page(beyond=older),
                "asked for an amount": lambda: page("45,67"),
                "asked for a day": lambda: page("21-11-2025"),
                "asked for the end of a number": lambda: page("54321"),
            }
            return [
                at_most(
                    f"history of {DAYS * A_DAY:,} documents {what}, p99",
                    50,
                    percentile([_took(ask) for _ in range(_TIMES)], 99) * 1000,
                    "ms",
                )
                for what, ask in asks.items()
            ]


def _two_years(counter: Counter) -> None:
    """One sale, as if it had been made on every day: an earlier installation's, without its
    chain, which nobody reads here."""
    for product in counter.lookup.favourites(5):
        counter.register.add(product.sku)
    counter.checkout.pay_cash()
    counts = {"days": DAYS, "a_day": A_DAY}
    with counter.till.db.write() as tx:
        tx.exec_driver_sql(_FACTS, counts)
        tx.exec_driver_sql(_DOCUMENTS)


def _took(ask: Callable[[], object]) -> float:
    began = perf_counter()
    ask()
    return perf_counter() - began


if __name__ == "__main__":
    for bar in bars():
        print(bar)
