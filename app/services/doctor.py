"""Is this till well? One finding a row, for a person and for a script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from app import config as till_toml
from app.config import Config
from app.domain.sale import SaleStatus
from app.services.backups import state_of
from app.services.clock import SystemClock
from app.services.opening import journal_of, secrets_of, shop_of, store_of
from app.storage import attempts, baskets, journal, keys, prints, reserve, shifts, store
from app.storage.catalog import Catalog
from app.storage.database import Database, library_version
from app.storage.folder import JOURNAL

WAL_ALARM = 32 * 1024 * 1024
"""Bytes: a journal that is not being checkpointed grows past this within a day."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names it for ever; `ok` False is what somebody must see to."""

    check: str
    ok: bool
    detail: str


def examine(folder: Path) -> list[Finding]:
    """Look at everything without changing anything; the till may be selling.

    Raises what keeps a till from being opened at all: NoTill, BadTill, KeyMissing, WrongKey...
    """
    config = till_toml.read(folder)
    kept = secrets_of(folder, config)
    findings = [
        Finding("till", True, f"{config.shop}/{config.till} {config.generation}"),
        Finding("key", not keys.open_to_others(folder), config.key_place),
        Finding("recovery", (folder / keys.RECOVERY_FILE).exists(), keys.RECOVERY_FILE),
        # Until terminals arrive: "card" charges nobody, "card by hand" is the bank's own.
        Finding("terminal", True, "simulated: charge cards by hand on the bank's own"),
        Finding("library", True, library_version()),
        *_disk(folder),
        *_backups(folder),
    ]
    with journal_of(folder, kept) as db, store_of(folder, kept) as shops:
        findings += _journal(db, config)
        findings += _store(shops)
    catalog = Catalog(folder)
    findings.append(Finding("catalogue", len(catalog) > 0, f"{catalog.version} {len(catalog)}"))
    catalog.close()
    return findings


def _backups(folder: Path) -> Iterator[Finding]:
    state = state_of(folder)
    if state is None:
        return
    now = SystemClock(UTC).now()
    made = f"newest {state.made:%Y-%m-%d %H:%M}" if state.made else "none yet"
    detail = f"{made}; {state.trouble}" if state.trouble else made
    yield Finding("backup", not state.wrong(now), detail)


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    yield Finding("disk", free >= reserve.LEAST, f"{free // 1024**2} MiB free")
    yield Finding("writable", os.access(folder, os.W_OK), str(folder))
    kept = (folder / reserve.NAME).exists()
    yield Finding("reserve", kept, f"{reserve.SIZE // 1024**2} MiB" if kept else "missing")
    wal = folder / (JOURNAL + "-wal")
    size = wal.stat().st_size if wal.exists() else 0
    yield Finding("wal", size < WAL_ALARM, f"{size // 1024} KiB")


def _journal(db: Database, config: Config) -> Iterator[Finding]:
    with db.read() as connection:
        words = db.check()
        yield Finding("journal", words == "ok", words)
        last = journal.last(connection, config.installation)
        yield Finding("chain", last is not None, f"fact {last.seq}" if last else "empty")
        shift = shifts.open_one(connection)
        yield Finding("shift", True, f"{shift.id} open since {shift.day}" if shift else "closed")
        pending = attempts.open_ones(connection)
        yield Finding("cards", not pending, f"{len(pending)} unknown")
        returns = baskets.with_status(connection, SaleStatus.RETURNING)
        yield Finding("returns", not returns, f"{len(returns)} half done")
        waiting = prints.unfinished(connection)
        yield Finding("printing", not waiting, f"{len(waiting)} waiting")
        open_counts = shifts.unaccepted(connection)
        yield Finding("differences", not open_counts, f"{len(open_counts)} not accepted")


def _store(db: Database) -> Iterator[Finding]:
    shop = shop_of(db)
    yield Finding("shop", True, f"{shop.company} {shop.nif} {shop.regime}")
    with db.read() as connection:
        people = store.people(connection)
    yield Finding("staff", bool(people), f"{len(people)} people")
