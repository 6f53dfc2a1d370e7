"""Reading a chain of stored records from its first to its last, and naming what is wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from app.fiscal.document import ChainHead
from app.fiscal.regime import Anomaly, AnomalyKind, StoredRecord
from app.fiscal.verifactu.huella import day
from app.fiscal.verifactu.reading import Said, Unreadable, read

_NUMBER = re.compile(r"(.*?)(\d+)")
"""Series and counter: the counter is the run of digits at the end."""


def verify(
    records: Iterable[StoredRecord], after: ChainHead | None, head: ChainHead | None
) -> list[Anomaly]:
    """See FiscalRegime.verify. Reads one record at a time."""
    walk = _Walk(after)
    found = [anomaly for record in records for anomaly in walk.step(record)]
    if head and walk.before != _key(head):
        found.append(Anomaly(walk.seq, walk.number, AnomalyKind.END, head.number, walk.before[1]))
    return found


def _key(head: ChainHead) -> tuple[str, str, str, str]:
    return (head.issuer_nif, head.number, day(head.issued_on), head.hash)


class _Walk:
    """What has been seen so far of one chain."""

    def __init__(self, after: ChainHead | None) -> None:
        self.before = _key(after) if after else ("", "", "", "")
        self.at = after.generated_at if after else None
        self.seq = 0
        self.number = after.number if after else ""
        self.installation: tuple[str, ...] = ()
        self.counters: dict[str, int] = {}

    def step(self, record: StoredRecord) -> Iterator[Anomaly]:
        self.seq, self.number = record.seq, ""
        if record.digest is not None:
            digest = hashlib.sha256(record.xml).hexdigest()
            if digest != record.digest:
                yield self._wrong(AnomalyKind.DIGEST, record.digest, digest)
        try:
            said = read(record.xml)
        except Unreadable as error:
            yield self._wrong(AnomalyKind.UNREADABLE, "", str(error))
            return
        self.number = said.number
        yield from self._linked(said)
        yield from self._in_time(said)
        if not said.annuls:
            yield from self._counted(said.number)

    def _linked(self, said: Said) -> Iterator[Anomaly]:
        if said.computed != said.hash:
            yield self._wrong(AnomalyKind.HASH, said.computed, said.hash)
        previous = said.previous or ("", "", "", "")
        if previous != self.before:
            yield self._wrong(AnomalyKind.LINK, " ".join(self.before), " ".join(previous))
        self.before = said.key
        installation = (said.issuer, *said.installation)
        if self.installation not in ((), installation):
            expected, found = " ".join(self.installation), " ".join(installation)
            yield self._wrong(AnomalyKind.INSTALLATION, expected, found)
        self.installation = installation

    def _in_time(self, said: Said) -> Iterator[Anomaly]:
        if self.at and said.generated_at < self.at:
            expected, found = self.at.isoformat(), said.generated_at.isoformat()
            yield self._wrong(AnomalyKind.TIME, expected, found)
        self.at = said.generated_at

    def _counted(self, number: str) -> Iterator[Anomaly]:
        match = _NUMBER.fullmatch(number)
        if not match:
            return
        series, digits = match.groups()
        expected = self.counters.get(series, int(digits) - 1) + 1
        if int(digits) != expected:
            wanted = f"{series}{expected:0{len(digits)}d}"
            yield self._wrong(AnomalyKind.NUMBER, wanted, number)
        self.counters[series] = int(digits)

    def _wrong(self, kind: AnomalyKind, expected: str, found: str) -> Anomaly:
        return Anomaly(self.seq, self.number, kind, expected, found)
