"""A shop of two tills and a tablet, as it is when it opens: made once, copied for each run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from enrolled import Office, once
from memory import memory

from app.domain.product import Unit
from app.domain.staff import Role
from app.domain.tax import TaxCategory
from app.storage import reserve
from sync.central.masters import prices, products, staff, stock
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue
from sync.central.masters.staff import Assigned

SHOP = "042"
DEVICES = ("03", "04", "05")
"""Two tills, and the tablet of the stockroom."""
TABLET = "05"
CLERK, PIN = "1001", "471147"
SHIRT, COFFEE, CHEESE = "SHIRT", "COFFEE", "CHEESE"
CENTS = {SHIRT: 3995, COFFEE: 450, CHEESE: 1290}
OPENING = {SHIRT: 12_000, COFFEE: 12_000, CHEESE: 9_500}
"""What is on the floor at first, in thousandths."""
_UNITS = {CHEESE: Unit.KG}


class Made(NamedTuple):
    """`numbers`: the installation of each device. `at`: when the shop opens."""

    place: Path
    numbers: Mapping[str, int]
    at: datetime


@cache
def opened_shop() -> Made:
    """Central and the folders of its devices, all in step; nobody opens them but to copy them."""
    place = Path(tempfile.mkdtemp(prefix="pickups-", dir=memory()))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    size, reserve.SIZE = reserve.SIZE, 1024
    (place / "central").mkdir()
    office = Office(place / "central")
    try:
        _stocked(office)
        numbers = {
            code: office.join(place / code, code, kind="stock" if code == TABLET else "till")
            for code in DEVICES
        }
        office.said()
        for code in DEVICES:
            assert once(place / code)["in_step"]
        office.said()
        for code in DEVICES:  # each hears of the others' keys
            assert once(place / code)["in_step"]
    finally:
        office.close()
        reserve.SIZE = size
    return Made(place, numbers, datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1))


def _stocked(office: Office) -> None:
    with office.central.write() as tx:
        values = {
            sku: ProductValue(
                name=sku.title(), tax=TaxCategory.GENERAL, unit=_UNITS.get(sku, Unit.EACH)
            )
            for sku in CENTS
        }
        products.keep(tx, values, "office")
        prices.put_all(tx, [Price("store", sku, cents) for sku, cents in CENTS.items()], "office")
        stock.count(tx, SHOP, OPENING, "office")
        manager = staff.person(office.chain.pepper, "Eva", Role.MANAGER, PIN, "", demo=False)
        staff.put(tx, CLERK, Assigned(person=manager), "office")
    office.said()
