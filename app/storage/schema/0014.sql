CREATE INDEX documents_by_day ON documents (day);
CREATE INDEX documents_by_total ON documents (total);
