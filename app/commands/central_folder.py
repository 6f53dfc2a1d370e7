"""Central's folder: where its database is, and opening it for a command.

central.db     the database of a small chain, encrypted with the key in central.key
database.toml  instead, the address of a PostgreSQL database
snapshots/     catalogues ready to be fetched
"""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy.exc import ArgumentError

from app import config
from app.commands.central_erased import heed
from app.domain.errors import BadDatabase, CentralBusy, CentralExists, DiskReadOnly, NoCentral
from app.durable import sync_file
from app.services import single
from sync.central import migrations
from sync.central.chain import Chain, chain_of, renew_epoch
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.masters import lists

F = TypeVar("F", bound=Callable[..., Any])

WHO = "central"
"""Who brings what every chain has."""
FILE, KEY = single.DATABASE, single.KEY
ADDRESS, SNAPSHOTS = "database.toml", "snapshots"
ENVIRONMENT = "MOSTRADOR_DATABASE"


def central_options(command: F) -> F:
    """`--data` and `--database`, for every command of `mostrador central`."""
    command = click.option(
        "--database",
        envvar=ENVIRONMENT,
        metavar="URL",
        help="A PostgreSQL database (postgresql://user@host/name) instead of the folder's own.",
    )(command)
    return click.option(
        "--data", metavar="DIR", help="Central's folder (otherwise the user's data folder)."
    )(command)


def folder_of(data: str | None) -> Path:
    """Central's folder. Of a shop that is its own chain, its till's folder will do as well."""
    if data:
        place, till = Path(data), Path(data)
    else:
        import platformdirs

        place = Path(platformdirs.user_data_dir("mostrador-central", appauthor=False))
        till = config.default_folder()
    beside = till / single.CENTRAL
    has_none = not (place / FILE).exists() and not (place / ADDRESS).exists()
    return beside if has_none and (beside / FILE).exists() else place


def make(folder: Path, database: str | None, *, demo: bool) -> Chain:
    """Make a central. One that there is stays as it is, one that was cut short is finished.

    Raises CentralExists, BadDatabase, CentralBusy, DiskReadOnly.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if database is None and not (folder / ADDRESS).exists():
            _keep(folder / KEY, secrets.token_hex(32))
        elif database is not None and not (folder / FILE).exists():
            _keep(folder / ADDRESS, f"database = {json.dumps(database)}\n")
    except OSError:
        raise DiskReadOnly() from None
    with _central(folder, database) as central:
        migrations.migrate(central)
        if _chain(central) is not None:
            raise CentralExists(folder=str(folder))
        with central.write() as tx:
            for code, value in lists.FIRST.items():
                lists.put(tx, code, value, WHO)
        return migrations.make_chain(central, demo)


def renew(folder: Path) -> None:
    """What a central that comes back from a backup needs first: another epoch, so that its tills
    tell it again what it has lost. Raises as `opened`."""
    with opened(str(folder), None) as central, central.write() as tx:
        renew_epoch(tx)


@contextmanager
def opened(data: str | None, database: str | None) -> Iterator[Central]:
    """The central that was made here, at today's schema.

    Raises NoCentral, CentralBusy, NewerSchema, WrongKey, BadDatabase.
    """
    folder = folder_of(data)
    if database is None and not (folder / ADDRESS).exists() and not (folder / FILE).exists():
        raise NoCentral(folder=str(folder))
    with _central(folder, database) as central:
        migrations.migrate(central)
        if _chain(central) is None:
            raise NoCentral(folder=central.name)
        yield central


def _chain(central: Central) -> Chain | None:
    with central.read() as connection:
        try:
            return chain_of(connection)
        except LookupError:
            return None


@contextmanager
def _central(folder: Path, database: str | None) -> Iterator[Central]:
    url, key = _address(folder, database)
    try:
        central = Central(url, lambda: datetime.now(UTC), key=key)
    except (ValueError, ArgumentError) as error:
        raise BadDatabase(reason=str(error)) from None
    heed(central)
    try:
        yield central
    except Refusal as refusal:
        if refusal.kind == "busy":
            raise CentralBusy(reason=refusal.detail) from None
        raise
    finally:
        central.close()


def _address(folder: Path, database: str | None) -> tuple[str, bytes | None]:
    if database is None and (folder / ADDRESS).exists():
        try:
            database = tomllib.loads((folder / ADDRESS).read_text("utf-8"))["database"]
        except (OSError, ValueError, KeyError) as error:
            raise BadDatabase(reason=f"{ADDRESS}: {error}") from None
    if database is not None:
        return database, None
    try:
        key = bytes.fromhex((folder / KEY).read_text("ascii"))
    except (OSError, ValueError):
        raise BadDatabase(reason=KEY) from None
    return f"sqlite:///{folder / FILE}", key


def _keep(path: Path, text: str) -> None:
    """Only ours to read; what there is stays."""
    if path.exists():
        return
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    sync_file(part)
    part.replace(path)
    sync_file(path.parent)
