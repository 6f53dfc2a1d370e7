"""Bringing a database file to today's schema, one numbered step after another."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path

from app.domain.errors import NewerSchema
from app.storage.backups import copy_database
from app.storage.database import Database

WANTED = timedelta(days=30)
"""How long a copy of an older shape may still be wanted."""


def steps() -> list[str]:
    """The SQL of every step, in order; a step that has shipped is never edited."""
    folder = resources.files("app.storage.schema")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]


def migrate(database: Database, sql: Sequence[str], *, backups: Path) -> None:
    """Run the steps that `PRAGMA user_version` says are missing.

    A file that holds something is copied into `backups` before each step. A step and its
    number are one transaction: killed anywhere, the next start goes on. Raises NewerSchema.
    """
    driver = database.driver()
    done = int(driver.execute("PRAGMA user_version").fetchone()[0])
    if done > len(sql):
        raise NewerSchema(path=str(database.path))
    for number in range(done + 1, len(sql) + 1):
        if done:
            backups.mkdir(parents=True, exist_ok=True)
            copy_database(database, backups / f"{database.path.stem}-v{number - 1}.db")
        with database.write() as tx:
            for statement in _statements(sql[number - 1]):
                tx.exec_driver_sql(statement)
            tx.exec_driver_sql(f"PRAGMA user_version={number}")


def forget(backups: Path, now: datetime) -> None:
    """Remove the copies that nobody came back to: they hold people who were erased since, and days
    that were let go of."""
    for copy in backups.glob("*-v*.db"):
        with contextlib.suppress(OSError):  # Windows, open elsewhere
            if copy.stat().st_mtime < (now - WANTED).timestamp():
                copy.unlink()


def _statements(script: str) -> list[str]:
    """Split at the `;` that ends a line; a trigger's body stays in one piece."""
    statements: list[str] = []
    held = ""
    for line in script.splitlines(keepends=True):
        held += line
        whole = not held.lstrip().startswith("CREATE TRIGGER") or line.rstrip().endswith("END;")
        if line.rstrip().endswith(";") and whole:
            statements.append(held)
            held = ""
    return statements
