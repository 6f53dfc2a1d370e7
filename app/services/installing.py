"""Making a till: its folder, its keys, its shop and the first fact of its chain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app import config as till_toml
from app.config import Config, next_generation
from app.domain.errors import BadShopFacts, DiskReadOnly, TillExists
from app.domain.facts import FactType
from app.domain.installation import DeviceKind
from app.domain.shop import Shop, check_shop
from app.domain.staff import Person, check_badge, check_pin
from app.durable import sync_file
from app.mirror.store import NAME as STORE
from app.mirror.store import StaffRow, writing
from app.pins import hash_pin, mark_badge
from app.services.clock import SetClock, SystemClock, new_uuid, seeded
from app.services.opening import NONE, held, regime_of
from app.services.till import Till
from app.storage import enrolment, journal, keys, migrations
from app.storage.database import Database
from app.storage.folder import JOURNAL, FolderLock

DEMO_BEGAN = datetime(2025, 1, 1, tzinfo=UTC)
"""A demo's chain begins here, so that its clock can be put to any later day."""
_TICKET = re.compile(r"T(?P<shop>\d{3})C(?P<till>\d{2})(?P<letter>[A-Z])[SFR]\d{2}-\d{6}")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody with the PIN (and badge) as typed; never kept so."""

    person: Person
    pin: str
    badge: str = ""


@dataclass(frozen=True, slots=True)
class NewTill:
    """What `init` is told."""

    shop: Shop
    till: str
    people: tuple[NewPerson, ...] = ()
    key_place: str = keys.FILE
    demo: bool = False
    last_ticket: str = ""
    """The newest paper ticket of an earlier installation of this till, when there was one."""


@dataclass(frozen=True, slots=True)
class Made:
    config: Config
    recovery_code: str
    """Said once; every backup is sealed with it."""


def make_till(folder: Path, new: NewTill) -> Made:
    """Make a till in `folder`; till.toml comes last, so a half-made one is no till.

    Raises TillExists (and changes nothing), BadShopFacts, WeakPin, RegimeNotReady,
    KeyringUnusable.
    """
    check_shop(new.shop, new.till)
    regime_of(new.shop.regime, demo=new.demo)
    check_pins(new.people, demo=new.demo)
    generation = generation_after(new.last_ticket, new.shop.code, new.till)
    lock = claim(folder)
    try:
        config = new_config(new, generation)
        kept = keys.new()
        code = keys.new_recovery_code()
        begin(folder, config)
        (folder / keys.RECOVERY_FILE).write_bytes(keys.seal(kept, code))
        sync_file(folder / keys.RECOVERY_FILE)
        keys.put(folder, new.key_place, config.installation_number, kept)
        with writing(folder, kept.key) as mirror:
            mirror.shop(new.shop)
            mirror.staff(hashed(kept.pepper, new.people))
        db = Database(folder / JOURNAL, key=kept.key)
        migrations.migrate(db, migrations.steps(), backups=folder / "backups")
        db.close()
        open_installation(
            folder, config, kept, {"restored_from": None, "last_ticket": new.last_ticket}
        )
    finally:
        lock.release()
    return Made(config, code)


def claim(folder: Path) -> FolderLock:
    """A folder for a new till, only ours to read. Raises TillExists, DiskReadOnly."""
    _check_free(folder)
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o700)
        elif not folder.is_dir():
            raise NotADirectoryError
    except (FileExistsError, NotADirectoryError):
        raise BadShopFacts(field="data", value=str(folder)) from None
    except OSError:
        raise DiskReadOnly() from None
    lock = FolderLock(folder)
    try:
        _check_free(folder)  # again: another `init` may have been faster
    except TillExists:
        lock.release()
        raise
    return lock


def _check_free(folder: Path) -> None:
    if (folder / till_toml.NAME).exists() or ((folder / JOURNAL).exists() and not _half(folder)):
        raise TillExists(folder=str(folder))


def _half(folder: Path) -> bool:
    """Whether a making was cut short here; a till that lost its till.toml is not that."""
    return (folder / till_toml.MAKING).exists() and not (folder / till_toml.NAME).exists()


def begin(folder: Path, config: Config) -> None:
    """Say in a claimed folder that a till is being made; remove what was cut short before."""
    (folder / (enrolment.NAME + enrolment.NEW)).unlink(missing_ok=True)
    till_toml.write(folder, config, till_toml.MAKING)
    sync_file(folder)
    names = [keys.KEY_FILE, keys.RECOVERY_FILE]
    ends = ("", "-wal", "-shm", "-journal")
    names += [name + end for name in (JOURNAL, STORE) for end in ends]
    for name in names:
        (folder / name).unlink(missing_ok=True)


def new_config(new: NewTill, generation: str) -> Config:
    """A configuration whose installation has never been."""
    name = f"{new.shop.code}-{new.till}"
    return Config(
        shop=new.shop.code,
        till=new.till,
        installation=ord(generation) - ord("A") + 1,
        generation=generation,
        installation_number=installation_number(name, generation, demo=new.demo),
        key_place=new.key_place,
        demo=new.demo,
        seed=seeded("demo", name).hex()[:16] if new.demo else "",
    )


def installation_number(name: str, generation: str, *, demo: bool) -> str:
    """What the AEAT is told: of a real till, one that no other installation ever had."""
    if demo:
        return f"{name}-DEMO-{generation}"
    at = SystemClock(UTC).now()
    return f"{name}-{generation}-{at:%Y%m%dT%H%M%SZ}-{new_uuid(at)[-6:]}"


def generation_after(last_ticket: str, shop: str, till: str) -> str:
    """The letter for a new installation: A, or the one after the last paper ticket's.

    Raises BadShopFacts when that ticket is not of this till.
    """
    if not last_ticket:
        return "A"
    *of, letter = series_of(last_ticket)
    if of != [shop, till]:
        raise BadShopFacts(field="last-ticket", value=last_ticket)
    return next_generation(letter)


def series_of(ticket: str) -> tuple[str, str, str]:
    """Shop, till and letter of a paper ticket's number. Raises BadShopFacts."""
    found = _TICKET.fullmatch(ticket.strip().upper())
    if not found:
        raise BadShopFacts(field="last-ticket", value=ticket)
    return found["shop"], found["till"], found["letter"]


