"""What a shop may promise of its stock, said to its neighbours: stream `stock:{shop}`.

Coalesced: what moved ten times between two looks is said once, and what is none is not kept. A row
a product and shop, whoever reads it; nothing of shops that are nobody's neighbour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from sync.central.database import Central, Tx
from sync.central.feed_tables import current
from sync.central.masters import allocation, keeping, lookups, shops
from sync.central.masters.shops import ShopValue
from sync.central.masters.stock import decimal
from sync.central.nearness import wanted
from sync.central.outbox import Said, say_all
from sync.central.tables import stock as t
from sync.protocol import DELETE, PUT

STEP = 5_000
HEARD = timedelta(minutes=5)
"""How often it is said when a shop was heard last."""


def tell_all(central: Central) -> int:
    """Tell the neighbours what changed; how many rows were said."""
    with central.read() as conn:
        known = shops.everyone(conn)
        near = wanted({code: keeping.built(shop) for code, shop in known.items()})
        moved = set(conn.execute(_MOVED).scalars()).intersection(near)
        seen = _seen(conn, near)
    said = 0
    for code in sorted(moved):
        count = STEP
        while count == STEP:
            with central.write() as tx:
                count = tell(tx, known[code])
            said += count
    if seen:
        with central.write() as tx:
            say_all(tx, seen)
    return said + len(seen)


def tell(tx: Tx, shop: ShopValue, most: int = STEP) -> int:
    """What changed in one shop since it was told; how many products."""
    of = (t.c.shop == shop.code) & (t.c.told < t.c.version)
    columns = (t.c.sku, t.c.on_hand, t.c.version, t.c.told, t.c.told_row)
    rows = tx.execute(select(*columns).where(of).order_by(t.c.sku).limit(most)).all()
    if not rows:
        return 0
    kept = allocation.promised(tx.connection, shop, [row.sku for row in rows])
    stream, said = f"stock:{shop.code}", []
    told = []
    for row in rows:
        promise, number = row.on_hand - kept[row.sku], row.told_row
        key = f"{row.sku}|{shop.code}"
        if promise > 0:
            number += 1
            said.append(Said(stream, PUT, "has", key, number, {"n": decimal(promise)}))
        elif number:
            number += 1
            said.append(Said(stream, DELETE, "has", key, number, None))
        told.append({"of": row.sku, "was": row.told, "now": row.version, "rows": number})
    say_all(tx, said)
    tx.execute(_TOLD, [{"where": shop.code, **one} for one in told])
    return len(rows)


def _seen(conn: Connection, near: list[str]) -> list[Said]:
    """When each shop was heard last, of which that is news: how old what is known of it is."""
    heard = allocation.all_heard(conn)
    keys = [(f"stock:{code}", "heard", code) for code in near]
    columns, by = ["key", "version", "value_json"], ["stream", "kind", "key"]
    rows = lookups.found(conn, current, columns, by, keys)
    before = {key: (version, msgspec.json.decode(value)["at"]) for key, version, value in rows}
    said = []
    for code in near:
        at, (version, known) = heard.get(code, ""), before.get(code, (0, ""))
        if at and (not known or _at(at) - _at(known) >= HEARD):
            said.append(Said(f"stock:{code}", PUT, "heard", code, version + 1, {"at": at}))
    return said


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


_MOVED = select(t.c.shop).where(t.c.told < t.c.version).distinct()
_TOLD = (
    update(t)
    .where(
        t.c.shop == bindparam("where"),
        t.c.sku == bindparam("of"),
        t.c.told == bindparam("was"),  # promised to another meanwhile: it is told again
    )
    .values(told=bindparam("now"), told_row=bindparam("rows"))
)
