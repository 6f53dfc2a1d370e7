"""Becoming an installation of a chain: a new folder, a stand-alone till, or a restored one.

What central answered is put into the folder here; asking it is the command's. A folder that is a
till already keeps its journal and opens its next installation in it: its own numbers from 1, its
own chain, its own letter. What it stated since a central knew it comes along, and of what it
stated when it stood alone its customers.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app import config as till_toml
from app.config import Config
from app.domain.errors import DemoElsewhere, DeviceOfKind, TillEnrolled
from app.domain.installation import FIRST_OF_CENTRAL, DeviceKind
from app.domain.shop import Shop, check_shop
from app.durable import sync_file
from app.mirror.store import writing
from app.services.clock import seeded
from app.services.installing import (
    Made,
    begin,
    claim,
    series_of,
    state_opening,
)
from app.services.joining import go_on, take_over
from app.services.opening import journal_of, regime_for, secrets_of
from app.storage import documents, enrolment, journal, keys, migrations
from app.storage.database import Database, Reader
from app.storage.enrolment import Enrolment
from app.storage.folder import JOURNAL, FolderLock


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is about to join, held by this process."""

    path: Path
    seed: bytes
    """Of the device's new key."""
    demo: bool
    kind: DeviceKind = DeviceKind.TILL
    """What it becomes, or is already."""
    shop: str = ""
    till: str = ""
    """What it is, or was, already."""
    generation: str = ""
    """The highest letter that is not free any more."""
    config: Config | None = None
    """None for a new one."""
    lives: tuple[Life, ...] = ()
    """What a central gave it, and what it was since without one, oldest first."""
    head: dict[str, Any] | None = None
    """Of the chain that it goes on from."""
    last_ticket: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """`generation`: "" of one whose letter is free again."""

    installation: int
    generation: str


@dataclass(frozen=True, slots=True)
class Membership:
    """What central answered, and how it is reached."""

    enrolment: Enrolment
    number: str
    """As the AEAT is told it."""
    generation: str
    till: str
    pepper: bytes
    shop: Shop
    region: str = ""
    calendar: dict[str, Any] = field(default_factory=dict)
    policies: dict[str, Any] = field(default_factory=dict)
    authority: Path | None = None
    """What signed central's certificate, when it is a private one; copied into the folder."""


@contextmanager
def holding(
    path: Path,
    *,
    demo: bool = False,
    kind: DeviceKind | None = None,
    last_ticket: str = "",
    only: bool = False,
) -> Iterator[Folder]:
    """The folder, nobody else's while it joins; a new one is made.

    `kind`: of a new folder; None: a till, or what the folder is already.
    `last_ticket`: of a new folder, the newest paper ticket of its till number, when there was a
    till before it. `only`: nobody sells from another copy of it, so the letter that a restore
    opened is free while nothing is numbered with it; otherwise central gives one after it, as that
    backup may have been restored elsewhere too, and sell without central. Raises DemoElsewhere,
    DeviceOfKind, AnotherTill, BadTill, KeyMissing, TillExists (a till that lost its till.toml),
    BadShopFacts, DiskReadOnly.
    """
    if enrolment.waits(path):
        go_on(path)
    if not (path / till_toml.NAME).exists():
        lock = claim(path)
        try:
            shop, till, letter = series_of(last_ticket) if last_ticket else ("", "", "")
            seed = enrolment.new_device_key(path)
            new = kind or DeviceKind.TILL
            yield Folder(path, seed, demo, new, shop, till, letter, last_ticket=last_ticket)
        finally:
            lock.release()
        return
    lock = FolderLock(path)
    try:
        yield _known(path, demo=demo, kind=kind, only=only)
    finally:
        lock.release()


