"""Central's database: what a read sees, what a write keeps, and who waits for whom."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from facts import Chain, enrol, push
from sqlalchemy import insert, inspect, select, update
from sqlalchemy.exc import OperationalError

from app.domain.errors import NewerSchema, WrongKey
from sync.central import chain, database, migrations, outbox, sequencer
from sync.central.columns import metadata
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.feed_tables import outbox as outbox_table
from sync.central.tables import audit, shops
from sync.central.tables import chain as chain_table
from sync.central.tables import stock as stock_table

from .conftest import Clock


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
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT", 0.1)
    one, other = Central(sqlite_url, clock), Central(sqlite_url, clock)
    with one.write():
        for central in (one, other):  # a thread of this process, and another process
            with pytest.raises(Refusal) as refusal, central.write():
                pass
            assert (refusal.value.kind, refusal.value.status) == ("busy", 503)
            assert refusal.value.retry_after > 0


def test_sqlite_keeps_what_it_acknowledged(sqlite_url: str, clock: Clock) -> None:
    with Central(sqlite_url, clock).write() as tx:
        assert tx.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert tx.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_an_encrypted_file_opens_with_its_key_only(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "central.db"
    url = f"sqlite:///{path}"
    central = Central(url, clock, key=bytes(32))
    migrations.migrate(central)
    with central.write() as tx:
        note(tx, "a secret of the chain")
    assert noted(central) == ["a secret of the chain"]
    central.close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    for key in (bytes([1]) * 32, None):
        with pytest.raises(WrongKey), Central(url, clock, key=key).write():
            pass


def test_other_databases_are_not_taken(clock: Clock) -> None:
    with pytest.raises(ValueError, match="neither SQLite nor PostgreSQL"):
        Central("mysql://localhost/central", clock)


def test_a_password_is_in_no_name(clock: Clock) -> None:
    assert "secret" not in Central("postgresql://me:secret@localhost/central", clock).name


@pytest.mark.more
def test_postgresql_ends_a_transaction_that_stalls(
    postgresql_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_LIMIT", 0.2)
    central = Central(postgresql_url, clock)
    with pytest.raises(Refusal, match="idle-in-transaction"), central.write() as tx:
        note(tx, "one")
        threading.Event().wait(0.6)
        note(tx, "two")
    assert noted(central) == []  # and the pool has no dead connection to give
    central.close()


@pytest.mark.more
def test_a_held_connection_that_was_lost_is_never_quietly_another(
    postgresql_url: str, clock: Clock
) -> None:
    central = Central(postgresql_url, clock)
    session = central.hold()
    with session.write() as tx:
        pid = tx.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with central.write() as tx:
        tx.exec_driver_sql(f"SELECT pg_terminate_backend({pid}, 5000)")
    for _ in range(2):
        with pytest.raises(Refusal) as refusal, session.write() as tx:
            note(tx, "in another's name")
        assert refusal.value.kind == "busy"
    session.close()
    assert noted(central) == []
    central.close()


@pytest.mark.more
def test_of_two_writes_that_wait_for_each_other_one_is_refused_as_busy(
    postgresql_url: str, clock: Clock
) -> None:
    central = Central(postgresql_url, clock)
    with central.write() as tx:
        tx.execute(insert(shops), [{"code": c, "version": 1, "value_json": "{}"} for c in "ab"])
    both = threading.Barrier(2)
    refused: list[str] = []

    def work(*codes: str) -> None:
        try:
            with central.write() as tx:
                for code in codes:
                    tx.execute(update(shops).where(shops.c.code == code).values(version=2))
                    if code == codes[0]:
                        both.wait()
        except Refusal as refusal:
            refused.append(refusal.kind)

    threads = [threading.Thread(target=work, args=codes) for codes in ("ab", "ba")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["busy"]
    central.close()


# the schema


def a_step(tx: Tx) -> None:
    tx.exec_driver_sql("CREATE TABLE added (name TEXT)")


def a_step_that_fails(tx: Tx) -> None:
    tx.exec_driver_sql("CREATE TABLE half (name TEXT)")
    raise ZeroDivisionError


def tables(central: Central) -> set[str]:
    with central.read() as conn:
        found = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
            "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        }
        return set(conn.exec_driver_sql(found[central.dialect]).scalars())


def schema(central: Central) -> str | None:
    with central.read() as conn:
        name = chain_table.c.name == "schema"
        return conn.execute(select(chain_table.c.value).where(name)).scalar()


def test_a_migrated_database_has_every_table_and_stays_as_it_is(central: Central) -> None:
    assert tables(central) >= set(metadata.tables)
    before = schema(central)
    migrations.migrate(central)
    assert schema(central) == before


def test_the_steps_that_are_lacking_are_made_once(central: Central) -> None:
    for _ in range(2):
        migrations.migrate(central, [*migrations.STEPS, a_step])
        assert "added" in tables(central)
        assert schema(central) == str(len(migrations.STEPS) + 2)


def test_a_database_from_before_counts_had_positions_gets_them(central: Central) -> None:
    with central.write() as tx:
        tx.exec_driver_sql("ALTER TABLE stock DROP COLUMN counted_json")
        tx.exec_driver_sql(
            "INSERT INTO stock (shop, sku, on_hand, included_json, version, counted_at)"
            " VALUES ('042', 'A', 9000, '{}', 1, '2026-11-20')"
        )
        tx.execute(update(chain_table).where(chain_table.c.name == "schema").values(value="3"))
    migrations.migrate(central, migrations.STEPS[:3])
    with central.read() as conn:
        assert conn.execute(select(stock_table)).one().counted_json == "{}"


def test_a_database_from_before_orders_gets_them_and_says_whose_labels_count(
    central: Central,
) -> None:
    enrol(central, 1001, public_key="a key")
    fresh = columns(central)
    with central.write() as tx:
        for name in (
            *("orders", "order_events", "reservations", "channel_events"),
            *("channels", "webhooks", "letters", "order_contacts", "order_dues", "senders"),
            "demand",
            "order_words",
        ):
            tx.exec_driver_sql(f"DROP TABLE {name}")
        tx.execute(update(chain_table).where(chain_table.c.name == "schema").values(value="4"))
    migrations.migrate(central, migrations.STEPS[:7])
    with central.write() as tx:
        migrations.STEPS[9](tx)  # what an order owes came later
    assert columns(central) == fresh
    with central.read() as conn:
        assert "device" in conn.scalars(select(outbox_table.c.kind)).all()


def test_a_database_from_before_goods_moved_gets_them_and_says_whose_papers_count(
    central: Central,
) -> None:
    enrol(central, 1001, public_key="a key")
    fresh = columns(central)
    with central.write() as tx:
        for name in ("consignments", "consignment_events", "strays"):
            tx.exec_driver_sql(f"DROP TABLE {name}")
        tx.exec_driver_sql("DROP INDEX stock_untold")
        for name in ("told", "told_row"):
            tx.exec_driver_sql(f"ALTER TABLE stock DROP COLUMN {name}")
        tx.execute(update(chain_table).where(chain_table.c.name == "schema").values(value="8"))
    migrations.migrate(central, migrations.STEPS[:8])
    assert columns(central) == fresh
    with central.read() as conn:
        assert "signer" in conn.scalars(select(outbox_table.c.kind)).all()


def test_a_database_from_before_tickets_led_to_their_orders_finds_them(central: Central) -> None:
    fresh, chain = columns(central), Chain(enrol(central, 1001)).opened()
    chain.state("order_placed", {"order": {"number": "042-03A-1", "invoice": {"number": "T1"}}})
    chain.state("order_placed", {"order": {"number": "042-03A-2", "invoice": None}})
    push(central, chain.records)
    with central.write() as tx:
        tx.exec_driver_sql("DROP TABLE placed_tickets")
        tx.execute(update(chain_table).where(chain_table.c.name == "schema").values(value="14"))
    migrations.migrate(central, migrations.STEPS[:14])
    assert columns(central) == fresh
    with central.read() as conn:
        found = conn.exec_driver_sql("SELECT seq, ticket, number FROM placed_tickets").all()
    assert [tuple(row) for row in found] == [(2, "T1", "042-03A-1")]


def columns(central: Central) -> dict[str, list[str]]:
    with central.read() as conn:
        look = inspect(conn)
        return {
            name: sorted(column["name"] for column in look.get_columns(name))
            for name in look.get_table_names()
        }


def test_a_step_that_fails_leaves_nothing_and_the_next_start_goes_on(central: Central) -> None:
    with pytest.raises(ZeroDivisionError):
        migrations.migrate(central, [*migrations.STEPS, a_step, a_step_that_fails])
    assert tables(central) >= {"added"}
    assert "half" not in tables(central)
    migrations.migrate(central, [*migrations.STEPS, a_step, lambda tx: None])
    assert schema(central) == str(len(migrations.STEPS) + 3)


def test_the_database_of_a_later_version_is_left_alone(central: Central) -> None:
    migrations.migrate(central, [*migrations.STEPS, a_step])
    with pytest.raises(NewerSchema) as refusal:
        migrations.migrate(central)
    assert refusal.value.facts == {"path": central.name}


def test_many_that_start_at_once_make_one_schema(tmp_path: Path, clock: Clock) -> None:
    make_at_once(f"sqlite:///{tmp_path / 'central.db'}", clock)


@pytest.mark.more
def test_many_that_start_at_once_make_one_schema_on_postgresql(
    postgresql_url: str, clock: Clock
) -> None:
    empty = Central(postgresql_url, clock)
    with empty.write() as tx:
        metadata.drop_all(tx.connection)
    empty.close()
    make_at_once(postgresql_url, clock)


def make_at_once(url: str, clock: Clock) -> None:
    together = threading.Barrier(4)
    epochs: list[str] = []

    def start() -> None:
        central = Central(url, clock)
        together.wait()
        migrations.migrate(central)
        epochs.append(chain.make_chain(central, demo=False).epoch)
        central.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(epochs) == 4
    assert len(set(epochs)) == 1


# the chain


def test_a_chain_is_made_once(central: Central) -> None:
    one, other = chain.make_chain(central, demo=False), chain.make_chain(central, demo=True)
    assert (one.epoch, one.pepper, one.public_key) == (other.epoch, other.pepper, other.public_key)
    assert not other.demo
    assert len(one.pepper) == 32


def test_before_it_is_made_there_is_no_chain(sqlite_url: str, clock: Clock) -> None:
    with Central(sqlite_url, clock).read() as conn:
        assert chain.epoch_of(conn) == ""
        with pytest.raises(LookupError):
            chain.chain_of(conn)


@pytest.mark.more
def test_a_database_in_another_cluster_has_a_new_epoch_and_goes_on(
    postgresql_url: str, clock: Clock
) -> None:
    central = Central(postgresql_url, clock)
    before = chain.make_chain(central, demo=False)
    with central.write() as tx:
        outbox.say(tx, "catalog", "P", "product", "1", 1, {})
        # As pg_restore leaves it: numbers of transactions that this cluster has yet to reach.
        tx.execute(update(outbox_table).values(xid=2**40))
        there = chain_table.c.name == "cluster"
        tx.execute(update(chain_table).where(there).values(value="1234567890"))
    assert sequencer.step(central) == 0
    migrations.migrate(central)
    after = chain.make_chain(central, demo=False)
    assert after.epoch != before.epoch
    assert after.public_key == before.public_key
    assert sequencer.step(central) == 1
    migrations.migrate(central)
    assert chain.make_chain(central, demo=False).epoch == after.epoch
    central.close()


def test_a_full_disk_says_so_alike_for_one_row_and_for_rows_in_bulk(
    sqlite_url: str, clock: Clock
) -> None:
    central = Central(sqlite_url, clock)
    value = {"name": "x" * 200}
    said = [outbox.Said("catalog", "P", "product", f"{n}", 1, value) for n in range(500)]
    with central.write() as tx:
        outbox.say_all(tx, said)
        driver = tx.driver()
    pages = driver.execute("PRAGMA page_count").fetchone()[0]
    driver.execute(f"PRAGMA max_page_count = {pages}")
    for call in (
        lambda: sequencer.step(central),  # in bulk: past SQLAlchemy, which its callers know
        lambda: _note_much(central),
    ):
        with pytest.raises(OperationalError, match="full"):
            call()
    driver.execute(f"PRAGMA max_page_count = {pages * 100}")
    assert sequencer.step(central) == len(said)
    central.close()


def _note_much(central: Central) -> None:
    with central.write() as tx:
        note(tx, "x" * 100_000)
