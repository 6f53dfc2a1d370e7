ALTER TABLE print_jobs ADD COLUMN kind TEXT NOT NULL DEFAULT 'ticket';
UPDATE print_jobs SET kind = CASE
    WHEN document LIKE 'etiqueta+%' THEN 'shelf_label'
    WHEN document LIKE 'traspaso+%' THEN 'transfer'
    WHEN document LIKE 'vale+%' THEN 'voucher'
    WHEN document LIKE 'regalo+%' THEN 'gift'
    WHEN instr(document, '+') = 0 THEN 'ticket'
    WHEN document LIKE '%+L' THEN 'list'
    WHEN document LIKE '%+P' THEN 'placed'
    WHEN document GLOB '*+S[0-9]*' THEN 'shelves'
    WHEN document GLOB '*+D[0-9]*' THEN 'proof'
    ELSE 'parcel' END;
CREATE TABLE label_jobs (
    job INTEGER NOT NULL PRIMARY KEY,
    run INTEGER NOT NULL,
    sku TEXT NOT NULL,
    price INTEGER NOT NULL,
    who TEXT NOT NULL,
    allowed_by TEXT NOT NULL
);
CREATE INDEX label_jobs_run ON label_jobs (run);
INSERT INTO label_jobs (job, run, sku, price, who, allowed_by)
    SELECT p.id, 1, s.sku, s.price, '', '' FROM print_jobs AS p
    JOIN shelf_labels AS s ON p.document = 'etiqueta+' || s.sku WHERE p.state <> 'done';
CREATE TABLE label_list (
    sku TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    copies INTEGER NOT NULL
);
