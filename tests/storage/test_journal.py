"""The journal appends: nothing in it is changed or deleted, and its numbers have no gaps."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOON
from shop import Shop

from app.domain.facts import Fact, FactType, fact_hash
from app.storage import journal, migrations
from app.storage.database import Database

SEALED_FACT = "c2VhbGVk"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = Database(tmp_path / "journal.db", key=b"k" * 32)
    migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    return db


def put(db: Database, installation: int = 1, sealed: str | None = None) -> Fact:
    stamp = journal.Stamp(installation, NOON, "1001")
    with db.write() as tx:
        return journal.append(
            tx, stamp, lambda n: f"{installation}-{n}", FactType.SIGNED_IN, {"n": 1}, sealed
        )


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE facts SET who='x'", "a fact is never changed"),
        ("DELETE FROM facts", "a fact is never deleted"),
        ("INSERT OR REPLACE INTO facts SELECT * FROM facts", "a fact is never"),
        ("UPDATE fiscal_records SET hash='x'", "a fiscal record is never changed"),
        ("DELETE FROM fiscal_records", "a fiscal record is never deleted"),
        ("INSERT OR REPLACE INTO fiscal_records SELECT * FROM fiscal_records", "a fiscal record"),
    ],
)
def test_the_database_itself_refuses_to_forget(open_shop: Shop, statement: str, words: str) -> None:
    open_shop.add("CAF-001").pay_cash()
    with pytest.raises(Exception, match=words):
        open_shop.db.driver().execute(statement)
    assert open_shop.adds_up()


def test_each_installation_has_a_chain_of_its_own(db: Database) -> None:
    for installation in (1, 1, 2, 1, 2):
        put(db, installation)
    with db.read() as connection:
        facts = list(journal.since(connection, page=2))
    assert [(fact.installation, fact.seq) for fact in facts] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
    ]
    for before, fact in zip([None, *facts], facts, strict=False):
        first = fact.seq == 1
        assert fact.previous == ("" if first or before is None else before.hash)
        assert fact.hash == fact_hash(journal.as_body(fact))


def test_the_hash_covers_the_sealed_part_as_it_is_sealed(db: Database) -> None:
    fact = put(db, sealed=SEALED_FACT)
    body = journal.as_body(fact)
    assert body["sealed"] == SEALED_FACT
    assert fact_hash(body) == fact.hash
    assert fact_hash(body | {"sealed": None}) != fact.hash


def test_what_was_not_committed_took_no_number(db: Database) -> None:
    put(db)

    class ChangedMyMind(Exception):
        pass

    stamp = journal.Stamp(1, NOON, "")
    with pytest.raises(ChangedMyMind), db.write() as tx:
        journal.append(tx, stamp, str, FactType.SIGNED_IN, {})
        raise ChangedMyMind
    assert put(db).seq == 2


def test_a_fact_says_utc_and_the_shops_offset(db: Database) -> None:
    fact = put(db)
    assert (fact.at, fact.offset) == ("2026-11-21T11:00:00.000+00:00", 60)
    assert journal.local_time(fact) == NOON
    assert journal.local_time(fact).utcoffset() == timedelta(hours=1)


def test_reading_from_and_until_is_inclusive(db: Database) -> None:
    for _ in range(7):
        put(db)
    with db.read() as connection:
        some = journal.since(connection, (1, 3), (1, 5), page=1)
        assert [fact.seq for fact in some] == [3, 4, 5]


def test_a_fact_of_a_copy_cannot_be_told_twice(db: Database) -> None:
    put(db)
    stamp = journal.Stamp(2, NOON, "")
    with pytest.raises(Exception, match="UNIQUE"), db.write() as tx:
        journal.append(tx, stamp, lambda _: "1-1", FactType.SIGNED_IN, {})


def test_time_never_runs_back(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash().later(days=-2).add("LEC-ENT").pay_cash().crash()
    open_shop.sign_in("1001").add("LEC-ENT").pay_cash()
    times = [fact.at for fact in open_shop.facts()]
    assert times == sorted(times)
    assert open_shop.document.issued_at == NOON
    assert open_shop.adds_up()
