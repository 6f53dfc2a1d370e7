"""Schema steps: migrated is fresh, each has a backup before it, killed anywhere they go on."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from app.domain.errors import NewerSchema
from app.storage import migrations
from app.storage.database import Database
from app.storage.tables import metadata

KEY = b"k" * 32
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
MORE = (
    "CREATE TABLE one (id INTEGER PRIMARY KEY);\nINSERT INTO one VALUES (1);\n",
    "CREATE TABLE two (id INTEGER PRIMARY KEY);\nINSERT INTO two SELECT id FROM one;\n",
)


def a_database(folder: Path) -> Database:
    folder.mkdir(exist_ok=True)
    return Database(folder / "journal.db", key=KEY)


def version(db: Database) -> int:
    return int(db.driver().execute("PRAGMA user_version").fetchone()[0])


def test_migrated_is_what_the_tables_say(tmp_path: Path) -> None:
    db = a_database(tmp_path)
    migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    with db.read() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == set(metadata.tables)
        for name, table in metadata.tables.items():
            columns = {column["name"]: column for column in found.get_columns(name)}
            assert set(columns) == set(table.columns.keys())
            key = found.get_pk_constraint(name)["constrained_columns"]
            assert key == [column.name for column in table.primary_key.columns]
            for column in table.columns:
                says: Any = columns[column.name]
                assert says["nullable"] == bool(column.nullable), f"{name}.{column.name}"
                numeric = str(column.type.compile(db._engine.dialect)) == "INTEGER"
                assert (str(says["type"]) == "INTEGER") == numeric, f"{name}.{column.name}"
    assert version(db) == len(migrations.steps())


def test_nothing_is_left_to_do_the_second_time(tmp_path: Path) -> None:
    db = a_database(tmp_path)
    for _ in range(2):
        migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    assert not (tmp_path / "backups").exists()


def test_before_each_step_there_is_a_backup_that_opens(tmp_path: Path) -> None:
    db = a_database(tmp_path)
    migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    shipped = len(migrations.steps())
    migrations.migrate(db, [*migrations.steps(), *MORE], backups=tmp_path / "backups")
    assert version(db) == shipped + 2
    names = [f"journal-v{shipped}.db", f"journal-v{shipped + 1}.db"]
    assert {path.name for path in (tmp_path / "backups").iterdir()} == set(names)
    for name, number in zip(names, (shipped, shipped + 1), strict=True):
        copy = Database(tmp_path / "backups" / name, key=KEY)
        assert version(copy) == number
        copy.close()


def test_a_backup_that_nobody_came_back_to_for_a_month_goes(tmp_path: Path) -> None:
    migrations.forget(tmp_path / "none", NOW)
    for name, days in (("journal-v3.db", 31), ("journal-v4.db", 29), ("mine.db", 400)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, ((NOW - timedelta(days=days)).timestamp(),) * 2)
    migrations.forget(tmp_path, NOW)
    assert {path.name for path in tmp_path.iterdir()} == {"journal-v4.db", "mine.db"}


@pytest.mark.parametrize("statement", range(2))
def test_a_step_cut_short_is_done_whole_at_the_next_start(tmp_path: Path, statement: int) -> None:
    steps = [*migrations.steps(), *MORE]
    broken = MORE[1].split("\n")
    broken[statement] = "SELECT this_fails();"
    db = a_database(tmp_path)
    with pytest.raises(Exception, match="this_fails"):
        migrations.migrate(db, [*steps[:-1], "\n".join(broken)], backups=tmp_path / "backups")
    assert version(db) == len(steps) - 1
    assert not inspect(db._engine).has_table("two")
    db.close()
    db = a_database(tmp_path)
    migrations.migrate(db, steps, backups=tmp_path / "backups")
    assert db.driver().execute("SELECT id FROM two").fetchall() == [(1,)]
    assert version(db) == len(steps)


def test_a_file_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    db = a_database(tmp_path)
    migrations.migrate(db, [*migrations.steps(), *MORE], backups=tmp_path / "backups")
    with pytest.raises(NewerSchema):
        migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    assert version(db) == len(migrations.steps()) + 2


def test_a_trigger_stays_in_one_piece(tmp_path: Path) -> None:
    db = a_database(tmp_path)
    script = (
        "CREATE TABLE t (id INTEGER);\n"
        "CREATE TRIGGER kept BEFORE DELETE ON t\nBEGIN\n  SELECT 1;\n"
        "  SELECT RAISE(ABORT, 'no');\nEND;\n"
    )
    migrations.migrate(db, [script], backups=tmp_path / "backups")
    db.driver().execute("INSERT INTO t VALUES (1)")
    with pytest.raises(Exception, match="no"):
        db.driver().execute("DELETE FROM t")
