"""What a shop may promise of its stock, said to its neighbours: stream `stock:{shop}`.

Coalesced: what moved ten times between two looks is said once, and what is none is not kept. A row
a product and shop, whoever reads it; nothing of shops that are nobody's neighbour.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from sync.central.database import Central, Tx
from sync.central.masters import allocation, keeping, shops
from sync.central.masters.shops import ShopValue
from sync.central.masters.stock import decimal
from sync.central.nearness import wanted
from sync.central.outbox import Said, say, say_all
from sync.central.tables import current
from sync.central.tables import stock as t
from sync.protocol import DELETE, PUT

STEP = 5_000
HEARD = timedelta(minutes=5)
"""How often it is said when a shop was heard last."""


def tell_all(central: Central) -> int:
    """Tell the neighbours what changed; how many rows were said."""
    with central.read() as conn:
        known = shops.everyone(conn)
    said = 0
    for code in wanted({code: keeping.built(shop) for code, shop in known.items()}):
        count = STEP
        while count == STEP:
            with central.write() as tx:
                count = tell(tx, known[code])
            said += count
        with central.write() as tx:
            said += _tell_heard(tx, code)
    return said


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


def _tell_heard(tx: Tx, shop: str) -> int:
    """When the shop was heard last: how old what its neighbours know of it is."""
    heard = allocation.last_heard(tx.connection, shop)
    before, version = _heard_before(tx.connection, shop)
    if not heard or (before and _at(heard) - _at(before) < HEARD):
        return 0
    say(tx, f"stock:{shop}", PUT, "heard", shop, version + 1, {"at": heard})
    return 1


def _heard_before(conn: Connection, shop: str) -> tuple[str, int]:
    c = current.c
    here = (c.stream == f"stock:{shop}") & (c.kind == "heard") & (c.key == shop)
    row = conn.execute(select(c.value_json, c.version).where(here)).first()
    return (msgspec.json.decode(row.value_json)["at"], row.version) if row else ("", 0)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


_TOLD = (
    update(t)
    .where(
        t.c.shop == bindparam("where"),
        t.c.sku == bindparam("of"),
        t.c.told == bindparam("was"),  # promised to another meanwhile: it is told again
    )
    .values(told=bindparam("now"), told_row=bindparam("rows"))
)
