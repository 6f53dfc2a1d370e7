"""Backups taken while selling, and restoring one as the next installation."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import config as till_toml
from app.config import Config, next_generation
from app.domain.errors import (
    BadBackup,
    CentralNotCopied,
    NoSuchFile,
    ShopError,
    UnwritableFile,
    WrongKey,
)
from app.domain.facts import FactType
from app.domain.installation import CHOICES, FIRST_OF_CENTRAL, number_of_restored
from app.domain.picture import is_name
from app.durable import sync_file
from app.mirror import pictures
from app.mirror.folder import CURRENT
from app.mirror.store import NAME as STORE
from app.mirror.store import writing
from app.services import erasures
from app.services.central_copy import Renew, bring_back, copy_central
from app.services.clock import SetClock, SystemClock
from app.services.installing import (
    DEMO_BEGAN,
    begin,
    claim,
    generation_after,
    installation_number,
    state_opening,
    take_effect,
)
from app.services.opening import held, journal_of, secrets_of, store_of
from app.services.second_copy import named_in
from app.services.single import DATABASE
from app.storage import customers, documents, enrolment, journal, keys, second_file
from app.storage.backups import copy_database
from app.storage.database import Database
from app.storage.folder import JOURNAL
from app.storage.keys import Secrets

FORMAT = 1
MANIFEST = "manifest.json"
_NEEDED = (MANIFEST, JOURNAL, STORE, till_toml.NAME, keys.RECOVERY_FILE)
_MOST = 8 * 1024**3
"""Bytes of one file in a backup: more is no till's."""


