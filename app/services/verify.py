"""Does the journal add up? The chain, the money, the shifts, the fiscal records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import takewhile
from pathlib import Path

from app.domain.archiving import Pruned
from app.domain.cash import Place
from app.domain.errors import ArchiveMissing, BadArchive, JournalBroken
from app.domain.facts import Fact, fact_hash
from app.fiscal.regime import FiscalRegime
from app.services import archives, verify_pruned
from app.services.verify_facts import UNREADABLE, Reading, Verdict
from app.services.verify_tables import check_tables
from app.storage import journal, pruned
from app.storage.database import Database, Reader
from app.storage.journal import as_body


def verify(db: Database, regime: FiscalRegime, folder: Path | None = None) -> Verdict:
    """Read everything. An open basket, shift or card attempt is a state, not a violation.

    `folder`: where the archives are of what left the journal; they are read before it, and a file
    that is missing, or not the one that was left, is a violation. Without it reading begins where
    the journal does, and `Verdict.left` says so.
    """
    reading = Reading()
    try:
        with ExitStack() as files:
            _read_through(reading, db, regime, folder, files)
    except (JournalBroken, *UNREADABLE) as error:
        # What cannot be read to its end cannot add up.
        reading.verdict.wrong(db.path.name, f"cannot be read: {type(error).__name__} {error}")
    return reading.verdict


def _read_through(
    reading: Reading, db: Database, regime: FiscalRegime, folder: Path | None, files: ExitStack
) -> None:
    with db.read() as connection:
        if (words := db.check()) != "ok":
            reading.verdict.wrong("journal.db", words)
        # One snapshot for all of it: the till may be selling.
        connection.exec_driver_sql("BEGIN")
        try:
            left = [one.said for one in pruned.every(connection)]
            archived = _archived(reading, db, left, folder, files)
            _walk(reading, connection, left, archived)
            reading.loyalty.end()
            reading.vouchers.end()
            check_tables(reading, connection, regime, archived)
        finally:
            connection.exec_driver_sql("COMMIT")


def _archived(
    reading: Reading, db: Database, left: list[Pruned], folder: Path | None, files: ExitStack
) -> list[Reader]:
    """All archives, or none when one of them will not do."""
    if folder is None:
        return []
    try:
        paths = [archives.named(folder, said) for said in left]
        opened = files.enter_context(archives.reading(paths, db.key))
    except (ArchiveMissing, BadArchive) as error:
        file, why = str(error.facts["file"]), error.facts.get("reason", f"is not in {folder}")
        reading.verdict.wrong(file, str(why))
        return []
    reading.verdict.archives = tuple(path.name for path in paths)
    return [files.enter_context(archive.read()) for archive in opened]


def _walk(reading: Reading, connection: Reader, left: list[Pruned], archived: list[Reader]) -> None:
    if not left:
        for fact in journal.since(connection):
            reading.fact(fact)
        return
    until = left[-1].through
    reading.gone = pruned.numbers(connection, until)
    stayed = takewhile(lambda f: (f.installation, f.seq) <= until, journal.since(connection))
    if archived:
        _with_archives(reading, archived, left, stayed)
    else:
        verify_pruned.begin(reading, connection, left[-1], stayed)
    for fact in journal.since(connection, (until[0], until[1] + 1)):
        reading.fact(fact)


def _with_archives(
    reading: Reading, archived: list[Reader], left: list[Pruned], stayed: Iterator[Fact]
) -> None:
    """Everything from the first fact on; what stayed in the journal is what the archive has."""
    here = {(fact.installation, fact.seq): fact for fact in stayed}
    for source, said in zip(archived, left, strict=True):
        for fact in journal.since(source):
            reading.fact(fact)
            place = (fact.installation, fact.seq)
            also = here.pop(place, fact)
            if also.hash != fact.hash or fact_hash(as_body(also)) != also.hash:
                reading.verdict.wrong("fact {}/{}".format(*place), "the archive has another")
        where = said.file
        if reading.last.get(said.through[0]) != (said.through[1], said.hash):
            reading.verdict.wrong(where, "does not end with the fact that is said to be its last")
        if _some(reading.cash.places) != _some(said.cash):
            reading.verdict.wrong(where, "leaves other cash than was said when it left")
    for place in here:
        reading.verdict.wrong("fact {}/{}".format(*place), "no archive has it")


def _some(cash: Mapping[Place, int]) -> dict[Place, int]:
    return {place: cents for place, cents in cash.items() if cents}
