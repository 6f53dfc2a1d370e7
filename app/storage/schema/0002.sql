CREATE TABLE customers (
    uuid TEXT NOT NULL PRIMARY KEY,
    card TEXT NOT NULL,
    level TEXT NOT NULL,
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    "key" BLOB
) WITHOUT ROWID;
CREATE INDEX customers_by_card ON customers (card);
CREATE TABLE points (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    customer TEXT NOT NULL,
    document TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
CREATE INDEX points_by_customer ON points (customer);
