CREATE TABLE placed_orders (
    number TEXT NOT NULL PRIMARY KEY,
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    document TEXT NOT NULL,
    given_up INTEGER NOT NULL,
    "key" BLOB
) WITHOUT ROWID;
CREATE INDEX placed_orders_by_fact ON placed_orders (installation, seq);
CREATE INDEX placed_orders_by_document ON placed_orders (document);
