"""Does the journal add up? The chain, the money, the shifts, the fiscal records."""

from __future__ import annotations

from app.domain.errors import JournalBroken
from app.fiscal.regime import FiscalRegime
from app.services.verify_facts import UNREADABLE, Reading, Verdict
from app.services.verify_tables import check_tables
from app.storage import journal
from app.storage.database import Database


def verify(db: Database, regime: FiscalRegime) -> Verdict:
    """Read everything. An open basket, shift or card attempt is a state, not a violation."""
    reading = Reading()
    try:
        _read_through(reading, db, regime)
    except (JournalBroken, *UNREADABLE) as error:
        # What cannot be read to its end cannot add up.
        reading.verdict.wrong(db.path.name, f"cannot be read: {type(error).__name__} {error}")
    return reading.verdict


def _read_through(reading: Reading, db: Database, regime: FiscalRegime) -> None:
    with db.read() as connection:
        if (words := db.check()) != "ok":
            reading.verdict.wrong("journal.db", words)
        # One snapshot for all of it: the till may be selling.
        connection.exec_driver_sql("BEGIN")
        try:
            for fact in journal.since(connection):
                reading.fact(fact)
            reading.loyalty.end()
            reading.vouchers.end()
            check_tables(reading, connection, regime)
        finally:
            connection.exec_driver_sql("COMMIT")
