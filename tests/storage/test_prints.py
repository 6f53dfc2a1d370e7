"""Print jobs that an older program queued: told by kind, and a label keeps its price."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.paper_kind import PaperKind
from app.storage import labels, migrations, prints
from app.storage.database import Database

BEFORE = 17
JOBS = {
    "T042C03AS26-000001": PaperKind.TICKET,
    "etiqueta+CAF-001": PaperKind.SHELF_LABEL,
    "traspaso+TR-1": PaperKind.TRANSFER,
    "vale+ABCD": PaperKind.VOUCHER,
    "regalo+T042C03AS26-000001+1,3": PaperKind.GIFT,
    "W-1,W-2+L": PaperKind.LIST,
    "W-1+P": PaperKind.PLACED,
    "Z1+S7": PaperKind.SHELVES,
    "W-1+D1": PaperKind.PROOF,
    "W-1+SUR-1": PaperKind.PARCEL,
}


@pytest.fixture
def older(tmp_path: Path) -> Database:
    db = Database(tmp_path / "journal.db", key=b"k" * 32)
    migrations.migrate(db, migrations.steps()[:BEFORE], backups=tmp_path)
    with db.write() as tx:
        for number, name in enumerate(JOBS, 1):
            tx.exec_driver_sql(
                "INSERT INTO print_jobs (id, document, copy, state, at)"
                " VALUES (?, ?, 1, 'queued', '2026-11-22T10:00:00+00:00')",
                (number, name),
            )
        tx.exec_driver_sql(
            "INSERT INTO shelf_labels (sku, price, at)"
            " VALUES ('CAF-001', 425, '2026-11-22T10:00:00+00:00')"
        )
    return db


def test_what_waits_is_told_by_its_kind_from_then_on(older: Database, tmp_path: Path) -> None:
    with older.read() as connection:
        assert len(prints.unfinished(connection)) == len(JOBS), "it may be looked at before"
    migrations.migrate(older, migrations.steps(), backups=tmp_path)
    with older.read() as connection:
        assert {job.document: job.kind for job in prints.unfinished(connection)} == JOBS
        (one,) = labels.unfinished(connection)
    assert (one.sku, one.price.cents, one.kind) == ("CAF-001", 425, PaperKind.SHELF_LABEL)
