"""Central's database: what a read sees, what a write keeps, and who waits for whom."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import insert, select

from sync.central import database
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.tables import audit


def note(tx: Tx, what: str) -> None:
    tx.execute(insert(audit).values(at=tx.at.isoformat(), who="", what=what, details_json="{}"))


def noted(central: Central) -> list[str]:
    with central.read() as conn:
        return list(conn.scalars(select(audit.c.what).order_by(audit.c.id)))


def test_a_write_is_kept_and_has_the_moment_of_the_clock(central: Central) -> None:
    with central.write() as tx:
        note(tx, "one")
        assert tx.at == central.clock()
    assert noted(central) == ["one"]


def test_a_write_that_fails_leaves_nothing_and_runs_nothing_after(central: Central) -> None:
    ran: list[str] = []
    with pytest.raises(ZeroDivisionError), central.write() as tx:
        note(tx, "one")
        tx.then(lambda: ran.append("then"))
        1 / 0  # noqa: B018
    assert (noted(central), ran) == ([], [])


def test_what_comes_then_sees_the_commit_and_may_write_itself(central: Central) -> None:
    seen: list[list[str]] = []

    def look() -> None:
        seen.append(noted(central))
        with central.write() as tx:
            note(tx, "two")

    with central.write() as tx:
        note(tx, "one")
        tx.then(look)
    assert seen == [["one"]]
    assert noted(central) == ["one", "two"]


def test_a_savepoint_that_fails_takes_only_its_own_with_it(central: Central) -> None:
    ran: list[str] = []
    with central.write() as tx:
        note(tx, "kept")
        with pytest.raises(KeyError), tx.savepoint():
            note(tx, "undone")
            tx.then(lambda: ran.append("undone"))
            tx.exec_driver_sql("DELETE FROM audit")
            raise KeyError
        with tx.savepoint():
            note(tx, "kept too")
            tx.then(lambda: ran.append("kept"))
    assert noted(central) == ["kept", "kept too"]
    assert ran == ["kept"]


def test_a_savepoint_saves_the_write_from_an_error_of_the_database(central: Central) -> None:
    row = {"id": 7, "at": "", "who": "", "what": "seven", "details_json": ""}
    with central.write() as tx:
        tx.execute(insert(audit).values(row))
        with pytest.raises(Exception, match=r"(?i)unique"), tx.savepoint():
            tx.execute(insert(audit).values(row))
    assert noted(central) == ["seven"]


def test_a_read_cannot_write(central: Central) -> None:
    row = {"at": "", "who": "", "what": "", "details_json": ""}
    with pytest.raises(Exception, match=r"read-?only"), central.read() as conn:
        conn.execute(insert(audit).values(row))


def test_a_read_is_one_view_and_does_not_wait_for_a_write(central: Central) -> None:
    with central.read() as conn:
        assert conn.execute(select(audit)).all() == []
        with central.write() as tx:
            note(tx, "one")
            # Somebody else reads while this write is open, and while the first read is.
            there = noted(central)
        assert there == []
        assert conn.execute(select(audit)).all() == []
    assert noted(central) == ["one"]


def test_writes_from_many_threads_all_happen(central: Central) -> None:
    def work(name: str) -> None:
        for number in range(10):
            with central.write() as tx:
                note(tx, f"{name}{number}")

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(noted(central))) == 80


def test_a_write_whose_turn_does_not_come_is_refused_as_busy(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", 0.1)
    one, other = (Central(sqlite_url, lambda: pytest.fail("no clock")) for _ in range(2))
    one.clock = other.clock = lambda: None  # type: ignore[assignment,return-value]
    with one.write() as tx:
        note_at = tx.at
        assert note_at is None
        for central in (one, other):  # the same process, and as another process would
            with pytest.raises(Refusal) as refusal, central.write():
                pass
            assert (refusal.value.kind, refusal.value.status) == ("busy", 503)
            assert refusal.value.retry_after > 0
