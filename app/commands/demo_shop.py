"""The demo shop of Zaragoza: a till, its people and 600 products of our own making."""

from __future__ import annotations

import csv
import io
import tempfile
import tomllib
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from app.domain.shop import Shop
from app.domain.staff import Person, Role
from app.importing.pictures import Pictures
from app.importing.products import import_products
from app.services.installing import Made, NewPerson, NewTill, claim, make_till
from app.services.opening import VERIFACTU, resource, tax_table

MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""Every demo shop's catalogue has the same date: same input, same output."""


def make_demo_till(folder: Path) -> Made:
    """Raises TillExists and what `make_till` raises.

    Products first: cut short anywhere, there is no demo till without them.
    """
    claim(folder).release()
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "products.csv"
        file.write_text(resource("demo/products.csv"), "utf-8")
        import_products(
            file,
            folder,
            mapping={},
            defaults={},
            report=None,
            merge=False,
            taxes=tax_table(),
            progress=lambda done, whole: None,
            now=MADE_AT,
            pictures=demo_pictures(),
        )
    return make_till(folder, NewTill(demo_shop(), demo_facts()["till"], _people(), demo=True))


def demo_pictures() -> Pictures:
    """Our own drawings, small as they are."""
    return Pictures(Path(str(resources.files("resources").joinpath("demo/pictures"))), bytes)


def demo_facts() -> dict[str, Any]:
    """What resources/demo/shop.toml says."""
    return tomllib.loads(resource("demo/shop.toml"))


def demo_shop() -> Shop:
    facts = demo_facts()
    return Shop(
        facts["shop"],
        facts["shop_name"],
        facts["name"],
        facts["nif"],
        f"{facts['address']}, {facts['postcode']} {facts['city']}",
        facts["territory"],
        facts["tz"],
        facts["language"],
        VERIFACTU,
    )


def _people() -> tuple[NewPerson, ...]:
    rows = csv.DictReader(io.StringIO(resource("demo/staff.csv")))
    return tuple(
        NewPerson(Person(row["code"], row["name"], Role(row["role"])), row["pin"], row["badge"])
        for row in rows
    )
