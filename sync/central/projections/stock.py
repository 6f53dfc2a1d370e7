"""Stock: every quantity sold or brought back is a row of the ledger, and changes what is on hand.

`on_hand` goes to the shop's tills with `included`, the facts that are in it, so that a till shows
it plus its own later facts and counts none twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.domain.facts import canonical
from sync.central import bulk, outbox
from sync.central.database import Tx
from sync.central.installations import InstallationRow
from sync.central.masters import lookups
from sync.central.masters.stock import decimal
from sync.central.outbox import Said
from sync.central.projections.work import Good, Trouble, Work
from sync.central.tables import products
from sync.central.tables import stock as t
from sync.protocol import PUT

_COLUMNS = ("shop", "sku", "on_hand", "included_json", "version", "counted_at")


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Change what is on hand by the goods; the ledger's rows are written before.

    The ledger keeps what was stated; of a SKU that central does not have, nothing is on hand
    until somebody says what it is.
    """
    if not work.goods:
        return []
    known = known_of(tx, {good.sku for good in work.goods})
    strange: dict[int, list[Good]] = {}
    for good in work.goods:
        if good.sku not in known:
            strange.setdefault(good.seq, []).append(good)
    move(tx, work.of, [good for good in work.goods if good.sku in known])
    return [
        Trouble(work.of.number, seq, "unknown_product", {"lines": [_body(one) for one in goods]})
        for seq, goods in strange.items()
    ]


def known_of(tx: Tx, skus: Iterable[str]) -> set[str]:
    """Those of `skus` that central has, or had."""
    keys = [(sku,) for sku in skus]
    return {row.sku for row in lookups.found(tx.connection, products, ["sku"], ["sku"], keys)}


def _body(good: Good) -> dict[str, Any]:
    return {"line": good.line, "sku": good.sku, "name": good.name, "quantity": good.delta}


def move(tx: Tx, of: InstallationRow, goods: Iterable[Good]) -> None:
    """Add the goods' deltas to what the shop has, and say so to its tills."""
    deltas: dict[str, int] = {}
    newest: dict[str, int] = {}
    for good in goods:
        deltas[good.sku] = deltas.get(good.sku, 0) + good.delta
        newest[good.sku] = max(newest.get(good.sku, 0), good.seq)
    if not deltas:
        return
    rows, said = [], []
    for row in _locked(tx, of.shop, sorted(deltas)):
        included = json.loads(row.included_json)
        number = str(of.number)
        included[number] = max(included.get(number, 0), newest[row.sku])
        on_hand, version = row.on_hand + deltas[row.sku], row.version + 1
        rows.append((of.shop, row.sku, on_hand, canonical(included), version, row.counted_at))
        value = {"on_hand": decimal(on_hand), "included": included}
        said.append(Said(f"store:{of.shop}", PUT, "stock", row.sku, version, value))
    bulk.upsert(tx, t, _COLUMNS, rows)
    outbox.say_all(tx, said)


def _locked(tx: Tx, shop: str, skus: list[str]) -> list[Any]:
    """The shop's rows of these SKUs, all of them, until the end of the transaction.

    Always in the order of the SKUs: two tills of a shop that sell the same wait for each other
    once, and never both.
    """
    query = select(t).where(t.c.shop == shop, t.c.sku.in_(skus)).order_by(t.c.sku)
    query = query.with_for_update()
    rows = tx.execute(query).all()
    if len(rows) == len(skus):
        return list(rows)
    there = {row.sku for row in rows}
    empty = [(shop, sku, 0, "{}", 0, "") for sku in skus if sku not in there]
    bulk.add(tx, t, _COLUMNS, empty, "DO NOTHING")
    return list(tx.execute(query).all())
