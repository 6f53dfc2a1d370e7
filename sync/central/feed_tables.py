"""Central's tables of what goes out to the tills, as `tables` has the others."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement

from sync.central.columns import BIG, int_, metadata, text_


class _Transaction(ColumnElement[int]):
    """The number of the transaction that writes; SQLite has one writer and needs none."""

    inherit_cache = True


@compiles(_Transaction, "sqlite")
def _none(element: _Transaction, compiler: object, **more: object) -> str:
    return "0"


@compiles(_Transaction, "postgresql")
def _current(element: _Transaction, compiler: object, **more: object) -> str:
    return "pg_current_xact_id()::text::bigint"


outbox = Table(
    "outbox",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    Column("xid", BIG, server_default=_Transaction(), nullable=False),
    text_("stream"),
    text_("op"),
    text_("kind"),
    text_("key"),
    int_("version"),
    Column("value_json", Text),
    # What is said in `config`, sale stops above all, goes out before a million prices.
    Index(
        "outbox_config",
        "id",
        postgresql_where=text("stream = 'config'"),
        sqlite_where=text("stream = 'config'"),
    ),
)
streams = Table(
    "streams",
    metadata,
    text_("stream", primary_key=True),
    int_("head"),
    int_("oldest"),
    text_("check"),
)
feed = Table(
    "feed",
    metadata,
    text_("stream", primary_key=True),
    int_("seq", primary_key=True),
    text_("op"),
    text_("kind"),
    text_("key"),
    int_("version"),
    Column("value_json", Text),
    text_("check"),
)
current = Table(
    "current",
    metadata,
    text_("stream", primary_key=True),
    text_("kind", primary_key=True),
    text_("key", primary_key=True),
    int_("seq"),
    int_("version"),
    Column("value_json", Text),
    Index("current_by_seq", "stream", "seq"),
)
"""The newest value of every key that is not deleted: the base of a stream."""
snapshots = Table(
    "snapshots",
    metadata,
    text_("id", primary_key=True),
    text_("lists"),
    text_("made_at"),
    text_("value_json"),
)
