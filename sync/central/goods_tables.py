"""Central's tables of goods that move between places, as `tables` has the others."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from sync.central.tables import metadata

_BIG = BigInteger().with_variant(Integer, "sqlite")

consignments = Table(
    "consignments",
    metadata,
    Column("number", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", Text, nullable=False),  # when it came into that state
    Column("said", _BIG, nullable=False),  # how often it was said to its shops
    Column("value_json", Text, nullable=False),
    Index("consignments_by_state", "state", "since"),
)
consignment_events = Table(
    "consignment_events",
    metadata,
    Column("number", Text, primary_key=True),
    Column("installation", _BIG, primary_key=True, autoincrement=False),
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    Column("body_json", Text, nullable=False),
)
strays = Table(
    "strays",
    metadata,
    Column("shop", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("ended", Text, nullable=False),  # how: identified, sent_back; "" while it waits
    Column("version", _BIG, nullable=False),
)
"""Parcels of which nobody in the shop knew what they are."""
