"""The demo shop as a chain: a central and its tills in one folder, without anything to set up.

central/      a central for demo tills, on this machine only; central.port says where it listens
03/, 02/...   the tills, each its own folder
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app import config
from app.commands.central_folder import make, opened
from app.commands.demo_shop import demo_facts, demo_shop
from app.commands.enrol import join
from app.domain.errors import CentralExists, PortTaken
from app.durable import sync_file
from app.services.opening import resource, tax_table
from app.syncing import SyncChild, worker_of

if TYPE_CHECKING:
    from sync.central.database import Central
    from sync.central.importing.run import Importer

R = TypeVar("R")
CENTRAL, PORT = "central", "central.port"
WHO = "demo"
LOOPBACK = "127.0.0.1"


def till_folder(folder: Path, till: int | None = None) -> Path:
    """Where a till of the demo lives; the first one's without a number."""
    return folder / (f"{till:02d}" if till else demo_facts()["till"])


def prepare(folder: Path, till: int | None = None) -> Path:
    """Make what is not there yet: central, what it sells and who sells it, the till; its folder.

    Cut short anywhere, it is gone on with the next time. Raises what making and enrolling raise.
    """
    place = till_folder(folder, till)
    _make_central(folder / CENTRAL)
    if not (place / config.NAME).exists():
        with _serving(folder) as url:
            join(url, _code(folder, place.name), place, demo=True)
            _fetch(place)
    return place


def _make_central(folder: Path) -> None:
    try:
        make(folder, None, demo=True)
    except CentralExists:
        if (folder / PORT).exists():  # written last
            return
    _fill(folder)
    port = folder / (PORT + ".part")
    port.write_text(f"{_free_port()}\n", "ascii")
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
        _bring(central, files / "products.csv", CatalogImporter(WHO, tax_table()), {})
        _bring(central, files / "products.csv", StockImporter(WHO), {"shop": shop.code})
        _bring(central, files / "prices.csv", PriceImporter(WHO), {})
        _bring(central, files / "customers.csv", CustomerImporter(WHO), {})


def _bring(central: Central, file: Path, importer: Importer[R], defaults: dict[str, str]) -> None:
    from sync.central.importing.run import import_file

    file.write_text(resource(f"demo/{file.name}"), "utf-8")
    import_file(central, file, importer, mapping={}, defaults=defaults, report=None)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        port: int = one.getsockname()[1]
    return port


def _port(folder: Path) -> int:
    return int((folder / CENTRAL / PORT).read_text("ascii"))


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of the demo's central: served here, unless another till serves it already."""
    from sync.central.serving import Serving

    port = _port(folder)
    with opened(str(folder / CENTRAL), None) as central:
        try:
            serving = Serving(central, port=port, folder=folder / CENTRAL)
        except PortTaken:
            yield f"http://{LOOPBACK}:{port}"
            return
        serving.start()
        try:
            yield serving.url
        finally:
            serving.stop()


def _code(folder: Path, till: str) -> str:
    from sync.central import enrolment

    with opened(str(folder / CENTRAL), None) as central, central.write() as tx:
        return enrolment.make_code(tx, demo_facts()["shop"], till, WHO, spki=b"").code


def _fetch(place: Path) -> None:
    """Bring what central says, so that the first window has something to sell."""
    subprocess.run([*worker_of(place), "--once"], check=False, stdout=subprocess.DEVNULL)


@contextmanager
def central_running(folder: Path) -> Iterator[None]:
    """The demo's central as a child of this process; of another till's, when that has it."""
    command = [sys.executable, "-m", "app", "central", "serve", "--with-parent", "--json"]
    place = ["--data", str(folder / CENTRAL), "--port", str(_port(folder))]
    child = SyncChild([*command, *place, "--log-level", "error"], lambda said: None)
    child.start()
    try:
        yield
    finally:
        child.close()
