CREATE INDEX attempts_by_shift ON attempts (shift);
