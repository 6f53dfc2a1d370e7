"""The fiscal records: each is of its document, and each chain follows from its first on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence

from app.domain.archiving import Anchor
from app.fiscal.regime import FiscalRegime, StoredRecord
from app.services.verify_facts import Reading
from app.storage import fiscal
from app.storage.database import Reader
from app.storage.fiscal import FiscalRecord


def check_records(reading: Reading, sources: Sequence[Reader], regime: FiscalRegime) -> None:
    """`sources`: the archives that were read, then the journal."""
    chains: dict[int, list[StoredRecord]] = defaultdict(list)
    elder: dict[int, FiscalRecord] = {}
    seen: dict[str, str] = {}
    for record in (one for source in sources for one in fiscal.between(source)):
        digest = hashlib.sha256(record.xml).hexdigest()
        if seen.get(record.number) == digest:
            continue  # it stayed in the journal when its archive was made
        if record.number in reading.elder:
            elder[record.installation] = record
            _check_anchor(reading, record, digest)
        elif _of_its_document(reading, record, digest):
            seen[record.number] = digest
            stored = StoredRecord(record.seq, record.xml, str(record.installation), digest)
            chains[record.installation].append(stored)
    for installation, records in chains.items():
        before = elder.get(installation)
        after = regime.head_of(before.xml) if before else None
        for anomaly in regime.verify(records, after):
            said = f"{anomaly.kind}: {anomaly.found}"
            reading.verdict.wrong(f"fiscal record {anomaly.number}", said)
    _check_all_there(reading, seen.keys(), elder.keys())


def _of_its_document(reading: Reading, record: FiscalRecord, digest: str) -> bool:
    verdict, where = reading.verdict, f"fiscal record {record.number}"
    verdict.fiscal_records += 1
    document = reading.documents.get(record.number)
    mark = document.fiscal if document else None
    if document is None or mark is None:
        verdict.wrong(where, "has no document")
        return False
    day = document.issued_at.date()
    if (mark.digest, mark.hash, day) != (digest, record.hash, record.issued_on):
        verdict.wrong(where, "is not what was issued")
    return True


def _check_anchor(reading: Reading, record: FiscalRecord, digest: str) -> None:
    """A record whose document left may only be the one that the next in its chain names."""
    said = reading.verdict.left
    here = Anchor(record.installation, record.seq, digest)
    if said is None or here not in said.anchors:
        reading.verdict.wrong(f"fiscal record {record.number}", "should have left, or is another")


def _check_all_there(reading: Reading, seen: Collection[str], elder: Collection[int]) -> None:
    verdict = reading.verdict
    for number, document in reading.documents.items():
        if document.fiscal and number not in seen:
            verdict.wrong(f"document {number}", "has no fiscal record")
    for anchor in verdict.left.anchors if verdict.left else ():
        if anchor.installation not in elder:
            where = f"fiscal chain {anchor.installation}"
            verdict.wrong(where, f"its record {anchor.seq} did not stay")
