"""The demo shop as a chain: a central and its tills in one folder, without anything to set up.

central/      a central for demo tills, on this machine only; central.port says where it listens
03/, 02/...   the tills, each its own folder
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app import config
from app.commands import loopback
from app.commands.central_folder import make, opened
from app.commands.demo_shop import demo_facts, demo_pictures, demo_shop
from app.commands.enrol import join
from app.commands.loopback import PORT
from app.domain.errors import CentralExists, RealFolder
from app.durable import sync_file
from app.services.opening import resource, tax_table
from sync.central.chain import chain_of

if TYPE_CHECKING:
    from app.syncing import SyncChild
    from sync.central.database import Central
    from sync.central.importing.run import Importer

R = TypeVar("R")
CENTRAL = "central"
WHO = "demo"


def till_folder(folder: Path, till: int | None = None) -> Path:
    """Where a till of the demo lives; the first one's without a number."""
    return folder / (f"{till:02d}" if till else demo_facts()["till"])


def prepare(folder: Path, till: int | None = None) -> Path:
    """Make what is not there yet: central, what it sells and who sells it, the till; its folder.

    Cut short anywhere, it is gone on with the next time. Raises RealFolder, and what making and
    enrolling raise.
    """
    place = till_folder(folder, till)
    _make_central(folder / CENTRAL)
    if not (place / config.NAME).exists():
        central = folder / CENTRAL
        with loopback.serving(central, _port(folder)) as url:
            code = loopback.enrol_code(central, demo_facts()["shop"], place.name, WHO)
            join(url, code, place, demo=True)
            loopback.fetch(place)
        _equip(place)
    return place


def _equip(place: Path) -> None:
    """With simulated devices, which a person may break; last, so that a till without them is one
    whose making was cut short here, and sells all the same."""
    found = config.read(place)
    config.write(place, replace(found, devices=demo_facts()["devices"]))


def give_orders(folder: Path, now: datetime) -> None:
    """Today's orders, unless another till's window has central in hand: it has given them."""
    from app.commands.demo_orders import DAY, give_to_central
    from app.domain.errors import CentralBusy

    central = folder / CENTRAL
    day = central / DAY
    if day.exists() and day.read_text("ascii").strip() == now.date().isoformat():
        return
    try:
        with opened(str(central), None) as found:
            give_to_central(found, central, now)
    except CentralBusy:
        pass


def _make_central(folder: Path) -> None:
    try:
        make(folder, None, demo=True)
    except CentralExists:
        if (folder / PORT).exists():  # written last
            return
        with opened(str(folder), None) as central, central.read() as connection:
            if not chain_of(connection).demo:
                raise RealFolder(folder=str(folder.parent)) from None
    _fill(folder)
    port = folder / (PORT + ".part")
    port.write_text(f"{loopback.free_port()}\n", "ascii")
    sync_file(port)
    port.replace(folder / PORT)
    sync_file(folder)


def _fill(folder: Path) -> None:
    """What a demo shop has, through the same imports as a real one's."""
    from app.domain.pricelist import ListKind
    from sync.central.importing.catalog import CatalogImporter
    from sync.central.importing.customers import CustomerImporter
    from sync.central.importing.prices import PriceImporter
    from sync.central.importing.staff import StaffImporter
    from sync.central.importing.stock import StockImporter
    from sync.central.masters import lists, settings, shops

    shop = demo_shop()
    hours = {day: [tuple(of.split("-"))] for day, of in demo_facts()["hours"].items()}
    with opened(str(folder), None) as central, tempfile.TemporaryDirectory() as made:
        with central.write() as tx:
            value = shops.ShopValue(**asdict(shop), calendar=hours)
            shops.put(tx, value, WHO)
            settings.put(tx, "points", {"rates": [{"per_euro": "1"}]}, WHO)
            gold = lists.ListValue(name="Oro", kind=ListKind.LEVEL, priority=10, level="oro")
            lists.put(tx, "oro", gold, WHO)
        files = Path(made)
        _bring(central, files / "staff.csv", StaffImporter(WHO), {})
        _bring(
            central, files / "products.csv", CatalogImporter(WHO, tax_table(), demo_pictures()), {}
        )
        _bring(central, files / "products.csv", StockImporter(WHO), {"shop": shop.code})
        _bring(central, files / "prices.csv", PriceImporter(WHO), {})
        _bring(central, files / "customers.csv", CustomerImporter(WHO), {})


def _bring(central: Central, file: Path, importer: Importer[R], defaults: dict[str, str]) -> None:
    from sync.central.importing.run import import_file

    file.write_text(resource(f"demo/{file.name}"), "utf-8")
    import_file(central, file, importer, mapping={}, defaults=defaults, report=None)


def _port(folder: Path) -> int:
    return int((folder / CENTRAL / PORT).read_text("ascii"))


@contextmanager
def central_running(folder: Path) -> Iterator[SyncChild]:
    """The demo's central as a child of this process; while another till's has it, it is left to
    that, and taken over when that is gone."""
    with loopback.central_running(folder / CENTRAL, _port(folder)) as child:
        yield child
