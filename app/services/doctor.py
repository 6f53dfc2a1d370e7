"""Is this till well? One finding a row, for a person and for a script."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import config as till_toml
from app.config import Config
from app.domain.installation import DeviceKind
from app.domain.line import LineStatus
from app.domain.sale import SaleStatus
from app.domain.skew import SKEW, Fault, wrong_clock
from app.services import single
from app.services.archiving import archivable_now
from app.services.backups import state_of
from app.services.clock import SystemClock
from app.services.opening import journal_of, secrets_of, shop_of, store_of
from app.services.second_copy import folder_of
from app.storage import (
    attempts,
    baskets,
    clock_leave,
    enrolment,
    journal,
    keys,
    prints,
    pruned,
    reserve,
    second_file,
    shifts,
    store,
)
from app.storage.catalog import Catalog
from app.storage.database import Database, library_version
from app.storage.folder import JOURNAL

WAL_ALARM = 32 * 1024 * 1024
"""Bytes: a journal that is not being checkpointed grows past this within a day."""
LATE = timedelta(days=1)
"""Without hearing of central, or with facts unsent, for so long is somebody's to see to."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`check` names it for ever, `detail` is for scripts; `ok` False is what somebody must see to.
    `spanish`, `english`: for people; "" where the detail says it."""

    check: str
    ok: bool
    detail: str
    spanish: str = ""
    english: str = ""


Both = tuple[str, str]
"""The same in English and in Spanish."""


def examine(
    folder: Path, line: LineStatus | None = None, acks: Mapping[int, int] | None = None
) -> list[Finding]:
    """Look at everything without changing anything; the till may be selling.

    `line`: how an enrolled till stands with its chain, counted now; `acks`: up to which fact of
    each installation central has everything.
    Raises what keeps a till from being opened at all: NoTill, BadTill, KeyMissing, WrongKey...
    """
    config = till_toml.read(folder)
    kept = secrets_of(folder, config)
    findings = [
        _which(config),
        _key(folder, config),
        _recovery(folder),
        Finding("terminal", True, *_terminal(config)),
        Finding("library", True, library_version()),
        *_disk(folder),
        *_backups(folder),
        *_chain(folder, line),
    ]
    findings.append(_second_copy(folder, config, line))
    with journal_of(folder, kept) as db, store_of(folder, kept) as shops:
        findings += _journal(db, config, line)
        findings.append(_archive(db, shops, config, acks or {}))
        findings += _store(shops)
    catalog = Catalog(folder)
    many = len(catalog)
    stands = f"{catalog.version} {many}", f"{many} artículos", f"{many} products"
    findings.append(Finding("catalogue", many > 0, *stands))
    catalog.close()
    return findings


def _which(config: Config) -> Finding:
    detail = f"{config.shop}/{config.till} {config.generation} {config.kind}"
    tablet = config.kind is DeviceKind.STOCK
    spanish = f"tienda {config.shop}, {'tableta' if tablet else 'caja'} {config.till}"
    english = f"shop {config.shop}, {'tablet' if tablet else 'till'} {config.till}"
    return Finding("till", True, detail, spanish, english)


def _key(folder: Path, config: Config) -> Finding:
    ok, in_file = not keys.open_to_others(folder), config.key_place == keys.FILE
    spanish = "en la carpeta de la caja" if in_file else "en el llavero del sistema"
    english = "in the till's folder" if in_file else "in the system's keyring"
    if not ok:
        spanish += ", y otros usuarios de este equipo la pueden leer"
        english += ", and other users of this machine can read it"
    return Finding("key", ok, config.key_place, spanish, english)


def _recovery(folder: Path) -> Finding:
    if (folder / keys.RECOVERY_FILE).exists():
        says = "con él se abre una copia de seguridad", "it opens a backup"
        return Finding("recovery", True, keys.RECOVERY_FILE, *says)
    return Finding("recovery", False, keys.RECOVERY_FILE, "no está preparado", "it is not ready")


def _terminal(config: Config) -> tuple[str, ...]:
    """The detail, and in Spanish and English."""
    if config.kind is DeviceKind.STOCK:
        return "none: a tablet takes no money", "ninguno: una tableta no cobra"
    for name, entry in config.devices_of("terminal").items():
        address = str(entry.get("address", ""))
        if not address.startswith("sim:"):
            return f"{name} {address}", f"«{name}», en {address}", f"“{name}” at {address}"
    if config.demo:
        return "simulated", "simulado: aprueba y no cobra a nadie", "simulated: it charges nobody"
    # "card" charges nobody, "card by hand" is the bank's own.
    return (
        "simulated: charge cards by hand on the bank's own",
        "simulado: las tarjetas se cobran a mano en el del banco",
    )


def _backups(folder: Path) -> Iterator[Finding]:
    if isinstance(kept := single.read(folder), single.Damaged):
        yield Finding(
            "backup",
            False,
            f"none: {single.NAME} cannot be read: {kept.reason}",
            f"ninguna: no se puede leer {single.NAME}: {kept.reason}",
        )
    state = state_of(folder)
    if state is None:
        return
    now = SystemClock(UTC).now()
    made = ("none yet", "ninguna todavía")
    if state.made:
        made = f"newest {state.made:%Y-%m-%d %H:%M}", f"última {state.made:%Y-%m-%d %H:%M}"
    trouble = f"; {state.trouble}" if state.trouble else ""
    yield Finding("backup", not state.wrong(now), made[0] + trouble, made[1] + trouble)


def _second_copy(folder: Path, config: Config, line: LineStatus | None) -> Finding:
    """Facts that neither central nor another disk has are lost with this one (retail-rules 10)."""
    if not config.second_copy:
        alone = line is None or bool(line.unsent)
        none = "none: unsent facts are on this disk alone", "ninguna: lo no enviado solo está aquí"
        return Finding("second_copy", config.demo or not alone, *none)
    place = folder_of(config)
    try:
        head = second_file.head(place)
    except OSError as error:
        return Finding("second_copy", False, f"{place}: {error.strerror}")
    with journal_of(folder, secrets_of(folder, config)) as db, db.read() as connection:
        last = journal.last(connection, config.installation)
    now = (config.installation, last.seq if last else 0)
    said = head[1] if head and head[0] == now[0] else 0
    facts = f"fact {said} of {now[1]} in {place}", f"apunte {said} de {now[1]} en {place}"
    return Finding("second_copy", head == now, *facts)


def _chain(folder: Path, line: LineStatus | None) -> Iterator[Finding]:
    """What another machine should have or say by now; a till that sells is well a day without."""
    joined = enrolment.read(folder)
    if joined is None:
        yield Finding("central", True, "none: a till alone", "ninguna: una caja sola")
        return
    out = any(alarm.kind == "signed_out" for alarm in line.alarms) if line else False
    yield Finding(
        "central",
        not out,
        f"installation {joined.installation} of {joined.url}",
        f"{'dada de baja por' if out else 'unida a'} {joined.url}",
        f"{'signed out by' if out else 'of'} {joined.url}",
    )
    if line is None:
        return
    now = SystemClock(UTC).now()
    oldest = ("", "")
    if line.oldest:
        oldest = f"; the oldest of {_at(line.oldest)}", f"; el más antiguo de {_at(line.oldest)}"
    late = line.oldest is not None and now - line.oldest >= LATE
    facts = f"{line.unsent} facts{oldest[0]}", f"{line.unsent} apuntes{oldest[1]}"
    yield Finding("unsent", not late, *facts)
    told = ", ".join(alarm.key for alarm in line.alarms)
    yield Finding("alarms", not line.alarms, told or "none", told or "ninguno")
    stream, heard = min(line.ages.items(), key=lambda one: one[1], default=("", None))
    detail = "never heard of", "todavía no ha llegado nada", "nothing has come yet"
    if heard:
        at = _at(heard)
        detail = (
            f"oldest {stream} of {at}",
            f"todo es del {at} o posterior",
            f"all is of {at} or later",
        )
    yield Finding("streams", heard is not None and now - heard < LATE, *detail)


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    room = f"{free // 1024**2} MiB"
    yield Finding("disk", free >= reserve.LEAST, f"{room} free", f"{room} libres")
    writes = os.access(folder, os.W_OK)
    spanish = f"{'se puede' if writes else 'no se puede'} escribir en {folder}"
    english = f"{folder} {'can' if writes else 'cannot'} be written to"
    yield Finding("writable", writes, str(folder), spanish, english)
    kept = (folder / reserve.NAME).exists()
    there = f"{reserve.SIZE // 1024**2} MiB"
    says = "para acabar lo empezado si el disco se llena", "to end what is begun on a full disk"
    spanish, english = (f"{there} {words}" for words in says) if kept else ("falta", "missing")
    yield Finding("reserve", kept, there if kept else "missing", spanish, english)
    wal = folder / (JOURNAL + "-wal")
    size = wal.stat().st_size if wal.exists() else 0
    much = f"{size // 1024} KiB"
    spanish, english = f"{much} por pasar al diario", f"{much} to go into the journal"
    yield Finding("wal", size < WAL_ALARM, much, spanish, english)


def _many(found: Sized, english: str, spanish: str) -> Both:
    return f"{len(found)} {english}", f"{len(found)} {spanish}"


def _journal(db: Database, config: Config, line: LineStatus | None) -> Iterator[Finding]:
    with db.read() as connection:
        words = db.check()
        whole = ("sin daños", "undamaged") if words == "ok" else ("", "")
        yield Finding("journal", words == "ok", words, *whole)
        last = journal.last(connection, config.installation)
        newest = (f"fact {last.seq}", f"apunte {last.seq}") if last else ("empty", "vacía")
        yield Finding("chain", last is not None, *newest)
        latest = journal.latest_time(connection)
        yield _clock(latest, config, line, allowed=clock_leave.find(connection) is not None)
        shift = shifts.open_one(connection)
        stands = ("closed", "cerrado")
        if shift:
            stands = f"{shift.id} open since {shift.day}", f"{shift.id} abierto desde {shift.day}"
        yield Finding("shift", True, *stands)
        pending = attempts.open_ones(connection)
        yield Finding(
            "cards", not pending, *_many(pending, "unknown", "cobros sin saber qué fue de ellos")
        )
        returns = baskets.with_status(connection, SaleStatus.RETURNING)
        yield Finding("returns", not returns, *_many(returns, "half done", "a medias"))
        waiting = prints.unfinished(connection)
        yield Finding("printing", not waiting, *_many(waiting, "waiting", "papeles en espera"))
        open_counts = shifts.unaccepted(connection)
        yield Finding(
            "differences", not open_counts, *_many(open_counts, "not accepted", "sin aceptar")
        )


def _archive(db: Database, shops: Database, config: Config, acks: Mapping[int, int]) -> Finding:
    """How big the journal is, from where on it has everything, and what could leave it."""
    with db.read() as connection:
        left = pruned.newest(connection)
        reach = archivable_now(connection, shops, config, acks)
    size = f"{db.path.stat().st_size // 1024} KiB"
    begins = ("from fact 1", "desde el apunte 1")
    if left:
        place, file = "{}/{}".format(*left.said.through), left.said.file
        begins = f"after fact {place}, older in {file}", f"tras el {place}, lo anterior en {file}"
    old = ("nothing old", "nada antiguo")
    if reach is not None and reach.span:
        day = reach.span.days[1]
        old = f"up to {day} could be archived", f"hasta el {day} se puede archivar"
    return Finding(
        "archive", True, f"{size}, {begins[0]}; {old[0]}", f"{size}, {begins[1]}; {old[1]}"
    )


def _clock(
    latest: datetime | None, config: Config, line: LineStatus | None, *, allowed: bool
) -> Finding:
    """The newest fact is never later than now, unless the clock was ahead then or is behind now;
    and central has a clock too."""
    if latest is None or config.demo:
        if config.demo:
            return Finding("clock", True, "a demo's", "de demostración")
        return Finding("clock", True, "no fact yet", "sin apuntes todavía")
    now = SystemClock(UTC).now()
    behind = max(latest - now, timedelta())
    wrong = wrong_clock(behind, line.ahead(now) if line else None)
    if wrong is None and behind <= SKEW:
        newest = f"newest fact of {_at(latest)}", f"último apunte de {_at(latest)}"
        return Finding("clock", True, *newest)
    fault, by = (wrong.fault, wrong.by) if wrong else (Fault.BEHIND_FACTS, behind)
    english, spanish = (f"{_long(by)} {words}" for words in _FAULTS[fault])
    if fault is Fault.BEHIND_FACTS:
        english, spanish = f"{english}, of {_at(latest)}", f"{spanish}, de {_at(latest)}"
    if wrong and allowed:
        english += "; a manager lets it take money"
        spanish += "; una persona encargada deja que cobre"
    elif wrong:
        english += "; it takes no new money"
        spanish += "; no cobra nada nuevo"
    return Finding("clock", False, english, spanish)


def _long(by: timedelta) -> str:
    hours, minutes = divmod(by // timedelta(minutes=1), 60)
    return f"{hours // 24} d {hours % 24} h" if hours >= 24 else f"{hours * 60 + minutes} min"


_FAULTS = {
    Fault.BEHIND_FACTS: ("behind the newest fact", "por detrás del último apunte"),
    Fault.BEHIND_CENTRAL: ("behind central", "por detrás de la central"),
    Fault.AHEAD_OF_CENTRAL: ("ahead of central", "por delante de la central"),
}


_REGIMES = {
    "verifactu": ("VERI*FACTU", "VERI*FACTU"),
    "none": ("sin registros de facturación", "no fiscal records"),
}
"""In Spanish and English, by the shop's fiscal regime."""


def _store(db: Database) -> Iterator[Finding]:
    shop = shop_of(db)
    regime = _REGIMES.get(shop.regime, (shop.regime, shop.regime))
    spanish, english = (f"{shop.company}, NIF {shop.nif}, {words}" for words in regime)
    yield Finding("shop", True, f"{shop.company} {shop.nif} {shop.regime}", spanish, english)
    with db.read() as connection:
        people = store.people(connection)
    yield Finding("staff", bool(people), *_many(people, "people", "personas"))
