"""store.db: what central (before it: `init` and `import`) says of the shop and of its people.

Encrypted; the till only reads it. This module and `store_rows` are its only writers.

shop        the one that the till stands in
staff       its people
stop        what may not be sold, by SKU, lot or both
price_list  which lists there are: kind is store, web, season or level; the higher priority holds
setting     what is set for the whole chain, by name
stock       how many central knows of, up to which facts, and when somebody counted
ticket      the shop's documents of the last 90 days, and what came back of each line
customer    who may be known by a card
placed      what came of the orders that were placed in this shop for another, or for a home
orders      what is collected here, with all that central heard happened to it
order_goods which orders have a product; kept by triggers, because every scan asks
parcel      whose a closed parcel is that somebody announced
device      the shop's tills and tablets, and the key that each signs parcels with
consignment what is expected here or was asked of us, with all that central heard happened to it
box         whose a box is that somebody announced
stray       parcels that nobody in the shop knows
dormant     what lies here, and where it is sold
signer      the devices of every shop, and the key that each signs papers of transfers with
branch      the chain's shops, and where they are
elsewhere   what the neighbours may promise of a product
shop_heard  when central heard each of them last
cursor      how far each stream has come, written with the rows that it brought

Every mirrored row says which stream brought it and with which base ("mark").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import NewerSchema
from app.domain.shop import Shop
from app.domain.staff import Person
from app.mirror import store_rows
from app.mirror.rows import Change

NAME = "store.db"

_BROUGHT = "stream TEXT NOT NULL DEFAULT '', mark INTEGER NOT NULL DEFAULT 0"

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE shop (
            code TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            company TEXT NOT NULL,
            nif TEXT NOT NULL,
            address TEXT NOT NULL,
            territory TEXT NOT NULL,
            timezone TEXT NOT NULL,
            language TEXT NOT NULL,
            regime TEXT NOT NULL
        ) WITHOUT ROWID""",
        """CREATE TABLE staff (
            code TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            pin TEXT NOT NULL,
            badge TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX staff_by_badge ON staff (badge) WHERE badge <> ''",
    ),
    (
        "ALTER TABLE shop ADD COLUMN region TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE shop ADD COLUMN calendar_json TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE shop ADD COLUMN policies_json TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE shop ADD COLUMN stream TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE shop ADD COLUMN mark INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE staff ADD COLUMN stream TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE staff ADD COLUMN mark INTEGER NOT NULL DEFAULT 0",
        f"""CREATE TABLE ticket (
            number TEXT NOT NULL PRIMARY KEY,
            day TEXT NOT NULL,
            installation INTEGER NOT NULL,
            body_json TEXT NOT NULL,
            returned_json TEXT NOT NULL,
            paid_back_json TEXT NOT NULL,
            included_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        "CREATE INDEX ticket_by_day ON ticket (day)",
        f"""CREATE TABLE stop (
            id TEXT NOT NULL PRIMARY KEY,
            sku TEXT NOT NULL,
            lot TEXT NOT NULL,
            text_json TEXT NOT NULL,
            since TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        "CREATE INDEX stop_by_sku ON stop (sku)",
        f"""CREATE TABLE price_list (
            code TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            priority INTEGER NOT NULL,
            level TEXT NOT NULL,
            shops_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE setting (
            name TEXT NOT NULL PRIMARY KEY,
            value_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE stock (
            sku TEXT NOT NULL PRIMARY KEY,
            on_hand INTEGER NOT NULL,
            included_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE customer (
            uuid TEXT NOT NULL PRIMARY KEY,
            card TEXT NOT NULL,
            name TEXT NOT NULL,
            level TEXT NOT NULL,
            points INTEGER NOT NULL,
            included_json TEXT NOT NULL,
            consent_json TEXT NOT NULL,
            key BLOB,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        "CREATE INDEX customer_by_card ON customer (card) WHERE card <> ''",
        """CREATE TABLE cursor (
            stream TEXT NOT NULL PRIMARY KEY,
            epoch TEXT NOT NULL,
            seq INTEGER NOT NULL,
            checksum TEXT NOT NULL,
            base_at INTEGER NOT NULL,
            base_after INTEGER NOT NULL,
            mark INTEGER NOT NULL,
            sweep INTEGER NOT NULL
        ) WITHOUT ROWID""",
    ),
    # 1: central took them away, and their stream is not at its head yet.
    ("ALTER TABLE staff ADD COLUMN leaving INTEGER NOT NULL DEFAULT 0",),
    (
        f"""CREATE TABLE orders (
            number TEXT NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            promised_at TEXT NOT NULL,
            name TEXT NOT NULL,
            phone_tail TEXT NOT NULL,
            customer TEXT NOT NULL,
            order_json TEXT NOT NULL,
            events_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        "CREATE INDEX orders_by_state ON orders (state, promised_at)",
        "CREATE INDEX orders_by_customer ON orders (customer) WHERE customer <> ''",
        f"""CREATE TABLE parcel (
            code TEXT NOT NULL PRIMARY KEY,
            number TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE device (
            installation INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            "key" TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
    ),
    ("ALTER TABLE stock ADD COLUMN counted_at TEXT NOT NULL DEFAULT ''",),
    (
        """CREATE TABLE order_goods (
            sku TEXT NOT NULL,
            number TEXT NOT NULL,
            PRIMARY KEY (sku, number)
        ) WITHOUT ROWID""",
        "CREATE INDEX order_goods_by_order ON order_goods (number)",
        # The products of an order, and what came instead.
        """CREATE TRIGGER order_brings_goods AFTER INSERT ON orders BEGIN
            DELETE FROM order_goods WHERE number = NEW.number;
            INSERT INTO order_goods (sku, number)
            SELECT line.value ->> 'sku', NEW.number
            FROM json_each(NEW.order_json, '$.lines') AS line
            WHERE line.value ->> 'sku' IS NOT NULL
            UNION
            SELECT event.value ->> 'sku', NEW.number
            FROM json_each(NEW.events_json) AS event
            WHERE event.value ->> 'kind' = 'order_substituted';
        END""",
        """CREATE TRIGGER order_takes_goods AFTER DELETE ON orders BEGIN
            DELETE FROM order_goods WHERE number = OLD.number;
        END""",
        # Once more, so that the trigger sees what is there.
        "INSERT OR REPLACE INTO orders SELECT * FROM orders",
    ),
    (
        f"""CREATE TABLE consignment (
            number TEXT NOT NULL PRIMARY KEY,
            state TEXT NOT NULL,
            made_at TEXT NOT NULL,
            body_json TEXT NOT NULL,
            events_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        "CREATE INDEX consignment_by_state ON consignment (state, made_at)",
        f"""CREATE TABLE box (
            code TEXT NOT NULL PRIMARY KEY,
            number TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE stray (
            code TEXT NOT NULL PRIMARY KEY,
            place TEXT NOT NULL,
            since TEXT NOT NULL,
            ended TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE dormant (
            sku TEXT NOT NULL PRIMARY KEY,
            on_hand INTEGER NOT NULL,
            since TEXT NOT NULL,
            destination TEXT NOT NULL,
            sold INTEGER NOT NULL,
            propose INTEGER NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE signer (
            installation INTEGER NOT NULL PRIMARY KEY,
            shop TEXT NOT NULL,
            "key" TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE branch (
            code TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            latitude INTEGER,
            longitude INTEGER,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        f"""CREATE TABLE elsewhere (
            "key" TEXT NOT NULL PRIMARY KEY,
            sku TEXT NOT NULL,
            shop TEXT NOT NULL,
            promise INTEGER NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
        "CREATE INDEX elsewhere_by_sku ON elsewhere (sku)",
        f"""CREATE TABLE shop_heard (
            shop TEXT NOT NULL PRIMARY KEY,
            at TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE placed (
            number TEXT NOT NULL PRIMARY KEY,
            outcome TEXT NOT NULL,
            value_json TEXT NOT NULL,
            stream TEXT NOT NULL DEFAULT '',
            mark INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID""",
    ),
    (
        # Cents that nobody ordered back yet, as far as central has heard.
        "ALTER TABLE orders ADD COLUMN owed INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX orders_by_debt ON orders (promised_at) WHERE owed > 0",
    ),
    ("ALTER TABLE branch ADD COLUMN nif TEXT NOT NULL DEFAULT ''",),
)
"""The SQL of every version of the schema, counted by `PRAGMA user_version`; never edited."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody with the hashes of PIN and badge ("" for none)."""

    person: Person
    pin: str
    badge: str = ""


class StoreWriter:
    """An open transaction on the mirror."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def shop(
        self,
        shop: Shop,
        region: str = "",
        calendar: Mapping[str, Any] | None = None,
        policies: Mapping[str, Any] | None = None,
    ) -> None:
        """Say what the shop is; there is one."""
        self._connection.execute("DELETE FROM shop")
        self._connection.execute(
            "INSERT INTO shop (code, name, company, nif, address, territory, timezone, language,"
            " regime, region, calendar_json, policies_json) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                shop.code,
                shop.name,
                shop.company,
                shop.nif,
                shop.address,
                shop.territory,
                shop.timezone,
                shop.language,
                shop.regime,
                region,
                json.dumps(dict(calendar or {})),
                json.dumps(dict(policies or {})),
            ),
        )

    def staff(self, rows: Sequence[StaffRow]) -> None:
        """Add people; who has the same code is replaced."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO staff (code, name, role, pin, badge) VALUES (?,?,?,?,?)",
            [
                (row.person.code, row.person.name, row.person.role.value, row.pin, row.badge)
                for row in rows
            ],
        )

    def orders(self, shop: str, changes: Iterable[Change]) -> None:
        """Add orders, parcels and devices as central would say them: of a demo without one."""
        store_rows.put(self._connection, f"store:{shop}", changes, 0)

    def nobody(self) -> None:
        """Forget the people, and that central has said who there is: it says so again."""
        self._connection.execute("DELETE FROM staff")
        self._connection.execute("DELETE FROM cursor WHERE stream LIKE 'store:%'")

    def no_customers(self) -> None:
        """Forget whom central told of, and that it has: it tells again of those it knows still.
        What the file held of them is overwritten."""
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.execute("DELETE FROM customer")
        self._connection.execute("DELETE FROM cursor WHERE stream LIKE 'loyalty:%'")


def connect(folder: Path, key: bytes) -> Any:
    """A writing connection in autocommit, at today's schema; makes the file when there is none.

    Raises NewerSchema.
    """
    connection = sqlite.connect(
        str(folder / NAME), isolation_level=None, timeout=5, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _migrate(connection, folder)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(folder: Path, key: bytes) -> None:
    """Bring the file to today's schema, for whoever only reads it afterwards."""
    connect(folder, key).close()


@contextmanager
def writing(folder: Path, key: bytes) -> Iterator[StoreWriter]:
    """One durable transaction; makes the file when there is none."""
    connection = connect(folder, key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield StoreWriter(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _migrate(connection: Any, folder: Path) -> None:
    if _version(connection) == len(STEPS):
        return
    # Asked again inside: till and worker may come here at once.
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _version(connection)
        if done > len(STEPS):
            raise NewerSchema(path=str(folder / NAME))
        for step in STEPS[done:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
