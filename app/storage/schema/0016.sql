CREATE TABLE vouchers (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    code TEXT NOT NULL,
    amount INTEGER NOT NULL,
    expires TEXT,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
CREATE INDEX vouchers_by_code ON vouchers (code);
