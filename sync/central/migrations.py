"""Bringing central's database to today's schema.

A new database is made as `tables` says. One that there is gets the steps that it lacks, in order,
each in a transaction of its own with its number. A step that has shipped is never edited.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import insert, inspect, select, text, update

from app.domain.errors import NewerSchema
from sync.central import (
    chain,
    fact_tables,  # noqa: F401  a new database has these tables too
    feed_tables,  # noqa: F401  and these
    goods_tables,  # noqa: F401  and these
    installations,
    order_figures,
    order_tables,  # noqa: F401  and these
    telling_tables,  # noqa: F401  and these
)
from sync.central.columns import metadata
from sync.central.database import Central, Tx
from sync.central.masters import order_search, paid_orders, shops
from sync.central.tables import chain as chain_table

Step = Callable[[Tx], None]


def _regulars(tx: Tx) -> None:
    """Until now every customer of a region was said to its tills."""
    tx.exec_driver_sql(
        "CREATE TABLE regulars (customer TEXT NOT NULL, region TEXT NOT NULL, seen TEXT NOT NULL,"
        " PRIMARY KEY (customer, region))"
    )
    tx.exec_driver_sql("CREATE INDEX regulars_by_seen ON regulars (region, seen, customer)")
    tx.execute(
        text(
            "INSERT INTO regulars SELECT uuid, region, :today FROM customers"
            " WHERE merged_into = '' AND key IS NOT NULL"
        ),
        {"today": tx.at.date().isoformat()},
    )


def _vouchers(tx: Tx) -> None:
    """Of facts that came before, an exception waits for the update and is tried again."""
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(
        "CREATE TABLE vouchers (code TEXT NOT NULL, shop TEXT NOT NULL,"
        f" issued {number} NOT NULL, redeemed {number} NOT NULL, why TEXT NOT NULL,"
        " document TEXT NOT NULL, issued_at TEXT NOT NULL, expires TEXT NOT NULL,"
        " PRIMARY KEY (code))"
    )
    tx.exec_driver_sql(
        f"CREATE TABLE voucher_moves (installation {number} NOT NULL, seq {number} NOT NULL,"
        f" code TEXT NOT NULL, amount {number} NOT NULL, document TEXT NOT NULL,"
        " at TEXT NOT NULL, PRIMARY KEY (installation, seq))"
    )
    tx.exec_driver_sql("CREATE INDEX ix_voucher_moves_code ON voucher_moves (code)")


def _positions(tx: Tx) -> None:
    """Of what was counted until now, nobody knows where the tills stood."""
    tx.exec_driver_sql("ALTER TABLE stock ADD COLUMN counted_json TEXT NOT NULL DEFAULT '{}'")


def _orders(tx: Tx) -> None:
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    serial = "INTEGER PRIMARY KEY" if tx.dialect == "sqlite" else "BIGSERIAL PRIMARY KEY"
    for statement in (
        f"CREATE TABLE orders (number TEXT NOT NULL PRIMARY KEY, version {number} NOT NULL,"
        " shop TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL,"
        f" promised_at TEXT NOT NULL, customer TEXT NOT NULL, said {number} NOT NULL,"
        " value_json TEXT NOT NULL, asked TEXT NOT NULL)",
        "CREATE INDEX orders_by_shop ON orders (shop, state, promised_at)",
        f"CREATE TABLE order_events (number TEXT NOT NULL, installation {number} NOT NULL,"
        f" seq {number} NOT NULL, body_json TEXT NOT NULL,"
        " PRIMARY KEY (number, installation, seq))",
        "CREATE TABLE reservations (number TEXT NOT NULL, sku TEXT NOT NULL, shop TEXT NOT NULL,"
        f" quantity {number} NOT NULL, made_at TEXT NOT NULL, PRIMARY KEY (number, sku))",
        "CREATE INDEX reservations_by_product ON reservations (shop, sku)",
        f"CREATE TABLE channel_events (id {serial}, channel TEXT NOT NULL, number TEXT NOT NULL,"
        " kind TEXT NOT NULL, at TEXT NOT NULL, value_json TEXT NOT NULL)",
        "CREATE INDEX channel_events_by_channel ON channel_events (channel, id)",
    ):
        tx.exec_driver_sql(statement)
    for row in installations.named(tx):
        installations.introduce(tx, row)


def _telling(tx: Tx) -> None:
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    serial = "INTEGER PRIMARY KEY" if tx.dialect == "sqlite" else "BIGSERIAL PRIMARY KEY"
    raw = "BLOB" if tx.dialect == "sqlite" else "BYTEA"
    for statement in (
        f"CREATE TABLE channels (code TEXT NOT NULL PRIMARY KEY, url TEXT NOT NULL,"
        f" sealed {raw} NOT NULL, tells TEXT NOT NULL, gone_at TEXT NOT NULL,"
        f" failures {number} NOT NULL, paused_until TEXT NOT NULL)",
        f"CREATE TABLE webhooks (event {number} NOT NULL PRIMARY KEY, channel TEXT NOT NULL,"
        f" number TEXT NOT NULL, due_at TEXT NOT NULL, tries {number} NOT NULL,"
        " since TEXT NOT NULL)",
        "CREATE INDEX webhooks_by_order ON webhooks (channel, number, event)",
        "CREATE INDEX webhooks_by_time ON webhooks (channel, due_at)",
        f"CREATE TABLE letters (id {serial}, number TEXT NOT NULL, occasion TEXT NOT NULL,"
        " facts_json TEXT NOT NULL, made_at TEXT NOT NULL, due_at TEXT NOT NULL,"
        f" tries {number} NOT NULL, outcome TEXT NOT NULL)",
        "CREATE UNIQUE INDEX letters_once ON letters (number, occasion)",
        "CREATE INDEX letters_by_time ON letters (due_at)",
        "CREATE TABLE order_contacts (number TEXT NOT NULL PRIMARY KEY, customer TEXT NOT NULL,"
        f" key {raw} NOT NULL, sealed {raw} NOT NULL, forget_at TEXT NOT NULL)",
        "CREATE INDEX order_contacts_by_customer ON order_contacts (customer)",
        "CREATE INDEX order_contacts_by_time ON order_contacts (forget_at)",
        "CREATE TABLE order_dues (number TEXT NOT NULL, what TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (number, what))",
        "CREATE INDEX order_dues_by_time ON order_dues (at)",
        "CREATE TABLE senders (name TEXT NOT NULL PRIMARY KEY, value_json TEXT NOT NULL)",
    ):
        tx.exec_driver_sql(statement)


def _demand(tx: Tx) -> None:
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(
        f"CREATE TABLE demand (installation {number} NOT NULL, seq {number} NOT NULL,"
        " shop TEXT NOT NULL, day TEXT NOT NULL, sku TEXT NOT NULL, code TEXT NOT NULL,"
        f" name TEXT NOT NULL, quantity {number} NOT NULL, PRIMARY KEY (installation, seq))"
    )
    tx.exec_driver_sql("CREATE INDEX demand_by_shop ON demand (shop, day)")


def _order_words(tx: Tx) -> None:
    """Orders that came before are looked up like those that come."""
    tx.exec_driver_sql(
        "CREATE TABLE order_words (word TEXT NOT NULL, number TEXT NOT NULL,"
        " PRIMARY KEY (word, number))"
    )
    order_search.index_all(tx)


def _goods(tx: Tx) -> None:
    """Goods that move between places; the neighbours hear of each other's stock."""
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    for statement in (
        "CREATE TABLE consignments (number TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL,"
        " origin TEXT NOT NULL, destination TEXT NOT NULL, state TEXT NOT NULL,"
        f" since TEXT NOT NULL, said {number} NOT NULL, value_json TEXT NOT NULL)",
        "CREATE INDEX consignments_by_state ON consignments (state, since)",
        f"CREATE TABLE consignment_events (number TEXT NOT NULL, installation {number} NOT NULL,"
        f" seq {number} NOT NULL, body_json TEXT NOT NULL,"
        " PRIMARY KEY (number, installation, seq))",
        "CREATE TABLE strays (shop TEXT NOT NULL, code TEXT NOT NULL, place TEXT NOT NULL,"
        f" since TEXT NOT NULL, ended TEXT NOT NULL, version {number} NOT NULL,"
        " PRIMARY KEY (shop, code))",
        f"ALTER TABLE stock ADD COLUMN told {number} NOT NULL DEFAULT 0",
        f"ALTER TABLE stock ADD COLUMN told_row {number} NOT NULL DEFAULT 0",
        "CREATE INDEX stock_untold ON stock (shop, sku) WHERE told < version",
    ):
        tx.exec_driver_sql(statement)
    for row in installations.named(tx):
        installations.vouch(tx, row)
    shops.introduce(tx)


