"""Central's tables of what comes in from the tills, as `tables` has the others."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, UniqueConstraint

from sync.central.columns import BIG, int_, metadata, text_

journal_raw = Table(
    "journal_raw",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    text_("uuid"),
    text_("type"),
    int_("v"),
    text_("at"),
    text_("who"),
    text_("hash"),
    text_("record_json"),
    text_("received_at"),
    int_("quarantined"),  # 1: from a revoked installation, not projected
    UniqueConstraint("uuid", name="journal_raw_uuid"),
)
exceptions = Table(
    "exceptions",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True),
    int_("installation"),
    int_("seq"),
    text_("kind"),
    text_("facts_json"),
    text_("raised_at"),
    text_("settled_at"),
    text_("settled_by"),
    text_("settled_how"),
    Index("exceptions_open", "settled_at"),
    UniqueConstraint("installation", "seq", "kind", name="exceptions_once"),
)
sales = Table(
    "sales",
    metadata,
    text_("number", primary_key=True),
    int_("installation"),
    int_("seq"),
    text_("shop"),
    text_("till"),
    text_("kind"),
    text_("day"),
    text_("issued_at"),
    int_("shift"),
    int_("total"),
    int_("change"),
    text_("who"),
    text_("customer"),
    text_("corrects"),
    Index("sales_by_shop_day", "shop", "day"),
    Index("sales_by_corrected", "corrects"),
)
sale_lines = Table(
    "sale_lines",
    metadata,
    text_("number", primary_key=True),
    int_("line", primary_key=True, autoincrement=False),
    text_("sku", index=True),
    int_("quantity"),  # thousandths; negative when it came back
    int_("total"),
)
sale_tenders = Table(
    "sale_tenders",
    metadata,
    text_("number", primary_key=True),
    int_("place", primary_key=True, autoincrement=False),
    text_("kind"),
    int_("amount"),
)
replaced_tickets = Table(
    "replaced_tickets",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),  # of the invoice
    text_("ticket", primary_key=True),
    text_("number"),  # of the invoice
    int_("amount"),  # what it says was left of the ticket
    Index("replaced_by_ticket", "ticket"),
)
"""Which invoice stands for which ticket, or for which invoice that was put right."""
payments = Table(
    "payments",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),  # of the payment_changed
    text_("number", index=True),  # of the ticket
    text_("paid_json"),  # how it is paid since
)
placed_tickets = Table(
    "placed_tickets",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),  # of the order_placed
    text_("ticket", index=True),
    text_("number"),  # of the order
)
"""Which order a ticket paid for."""
ledger = Table(
    "ledger",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    int_("line", primary_key=True, autoincrement=False),
    text_("shop"),
    text_("sku"),
    int_("delta"),
    text_("why"),
    Index("ledger_by_product", "shop", "sku"),
)
demand = Table(
    "demand",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    text_("shop"),
    text_("day"),
    text_("sku"),  # "" of what the chain does not have
    text_("code"),
    text_("name"),
    int_("quantity"),  # thousandths that somebody wanted and did not get
    Index("demand_by_shop", "shop", "day"),
)
shifts = Table(
    "shifts",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("shift", primary_key=True, autoincrement=False),
    text_("shop"),
    text_("till"),
    text_("day"),
    text_("opened_at"),
    int_("opened_seq"),  # 0 while the fact that opened it is not there
    text_("closed_at"),  # "" while it is open
    int_("closed_seq"),
    text_("z_json"),
    text_("accepted_by"),  # who accepted its difference
)
cash_moves = Table(
    "cash_moves",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    int_("line", primary_key=True, autoincrement=False),
    text_("shop"),
    text_("place_from"),
    text_("place_to"),
    int_("amount"),
    text_("why"),
)
points_moves = Table(
    "points_moves",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    text_("customer", index=True),
    int_("points"),
    text_("why"),
)
vouchers = Table(
    "vouchers",
    metadata,
    text_("code", primary_key=True),
    text_("shop"),  # of the till that issued it; this and what follows "" while nobody said so
    int_("issued"),
    int_("redeemed"),
    text_("why"),
    text_("document"),
    text_("issued_at"),
    text_("expires"),  # the last day, "" for never
)
voucher_moves = Table(
    "voucher_moves",
    metadata,
    int_("installation", primary_key=True, autoincrement=False),
    int_("seq", primary_key=True, autoincrement=False),
    text_("code", index=True),
    int_("amount"),  # below zero it was redeemed
    text_("document"),
    text_("at"),
)
