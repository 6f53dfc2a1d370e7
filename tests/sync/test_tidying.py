"""What waits for a quiet moment is done in it, also where a person is waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import enrolled
import pytest
from enrolled import WHO, Office, once
from msgspec.structs import replace

from app.storage.catalog import Catalog
from sync.central.masters import shops

pytestmark = pytest.mark.usefixtures("small_reserve")
office = enrolled.office


def cents(folder: Path, sku: str) -> int:
    catalog = Catalog(folder)
    product = catalog.by_sku(sku)
    catalog.close()
    assert product is not None
    return product.price.cents


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_a_rise_that_waited_comes_with_the_opening_although_withdrawn_products_are_held(
    office: Office, tmp_path: Path
) -> None:
    today = datetime.now(UTC)
    noon = today.replace(hour=12, minute=0, second=0, microsecond=0) - today
    with office.central.write() as tx:
        there = shops.get(tx.connection, "042")
        assert there is not None
        shops.put(tx, replace(there, calendar={key: [("09:00", "21:00")] for key in DAYS}), WHO)
    till = tmp_path / "till"
    office.join(till)
    skus = [f"S{n}" for n in range(150)]
    office.sell({sku: f"Nombre {sku}" for sku in skus})
    assert once(till, noon)["in_step"]
    office.withdraw(skus[:120])
    office.price({"S149": 175})
    assert once(till, noon)["state"] == "held"
    assert cents(till, "S149") == 100
    assert once(till, noon + timedelta(hours=21))["state"] == "held"
    assert cents(till, "S149") == 175
