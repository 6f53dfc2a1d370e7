CREATE INDEX stock_moves_known ON stock_moves (sku, installation, seq, why)
WHERE why NOT IN ('sale', 'return', 'handed_over');
CREATE TABLE counts (
    id TEXT NOT NULL PRIMARY KEY,
    scope TEXT NOT NULL,
    place TEXT NOT NULL,
    began_at TEXT NOT NULL,
    who TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE count_rows (
    count TEXT NOT NULL REFERENCES counts (id) ON DELETE CASCADE,
    sku TEXT NOT NULL,
    place TEXT NOT NULL,
    number INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    held INTEGER NOT NULL,
    at TEXT NOT NULL,
    after INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (count, sku, place)
) WITHOUT ROWID;
CREATE TABLE count_tasks (
    sku TEXT NOT NULL PRIMARY KEY,
    why TEXT NOT NULL,
    about TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE lost_demand (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    day TEXT NOT NULL,
    sale TEXT NOT NULL,
    sku TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
CREATE TABLE shelf_labels (
    sku TEXT NOT NULL PRIMARY KEY,
    price INTEGER NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
