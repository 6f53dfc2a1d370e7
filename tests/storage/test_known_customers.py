"""What is kept of customers beside the facts, and that a destroyed key is nowhere any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOON

from app.domain.facts import Body, Fact, FactType
from app.storage import customers, journal, migrations
from app.storage.database import Database

KEY = bytes(range(100, 132))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """Not encrypted, so that a test can look for what should not be there."""
    db = Database(tmp_path / "journal.db")
    migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    return db


def state(db: Database, kind: FactType, body: Body, installation: int = 7) -> Fact:
    """A fact with what is kept beside it."""
    with db.write() as tx:
        stamp = journal.Stamp(installation, NOON, "1001")
        fact = journal.append(tx, stamp, lambda n: f"{installation}-{n}", kind, body, "c2VhbGVk")
        if kind is FactType.CUSTOMER_MADE:
            customers.add(tx, fact, KEY)
        if kind is FactType.POINTS_EARNED:
            customers.earn(tx, fact)
    return fact


def make(db: Database, uuid: str, card: str) -> Fact:
    return state(db, FactType.CUSTOMER_MADE, {"customer": uuid, "card": card, "level": ""})


def earn(db: Database, uuid: str, points: int, installation: int = 7) -> Fact:
    body = {"customer": uuid, "points": points, "document": "T1", "why": "sale"}
    return state(db, FactType.POINTS_EARNED, body, installation)


def test_a_key_travels_with_the_facts_that_make_its_customer(db: Database) -> None:
    first = make(db, "u1", "1")
    second = make(db, "u2", "2")
    with db.read() as connection:
        assert customers.keys_of(connection, 7, first.seq, first.seq).keys() == {"u1"}
        assert customers.keys_of(connection, 7, 1, second.seq).keys() == {"u1", "u2"}
        assert customers.keys_of(connection, 8, 1, second.seq) == {}


def test_a_destroyed_key_is_in_no_file_and_travels_no_more(db: Database, tmp_path: Path) -> None:
    fact = make(db, "u1", "1")
    for n in range(2, 9):
        make(db, f"u{n}", str(n))
    db.checkpoint()
    assert KEY in (tmp_path / "journal.db").read_bytes()
    with db.write() as tx:
        customers.destroy_keys(tx, [f"u{n}" for n in range(1, 9)])
    db.checkpoint()
    for path in tmp_path.glob("journal.db*"):
        assert KEY not in path.read_bytes()
    with db.read() as connection:
        assert customers.keys_of(connection, 7, fact.seq, fact.seq) == {}
        known = customers.made(connection, "u1")
        assert known is not None and known.key is None
        assert customers.all_made(connection, keyed=True) == []
        assert customers.sealed(connection, known) == b"sealed"


def test_what_central_has_included_is_not_added_again(db: Database) -> None:
    facts = [earn(db, "u1", 10), earn(db, "u1", 5), earn(db, "u1", 2, installation=8)]
    earn(db, "u2", 100)
    with db.read() as connection:
        assert customers.earned(connection, ["u1"], {}) == 17
        assert customers.earned(connection, ["u1"], {7: facts[0].seq}) == 7
        assert customers.earned(connection, ["u1"], {7: facts[1].seq, 8: facts[2].seq}) == 0
        assert customers.earned(connection, ["u1", "u2"], {8: facts[2].seq}) == 115
        assert customers.earned(connection, [], {}) == 0


def test_a_journal_of_an_older_program_has_nobody_and_is_read_all_the_same(tmp_path: Path) -> None:
    db = Database(tmp_path / "journal.db")
    migrations.migrate(db, migrations.steps()[:1], backups=tmp_path / "backups")
    with db.read() as connection:
        assert customers.all_made(connection) == []
        assert customers.all_earned(connection) == {}
        assert customers.keys_of(connection, 1, 1, 99) == {}
