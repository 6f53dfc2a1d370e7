CREATE TABLE facts (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    uuid TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    v INTEGER NOT NULL,
    at TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    who TEXT NOT NULL,
    body TEXT NOT NULL,
    sealed TEXT,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
CREATE TRIGGER facts_are_never_changed BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'a fact is never changed'); END;
CREATE TRIGGER facts_are_never_deleted BEFORE DELETE ON facts
BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END;
CREATE TABLE baskets (
    id TEXT NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE basket_lines (
    basket TEXT NOT NULL REFERENCES baskets (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (basket, number)
) WITHOUT ROWID;
CREATE TABLE attempts (
    reference TEXT NOT NULL PRIMARY KEY,
    basket TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    original TEXT NOT NULL,
    state TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX attempts_by_state ON attempts (state);
CREATE TABLE documents (
    number TEXT NOT NULL PRIMARY KEY,
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    shift INTEGER NOT NULL,
    total INTEGER NOT NULL,
    corrects TEXT NOT NULL,
    delivered INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX documents_by_fact ON documents (installation, seq);
CREATE INDEX documents_by_corrected ON documents (corrects) WHERE corrects <> '';
CREATE TABLE series (
    prefix TEXT NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE returned (
    document TEXT NOT NULL,
    line INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (document, line)
) WITHOUT ROWID;
CREATE TABLE fiscal_records (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    number TEXT NOT NULL UNIQUE,
    issued_on TEXT NOT NULL,
    issuer TEXT NOT NULL,
    hash TEXT NOT NULL,
    xml BLOB NOT NULL,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
CREATE TRIGGER fiscal_records_are_never_changed BEFORE UPDATE ON fiscal_records
BEGIN SELECT RAISE(ABORT, 'a fiscal record is never changed'); END;
CREATE TRIGGER fiscal_records_are_never_deleted BEFORE DELETE ON fiscal_records
BEGIN SELECT RAISE(ABORT, 'a fiscal record is never deleted'); END;
CREATE TABLE shifts (
    id INTEGER NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    float INTEGER NOT NULL,
    held INTEGER NOT NULL,
    first_installation INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    count TEXT,
    closed_seq INTEGER,
    closed_installation INTEGER,
    difference TEXT NOT NULL
);
CREATE UNIQUE INDEX one_open_shift ON shifts (closed_seq IS NULL) WHERE closed_seq IS NULL;
CREATE TABLE sign_in_failures (
    code TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL,
    last_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE print_jobs (
    id INTEGER NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    copy INTEGER NOT NULL,
    state TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX print_jobs_by_state ON print_jobs (state);
CREATE TABLE state (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
