"""How store.db came to what it is: its tables, step by step; `store` says what each is."""

from __future__ import annotations

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
    # 1: it is over and something of it lies in the shop, as far as central has heard.
    ("ALTER TABLE orders ADD COLUMN left_behind INTEGER NOT NULL DEFAULT 0",),
    (
        f"""CREATE TABLE voucher (
            code TEXT NOT NULL PRIMARY KEY,
            left_ INTEGER NOT NULL,
            expires TEXT NOT NULL,
            included_json TEXT NOT NULL,
            {_BROUGHT}
        ) WITHOUT ROWID""",
    ),
    # The invoice that stands for it.
    ("ALTER TABLE ticket ADD COLUMN replaced_by TEXT NOT NULL DEFAULT ''",),
)
"""The SQL of every version of the schema, counted by `PRAGMA user_version`; never edited."""
