"""A central for the bars: one shop, its staff, its lists, and a range that nobody sells.

`python -m bench.office FOLDER`: serve it on a port of its own, whose URL is the first line; it
leaves when stdin ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from app.domain.product import Product
from app.domain.staff import Role
from bench.assortment import products as assortment
from sync.central import enrolment, migrations, sequencer, snapshots
from sync.central.database import Central
from sync.central.masters import lists, prices, products, shops, staff
from sync.central.masters.lists import FIRST
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue
from sync.central.masters.shops import ShopValue
from sync.central.masters.staff import Assigned
from sync.central.serving import Serving

SHOP = "042"
CODE, PIN = "2001", "471105"
"""Of the one person who works there."""
_WHO = "bench"
_CHUNK = 5000


def at(url: str) -> Central:
    return Central(url, lambda: datetime.now(UTC))


def found(url: str) -> Central:
    """A new central at `url`, with its shop."""
    central = at(url)
    migrations.migrate(central)
    chain = migrations.make_chain(central, demo=False)
    shop = ShopValue(
        code=SHOP,
        name="Centro",
        company="Comercios Ficticios SL",
        nif="B00000000",
        address="Calle Mayor 1",
    )
    with central.write() as tx:
        shops.put(tx, shop, _WHO)
        for code, value in FIRST.items():
            lists.put(tx, code, value, _WHO)
        person = staff.person(chain.pepper, "Ana", Role.MANAGER, PIN, "", demo=False)
        staff.put(tx, CODE, Assigned(person=person), _WHO)
    return central


def code_for(central: Central, till: str = "03") -> str:
    """With which a till may become that till of the shop."""
    with central.write() as tx:
        return enrolment.make_code(tx, SHOP, till, _WHO).code


def keep_range(central: Central, count: int, *, edition: int = 0) -> list[str]:
    """`count` products with their prices in the shop, said and in the streams; their SKUs, best
    sellers first. Another `edition` has the same SKUs, with other names and other prices."""
    skus: list[str] = []
    made = assortment(count)
    while chunk := list(islice(made, _CHUNK)):
        skus += [product.sku for product in chunk]
        values = {one.sku: value_of(one, edition) for one in chunk}
        asked = [Price("store", one.sku, cents_of(one, edition)) for one in chunk]
        with central.write() as tx:
            products.keep(tx, values, _WHO)
            prices.keep(tx, asked, _WHO)
        sequence(central)
    return skus


def value_of(product: Product, edition: int = 0) -> ProductValue:
    """As it travels."""
    return ProductValue(
        name=f"{product.name} {edition}" if edition else product.name,
        unit=product.unit,
        tax=product.tax,
        family=product.family,
        brand=product.brand,
        codes=product.codes,
    )


def cents_of(product: Product, edition: int = 0) -> int:
    return product.price.cents + edition


def sequence(central: Central) -> None:
    """All that was said goes into the streams."""
    while sequencer.step(central):
        pass


def make_snapshot(central: Central, folder: Path) -> None:
    snapshots.build(central, folder, sorted(FIRST))


@contextmanager
def serving(folder: Path, *, with_snapshots: bool) -> Iterator[Serving]:
    central = at(url_in(folder))
    served = Serving(central, folder=folder / "snapshots" if with_snapshots else None)
    served.start()
    yield served
    served.stop()
    central.close()


def url_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'central.db'}"


def main(words: Sequence[str]) -> None:
    where, *more = words
    with serving(Path(where), with_snapshots="snapshots" in more) as served:
        print(served.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