def _refunds(tx: Tx) -> None:
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(
        "CREATE TABLE order_refunds (id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL,"
        f" kind TEXT NOT NULL, installation {number} NOT NULL, seq {number} NOT NULL,"
        f" reference TEXT NOT NULL, amount {number} NOT NULL, document TEXT NOT NULL,"
        " unissued TEXT NOT NULL, due TEXT NOT NULL, state TEXT NOT NULL, said_at TEXT NOT NULL,"
        f" answered_at TEXT NOT NULL, why TEXT NOT NULL, event {number} NOT NULL,"
        " reminded_at TEXT NOT NULL)"
    )
    indexes = {
        "order": "number, installation, seq",
        "state": "state, said_at",
    }
    for index, columns in indexes.items():
        tx.exec_driver_sql(f"CREATE INDEX order_refunds_by_{index} ON order_refunds ({columns})")


def _owed(tx: Tx) -> None:
    """What nobody ordered back of orders that came before is reckoned once."""
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(f"ALTER TABLE orders ADD COLUMN owed {number} NOT NULL DEFAULT 0")
    tx.exec_driver_sql("CREATE INDEX orders_owing ON orders (number) WHERE owed > 0")
    order_figures.reckon_owed(tx)


def _channel_tokens(tx: Tx) -> None:
    """Tokens that came before are the office's."""
    tx.exec_driver_sql("ALTER TABLE office_tokens ADD COLUMN channel TEXT NOT NULL DEFAULT ''")


