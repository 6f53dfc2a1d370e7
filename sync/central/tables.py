"""Central's tables, the same on SQLite and on PostgreSQL; `migrations` makes them.

Amounts are integer cents, quantities integer thousandths of the unit, times ISO 8601 text in UTC,
days ISO text, versions from 1. Text that holds JSON is named so.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement

metadata = MetaData()

_BIG = BigInteger().with_variant(Integer, "sqlite")


class _Transaction(ColumnElement[int]):
    """The number of the transaction that writes; SQLite has one writer and needs none."""

    inherit_cache = True


@compiles(_Transaction, "sqlite")
def _none(element: _Transaction, compiler: object, **more: object) -> str:
    return "0"


@compiles(_Transaction, "postgresql")
def _current(element: _Transaction, compiler: object, **more: object) -> str:
    return "pg_current_xact_id()::text::bigint"


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, **more)


def _int(name: str, **more: Any) -> Column[int]:
    return Column(name, _BIG, nullable=False, **more)


# what central is
chain = Table("chain", metadata, _text("name", primary_key=True), _text("value"))
"""epoch, signing_key, pepper, demo, created."""

# who speaks
installations = Table(
    "installations",
    metadata,
    _int("number", primary_key=True, autoincrement=False),
    _text("shop"),
    _text("till"),
    _text("kind"),
    _text("generation"),
    _text("public_key"),
    _text("program"),
    _text("enrolled_at"),
    _text("revoked_at"),
    _int("previous"),  # the installation of this till before it, 0 for none
    _int("last_seq"),
    _text("last_hash"),
    _text("last_seen"),
    _int("counter"),
    _text("alarm"),  # "" or the kind: fork, poison
    _text("cursors_json"),
)
enrol_codes = Table(
    "enrol_codes",
    metadata,
    _text("code_hash", primary_key=True),
    _text("shop"),
    _text("till"),
    _text("kind"),
    _text("expires_at"),
    _text("used_at"),
)
office_tokens = Table(
    "office_tokens",
    metadata,
    _text("token_hash", primary_key=True),
    _text("name"),
    _text("made_at"),
    _text("revoked_at"),
)

# what the chain has; every row versioned, each change also in `history`
shops = Table(
    "shops", metadata, _text("code", primary_key=True), _int("version"), _text("value_json")
)
staff = Table(
    "staff",
    metadata,
    _text("code", primary_key=True),
    _int("version"),
    _text("shops"),  # "" for all, else codes between commas: ",042,043,"
    _text("value_json"),
    _text("deleted_at"),
)
products = Table(
    "products",
    metadata,
    _text("sku", primary_key=True),
    _int("version"),
    _text("value_json"),
    _text("deleted_at"),
)
product_codes = Table(
    "product_codes", metadata, _text("code", primary_key=True), _text("sku", index=True)
)
price_lists = Table(
    "price_lists", metadata, _text("code", primary_key=True), _int("version"), _text("value_json")
)
prices = Table(
    "prices",
    metadata,
    _text("list", primary_key=True),
    _text("sku", primary_key=True),
    _text("starts", primary_key=True),  # "" for always
    _text("ends"),
    _int("cents"),
    _int("version"),
    _text("deleted_at"),
)
price_history = Table(
    "price_history",
    metadata,
    _text("list", primary_key=True),
    _text("sku", primary_key=True),
    _text("starts", primary_key=True),
    _int("version", primary_key=True),
    Column("cents", _BIG),  # null: the price was taken away
    _text("ends"),
    _text("at"),
)
sale_stops = Table(
    "sale_stops",
    metadata,
    _text("id", primary_key=True),
    _int("version"),
    _text("value_json"),
    _text("lifted_at"),
)
customers = Table(
    "customers",
    metadata,
    _text("uuid", primary_key=True),
    _text("card"),
    _text("region"),
    _int("version"),
    _text("level"),
    _int("points"),  # the balance that `included_json` tells
    _text("included_json"),
    _text("consent_json"),
    Column("key", LargeBinary),  # null: erased
    Column("sealed", LargeBinary),  # name, phone, e-mail, document under `key`
    _text("merged_into"),
    Index("customers_by_card", "card"),
)
regulars = Table(
    "regulars",
    metadata,
    _text("customer", primary_key=True),
    _text("region", primary_key=True),
    _text("seen"),  # the day
    Index("regulars_by_seen", "region", "seen", "customer"),
)
stock = Table(
    "stock",
    metadata,
    _text("shop", primary_key=True),
    _text("sku", primary_key=True),
    _int("on_hand"),
    _text("included_json"),  # {installation: seq}: the facts that are in `on_hand`
    _int("version"),
    _text("counted_at"),
    _text("counted_json", server_default="{}"),  # {installation: [before, heard]}; see positions
    _int("told", server_default="0"),  # the version that the neighbours know, -1: another promise
    _int("told_row", server_default="0"),  # how often they were told of it
    Index(
        "stock_untold",
        "shop",
        "sku",
        postgresql_where=text("told < version"),
        sqlite_where=text("told < version"),
    ),
)
pictures = Table(
    "pictures",
    metadata,
    _text("sha256", primary_key=True),
    _text("media_type"),
    Column("content", LargeBinary, nullable=False),
)
settings = Table(
    "settings", metadata, _text("name", primary_key=True), _int("version"), _text("value_json")
)
history = Table(
    "history",
    metadata,
    _text("kind", primary_key=True),
    _text("key", primary_key=True),
    _int("version", primary_key=True),
    _text("value_json"),
    _text("until"),
    _text("who"),
)
"""What a value was, of all but prices, stock and customers: until when, and who changed it."""

# what goes out
outbox = Table(
    "outbox",
    metadata,
    Column("id", _BIG, primary_key=True, autoincrement=True),
    Column("xid", _BIG, server_default=_Transaction(), nullable=False),
    _text("stream"),
    _text("op"),
    _text("kind"),
    _text("key"),
    _int("version"),
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
    _text("stream", primary_key=True),
    _int("head"),
    _int("oldest"),
    _text("check"),
)
feed = Table(
    "feed",
    metadata,
    _text("stream", primary_key=True),
    _int("seq", primary_key=True),
    _text("op"),
    _text("kind"),
    _text("key"),
    _int("version"),
    Column("value_json", Text),
    _text("check"),
)
current = Table(
    "current",
    metadata,
    _text("stream", primary_key=True),
    _text("kind", primary_key=True),
    _text("key", primary_key=True),
    _int("seq"),
    _int("version"),
    Column("value_json", Text),
    Index("current_by_seq", "stream", "seq"),
)
"""The newest value of every key that is not deleted: the base of a stream."""
snapshots = Table(
    "snapshots",
    metadata,
    _text("id", primary_key=True),
    _text("lists"),
    _text("made_at"),
    _text("value_json"),
)

# what comes in
journal_raw = Table(
    "journal_raw",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("seq", primary_key=True, autoincrement=False),
    _text("uuid"),
    _text("type"),
    _int("v"),
    _text("at"),
    _text("who"),
    _text("hash"),
    _text("record_json"),
    _text("received_at"),
    _int("quarantined"),  # 1: from a revoked installation, not projected
    UniqueConstraint("uuid", name="journal_raw_uuid"),
)
exceptions = Table(
    "exceptions",
    metadata,
    Column("id", _BIG, primary_key=True, autoincrement=True),
    _int("installation"),
    _int("seq"),
    _text("kind"),
    _text("facts_json"),
    _text("raised_at"),
    _text("settled_at"),
    _text("settled_by"),
    _text("settled_how"),
    Index("exceptions_open", "settled_at"),
    UniqueConstraint("installation", "seq", "kind", name="exceptions_once"),
)
sales = Table(
    "sales",
    metadata,
    _text("number", primary_key=True),
    _int("installation"),
    _int("seq"),
    _text("shop"),
    _text("till"),
    _text("kind"),
    _text("day"),
    _text("issued_at"),
    _int("shift"),
    _int("total"),
    _int("change"),
    _text("who"),
    _text("customer"),
    _text("corrects"),
    Index("sales_by_shop_day", "shop", "day"),
    Index("sales_by_corrected", "corrects"),
)
sale_lines = Table(
    "sale_lines",
    metadata,
    _text("number", primary_key=True),
    _int("line", primary_key=True, autoincrement=False),
    _text("sku", index=True),
    _int("quantity"),  # thousandths; negative when it came back
    _int("total"),
)
sale_tenders = Table(
    "sale_tenders",
    metadata,
    _text("number", primary_key=True),
    _int("place", primary_key=True, autoincrement=False),
    _text("kind"),
    _int("amount"),
)
ledger = Table(
    "ledger",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("seq", primary_key=True, autoincrement=False),
    _int("line", primary_key=True, autoincrement=False),
    _text("shop"),
    _text("sku"),
    _int("delta"),
    _text("why"),
    Index("ledger_by_product", "shop", "sku"),
)
demand = Table(
    "demand",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("seq", primary_key=True, autoincrement=False),
    _text("shop"),
    _text("day"),
    _text("sku"),  # "" of what the chain does not have
    _text("code"),
    _text("name"),
    _int("quantity"),  # thousandths that somebody wanted and did not get
    Index("demand_by_shop", "shop", "day"),
)
shifts = Table(
    "shifts",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("shift", primary_key=True, autoincrement=False),
    _text("shop"),
    _text("till"),
    _text("day"),
    _text("opened_at"),
    _int("opened_seq"),  # 0 while the fact that opened it is not there
    _text("closed_at"),  # "" while it is open
    _int("closed_seq"),
    _text("z_json"),
    _text("accepted_by"),  # who accepted its difference
)
cash_moves = Table(
    "cash_moves",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("seq", primary_key=True, autoincrement=False),
    _int("line", primary_key=True, autoincrement=False),
    _text("shop"),
    _text("place_from"),
    _text("place_to"),
    _int("amount"),
    _text("why"),
)
points_moves = Table(
    "points_moves",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("seq", primary_key=True, autoincrement=False),
    _text("customer", index=True),
    _int("points"),
    _text("why"),
)
vouchers = Table(
    "vouchers",
    metadata,
    _text("code", primary_key=True),
    _text("shop"),  # of the till that issued it; this and what follows "" while nobody said so
    _int("issued"),
    _int("redeemed"),
    _text("why"),
    _text("document"),
    _text("issued_at"),
    _text("expires"),  # the last day, "" for never
)
voucher_moves = Table(
    "voucher_moves",
    metadata,
    _int("installation", primary_key=True, autoincrement=False),
    _int("seq", primary_key=True, autoincrement=False),
    _text("code", index=True),
    _int("amount"),  # below zero it was redeemed
    _text("document"),
    _text("at"),
)
audit = Table(
    "audit",
    metadata,
    Column("id", _BIG, primary_key=True, autoincrement=True),
    _text("at"),
    _text("who"),
    _text("what"),
    _text("details_json"),
)
"""Overrides at tills (from their facts) and everything that is changed at central."""
