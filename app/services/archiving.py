"""Closed days of years ago: written to an archive that is read back, then let go of.

Nothing leaves the journal that does not lie in a file which was read from its first fact to its
last just before; what leaves, and where to, is a fact of the chain in the same transaction (ADR
0014).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from app import config as till_toml
from app.config import Config
from app.domain.archiving import YEARS, Place, Pruned, digest_of, keeps_from, pruned_body
from app.domain.errors import (
    ArchiveFolderMissing,
    ArchiveUnwritten,
    BadArchive,
    DiskFull,
    DiskReadOnly,
    InsideFiscalPeriod,
    NotAcknowledged,
    NotClosed,
    NothingArchived,
    NothingOld,
)
from app.domain.facts import FactType
from app.domain.installation import FIRST_OF_CENTRAL
from app.services import shelf_checks
from app.services.archives import Held, read_back, sha256_of
from app.services.opening import (
    journal_of,
    opened,
    secrets_of,
    store_of,
)
from app.storage import archivable, archive_file, fiscal, journal, pruned, state, store
from app.storage.archive_file import Span
from app.storage.database import Database, Reader, Write

POLICY = "journal_years"
"""The chain's: how many whole years stay; till.toml may order more, not fewer."""


class Stays(Enum):
    """Why the oldest days that stay do."""

    PERIOD = "period"
    OPEN = "open"
    UNSENT = "unsent"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Reach:
    """What could leave: `span`, None for nothing; `until`: the day from which on all stays, and why
    it does."""

    span: Span | None
    until: date
    why: Stays


@dataclass(frozen=True, slots=True)
class Archived:
    file: Path
    span: Span
    facts: int
    records: int
    reach: Reach
    new: bool
    """False: it was there already, and was read back again."""