def _known(path: Path, *, demo: bool, kind: DeviceKind | None, only: bool) -> Folder:
    config = till_toml.read(path)
    if demo and not config.demo:
        raise DemoElsewhere()
    if kind is not None and kind is not config.kind:
        raise DeviceOfKind(till=f"{config.shop}/{config.till}", kind=config.kind.value)
    with journal_of(path, secrets_of(path, config)) as db, db.read() as connection:
        last = journal.last(connection, config.installation)
        lives = _lives(connection)
        free = only and _free(connection, config)
    letter = config.generation
    if free and lives and lives[-1].installation == config.installation:
        letter = till_toml.generation_before(letter)
        lives = (*lives[:-1], replace(lives[-1], generation=""))
    head = {"installation": last.installation, "seq": last.seq, "hash": last.hash} if last else None
    return Folder(
        path,
        enrolment.new_device_key(path),
        config.demo,
        config.kind,
        config.shop,
        config.till,
        letter,
        config,
        lives,
        head,
    )


def _lives(connection: Reader) -> tuple[Life, ...]:
    letters = sorted(journal.generations(connection).items())
    return tuple(Life(*one) for one in letters if one[0] >= FIRST_OF_CENTRAL)


def _free(connection: Reader, config: Config) -> bool:
    """Whether nothing was ever numbered with the till's letter."""
    letter = f"T{config.shop}C{config.till}{config.generation}"
    return not any(prefix.startswith(letter) for prefix in documents.last_numbers(connection))


def become(folder: Folder, joined: Membership, key_place: str = keys.FILE) -> Made:
    """Make the folder that installation. What is cut short is begun again by enrolling again.

    `key_place`: of a new folder; another one keeps its own. Raises BadShopFacts, RegimeNotReady,
    KeyringUnusable, DiskFull.
    """
    check_shop(joined.shop, joined.till)
    config = _config(folder, joined, key_place)
    regime_for(config, joined.shop)
    code = keys.new_recovery_code()
    if folder.config is None:
        kept = keys.Secrets(keys.new().key, joined.pepper)
        begin(folder.path, config)
        keys.put(folder.path, config.key_place, config.installation_number, kept)
    else:
        kept = keys.Secrets(secrets_of(folder.path, folder.config).key, joined.pepper)
        till_toml.write(folder.path, config, till_toml.MAKING)
        waiting = keys.KEY_FILE + enrolment.NEW
        (folder.path / waiting).unlink(missing_ok=True)
        keys.put(folder.path, config.key_place, config.installation_number, kept, waiting)
    _new_file(folder.path / (keys.RECOVERY_FILE + enrolment.NEW), keys.seal(kept, code))
    authority = folder.path / (enrolment.AUTHORITY + enrolment.NEW)
    authority.unlink(missing_ok=True)
    if joined.authority:
        shutil.copyfile(joined.authority, authority)
        sync_file(authority)
    with writing(folder.path, kept.key) as mirror:
        mirror.shop(joined.shop, joined.region, joined.calendar, joined.policies)
    _migrate(folder.path, kept)
    body: dict[str, object] = {"restored_from": None, "last_ticket": folder.last_ticket}
    body |= {"follows": folder.head, "epoch": joined.enrolment.epoch}
    state_opening(folder.path, config, kept, body)
    enrolment.write(folder.path, joined.enrolment, enrolment.NAME + enrolment.NEW)  # decided
    take_over(folder.path)
    return Made(config, code)


def _config(folder: Folder, joined: Membership, key_place: str) -> Config:
    number = joined.enrolment.installation
    name = f"{joined.shop.code}-{joined.till}"
    found = Config(
        shop=joined.shop.code,
        till=joined.till,
        installation=number,
        generation=joined.generation,
        installation_number=joined.number,
        key_place=key_place,
        demo=folder.demo,
        kind=folder.kind,
        seed=seeded("demo", name, number).hex()[:16] if folder.demo else "",
    )
    if folder.config is None:
        return found
    before = folder.config
    return replace(
        found,
        key_place=before.key_place,
        face=before.face,
        devices=before.devices,
        weighed=before.weighed,
    )


def _migrate(path: Path, kept: keys.Secrets) -> None:
    db = Database(path / JOURNAL, key=kept.key)
    try:
        migrations.migrate(db, migrations.steps(), backups=path / "backups")
    finally:
        db.close()


def _new_file(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    sync_file(path)


def check_alone(folder: Path) -> None:
    """Raises TillEnrolled: what an enrolled till sells and who sells it is central's to say."""
    if enrolment.read(folder) is not None:
        raise TillEnrolled()
