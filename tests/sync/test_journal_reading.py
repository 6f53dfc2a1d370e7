"""The journal as it is read for central, while the till writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from app.domain.facts import FactType
from app.services.clock import new_uuid
from app.storage import journal, migrations
from app.storage.database import Database
from app.storage.folder import JOURNAL
from app.storage.journal import Stamp
from sync.journal import JournalUnread, Outgoing
from sync.protocol import MAX_BYTES, hash_of

KEY = bytes(range(32))
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
OWN = 1001


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / JOURNAL, key=KEY)
    migrations.migrate(database, migrations.steps(), backups=tmp_path / "backups")
    yield database
    database.close()


@pytest.fixture
def outgoing(till: Database, tmp_path: Path) -> Iterator[Outgoing]:
    opened = Outgoing(tmp_path, KEY)
    yield opened
    opened.close()


def state(till: Database, count: int = 1, of: int = OWN, text: str = "x") -> None:
    with till.write() as tx:
        for _ in range(count):
            body = {"name": "theme", "value": text}
            journal.append(
                tx, Stamp(of, AT, "9001"), lambda seq: new_uuid(AT), FactType.SETTINGS_CHANGED, body
            )


def test_facts_come_in_order_with_the_hashes_that_central_will_reckon(
    till: Database, outgoing: Outgoing
) -> None:
    state(till, 5)
    batch = outgoing.batch(OWN, "e", 2, 100, MAX_BYTES, {})
    assert [record.seq for record in batch.records] == [3, 4, 5]
    assert all(hash_of(record) == record.hash for record in batch.records)
    assert outgoing.hash_of(OWN, 4) == batch.records[1].hash
    assert outgoing.hash_of(OWN, 0) == ""
    assert outgoing.hash_of(OWN, 6) is None


def test_what_the_till_writes_is_seen_at_once(till: Database, outgoing: Outgoing) -> None:
    assert outgoing.heads() == {}
    outgoing.moved()
    assert outgoing.moved() is False
    state(till, 2)
    state(till, 1, of=1007)
    assert outgoing.moved() is True
    assert outgoing.moved() is False
    assert outgoing.heads() == {OWN: 2, 1007: 1}


def test_what_was_stated_before_there_was_a_chain_stays(till: Database, outgoing: Outgoing) -> None:
    state(till, 3, of=1)
    state(till, 1)
    assert outgoing.heads() == {OWN: 1}


def test_a_batch_is_bounded_by_number_and_size_but_never_empty(
    till: Database, outgoing: Outgoing
) -> None:
    state(till, 6, text="y" * 1000)
    assert len(outgoing.batch(OWN, "e", 0, 4, MAX_BYTES, {}).records) == 4
    assert len(outgoing.batch(OWN, "e", 0, 100, 3000, {}).records) == 2
    assert len(outgoing.batch(OWN, "e", 0, 100, 1, {}).records) == 1
    assert outgoing.batch(OWN, "e", 6, 100, MAX_BYTES, {}).records == []


def test_of_a_parked_fact_only_its_place_goes(till: Database, outgoing: Outgoing) -> None:
    state(till, 3)
    first, second, third = outgoing.batch(OWN, "e", 0, 9, MAX_BYTES, {2: "poison"}).records
    assert (second.skip, second.type, second.body) == ("poison", "", {})
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert b"theme" in outgoing.copy(OWN, 2)


@pytest.mark.parametrize("body", ["{", "[]", "null", ""])
def test_a_fact_that_the_disk_spoilt_goes_as_its_place(
    till: Database, outgoing: Outgoing, tmp_path: Path, body: str
) -> None:
    state(till, 3)
    connection = sqlite.connect(str(tmp_path / JOURNAL), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    connection.execute("DROP TRIGGER facts_are_never_changed")
    connection.execute("UPDATE facts SET body = ? WHERE seq = 2", (body,))
    connection.close()
    records = outgoing.batch(OWN, "e", 0, 9, MAX_BYTES, {}).records
    assert [bool(record.skip) for record in records] == [False, True, False]
    assert json.loads(outgoing.copy(OWN, 2))[8] == body


def test_a_journal_that_is_not_there_or_not_ours_is_said(tmp_path: Path, till: Database) -> None:
    with pytest.raises(JournalUnread):
        Outgoing(tmp_path / "nowhere", KEY).heads()
    state(till)
    with pytest.raises(JournalUnread):
        Outgoing(tmp_path, bytes(32)).heads()
    assert Outgoing(tmp_path / "nowhere", KEY).moved() is False