def archive(
    folder: Path, place: Path, acks: Mapping[int, int], before: date | None = None
) -> Archived:
    """Write what could leave into a file in `place`, and read it back; the till may be selling.

    `acks`: up to which fact of each installation central has everything; `before`: days from then
    on stay too. Raises ArchiveFolderMissing, InsideFiscalPeriod, NothingOld, NotClosed,
    NotAcknowledged, ArchiveUnwritten, BadArchive, NoTill...
    """
    if not place.is_dir():
        raise ArchiveFolderMissing(folder=str(place))
    config = till_toml.read(folder)
    kept = secrets_of(folder, config)
    with journal_of(folder, kept) as db, store_of(folder, kept) as shops, db.read() as connection:
        first = _stays_from(connection, shops, config)
        if before is not None and before > first:
            raise InsideFiscalPeriod(day=first.isoformat())
        reach = reaches(connection, acks, before or first)
        if reach.span is None:
            raise _refusal(connection, reach, before or first)
        last = pruned.newest(connection)
        said = last.said if last else None
        file = place / archive_file.name_of(config.installation_number, reach.span)
        new = not file.exists()
        try:
            part = archive_file.write(db, reach.span, file) if new else file
            held = read_back(part, kept.key, said)
            if not _same(connection, held):
                raise BadArchive(file=file.name, reason="it is not what the journal has")
            if new:
                archive_file.name(part, file)
        except (DiskFull, DiskReadOnly, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else type(error).__name__
            raise ArchiveUnwritten(file=str(file), reason=reason or "") from None
        finally:
            archive_file.forget_part(file)
    return Archived(file, held.span, held.facts, held.records, reach, new)


def archivable_now(
    connection: Reader, shops: Database, config: Config, acks: Mapping[int, int]
) -> Reach | None:
    """What `archive` would write; None of a journal without facts."""
    if not journal.heads(connection):
        return None
    return reaches(connection, acks, _stays_from(connection, shops, config))


def _stays_from(connection: Reader, shops: Database, config: Config) -> date:
    """By the newest fact, not by the machine's clock: one that is set ahead lets nothing go."""
    newest = journal.last(connection, config.installation)
    today = journal.local_time(newest).date() if newest else date.min
    return keeps_from(today, _years(shops, config))


def _years(shops: Database, config: Config) -> int:
    with shops.read() as mirror:
        said = store.policies(mirror).get(POLICY)
    ordered = [one for one in (config.journal_years, said) if type(one) is int and one > 0]
    return max(ordered, default=YEARS)


def _refusal(connection: Reader, reach: Reach, first: date) -> Exception:
    match reach.why:
        case Stays.PERIOD | Stays.NEWEST:
            return NothingOld(day=first.isoformat())
        case Stays.UNSENT:
            return NotAcknowledged(day=reach.until.isoformat())
        case Stays.OPEN:
            return NotClosed(day=reach.until.isoformat())


def reaches(connection: Reader | Write, acks: Mapping[int, int], first: date) -> Reach:
    """Up to where whole days could leave: closed, known to central as far as it knows the
    installation, and all before `first`."""
    after = pruned.through(connection)
    needed = {
        Stays.OPEN: [
            *archivable.shifts_needed(connection),
            *archivable.unaccepted(connection),
            *archivable.cards(connection),
            *archivable.tickets(connection),
            *archivable.leave_about_the_clock(connection),
        ],
        Stays.UNSENT: _unsent(connection, acks),
        Stays.NEWEST: _newest(connection),
    }
    old = archivable.first_from(connection, first, after)
    needed[Stays.PERIOD] = [old] if old else []
    stays = [(place, why) for why, places in needed.items() for place in places if place > after]
    place, why = min(stays, key=lambda one: one[0])
    fact = journal.one(connection, *place)
    span = archivable.whole_days(connection, after, place)
    return Reach(span, journal.local_time(fact).date(), why)


def _unsent(connection: Reader | Write, acks: Mapping[int, int]) -> list[Place]:
    """The first fact of each installation of a chain that central has not acknowledged."""
    return [
        (of, acks.get(of, 0) + 1)
        for of, (seq, _) in journal.heads(connection).items()
        if of >= FIRST_OF_CENTRAL and acks.get(of, 0) < seq
    ]


def _newest(connection: Reader | Write) -> list[Place]:
    heads = journal.heads(connection)
    return [max((of, seq) for of, (seq, _) in heads.items())]


def _same(connection: Reader | Write, held: Held) -> bool:
    """Whether the journal has the very facts: as many, and the last of the chain with its hash."""
    last = journal.at(connection, *held.span.until)
    many = journal.count(connection, held.span.after, held.span.until)
    return last is not None and (held.hash, held.facts) == (last.hash, many)


@dataclass(frozen=True, slots=True)
class Let:
    """What left the journal; bytes of the file before and after. `shrunk`: False when the disk had
    no room to write it anew, so that its free pages are used first."""

    said: Pruned
    bytes: tuple[int, int]
    shrunk: bool


def prune(folder: Path, place: Path, acks: Mapping[int, int]) -> Let:
    """Let go of what lies in an archive in `place`, which is read back first. Nobody may have the
    till open. Raises ArchiveFolderMissing, NothingArchived, BadArchive, AnotherTill, NoTill..."""
    if not place.is_dir():
        raise ArchiveFolderMissing(folder=str(place))
    key = secrets_of(folder, till_toml.read(folder)).key
    with opened(folder) as till:
        before = till.db.path.stat().st_size
        with till.db.read() as connection:
            first = _stays_from(connection, till.store, till.config)
            reach = reaches(connection, acks, first)
            last = pruned.newest(connection)
            held = _to_leave(connection, place, key, last.said if last else None, reach)
        with till.act() as act:
            stay = _staying(act.tx, held.span.until)
            said = _said(act.tx, held, last.said if last else None, stay)
            fact = act.state(FactType.JOURNAL_PRUNED, pruned_body(said), "")
            anchors = [(one.installation, one.seq) for one in said.anchors]
            pruned.let_go(act.tx, fact, place.resolve(), [one[:2] for one in stay], anchors)
        shrunk = till.db.shrink()
        return Let(said, (before, till.db.path.stat().st_size), shrunk)


def _to_leave(
    connection: Reader, place: Path, key: bytes, before: Pruned | None, reach: Reach
) -> Held:
    """The archive in `place` that reaches furthest, and no further than it may."""
    if reach.span is None:
        raise NothingArchived(folder=str(place))
    spans = {}
    for file in archive_file.named_in(place):
        span = archive_file.peek(file, key)
        if span and span.after == reach.span.after and span.until <= reach.span.until:
            spans[span.until] = file
    if not spans:
        raise NothingArchived(folder=str(place))
    held = read_back(spans[max(spans)], key, before)
    if not _same(connection, held):
        raise BadArchive(file=held.file.name, reason="it is not what the journal has")
    return held


def _said(tx: Write, held: Held, before: Pruned | None, stay: list[tuple[int, int, str]]) -> Pruned:
    cash = dict(before.cash) if before else {}
    for one, cents in held.cash.items():
        cash[one] = cash.get(one, 0) + cents
    anchors = {one.installation: one for one in before.anchors} if before else {}
    anchors |= held.anchors
    many = journal.count(tx, pruned.NOTHING, held.span.until)
    return Pruned(
        held.span.until,
        held.hash,
        many - len(stay),
        len(stay),
        digest_of(stay),
        held.span.days,
        cash,
        fiscal.count(tx, held.span.until) - len(anchors),
        tuple(anchors[of] for of in sorted(anchors)),
        held.file.name,
        sha256_of(held.file),
    )


def _staying(tx: Write, until: Place) -> list[tuple[int, int, str]]:
    checked = state.get(tx, shelf_checks.LAST)
    others = []
    if checked:
        installation, seq = checked.split("/")
        others.append((int(installation), int(seq)))
    return pruned.staying(tx, until, others)
