"""The tables of journal.db; `schema/` creates them, a test holds the two together."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table

from app.storage.types import Cents, Day, Json, Moment, Quantity

metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("uuid", String, nullable=False, unique=True),
    Column("type", String, nullable=False),
    Column("v", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("offset", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("body", Json, nullable=False),
    Column("sealed", String),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
)

baskets = Table(
    "baskets",
    metadata,
    Column("id", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("body", Json, nullable=False),
)

basket_lines = Table(
    "basket_lines",
    metadata,
    Column("basket", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Json, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("reference", String, primary_key=True),
    Column("basket", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("amount", Cents, nullable=False),
    Column("original", String, nullable=False),
    Column("state", String, nullable=False),
    Column("who", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("shift", Integer, nullable=False),
    Column("returns", String, nullable=False),
    Column("taken", Cents, nullable=False),
    Column("named", String, nullable=False),
    Column("slip", String, nullable=False),
    Column("terminal", String, nullable=False),
)

terminal_totals = Table(
    "terminal_totals",
    metadata,
    Column("shift", Integer, primary_key=True),
    Column("ours", Cents, nullable=False),
    Column("theirs", Cents, nullable=False),
    Column("seen", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", String, primary_key=True),
    Column("installation", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("day", Day, nullable=False),
    Column("shift", Integer, nullable=False),
    Column("total", Cents, nullable=False),
    Column("corrects", String, nullable=False),
    Column("delivered", Integer, nullable=False),
)

series = Table(
    "series",
    metadata,
    Column("prefix", String, primary_key=True),
    Column("last", Integer, nullable=False),
)

returned = Table(
    "returned",
    metadata,
    Column("document", String, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("quantity", Quantity, nullable=False),
    Column("amount", Cents, nullable=False),
)

replaced = Table(
    "replaced",
    metadata,
    Column("document", String, primary_key=True),
    Column("invoice", String, nullable=False),
)

fiscal_records = Table(
    "fiscal_records",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("issued_on", Day, nullable=False),
    Column("issuer", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("xml", LargeBinary, nullable=False),
)

archives = Table(
    "archives",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("through_installation", Integer, nullable=False),
    Column("through_seq", Integer, nullable=False),
    Column("folder", String, nullable=False),
)
"""Each time that old facts left the journal: the fact that says so, how far, and where to."""

shifts = Table(
    "shifts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("float", Cents, nullable=False),
    Column("held", Cents, nullable=False),
    Column("first_installation", Integer, nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("count", Json),
    Column("closed_installation", Integer),
    Column("closed_seq", Integer),
    Column("difference", String, nullable=False),
)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("code", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
)

print_jobs = Table(
    "print_jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("copy", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String, nullable=False),
)

label_jobs = Table(
    "label_jobs",
    metadata,
    Column("job", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("sku", String, nullable=False),
    Column("price", Cents, nullable=False),
    Column("who", String, nullable=False),
    Column("allowed_by", String, nullable=False),
)

label_list = Table(
    "label_list",
    metadata,
    Column("sku", String, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("copies", Integer, nullable=False),
)

state = Table(
    "state",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("uuid", String, primary_key=True),
    Column("card", String, nullable=False),
    Column("level", String, nullable=False),
    Column("installation", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("key", LargeBinary),
)

vouchers = Table(
    "vouchers",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("amount", Cents, nullable=False),
    Column("expires", Day),
)
"""What each of our facts brought to a voucher, or (below zero) took of it."""

payments = Table(
    "payments",
    metadata,
    Column("number", String, primary_key=True),
    Column("installation", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("paid", Json, nullable=False),
)
"""How a document is paid now, when that was changed."""

points = Table(
    "points",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("customer", String, nullable=False),
    Column("document", String, nullable=False),
    Column("points", Integer, nullable=False),
)

order_facts = Table(
    "order_facts",
    metadata,
    Column("number", String, primary_key=True),
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
)

stock_moves = Table(
    "stock_moves",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("sku", String, nullable=False),
    Column("delta", Integer, nullable=False),
    Column("why", String, nullable=False),
)

counts = Table(
    "counts",
    metadata,
    Column("id", String, primary_key=True),
    Column("scope", Json, nullable=False),
    Column("place", String, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("who", String, nullable=False),
    Column("ended_at", Moment),
    Column("whole", Integer, nullable=False, default=0),
    Column("last", Integer, nullable=False, default=0),
)

count_rows = Table(
    "count_rows",
    metadata,
    Column("count", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("place", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("after", Integer, nullable=False),
    Column("checked", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("known", String, nullable=False),
)

count_tasks = Table(
    "count_tasks",
    metadata,
    Column("sku", String, primary_key=True),
    Column("why", String, nullable=False),
    Column("about", String, nullable=False),
    Column("at", Moment, nullable=False),
)

lost_demand = Table(
    "lost_demand",
    metadata,
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("sale", String, nullable=False),
    Column("sku", String, nullable=False),
    Column("code", String, nullable=False),
    Column("name", String, nullable=False),
    Column("quantity", Integer, nullable=False),
)

shelf_labels = Table(
    "shelf_labels",
    metadata,
    Column("sku", String, primary_key=True),
    Column("price", Cents, nullable=False),
    Column("at", Moment, nullable=False),
)

consignment_facts = Table(
    "consignment_facts",
    metadata,
    Column("number", String, primary_key=True),
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
)

scanning = Table(
    "scanning",
    metadata,
    Column("way", String, primary_key=True),
    Column("number", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("who", String, nullable=False),
)

scanned_goods = Table(
    "scanned_goods",
    metadata,
    Column("way", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("reason", String, primary_key=True),
    Column("box", String, primary_key=True),
    Column("quantity", Integer, nullable=False),
)

stray_facts = Table(
    "stray_facts",
    metadata,
    Column("code", String, primary_key=True),
    Column("installation", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
)

placed_orders = Table(
    "placed_orders",
    metadata,
    Column("number", String, primary_key=True),
    Column("installation", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("document", String, nullable=False),
    Column("given_up", Integer, nullable=False),
    Column("key", LargeBinary),
    Column("repaid", Json),
)

cash_places = Table(
    "cash_places",
    metadata,
    Column("place", String, primary_key=True),
    Column("amount", Cents, nullable=False),
)

cash_bags = Table(
    "cash_bags",
    metadata,
    Column("number", String, primary_key=True),
    Column("amount", Cents, nullable=False),
    Column("installation", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("slip", String, nullable=False),
)
