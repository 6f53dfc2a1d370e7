"""Central's tables of orders, as `tables` has the others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Index, Integer, Table, Text

from sync.central.tables import metadata

_BIG = BigInteger().with_variant(Integer, "sqlite")


def _owing(where: ColumnElement[bool]) -> dict[str, Any]:
    return {"sqlite_where": where, "postgresql_where": where}


orders = Table(
    "orders",
    metadata,
    Column("number", Text, primary_key=True),
    Column("version", _BIG, nullable=False),
    Column("shop", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("promised_at", Text, nullable=False),
    Column("customer", Text, nullable=False),
    Column("said", _BIG, nullable=False),  # how often it was said to its shop
    Column("value_json", Text, nullable=False),
    Column("asked", Text, nullable=False),  # SHA-256 of the request that made this version
    Column("owed", _BIG, nullable=False, server_default="0"),  # cents that nobody ordered back
    Index("orders_by_shop", "shop", "state", "promised_at"),
)
Index("orders_owing", orders.c.number, **_owing(orders.c.owed > 0))
order_events = Table(
    "order_events",
    metadata,
    Column("number", Text, primary_key=True),
    Column("installation", _BIG, primary_key=True, autoincrement=False),
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    Column("body_json", Text, nullable=False),
)
reservations = Table(
    "reservations",
    metadata,
    Column("number", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("shop", Text, nullable=False),
    Column("quantity", _BIG, nullable=False),  # thousandths
    Column("made_at", Text, nullable=False),
    Index("reservations_by_product", "shop", "sku"),
)
order_words = Table(
    "order_words",
    metadata,
    Column("word", Text, primary_key=True),
    Column("number", Text, primary_key=True),
)
"""By whom an order is looked up: each word a keyed hash, so that the table names nobody."""
channel_events = Table(
    "channel_events",
    metadata,
    Column("id", _BIG, primary_key=True, autoincrement=True),
    Column("channel", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("value_json", Text, nullable=False),
    Index("channel_events_by_channel", "channel", "id"),
)
"""What a channel hears of its orders, in order."""
order_refunds = Table(
    "order_refunds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),  # refund, capture
    Column("installation", _BIG, nullable=False),  # that ordered it, 0 central...
    Column("seq", _BIG, nullable=False),  # ...and the number of its fact
    Column("reference", Text, nullable=False),  # the payment's, at its provider
    Column("amount", _BIG, nullable=False),  # cents
    Column("document", Text, nullable=False),
    Column("unissued", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("state", Text, nullable=False),  # ordered, held, done, failed
    Column("said_at", Text, nullable=False),
    Column("answered_at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("event", _BIG, nullable=False),  # of the channel; 0: it was not told
    Column("reminded_at", Text, nullable=False),  # when somebody was told that it is not done
    Index("order_refunds_by_order", "number", "installation", "seq"),
    Index("order_refunds_by_state", "state", "said_at"),
)
"""What channels are to give back or to take, and what became of it."""
