CREATE TABLE order_facts (
    number TEXT NOT NULL,
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (number, installation, seq)
) WITHOUT ROWID;
