"""Old facts that leave the journal: from which day on all stay, and what is stated of the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.cash import Place as CashPlace
from app.domain.facts import Body, Fact

Place = tuple[int, int]
"""(installation, seq): where a fact stands."""
YEARS = 6
"""Of the books, from the last entry of a year (Código de Comercio art. 30.1)."""
LEAST_YEARS = 5
"""Taxes of a year are declared in the next, and may be asked after for four years from then (LGT
arts. 66 and 67): nobody keeps less."""


def keeps_from(today: date, years: object) -> date:
    """The first day that has to stay in the journal; whole years, as the books are.

    `years`: as it was ordered; what is no number is the usual.
    """
    kept = years if type(years) is int else YEARS
    return date(max(1, today.year - max(kept, LEAST_YEARS)), 1, 1)


def digest_of(facts: Iterable[tuple[int, int, str]]) -> str:
    """SHA-256 over facts (installation, seq, hash), a line each, in their order."""
    found = hashlib.sha256()
    for installation, seq, hash_ in facts:
        found.update(f"{installation}/{seq} {hash_}\n".encode())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest fiscal record of a chain among those let go; it stays, the next names it."""

    installation: int
    seq: int
    digest: str
    """SHA-256 of its XML."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What a `journal_pruned` states: everything up to `through` lies in `file`."""

    through: Place
    hash: str
    """Of the fact at `through`: the next one names it."""
    facts: int
    """So many left the journal."""
    kept: int
    """Facts up to `through` that stay, because the till still needs them, and their `digest_of`."""
    kept_digest: str
    days: tuple[date, date]
    """The first and the last."""
    cash: Mapping[CashPlace, int]
    """Cents in each place of cash after the fact at `through`."""
    records: int
    anchors: tuple[Anchor, ...]
    file: str
    """The archive's name, and the SHA-256 of all of it."""
    sha256: str


def pruned_body(said: Pruned) -> Body:
    return {
        "through": list(said.through),
        "hash": said.hash,
        "facts": said.facts,
        "kept": said.kept,
        "kept_digest": said.kept_digest,
        "days": [day.isoformat() for day in said.days],
        "cash": {place.value: cents for place, cents in sorted(said.cash.items())},
        "records": said.records,
        "fiscal": [[one.installation, one.seq, one.digest] for one in said.anchors],
        "archive": said.file,
        "sha256": said.sha256,
    }


def pruned_from(body: Body) -> Pruned:
    """Raises KeyError, TypeError or ValueError when it is none."""
    installation, seq = body["through"]
    first, last = (date.fromisoformat(day) for day in body["days"])
    return Pruned(
        (int(installation), int(seq)),
        str(body["hash"]),
        int(body["facts"]),
        int(body["kept"]),
        str(body["kept_digest"]),
        (first, last),
        {CashPlace(place): int(cents) for place, cents in body["cash"].items()},
        int(body["records"]),
        tuple(Anchor(*one) for one in body["fiscal"]),
        str(body["archive"]),
        str(body["sha256"]),
    )


@dataclass(slots=True)
class Chains:
    """Facts in order, each held against the one before it, from wherever they begin."""

    last: dict[int, tuple[int, str]] = field(default_factory=dict)
    """(seq, hash) of the newest of each installation so far."""

    def follows(self, fact: Fact) -> bool:
        """Whether the next one is the next of its installation, and names the one before."""
        before = self.last.get(fact.installation, (0, ""))
        self.last[fact.installation] = (fact.seq, fact.hash)
        return (fact.seq - 1, fact.previous) == before
