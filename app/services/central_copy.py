"""The central of a single shop in the till's backup: one file, opened by one recovery code.

Its database stays encrypted, its key is sealed with the till's. Neither is read here: the copy is
SQLite's, page by page.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from app.domain.errors import BadBackup, CentralNotCopied
from app.durable import sync_file
from app.services.single import CENTRAL, DATABASE, KEY
from app.storage import keys
from app.storage.backups import copy_database
from app.storage.database import Database
from app.storage.keys import Secrets

SEALED_KEY = "central.key.sealed"
_MAKING = "central.making"

Renew = Callable[[Path], object]
"""What is done to a central that comes back, in its folder, before anybody may open it."""


def copy_central(folder: Path, copies: Path, kept: Secrets) -> list[Path]:
    """Copy the central that belongs to the till in `folder`, also while it is serving; the files,
    none when there is no such central. Raises CentralNotCopied.
    """
    source = folder / CENTRAL / DATABASE
    if not source.exists():
        return []
    copy = copies / DATABASE
    try:
        key = bytes.fromhex((folder / CENTRAL / KEY).read_text("ascii"))
        db = Database(source, key=key, writable=False)
        try:
            copy_database(db, copy, pages=-1)
        finally:
            db.close()
        check(copy, key)
    except Exception as error:  # whatever it is, the till's own backup must be made
        copy.unlink(missing_ok=True)
        raise CentralNotCopied(reason=str(error)) from error
    sealed = copies / SEALED_KEY
    sealed.write_bytes(keys.wrap(kept, key))
    return [copy, sealed]


def bring_back(out: Path, folder: Path, kept: Secrets, renew: Renew | None) -> None:
    """Put the central that was unpacked into `out` beside the till that is being restored.

    A central that is there is newer than any backup of it and stays. Whole or not at all. Raises
    BadBackup.
    """
    copy, sealed = out / DATABASE, out / SEALED_KEY
    if not copy.exists() or not sealed.exists():
        return
    target, making = folder / CENTRAL, folder / _MAKING
    if renew is not None and not (target / DATABASE).exists():
        key = keys.unwrap(kept, sealed.read_bytes())
        check(copy, key)
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        shutil.copyfile(copy, making / DATABASE)
        (making / KEY).touch(mode=0o600)
        (making / KEY).write_text(key.hex(), "ascii")
        renew(making)
        for path in making.iterdir():
            sync_file(path)
        sync_file(making)
        shutil.rmtree(target, ignore_errors=True)  # one without a database
        making.replace(target)
        sync_file(folder)
    copy.unlink()
    sealed.unlink()


def check(copy: Path, key: bytes) -> None:
    """A copy of a damaged database is none. Raises BadBackup, WrongKey."""
    db = Database(copy, key=key)
    try:
        words = db.check()
    finally:
        db.close()
    if words != "ok":
        raise BadBackup(reason=f"{DATABASE}: {words}")
