"""Opening a till's folder: its files, its keys, its regime; in one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path

from app import config as till_toml
from app.config import Config
from app.domain import role_limits
from app.domain.errors import BadTill, RegimeNotReady
from app.domain.installation import DeviceKind
from app.domain.role_limits import RoleLimits
from app.domain.shop import Shop
from app.domain.tax import TaxTable, parse_rates, rate_of
from app.domain.tender import Tenders, ordered
from app.fiscal.dates import Environment, FiscalTable, parse
from app.fiscal.document import Installation
from app.fiscal.none import NoRecords
from app.fiscal.regime import FiscalRegime
from app.fiscal.verifactu.regime import VeriFactu
from app.mirror import pictures
from app.mirror.folder import sweep
from app.mirror.store import NAME as STORE
from app.mirror.store import migrate as migrate_store
from app.services.clock import Clock, SetClock, SystemClock
from app.services.session import Session
from app.services.till import Till
from app.storage import enrolment, journal, keys, migrations, reserve, state, stops, store
from app.storage.catalog import Catalog
from app.storage.database import Database
from app.storage.folder import JOURNAL, FolderLock
from app.storage.keys import Secrets
from app.storage.rulings import Rulings

CLOCK = "clock"
"""The name under which a demo remembers where its clock was put."""
NONE, VERIFACTU = "none", "verifactu"


def version() -> str:
    """The program's version, as the declaración responsable says it."""
    return metadata.version("mostrador")


def resource(name: str) -> str:
    return resources.files("resources").joinpath(name).read_text("utf-8")


def tax_table() -> TaxTable:
    return parse_rates(resource("tax_rates.toml"))


def _rates(config: Config) -> TaxTable:
    """Raises BadTill."""
    try:
        return tax_table().after([rate_of(row) for row in config.tax_rates])
    except ValueError as error:
        raise BadTill(reason=f"tax_rates {error}") from None


def fiscal_table() -> FiscalTable:
    return parse(resource("fiscal.toml"))


def regime_of(code: str, *, demo: bool) -> FiscalRegime:
    """Raises RegimeNotReady: VERI*FACTU is that only when it really sends (retail-rules 8)."""
    if code == NONE:
        return NoRecords()
    table = fiscal_table()
    if code != VERIFACTU:
        raise BadTill(reason=f"regime {code}")
    if not (demo or table.sends):
        raise RegimeNotReady()
    environment = Environment.TEST if demo else Environment.PRODUCTION
    return VeriFactu(table.hosts[environment].qr, demo=demo)


def regime_for(config: Config, shop: Shop) -> FiscalRegime:
    """A tablet issues no documents, so it has no chain to keep. Raises BadTill, RegimeNotReady."""
    if config.kind is DeviceKind.STOCK:
        return NoRecords()
    return regime_of(shop.regime, demo=config.demo)


def secrets_of(folder: Path, config: Config) -> Secrets:
    """Raises KeyMissing, KeyringUnusable."""
    return keys.get(folder, config.key_place, config.installation_number)


@contextmanager
def opened(folder: Path) -> Iterator[Till]:
    """The till in `folder`, for the one process that sells with it.

    A joining that was cut short is done first. Raises NoTill, BadTill, BadTender, AnotherTill,
    KeyMissing, WrongKey, NewerSchema, DiskFull...
    """
    if enrolment.waits(folder):
        from app.services.joining import go_on

        go_on(folder)
    config = till_toml.read(folder)
    lock = FolderLock(folder)
    try:
        with held(folder, config, secrets_of(folder, config)) as till:
            yield till
    finally:
        lock.release()


@contextmanager
def held(folder: Path, config: Config, kept: Secrets) -> Iterator[Till]:
    """The till in `folder`, for whoever holds its lock."""
    reserve.make_room(folder)
    with (
        journal_of(folder, kept, migrate=True) as db,
        store_of(folder, kept, migrate=True) as shops,
    ):
        reserve.make(folder)
        sweep(folder)
        now = SystemClock(UTC).now()
        pictures.sweep(folder, now)
        migrations.forget(folder / "backups", now)
        till = _till(folder, config, kept, db, shops)
        try:
            yield till
        finally:
            till.catalog.close()


@contextmanager
def journal_of(folder: Path, kept: Secrets, *, migrate: bool = False) -> Iterator[Database]:
    """The journal; read-only unless it may be migrated, then only under the folder's lock."""
    path = folder / JOURNAL
    if not path.exists():
        raise BadTill(reason=f"no {JOURNAL}")
    db = Database(path, key=kept.key, writable=migrate)
    try:
        if migrate:
            migrations.migrate(db, migrations.steps(), backups=folder / "backups")
            db.checkpoint()
        yield db
        if migrate:
            db.checkpoint()
    finally:
        db.close()


@contextmanager
def store_of(folder: Path, kept: Secrets, *, migrate: bool = False) -> Iterator[Database]:
    """The mirror of the shop, which we only read; brought to today's schema if it may be."""
    path = folder / STORE
    if not path.exists():
        raise BadTill(reason=f"no {STORE}")
    if migrate:
        migrate_store(folder, kept.key)
    db = Database(path, key=kept.key, writable=False)
    try:
        yield db
    finally:
        db.close()


def shop_of(db: Database) -> Shop:
    with db.read() as connection:
        shop = store.shop(connection)
    if shop is None:
        raise BadTill(reason="no shop")
    return shop


def _till(folder: Path, config: Config, kept: Secrets, db: Database, shops: Database) -> Till:
    shop = shop_of(shops)
    ordered(config.tenders.items(), Tenders())  # a wrong one is said at the start, not when paying
    role_limits.ordered(config.limits, RoleLimits())
    with db.read() as connection:
        set_to = state.get(connection, CLOCK) if config.demo else None
        latest = journal.latest_time(connection)
        own_stops = stops.own(connection)
    till = Till(
        folder=folder,
        config=config,
        shop=shop,
        db=db,
        store=shops,
        rulings=Rulings(shops),
        catalog=Catalog(folder),
        rates=_rates(config),
        regime=regime_for(config, shop),
        installation=Installation(fiscal_table().software(version()), config.installation_number),
        clock=clock_of(shop, set_to),
        pepper=kept.pepper,
        session=Session(config.kind),
        latest=latest,
    )
    till.session.limits = till.role_limits
    till.rulings.hold(own_stops)
    return till


def clock_of(shop: Shop, set_to: str | None) -> Clock:
    if set_to is None:
        return SystemClock(shop.zone)
    return SetClock(shop.zone, datetime.fromisoformat(set_to))
