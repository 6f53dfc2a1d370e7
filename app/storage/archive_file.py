"""The file of an archive: facts and fiscal records of closed days, as they stood in the journal.

It is encrypted as the journal is and under the same key, so it opens with the till's, or with that
of any backup of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.domain.archiving import Place
from app.domain.errors import JournalBroken, WrongKey
from app.durable import sync_file
from app.storage.database import Database, Reader

FORMAT = 1
SUFFIX = ".journal"
_BESIDE = ("", "-wal", "-shm", "-journal")
_TABLES = ("facts", "fiscal_records")


@dataclass(frozen=True, slots=True)
class Span:
    """Which facts are meant: those behind `after`, up to `until`, both places in the order of the
    journal; `days`: the first and the last of them."""

    after: Place
    until: Place
    days: tuple[date, date]


def name_of(installation_number: str, span: Span) -> str:
    first, last = span.days
    return f"mostrador-{installation_number}-{first}-{last}{SUFFIX}"


def named_in(folder: Path) -> list[Path]:
    """The archives in a folder, by their names, whichever till's they are."""
    return sorted(folder.glob(f"mostrador-*{SUFFIX}"))


def write(journal: Database, span: Span, file: Path) -> Path:
    """Copy what `span` says into a file beside `file` that does not have its name yet; durable when
    this returns. What was left there half written is begun anew. Raises DiskFull, DiskReadOnly."""
    forget_part(file)
    part = _part(file)
    made = journal.beside(part)
    try:
        driver = made.driver()
        made.attach(journal, "till")
        try:
            with made.write() as tx:
                for statement in _schema(journal):
                    tx.exec_driver_sql(statement)
                between = (*span.after, *span.until)
                tx.exec_driver_sql(_FACTS, between)
                tx.exec_driver_sql(_RECORDS, between)
                tx.exec_driver_sql(_ABOUT, (*between, *(day.isoformat() for day in span.days)))
                tx.exec_driver_sql(f"PRAGMA user_version={FORMAT}")
        finally:
            driver.execute("DETACH till")
        # One file by itself: whoever copies it has all of it.
        driver.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        made.close()
    sync_file(part)
    return part


def name(part: Path, file: Path) -> None:
    """Give what was read back its name, for good."""
    part.replace(file)
    sync_file(file.parent)


def forget_part(file: Path) -> None:
    """Remove what is half written of an archive, if anything is."""
    part = _part(file)
    for end in _BESIDE:
        part.with_name(part.name + end).unlink(missing_ok=True)


def _part(file: Path) -> Path:
    return file.with_name(file.name + ".part")


_FACTS = (
    "INSERT INTO facts SELECT * FROM till.facts"
    " WHERE (installation, seq) > (?, ?) AND (installation, seq) <= (?, ?)"
)
_RECORDS = (
    "INSERT INTO fiscal_records SELECT * FROM till.fiscal_records WHERE number IN"
    " (SELECT number FROM till.documents"
    "  WHERE (installation, seq) > (?, ?) AND (installation, seq) <= (?, ?))"
)
_MADE = (
    "CREATE TABLE about (after_installation INTEGER NOT NULL, after_seq INTEGER NOT NULL,"
    " installation INTEGER NOT NULL, seq INTEGER NOT NULL,"
    " first_day TEXT NOT NULL, last_day TEXT NOT NULL)"
)
_ABOUT = "INSERT INTO about VALUES (?, ?, ?, ?, ?, ?)"


def _schema(journal: Database) -> list[str]:
    """The tables as they are in the journal."""
    with journal.read() as connection:
        found = [
            connection.exec_driver_sql(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
            ).scalar_one()
            for table in _TABLES
        ]
    return [*found, _MADE]


@contextmanager
def opened(file: Path, key: bytes) -> Iterator[Database]:
    """An archive, to be read. Raises WrongKey, of one of another till or damaged at its head;
    JournalBroken."""
    try:
        database = Database(file, key=key, writable=False)
    except DatabaseError as error:
        raise JournalBroken(file=file.name) from error
    try:
        yield database
    finally:
        database.close()


def peek(file: Path, key: bytes) -> Span | None:
    """What an archive says that it holds; None of one that this key does not open."""
    try:
        with opened(file, key) as archive, archive.read() as connection:
            return span_of(connection)
    except (WrongKey, JournalBroken, ValueError):
        return None


def span_of(archive: Reader) -> Span:
    """What it says that it holds. Raises ValueError when it is none of ours."""
    version = archive.exec_driver_sql("PRAGMA user_version").scalar()
    there = archive.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'about'"
    ).scalar()
    row = archive.execute(text("SELECT * FROM about")).first() if there else None
    if version != FORMAT or row is None:
        raise ValueError(f"format {version}")
    return Span(
        (row.after_installation, row.after_seq),
        (row.installation, row.seq),
        (date.fromisoformat(row.first_day), date.fromisoformat(row.last_day)),
    )
