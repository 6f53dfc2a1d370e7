"""Central's tables of orders, as `tables` has the others."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, Table

from sync.central.columns import BIG, int_, metadata, text_


def _owing(where: ColumnElement[bool]) -> dict[str, Any]:
    return {"sqlite_where": where, "postgresql_where": where}


orders = Table(
    "orders",
    metadata,
    text_("number", primary_key=True),
    int_("version"),
    text_("shop"),
    text_("channel"),
    text_("state"),
    text_("promised_at"),
    text_("customer"),
    int_("said"),  # how often it was said to its shop
    text_("value_json"),
    text_("asked"),  # SHA-256 of the request that made this version
    int_("owed", server_default="0"),  # cents that nobody ordered back
    Index("orders_by_shop", "shop", "state", "promised_at"),
)
Index("orders_owing", orders.c.number, **_owing(orders.c.owed > 0))
order_events = Table(
    "order_events",
    metadata,
    text_("number", primary_key=True),
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    text_("body_json"),
)
reservations = Table(
    "reservations",
    metadata,
    text_("number", primary_key=True),
    text_("sku", primary_key=True),
    text_("shop"),
    int_("quantity"),  # thousandths
    text_("made_at"),
    Index("reservations_by_product", "shop", "sku"),
)
order_words = Table(
    "order_words",
    metadata,
    text_("word", primary_key=True),
    text_("number", primary_key=True),
)
"""By whom an order is looked up: each word a keyed hash, so that the table names nobody."""
channel_events = Table(
    "channel_events",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    text_("channel"),
    text_("number"),
    text_("kind"),
    text_("at"),
    text_("value_json"),
    Index("channel_events_by_channel", "channel", "id"),
)
"""What a channel hears of its orders, in order."""
order_refunds = Table(
    "order_refunds",
    metadata,
    text_("id", primary_key=True),
    text_("number"),
    text_("kind"),  # refund, capture
    int_("installation"),  # that ordered it, 0 central...
    int_("seq"),  # ...and the number of its fact
    text_("reference"),  # the payment's, at its provider
    int_("amount"),  # cents
    text_("document"),
    text_("unissued"),
    text_("due"),
    text_("state"),  # ordered, held, done, failed
    text_("said_at"),
    text_("answered_at"),
    text_("why"),
    int_("event"),  # of the channel; 0: it was not told
    text_("reminded_at"),  # when somebody was told that it is not done
    Index("order_refunds_by_order", "number", "installation", "seq"),
    Index("order_refunds_by_state", "state", "said_at"),
)
"""What channels are to give back or to take, and what became of it."""
