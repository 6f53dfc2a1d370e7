"""Central's tables of telling: channels by webhook, customers by letter, and what falls due.

As `tables` has the others. A time that is "" is none: nothing is to be done then.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table

from sync.central.columns import BIG, int_, metadata, text_

channels = Table(
    "channels",
    metadata,
    text_("code", primary_key=True),
    text_("url"),  # of its webhooks; "" for none
    Column("sealed", LargeBinary, nullable=False),  # the secret that they are signed with
    text_("tells"),  # who writes to its customers
    text_("gone_at"),  # when it answered that nobody is there any more
    int_("failures"),  # since it answered last
    text_("paused_until"),
)
webhooks = Table(
    "webhooks",
    metadata,
    int_("event", primary_key=True, autoincrement=False),
    text_("channel"),
    text_("number"),
    text_("due_at"),  # "" when it was given up
    int_("tries"),
    text_("since"),
    Index("webhooks_by_order", "channel", "number", "event"),
    Index("webhooks_by_time", "channel", "due_at"),
)
"""Channel events that are still to be delivered."""
letters = Table(
    "letters",
    metadata,
    Column("id", BIG, primary_key=True, autoincrement=True, nullable=False),
    text_("number"),
    text_("occasion"),
    text_("facts_json"),
    text_("made_at"),
    text_("due_at"),  # "" when it was sent, or will not be
    int_("tries"),
    text_("outcome"),
    Index("letters_once", "number", "occasion", unique=True),
    Index("letters_by_time", "due_at"),
)
"""What customers are to be told, and how that went."""
contacts = Table(
    "order_contacts",
    metadata,
    text_("number", primary_key=True),
    text_("customer"),
    Column("key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    text_("forget_at"),
    Index("order_contacts_by_customer", "customer"),
    Index("order_contacts_by_time", "forget_at"),
)
"""How whoever ordered is reached, sealed."""
dues = Table(
    "order_dues",
    metadata,
    text_("number", primary_key=True),
    text_("what", primary_key=True),
    text_("at"),  # "" when it was done
    Index("order_dues_by_time", "at"),
)
"""When somebody must look at an order again."""
senders = Table(
    "senders",
    metadata,
    text_("name", primary_key=True),
    text_("value_json"),
)
"""By what central writes to people; never a password."""
