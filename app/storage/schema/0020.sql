-- CROSS JOIN: asked once for each fact that leaves, so it begins with the few rows of archives.
CREATE TABLE archives (
    installation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    through_installation INTEGER NOT NULL,
    through_seq INTEGER NOT NULL,
    folder TEXT NOT NULL,
    PRIMARY KEY (installation, seq)
) WITHOUT ROWID;
DROP TRIGGER facts_are_never_deleted;
CREATE TRIGGER facts_are_never_deleted BEFORE DELETE ON facts
WHEN OLD.seq = 1 OR NOT EXISTS (
    SELECT 1 FROM facts WHERE installation = OLD.installation AND seq > OLD.seq
) OR NOT EXISTS (
    SELECT 1 FROM archives CROSS JOIN facts AS said
        ON said.installation = archives.installation AND said.seq = archives.seq
    WHERE said.type = 'journal_pruned'
        AND (OLD.installation, OLD.seq) <= (said.body ->> '$.through[0]', said.body ->> '$.through[1]')
)
BEGIN SELECT RAISE(ABORT, 'a fact is never deleted'); END;
DROP TRIGGER fiscal_records_are_never_deleted;
CREATE TRIGGER fiscal_records_are_never_deleted BEFORE DELETE ON fiscal_records
WHEN NOT EXISTS (
    SELECT 1 FROM fiscal_records WHERE installation = OLD.installation AND seq > OLD.seq
) OR NOT EXISTS (
    SELECT 1 FROM documents CROSS JOIN archives CROSS JOIN facts AS said
        ON said.installation = archives.installation AND said.seq = archives.seq
    WHERE documents.number = OLD.number AND said.type = 'journal_pruned'
        AND (documents.installation, documents.seq)
            <= (said.body ->> '$.through[0]', said.body ->> '$.through[1]')
)
BEGIN SELECT RAISE(ABORT, 'a fiscal record is never deleted'); END;
