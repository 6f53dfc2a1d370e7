"""Writing the records to files that the AEAT, an inspector or another program can read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from app.durable import sync_file
from app.fiscal.document import Issuer
from app.fiscal.regime import FiscalRegime, StoredRecord

_BATCH = re.compile(r"[0-9A-Za-z_-]+-\d{8}-\d{8}\.xml")
_NOT_A_NAME = re.compile(r"[^0-9A-Za-z_-]+")


def write_batches(
    records: Iterable[StoredRecord], out: Path, issuer: Issuer, regime: FiscalRegime
) -> list[Path]:
    """Write `records` into `out` (made if need be), at most 1,000 a file, one chain a file.

    Sorting the names sorts the records: `A-00000001-00001000.xml`. A file appears whole or
    not at all; those of an earlier export into the same folder go. Raises OSError.
    """
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for batch in regime.batches(records, issuer):
        label = _NOT_A_NAME.sub("-", batch.chain) or "registros"
        path = out / f"{label}-{batch.first:08d}-{batch.last:08d}.xml"
        _write(path, batch.xml)
        written.append(path)
    for path in out.iterdir():
        # Of an earlier export with other dates: left here, its records would be there twice.
        if _BATCH.fullmatch(path.name) and path not in written:
            path.unlink()
    sync_file(out)
    return written


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
