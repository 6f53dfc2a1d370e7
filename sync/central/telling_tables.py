"""Central's tables of telling: channels by webhook, customers by letter, and what falls due.

As `tables` has the others. A time that is "" is none: nothing is to be done then.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from sync.central.tables import metadata

_BIG = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, primary_key=primary_key)


def _int(name: str) -> Column[int]:
    return Column(name, _BIG, nullable=False)


channels = Table(
    "channels",
    metadata,
    _text("code", primary_key=True),
    _text("url"),  # of its webhooks; "" for none
    Column("sealed", LargeBinary, nullable=False),  # the secret that they are signed with
    _text("tells"),  # who writes to its customers
    _text("gone_at"),  # when it answered that nobody is there any more
    _int("failures"),  # since it answered last
    _text("paused_until"),
)
webhooks = Table(
    "webhooks",
    metadata,
    Column("event", _BIG, primary_key=True, autoincrement=False, nullable=False),
    _text("channel"),
    _text("number"),
    _text("due_at"),  # "" when it was given up
    _int("tries"),
    _text("since"),
    Index("webhooks_by_order", "channel", "number", "event"),
    Index("webhooks_by_time", "channel", "due_at"),
)
"""Channel events that are still to be delivered."""
letters = Table(
    "letters",
    metadata,
    Column("id", _BIG, primary_key=True, autoincrement=True, nullable=False),
    _text("number"),
    _text("occasion"),
    _text("facts_json"),
    _text("made_at"),
    _text("due_at"),  # "" when it was sent, or will not be
    _int("tries"),
    _text("outcome"),
    Index("letters_once", "number", "occasion", unique=True),
    Index("letters_by_time", "due_at"),
)
"""What customers are to be told, and how that went."""
contacts = Table(
    "order_contacts",
    metadata,
    _text("number", primary_key=True),
    _text("customer"),
    Column("key", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    _text("forget_at"),
    Index("order_contacts_by_customer", "customer"),
    Index("order_contacts_by_time", "forget_at"),
)
"""How whoever ordered is reached, sealed."""
dues = Table(
    "order_dues",
    metadata,
    _text("number", primary_key=True),
    _text("what", primary_key=True),
    _text("at"),  # "" when it was done
    Index("order_dues_by_time", "at"),
)
"""When somebody must look at an order again."""
senders = Table(
    "senders",
    metadata,
    _text("name", primary_key=True),
    _text("value_json"),
)
"""By what central writes to people; never a password."""
