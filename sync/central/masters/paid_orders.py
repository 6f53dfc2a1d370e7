"""Orders that a ticket paid for when a till placed them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from app.domain.chain_order import seen
from app.domain.errors import NoSuchOrder
from app.domain.facts import FactType
from app.domain.order import Order
from app.domain.plain import plain, read
from sync.central.database import Tx
from sync.central.fact_tables import journal_raw
from sync.central.fact_tables import placed_tickets as t
from sync.central.masters import orders

_SAID = (
    select(journal_raw.c.record_json)
    .join(t, (journal_raw.c.installation == t.c.installation) & (journal_raw.c.seq == t.c.seq))
    .order_by(t.c.installation, t.c.seq)
    .limit(1)
)
_STATED = select(journal_raw.c.installation, journal_raw.c.seq, journal_raw.c.record_json).where(
    journal_raw.c.type == FactType.ORDER_PLACED.value
)


def value_of(connection: Connection, ticket: str) -> dict[str, Any] | None:
    """As a till of any shop hears of it; None of a ticket that paid for none."""
    said = connection.execute(_SAID.where(t.c.ticket == ticket)).scalar()
    if said is None:
        return None
    order = read(Order, json.loads(said)["body"]["order"])
    try:
        f = orders.look_up(connection, order.number)
    except NoSuchOrder:
        return {"outcome": "refused", "order": plain(seen(order))}
    return {"outcome": "confirmed", **orders.value_of(replace(f, order=seen(f.order)))}


def index_all(tx: Tx) -> None:
    """Those that were stated before anybody noted what paid for them."""
    rows = []
    for row in tx.execute(_STATED):
        order = json.loads(row.record_json)["body"].get("order") or {}
        if ticket := (order.get("invoice") or {}).get("number"):
            rows.append((row.installation, row.seq, ticket, order["number"]))
    if rows:
        tx.execute(t.insert(), [dict(zip(t.c.keys(), one, strict=True)) for one in rows])
