"""Copying a database while it is in use."""

from __future__ import annotations

from pathlib import Path

from app.durable import sync_file
from app.storage.database import Database


def copy_database(source: Database, target: Path, pages: int = 2000) -> None:
    """A consistent copy of `source`, encrypted with the same key, durable when this returns.

    `pages`: copied between two looks at whether it was written, which begin the copy anew; -1 for
    all at once, of a database that others write without end.

    Replaces `target` in one step: a copy cut short leaves the old one.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    copy = source.beside(part)
    try:
        source.driver().backup(copy.driver(), pages=pages)
    finally:
        copy.close()
    for suffix in ("-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    sync_file(part)
    part.replace(target)
    sync_file(target.parent)
