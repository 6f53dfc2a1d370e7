"""Central's tables of what it is, who speaks to it and what the chain has; `columns` says in what.

`feed_tables` has what goes out, `fact_tables` what comes in; orders, goods that move and telling
have their own. `migrations` makes them all.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, text

from sync.central.columns import BIG, int_, metadata, text_

# what central is
chain = Table("chain", metadata, text_("name", primary_key=True), text_("value"))
"""epoch, signing_key, pepper, demo, created."""

# who speaks
installations = Table(
    "installations",
    metadata,
    int_("number", primary_key=True, autoincrement=False),
    text_("shop"),
    text_("till"),
    text_("kind"),
    text_("generation"),
    text_("public_key"),
    text_("program"),
    text_("enrolled_at"),
    text_("revoked_at"),
    int_("previous"),  # the installation of this till before it, 0 for none
    int_("last_seq"),
    text_("last_hash"),
    text_("last_seen"),
    int_("counter"),
    text_("alarm"),  # "" or the kind: fork, poison
    text_("cursors_json"),
)
enrol_codes = Table(
    "enrol_codes",
    metadata,
    text_("code_hash", primary_key=True),
    text_("shop"),
    text_("till"),
    text_("kind"),
    text_("expires_at"),
    text_("used_at"),
)
office_tokens = Table(
    "office_tokens",
    metadata,
    text_("token_hash", primary_key=True),
    text_("name"),
    text_("made_at"),
    text_("revoked_at"),
    text_("channel", server_default=""),  # whose orders alone it is for; "" of the office
)

# what the chain has; every row versioned, each change also in `history`
shops = Table(
    "shops", metadata, text_("code", primary_key=True), int_("version"), text_("value_json")
)
staff = Table(
    "staff",
    metadata,
    text_("code", primary_key=True),
    int_("version"),
    text_("shops"),  # "" for all, else codes between commas: ",042,043,"
    text_("value_json"),
    text_("deleted_at"),
)
products = Table(
    "products",
    metadata,
    text_("sku", primary_key=True),
    int_("version"),
    text_("value_json"),
    text_("deleted_at"),
    # Whether thousands that once were are still there, without reading what each is.
    Index(
        "products_deleted",
        "sku",
        unique=True,
        postgresql_where=text("deleted_at <> ''"),
        sqlite_where=text("deleted_at <> ''"),
    ),
)
product_codes = Table(
    "product_codes", metadata, text_("code", primary_key=True), text_("sku", index=True)
)
price_lists = Table(
    "price_lists", metadata, text_("code", primary_key=True), int_("version"), text_("value_json")
)
prices = Table(
    "prices",
    metadata,
    text_("list", primary_key=True),
    text_("sku", primary_key=True),
    text_("starts", primary_key=True),  # "" for always
    text_("ends"),
    int_("cents"),
    int_("version"),
    text_("deleted_at"),
)
price_history = Table(
    "price_history",
    metadata,
    text_("list", primary_key=True),
    text_("sku", primary_key=True),
    text_("starts", primary_key=True),
    int_("version", primary_key=True),
    Column("cents", BIG),  # null: the price was taken away
    text_("ends"),
    text_("at"),
)
sale_stops = Table(
    "sale_stops",
    metadata,
    text_("id", primary_key=True),
    int_("version"),
    text_("value_json"),
    text_("lifted_at"),
)
customers = Table(
    "customers",
    metadata,
    text_("uuid", primary_key=True),
    text_("card"),
    text_("region"),
    int_("version"),
    text_("level"),
    int_("points"),  # the balance that `included_json` tells
    text_("included_json"),
    text_("consent_json"),
    Column("key", LargeBinary),  # null: erased
    Column("sealed", LargeBinary),  # name, phone, e-mail, document under `key`
    text_("merged_into"),
    Index("customers_by_card", "card"),
)
regulars = Table(
    "regulars",
    metadata,
    text_("customer", primary_key=True),
    text_("region", primary_key=True),
    text_("seen"),  # the day
    Index("regulars_by_seen", "region", "seen", "customer"),
)
stock = Table(
    "stock",
    metadata,
    text_("shop", primary_key=True),
    text_("sku", primary_key=True),
    int_("on_hand"),
    text_("included_json"),  # {installation: seq}: the facts that are in `on_hand`
    int_("version"),
    text_("counted_at"),
    text_("counted_json", server_default="{}"),  # {installation: [before, heard]}; see positions
    int_("told", server_default="0"),  # the version that the neighbours know, -1: another promise
    int_("told_row", server_default="0"),  # how often they were told of it
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
    text_("sha256", primary_key=True),
    text_("media_type"),
    Column("content", LargeBinary, nullable=False),
)
settings = Table(
    "settings", metadata, text_("name", primary_key=True), int_("version"), text_("value_json")
)
history = Table(
    "history",
    metadata,
    text_("kind", primary_key=True),
    text_("key", primary_key=True),
    int_("version", primary_key=True),
    text_("value_json"),
    text_("until"),
    text_("who"),
)
"""What a value was, of all but prices, stock and customers: until when, and who changed it."""
audit = Table(
    "audit",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    text_("at"),
    text_("who"),
    text_("what"),
    text_("details_json"),
)
"""Overrides at tills (from their facts) and everything that is changed at central."""
