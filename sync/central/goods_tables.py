"""Central's tables of goods that move between places, as `tables` has the others."""

from __future__ import annotations

from sqlalchemy import Index, Table

from sync.central.columns import int_, metadata, text_

consignments = Table(
    "consignments",
    metadata,
    text_("number", primary_key=True),
    text_("kind"),
    text_("origin"),
    text_("destination"),
    text_("state"),
    text_("since"),  # when it came into that state
    int_("said"),  # how often it was said to its shops
    text_("value_json"),
    Index("consignments_by_state", "state", "since"),
)
consignment_events = Table(
    "consignment_events",
    metadata,
    text_("number", primary_key=True),
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    text_("body_json"),
)
strays = Table(
    "strays",
    metadata,
    text_("shop", primary_key=True),
    text_("code", primary_key=True),
    text_("place"),
    text_("since"),
    text_("ended"),  # how: identified, sent_back; "" while it waits
    int_("version"),
)
"""Parcels of which nobody in the shop knew what they are."""
