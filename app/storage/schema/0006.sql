CREATE TABLE consignment_facts (
    number TEXT NOT NULL,
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (number, installation, seq)
) WITHOUT ROWID;
CREATE TABLE scanning (
    way TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    origin TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    who TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE scanned_goods (
    way TEXT NOT NULL REFERENCES scanning (way) ON DELETE CASCADE,
    sku TEXT NOT NULL,
    reason TEXT NOT NULL,
    box TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (way, sku, reason, box)
) WITHOUT ROWID;
CREATE TABLE stray_facts (
    code TEXT NOT NULL,
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (code, installation, seq)
) WITHOUT ROWID;