def _taxpayers(tx: Tx) -> None:
    """Tills hear whose each shop is."""
    shops.introduce(tx)


def _left_behind(tx: Tx) -> None:
    """Until now no shop heard that something lies there of an order that is over."""
    order_figures.say_left_behind(tx)


def _placed_tickets(tx: Tx) -> None:
    """Until now it was looked for among the facts after the ticket's."""
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(
        f"CREATE TABLE placed_tickets (installation {number} NOT NULL, seq {number} NOT NULL,"
        " ticket TEXT NOT NULL, number TEXT NOT NULL, PRIMARY KEY (installation, seq))"
    )
    tx.exec_driver_sql("CREATE INDEX ix_placed_tickets_ticket ON placed_tickets (ticket)")
    paid_orders.index_all(tx)


def _deleted_products(tx: Tx) -> None:
    tx.exec_driver_sql(
        "CREATE UNIQUE INDEX products_deleted ON products (sku) WHERE deleted_at <> ''"
    )


def _replaced_tickets(tx: Tx) -> None:
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(
        f"CREATE TABLE replaced_tickets (installation {number} NOT NULL, seq {number} NOT NULL,"
        f" ticket TEXT NOT NULL, number TEXT NOT NULL, amount {number} NOT NULL,"
        " PRIMARY KEY (installation, seq, ticket))"
    )
    tx.exec_driver_sql("CREATE INDEX replaced_by_ticket ON replaced_tickets (ticket)")


def _payments(tx: Tx) -> None:
    number = "INTEGER" if tx.dialect == "sqlite" else "BIGINT"
    tx.exec_driver_sql(
        f"CREATE TABLE payments (installation {number} NOT NULL, seq {number} NOT NULL,"
        " number TEXT NOT NULL, paid_json TEXT NOT NULL, PRIMARY KEY (installation, seq))"
    )
    tx.exec_driver_sql("CREATE INDEX ix_payments_number ON payments (number)")


STEPS: Sequence[Step] = (
    _regulars,
    _vouchers,
    _positions,
    _orders,
    _telling,
    _demand,
    _order_words,
    _goods,
    _refunds,
    _owed,
    _channel_tokens,
    _taxpayers,
    _left_behind,
    _placed_tickets,
    _deleted_products,
    _replaced_tickets,
    _payments,
)
"""STEPS[0] brings schema 1 to 2, and so on."""

make_chain = chain.make_chain

_SCHEMA = "schema"
_CLUSTER = "cluster"


def migrate(central: Central, steps: Sequence[Step] = STEPS) -> None:
    """Make or bring up to date; of several processes at once, one does it and the others wait.

    A PostgreSQL database that was carried to another cluster (dump and restore) gets a new
    epoch. Raises NewerSchema when a later version of the program was here; nothing is changed.
    """
    latest = 1 + len(steps)
    done = 0
    while done < latest:
        with central.write() as tx:
            tx.alone()
            done = _version(tx)
            if done > latest:
                raise NewerSchema(path=central.name)
            if done == 0:
                _make(tx, latest)
            elif done < latest:
                steps[done - 1](tx)
                _note(tx, _SCHEMA, str(done + 1))
            done = _version(tx)
    if central.dialect == "postgresql":
        with central.write() as tx:
            tx.alone()
            _settle(tx)


def _version(tx: Tx) -> int:
    if not inspect(tx.connection).has_table(chain_table.name):
        return 0
    return int(_noted(tx, _SCHEMA) or 0)


def _make(tx: Tx, latest: int) -> None:
    metadata.create_all(tx.connection)
    _note(tx, _SCHEMA, str(latest))


def _settle(tx: Tx) -> None:
    here = str(tx.exec_driver_sql("SELECT system_identifier FROM pg_control_system()").scalar())
    known = _noted(tx, _CLUSTER)
    if known != here:
        if known is not None:
            chain.renew_epoch(tx)
        _note(tx, _CLUSTER, here)


def _noted(tx: Tx, name: str) -> str | None:
    return tx.execute(select(chain_table.c.value).where(chain_table.c.name == name)).scalar()


def _note(tx: Tx, name: str, value: str) -> None:
    if _noted(tx, name) is None:
        tx.execute(insert(chain_table).values(name=name, value=value))
    else:
        tx.execute(update(chain_table).where(chain_table.c.name == name).values(value=value))
