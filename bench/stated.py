"""What tills state on a busy day: facts of real sales, as they were at any number of tills."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec
from sqlalchemy import insert

from app import config
from app.commands.demo_shop import make_demo_till
from app.domain.facts import FactType
from app.domain.tax import TaxCategory
from app.storage import keys
from bench.manned import manned
from sync.central.database import Central
from sync.central.masters import products
from sync.central.masters.products import ProductValue
from sync.central.tables import installations
from sync.journal import Outgoing
from sync.protocol import MAX_RECORDS, Record, hash_of

LINES = 5
"""Of a sale."""
_TILL = "T042C03A"
"""What the numbers of the demo till's documents begin with."""


def day(sales: int) -> list[Record]:
    """The facts of one till that sells so often: cash, a line taken off now and then."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        folder = Path(made) / "till"
        make_demo_till(folder)
        with manned(folder) as counter:
            shelf = counter.lookup.favourites(200)
            goods = [one for one in shelf if not one.terms.minimum_age]
            for number in range(sales):
                for place in range(LINES):
                    product = goods[(number * 7 + place * 31) % len(goods)]
                    counter.register.add(product.sku, Decimal(1))
                if number % 5 == 0:
                    counter.register.remove()
                counter.checkout.pay_cash()
        found = config.read(folder)
        kept = keys.get(folder, found.key_place, found.installation_number)
        outgoing = Outgoing(folder, kept.key)
        try:
            return _all(outgoing, found.installation)
        finally:
            outgoing.close()


def _all(outgoing: Outgoing, installation: int) -> list[Record]:
    records: list[Record] = []
    while batch := outgoing.batch(installation, "", len(records), MAX_RECORDS, 10**6, {}).records:
        records += batch
    return records


def as_stated_by(records: Sequence[Record], installation: int) -> list[Record]:
    """The same day at another till: its chain, its numbers."""
    chain: list[Record] = []
    for seq, record in enumerate(records, 1):
        body = json.loads(json.dumps(record.body).replace(_TILL, f"T{installation}"))
        stated = msgspec.structs.replace(
            record,
            installation=installation,
            seq=seq,
            uuid=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{installation}/{seq}")),
            body=body,
            previous=chain[-1].hash if chain else "",
        )
        stated.hash = hash_of(stated)
        chain.append(stated)
    return chain


def know(central: Central, records: Sequence[Record], tills: Sequence[tuple[int, str]]) -> None:
    """Central has these goods, and these tills: (installation, shop)."""
    sold = {
        line["sku"]
        for record in records
        if record.type == FactType.DOCUMENT_ISSUED
        for line in record.body["lines"]
    }
    empty = {
        column.name: "" if column.type.python_type is str else 0 for column in installations.columns
    }
    with central.write() as tx:
        values = {sku: ProductValue(name=sku, tax=TaxCategory.GENERAL) for sku in sold}
        products.keep(tx, values, "bench")
        for number, shop in tills:
            row = {**empty, "number": number, "shop": shop, "till": "03", "kind": "till"}
            tx.execute(insert(installations).values(**row))
