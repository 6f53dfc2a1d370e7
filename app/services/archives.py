"""Archives of a till in a folder: found, and read from their first fact to their last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.archiving import Anchor, Chains, Place, Pruned
from app.domain.cash import Place as CashPlace
from app.domain.cash import moves_of, sums
from app.domain.errors import ArchiveMissing, BadArchive, JournalBroken, WrongKey
from app.domain.facts import FactType, fact_hash
from app.storage import archive_file, fiscal, journal
from app.storage.archive_file import Span
from app.storage.database import Database, Reader
from app.storage.journal import as_body

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_CHUNK = 1024 * 1024


@dataclass(slots=True)
class Held:
    """What a whole reading of an archive found."""

    file: Path
    span: Span
    facts: int = 0
    records: int = 0
    hash: str = ""
    """Of its last fact."""
    cash: dict[CashPlace, int] = field(default_factory=dict)
    """Cents that its facts brought to each place."""
    anchors: dict[int, Anchor] = field(default_factory=dict)
    """The newest fiscal record of each chain."""


def read_back(file: Path, key: bytes, before: Pruned | None) -> Held:
    """Read every byte of it, and hold each fact against the one before it and against its hash,
    each fiscal record against its document. `before`: what left before it, None when it begins at
    the first fact. Raises BadArchive, which says what is wrong."""
    try:
        with _readable(file, key) as archive, archive.read() as connection:
            if (words := archive.check()) != "ok":
                raise BadArchive(file=file.name, reason=words)
            held = Held(file, archive_file.span_of(connection))
            after = before.through if before else (0, 0)
            if held.span.after != after:
                said = "begins after fact {}/{}".format(*held.span.after)
                raise BadArchive(file=file.name, reason=said)
            _walk(held, connection, {after[0]: (after[1], before.hash)} if before else {})
            return held
    except UNREADABLE as error:
        raise BadArchive(file=file.name, reason=f"{type(error).__name__} {error}") from None


def _walk(held: Held, connection: Reader, last: Mapping[int, tuple[int, str]]) -> None:
    chains, marks = Chains(dict(last)), {}
    for fact in journal.since(connection):
        where = f"fact {fact.installation}/{fact.seq}"
        if not chains.follows(fact):
            raise BadArchive(file=held.file.name, reason=f"{where} does not follow")
        if fact_hash(as_body(fact)) != fact.hash:
            raise BadArchive(file=held.file.name, reason=f"{where} is not what was stated")
        held.facts, held.hash = held.facts + 1, fact.hash
        newest: Place = (fact.installation, fact.seq)
        for place, amount in sums(moves_of(fact.type, fact.body)).items():
            held.cash[place] = held.cash.get(place, 0) + amount.cents
        if fact.type == FactType.DOCUMENT_ISSUED and fact.body["fiscal"]:
            marks[fact.body["number"]] = fact.body["fiscal"]["digest"]
    if not held.facts or newest != held.span.until:
        raise BadArchive(file=held.file.name, reason="it ends before it says")
    for record in fiscal.between(connection):
        digest = hashlib.sha256(record.xml).hexdigest()
        if marks.pop(record.number, "") != digest:
            said = f"fiscal record {record.number} is not what was issued"
            raise BadArchive(file=held.file.name, reason=said)
        held.records += 1
        held.anchors[record.installation] = Anchor(record.installation, record.seq, digest)
    if marks:
        said = f"no fiscal record of {min(marks)}"
        raise BadArchive(file=held.file.name, reason=said)


@contextmanager
def _readable(file: Path, key: bytes) -> Iterator[Database]:
    """Raises BadArchive when the key does not open it."""
    try:
        with archive_file.opened(file, key) as archive:
            yield archive
    except (JournalBroken, WrongKey):
        said = "another till's, or damaged"
        raise BadArchive(file=file.name, reason=said) from None


def sha256_of(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as read:
        while chunk := read.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def named(folder: Path, said: Pruned) -> Path:
    """The file that a fact names, byte for byte as it says. Raises ArchiveMissing, BadArchive."""
    file = folder / said.file
    if not file.is_file():
        raise ArchiveMissing(file=said.file, folder=str(folder))
    if sha256_of(file) != said.sha256:
        raise BadArchive(file=said.file, reason=f"not the file that fact {said.through} left")
    return file


@contextmanager
def reading(files: list[Path], key: bytes) -> Iterator[list[Database]]:
    """Several at once, in that order. Raises BadArchive."""
    with ExitStack() as opened:
        yield [opened.enter_context(_readable(file, key)) for file in files]