def back_up(folder: Path, file: Path) -> Config:
    """Copy everything of the till into one file; the till may be selling meanwhile.

    Journal and store stay encrypted, key and pepper are sealed with the recovery code, and the
    catalogue goes along, with its pictures when no central has them; so does the central of a
    single shop. Beside it lies who was erased.
    Replaces `file` in one durable step. Raises UnwritableFile, NoTill..., CentralNotCopied when all
    but central is in `file`.
    """
    config = till_toml.read(folder)
    kept = secrets_of(folder, config)
    lacking: CentralNotCopied | None = None
    part = file.with_name(file.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=file.resolve().parent) as place:
            copies = Path(place)
            with journal_of(folder, kept) as db:
                copy_database(db, copies / JOURNAL)
                with db.read() as connection:
                    erased = customers.erased(connection)
            erasures.keep_beside(folder, file.parent, erased)
            _check_journal(copies, kept, config)
            with store_of(folder, kept) as db:
                copy_database(db, copies / STORE)
            try:
                # After the journal: what it says of the till may be newer, never older.
                central = copy_central(folder, copies, kept)
            except CentralNotCopied as error:
                central, lacking = [], error
            # A clock that lost its battery stands before 1980, which zip cannot say.
            with zipfile.ZipFile(part, "w", strict_timestamps=False) as archive:
                archive.writestr(MANIFEST, json.dumps(_manifest(config)))
                for path in [*_files(folder, copies), *central]:
                    archive.write(path, path.name, _compression(path))
        sync_file(part)
        part.replace(file)
        sync_file(file.resolve().parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UnwritableFile(file=str(file), reason=str(error)) from None
    if lacking is not None:
        raise lacking
    return config


def new_recovery_code(folder: Path) -> str:
    """Another code for the backups from now on; earlier ones still open with the one before.

    Raises NoTill, KeyMissing, KeyringUnusable.
    """
    kept = secrets_of(folder, till_toml.read(folder))
    code = keys.new_recovery_code()
    part = folder / (keys.RECOVERY_FILE + ".part")
    part.write_bytes(keys.seal(kept, code))
    sync_file(part)
    part.replace(folder / keys.RECOVERY_FILE)
    sync_file(folder)
    return code


def _manifest(config: Config) -> dict[str, Any]:
    return {"format": FORMAT, "shop": config.shop, "till": config.till}


def _files(folder: Path, copies: Path) -> list[Path]:
    files = [copies / JOURNAL, copies / STORE, folder / till_toml.NAME]
    files.append(folder / keys.RECOVERY_FILE)
    current = folder / CURRENT
    if current.exists():
        catalogue = folder / current.read_text("utf-8").strip()
        files += [current, catalogue]
        if enrolment.read(folder) is None:
            named = pictures.named(catalogue) or ()
            files += filter(None, (pictures.at_hand(folder, name) for name in sorted(named)))
    return files


def _compression(path: Path) -> int:
    # What is encrypted does not get smaller, nor does a picture.
    small = path.name in (JOURNAL, STORE, DATABASE) or is_name(path.name)
    return zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED


@dataclass(frozen=True, slots=True)
class Restored:
    config: Config
    erased: frozenset[str]
    """Customers whose keys the backup had brought back, and which are destroyed again."""
    unlisted: bool
    """It brought back keys, and nothing beside it said who was erased since."""
    until: datetime
    """When its newest fact was stated, by the shop's clock: what came later is not in it."""
    ticket: str
    """The newest document of that installation; "" when it issued none."""


def restore(
    file: Path,
    folder: Path,
    code: str,
    last_ticket: str = "",
    renew: Renew | None = None,
    second: Path | None = None,
) -> Restored:
    """Make the till of a backup anew in `folder`, as the next installation: its own chain, its
    own series letter, so that no number exists twice (retail-rules 8).

    A till of a chain has to enrol again. It may sell before: its number is one that no central
    gives, and what it states goes to central once it has enrolled. Who is erased by the list beside
    the backup is erased again. Whom central told of is forgotten: it tells again, but not of those
    it erased since.

    `last_ticket`: the newest paper ticket of that till, when it sold on (or was restored)
    after the backup. `renew`: what is done to the central of a single shop, which comes back with
    its till; without it central stays in the backup. `second`: where the till's second copy
    is, whose journal is newer than the backup's. Raises TillExists, NoSuchFile, BadBackup,
    WrongRecoveryCode, BadShopFacts.
    """
    if not file.is_file():
        raise NoSuchFile(file=str(file))
    try:
        return _bring_back(file, folder, code, last_ticket, renew, second)
    except OSError as error:
        raise UnwritableFile(file=str(folder), reason=str(error)) from None


def _bring_back(
    file: Path,
    folder: Path,
    code: str,
    last_ticket: str,
    renew: Renew | None,
    second: Path | None,
) -> Restored:
    with tempfile.TemporaryDirectory(dir=_beside(folder)) as place:
        out = Path(place)
        _unpack(file, out)
        kept = keys.unseal((out / keys.RECOVERY_FILE).read_bytes(), code)
        old = _read_config(out)
        letter = next_generation(old.generation)
        if last_ticket:
            letter = max(letter, generation_after(last_ticket, old.shop, old.till))
        head = _check_journal(out, kept, old)
        if second is not None:
            head = _take_newer(out, kept, old, head, second)
        until, ticket = _reach(out, kept, old)
        _forget_customers(out, kept)
        lock = claim(folder)
        try:
            bring_back(out, folder, kept, renew)
            config = _install(out, folder, kept, old, letter)
            opening: dict[str, object] = {"restored_from": head, "last_ticket": last_ticket}
            state_opening(folder, config, kept, opening)
            erased = _erase_again(folder, config, kept, erasures.listed(file.parent))
            take_effect(folder)
            left = _keys(folder, kept)
        finally:
            lock.release()
    unlisted = left > 0 and not erasures.kept(file.parent)
    return Restored(config, frozenset(erased), unlisted, until, ticket)


def _erase_again(folder: Path, config: Config, kept: Secrets, uuids: Collection[str]) -> list[str]:
    """Destroy the keys of these that the backup brought back, and state it; whose they were."""
    with held(folder, config, kept) as till:
        if config.demo:
            till.clock = SetClock(till.shop.zone, DEMO_BEGAN)  # it may be put to any later day yet
        with till.db.read() as connection:
            there = customers.all_made(connection, keyed=True)
        gone = [one.uuid for one in there if one.uuid in uuids]
        if gone:
            with till.act() as act:
                for uuid in gone:
                    act.state(FactType.CUSTOMER_ERASED, {"customer": uuid}, "")
                customers.destroy_keys(act.tx, gone)
            till.db.checkpoint()
    erasures.add(folder, uuids)  # for the backups of this one
    return gone


def _keys(folder: Path, kept: Secrets) -> int:
    """How many customers the journal has the key of."""
    with journal_of(folder, kept) as db, db.read() as connection:
        return len(customers.all_made(connection, keyed=True))


def _beside(folder: Path) -> Path:
    """An existing folder on the same disk."""
    place = folder.resolve().parent
    while not place.exists():
        place = place.parent
    return place


def _unpack(file: Path, out: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if any(name not in names for name in _NEEDED):
                raise BadBackup(reason=", ".join(sorted(set(_NEEDED) - set(names))))
            for item in archive.infolist():
                # Only plain names: nothing may be written beside the folder.
                if Path(item.filename).name != item.filename or item.file_size > _MOST:
                    raise BadBackup(reason=item.filename)
                archive.extract(item, out)
            manifest = json.loads((out / MANIFEST).read_text("utf-8"))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError) as error:
        raise BadBackup(reason=str(error)) from None
    if manifest.get("format") != FORMAT:
        raise BadBackup(reason=f"format {manifest.get('format')}")


def _read_config(out: Path) -> Config:
    try:
        return till_toml.read(out)
    except ShopError:
        raise BadBackup(reason=till_toml.NAME) from None


def _check_journal(out: Path, kept: Secrets, config: Config) -> dict[str, Any]:
    """The head of the chain in a copy; the next installation's first fact will name it.

    A copy of a damaged journal is none: it must not take the place of a good one. Raises
    BadBackup.
    """
    db = Database(out / JOURNAL, key=kept.key)
    try:
        if (words := db.check()) != "ok":
            raise BadBackup(reason=words)
        with db.read() as connection:
            last = journal.last(connection, config.installation)
            noted = journal.heads(connection).get(config.installation)
    finally:
        db.close()
    if last is None or noted != (last.seq, last.hash):
        raise BadBackup(reason=JOURNAL)
    return {"installation": last.installation, "seq": last.seq, "hash": last.hash}


def _take_newer(
    out: Path, kept: Secrets, config: Config, head: dict[str, Any], second: Path
) -> dict[str, Any]:
    """Put the second copy's journal in the place of the backup's, whose chain it goes on with; its
    head. Raises BadBackup."""
    newer = out / "newer"
    newer.mkdir()
    own = named_in(second, config)
    second = own if own.is_dir() else second
    if not second_file.rebuild(second, newer / JOURNAL):
        raise BadBackup(reason=str(second))
    try:
        found = _check_journal(newer, kept, config)
        db = Database(newer / JOURNAL, key=kept.key)
        try:
            with db.read() as connection:
                joined = journal.at(connection, head["installation"], head["seq"])
        finally:
            db.close()
    except WrongKey:
        raise BadBackup(reason=str(second)) from None
    if joined is None or joined.hash != head["hash"]:
        raise BadBackup(reason=str(second))
    (newer / JOURNAL).replace(out / JOURNAL)
    shutil.rmtree(newer)
    return found


def _reach(out: Path, kept: Secrets, config: Config) -> tuple[datetime, str]:
    """Up to when a checked copy goes, and to which document."""
    db = Database(out / JOURNAL, key=kept.key)
    try:
        with db.read() as connection:
            last = journal.last(connection, config.installation)
            ticket = documents.last_of(connection, config.installation)
    finally:
        db.close()
    assert last is not None  # noqa: S101  the check found it
    return journal.local_time(last), ticket


def _forget_customers(out: Path, kept: Secrets) -> None:
    """Whom central told of in a copy: it may have erased any of them since. Raises BadBackup."""
    try:
        db = Database(out / STORE, key=kept.key, writable=False)
    except WrongKey:
        raise BadBackup(reason=STORE) from None
    try:
        words = db.check()
    finally:
        db.close()
    if words != "ok":
        raise BadBackup(reason=f"{STORE}: {words}")
    with writing(out, kept.key) as mirror:
        mirror.no_customers()


def _install(out: Path, folder: Path, kept: Secrets, old: Config, letter: str) -> Config:
    name = f"{old.shop}-{old.till}"
    number = ord(letter) - ord("A") + 1
    if old.installation >= FIRST_OF_CENTRAL:
        at = int(SystemClock(UTC).now().timestamp())
        number = number_of_restored(old.installation, at, secrets.randbelow(CHOICES))
    config = replace(
        old,
        generation=letter,
        installation=number,
        installation_number=installation_number(name, letter, demo=old.demo),
        key_place=keys.FILE,
    )
    (out / MANIFEST).unlink()
    (out / till_toml.NAME).unlink()
    begin(folder, config)
    for path in out.iterdir():
        target = pictures.place(folder, path.name) if is_name(path.name) else folder / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if os.name != "nt":
            target.chmod(0o600)
        sync_file(target)
    keys.put(folder, keys.FILE, config.installation_number, kept)
    return config
