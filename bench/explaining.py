"""The bar of *Why this price*: every line of a ticket of fifty, with lists and discounts."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from app.commands.demo_shop import make_demo_till
from app.commands.price_lists import bring_in
from app.domain.sale import Percent
from app.ui.screens.line_view import why_view
from bench.bar import Bar, at_most, percentile
from bench.manned import manned

LINES = 50
TIMES = 20
FRAME_MS = 16


def bars() -> list[Bar]:
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made) / "till"
        make_demo_till(folder)
        with manned(folder) as counter:
            products = [
                one
                for one in counter.lookup.favourites(4 * LINES)
                if not (one.terms.minimum_age or one.unit.measured)
            ][:LINES]
            file = Path(made) / "prices.csv"
            rows = "".join(f"{one.sku},rebajas,0.50,10\n" for one in products[::2])
            file.write_text(f"sku,list,price,priority\n{rows}", "utf-8")
            bring_in(
                folder, file, mapping={}, defaults={}, report=None, closed=True,
                now=datetime.now(UTC),
            )  # fmt: skip
            counter.lookup.refresh()
            for place, product in enumerate(products):
                counter.register.add(product.sku, Decimal(1))
                if place % 3 == 0 and product.terms.most_off is None:
                    counter.register.discount_line(Percent(Decimal(10)), "tara")
            counter.register.discount_ticket(Percent(Decimal(5)), "cliente")
            sale = counter.register.the_sale()
            if len(sale.lines) != LINES:
                raise RuntimeError(f"{len(sale.lines)} lines")
            taken = []
            for _ in range(TIMES):
                for line in sale.lines:
                    begun = perf_counter()
                    why_view(counter.register.explain(line.number), line, str)
                    taken.append((perf_counter() - begun) * 1000)
    slowest = percentile(taken, 99)
    return [at_most(f"why a line of {LINES} costs so, p99", FRAME_MS, slowest, "ms")]