def open_installation(
    folder: Path, config: Config, kept: keys.Secrets, body: dict[str, object]
) -> None:
    """State the first fact of a new installation; only then does till.toml say "till".

    The caller holds the folder's lock: nobody sells before that fact, whenever this is cut short.
    """
    state_opening(folder, config, kept, body)
    take_effect(folder)


def state_opening(
    folder: Path, config: Config, kept: keys.Secrets, body: dict[str, object]
) -> None:
    """State the first fact of an installation, once."""
    with held(folder, config, kept) as till:
        if till.config.demo:
            till.clock = SetClock(till.shop.zone, DEMO_BEGAN)
        with till.db.read() as connection:
            stated = journal.last(connection, config.installation)
        if stated is None:
            _state_opening(till, body)


def take_effect(folder: Path) -> None:
    """What was being made is the till of this folder from now on."""
    (folder / till_toml.MAKING).replace(folder / till_toml.NAME)
    sync_file(folder)


def _state_opening(till: Till, body: dict[str, object]) -> None:
    with till.act() as act:
        act.state(
            FactType.INSTALLATION_OPENED,
            {
                "shop": till.config.shop,
                "till": till.config.till,
                "generation": till.config.generation,
                "number": till.config.installation_number,
                "nif": till.shop.nif,
                "regime": NONE if till.config.kind is DeviceKind.STOCK else till.shop.regime,
                "kind": till.config.kind.value,
                **body,
            },
            "",
        )


def check_pins(people: Sequence[NewPerson], *, demo: bool) -> None:
    """Everybody has a code, and a fit PIN or badge. Raises WeakPin, BadBadge, BadShopFacts."""
    for one in people:
        if not re.fullmatch(r"[A-Za-z0-9]{1,12}", one.person.code):
            raise BadShopFacts(field="code", value=one.person.code)
        if one.pin or not one.badge:
            check_pin(one.pin, one.person.role, demo=demo)
        if one.badge:
            check_badge(one.badge)


def hashed(pepper: bytes, people: Sequence[NewPerson]) -> list[StaffRow]:
    """What the mirror keeps of people: never a PIN or a badge as typed."""
    return [
        StaffRow(
            one.person,
            hash_pin(pepper, one.pin) if one.pin else "",
            mark_badge(pepper, one.badge) if one.badge else "",
        )
        for one in people
    ]
