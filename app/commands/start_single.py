"""A shop that is its own chain: its till and its central in one folder, made together.

The till is the folder itself, so every command that takes `--data` finds it; central/ is beside
its files, and single.toml comes last.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import config
from app.commands import loopback
from app.commands.beside import reach
from app.commands.central_folder import make, opened
from app.commands.common import command_for
from app.commands.enrol import join
from app.commands.refusals import shown
from app.domain.errors import (
    AloneTill,
    CentralExists,
    ChainElsewhere,
    DemoFolder,
    DiskReadOnly,
    NoCentral,
)
from app.domain.staff import Person, Role
from app.services import single
from app.services.backing import new_recovery_code
from app.services.installing import Made, NewPerson, check_pins
from app.services.single import CENTRAL, Single
from app.storage import enrolment
from sync.central.chain import chain_of
from sync.central.masters import shops, staff
from sync.central.masters.shops import ShopValue

if TYPE_CHECKING:
    from sync.central.database import Tx

WHO = "start"
FIRST_TILL = "01"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the first run is told; what is there already need not be said again."""

    shop: ShopValue | None = None
    till: str = FIRST_TILL
    manager: tuple[str, str] | None = None
    """Code and PIN."""
    key_place: str = "file"
    last_ticket: str = ""
    backups: str = ""
    """Where the daily backups go; "" for a folder beside this one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the folder's central knows already."""

    shop: str = ""
    """The code of the only one, or of the till that is there."""
    people: bool = False


def known(folder: Path) -> Known:
    """What need not be asked any more. Raises DemoFolder, AloneTill, ChainElsewhere."""
    till = config.read(folder) if (folder / config.NAME).exists() else None
    if till is not None and till.demo:
        raise DemoFolder(folder=str(folder))
    joined = enrolment.read(folder) if till else None
    try:
        with opened(str(folder / CENTRAL), None) as central, central.read() as connection:
            chain = chain_of(connection)
            every = list(shops.everyone(connection))
            people = bool(staff.everyone(connection))
    except NoCentral:
        if joined is not None:
            raise ChainElsewhere(folder=str(folder), url=joined.url) from None
        if till is not None:
            raise _alone(folder, till.shop) from None
        return Known()
    if chain.demo:
        raise DemoFolder(folder=str(folder))
    if joined is not None and joined.central_key != chain.public_key:
        raise ChainElsewhere(folder=str(folder), url=joined.url)
    if till is not None and till.shop not in every:
        raise _alone(folder, till.shop)
    return Known(till.shop if till else every[0] if len(every) == 1 else "", people)


def _alone(folder: Path, shop: str) -> AloneTill:
    file = shown("FICHERO", "FILE")
    return AloneTill(
        folder=str(folder),
        shop=shop,
        make=shlex.join(("mostrador", "central", "init", "--data", str(folder / CENTRAL))),
        fill=command_for(folder, "central", "import", "shops", file),
        again=command_for(folder, "start", "--single"),
    )


def check(wanted: Wanted) -> None:
    """Before anything is made. Raises BadShopFacts, RegimeNotReady, WeakPin."""
    if wanted.shop:
        shops.check(wanted.shop, demo=False)
    if wanted.manager:
        code, pin = wanted.manager
        check_pins((NewPerson(Person(code, code, Role.MANAGER), pin),), demo=False)


def prepare(folder: Path, wanted: Wanted, say: Callable[[Made], object]) -> None:
    """Make what is not there yet. Killed anywhere, the next time goes on from there.

    `say` hears the recovery code; only when it returns is all made, so a code that nobody was
    told is followed by another. `wanted` has what `known` does not. Raises what making and
    enrolling raise.
    """
    before = known(folder)
    check(wanted)
    shop = wanted.shop.code if wanted.shop else before.shop
    _make_central(folder, wanted)
    made = None
    with loopback.serving(folder / CENTRAL) as url:
        if not (folder / config.NAME).exists() or enrolment.read(folder) is None:
            made = _join(folder, url, shop, wanted)
        else:
            reach(folder, url)
        loopback.fetch(folder)
    say(made or Made(config.read(folder), new_recovery_code(folder)))
    single.write(folder, Single(loopback.free_port(), _backups(folder, wanted.backups)))


def keep_backups_in(folder: Path, place: str) -> None:
    """Another folder for the backups of a shop that is there. Raises DiskReadOnly."""
    found = single.read(folder)
    if found is not None:
        port = found.port if isinstance(found, Single) else loopback.free_port()
        single.write(folder, Single(port, _backups(folder, place)))


def _make_central(folder: Path, wanted: Wanted) -> None:
    _private(folder)
    place = folder / CENTRAL
    with suppress(CentralExists):
        make(place, None, demo=False)
    with opened(str(place), None) as central, central.write() as tx:
        if wanted.shop:
            shops.put(tx, wanted.shop, WHO)
        if wanted.manager:
            _put_manager(tx, *wanted.manager)


def _put_manager(tx: Tx, code: str, pin: str) -> None:
    was = staff.get(tx.connection, code)
    pepper = chain_of(tx.connection).pepper
    before = was.person if was else None
    value = staff.person(pepper, code, Role.MANAGER, pin, "", demo=False, was=before)
    staff.put(tx, code, staff.Assigned(person=value), WHO)


def _join(folder: Path, url: str, shop: str, wanted: Wanted) -> Made:
    there = (folder / config.NAME).exists()
    till = config.read(folder).till if there else wanted.till
    code = loopback.enrol_code(folder / CENTRAL, shop, till, WHO)
    place, last = wanted.key_place, wanted.last_ticket
    # `open_window` opens no restored till of a single shop before it is here.
    return join(url, code, folder, key_place=place, last_ticket=last, only=True)[1]


def _backups(folder: Path, wanted: str) -> str:
    """Where the backups go; the folder is made. Raises DiskReadOnly."""
    whole = folder.resolve()
    place = Path(wanted).resolve() if wanted else whole.with_name(f"{whole.name}-backups")
    _private(place)
    return str(place)


def _private(folder: Path) -> None:
    """Only ours to read, when it was not there before. Raises DiskReadOnly."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o700)
    except OSError:
        raise DiskReadOnly() from None
