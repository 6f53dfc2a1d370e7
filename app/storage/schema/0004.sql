CREATE TABLE stock_moves (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    line INTEGER NOT NULL,
    sku TEXT NOT NULL,
    delta INTEGER NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (installation, seq, line)
) WITHOUT ROWID;
CREATE INDEX stock_moves_by_sku ON stock_moves (sku, installation, seq, delta);
-- What was stated before there was room for it. A quantity has at most seven digits before the
-- point and three behind it: a REAL holds it in thousandths to the unit once it is rounded.
INSERT INTO stock_moves (installation, seq, line, sku, delta, why)
SELECT facts.installation, facts.seq, line.value ->> 'number', line.value ->> 'sku',
       -CAST(round((line.value ->> 'quantity') * 1000) AS INTEGER),
       CASE WHEN facts.body ->> 'corrects' IS NULL THEN 'sale' ELSE 'return' END
FROM facts, json_each(facts.body, '$.lines') AS line
WHERE facts.type = 'document_issued' AND line.value ->> 'list' <> 'varios'
  AND CAST(round((line.value ->> 'quantity') * 1000) AS INTEGER) <> 0;
INSERT INTO stock_moves (installation, seq, line, sku, delta, why)
SELECT facts.installation, facts.seq, good.key + 1, good.value ->> 0,
       -CAST(round((good.value ->> 1) * 1000) AS INTEGER), 'handed_over'
FROM facts, json_each(facts.body, '$.goods') AS good
WHERE facts.type = 'order_handed_over';
