"""A chain with shops, products and lists, for the tests of masters and imports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.domain.pricelist import ListKind
from app.domain.tax import TaxCategory
from sync.central.database import Central
from sync.central.masters import lists, products
from sync.central.masters.lists import FIRST, ListValue
from sync.central.masters.products import ProductValue
from sync.central.tables import audit

from ..saying import moved, rows
from ..speaking import put_shop

WHO = "ana"
Heard = tuple[str, str, str, int, Any]


def a_product(name: str = "Agua 1,5 L", **more: Any) -> ProductValue:
    return ProductValue(name=name, tax=more.pop("tax", TaxCategory.REDUCIDO), **more)


def put_products(central: Central, *skus: str, **more: Any) -> None:
    with central.write() as tx:
        for sku in skus:
            products.put(tx, sku, a_product(f"Producto {sku}", **more), WHO)


def put_lists(central: Central) -> None:
    with central.write() as tx:
        for code, value in FIRST.items():
            lists.put(tx, code, value, WHO)
        season = ListValue(name="Rebajas", kind=ListKind.SEASON, priority=10)
        lists.put(tx, "rebajas", season, WHO)


def a_chain(central: Central) -> None:
    """Shops 042 and 043; the lists store, web and rebajas; the products A, B, C."""
    put_shop(central, "042")
    put_shop(central, "043")
    put_lists(central)
    put_products(central, "A", "B", "C")
    heard(central, "config")


def heard(central: Central, stream: str) -> list[Heard]:
    """What the stream says, from its beginning."""
    moved(central)
    return [(row.op, row.kind, row.key, row.version, row.value) for row in rows(central, stream)]


def news(central: Central, stream: str, before: list[Heard]) -> list[Heard]:
    """What the stream says after `before`, which it said before."""
    now = heard(central, stream)
    assert now[: len(before)] == before
    return now[len(before) :]


def noted(central: Central) -> list[tuple[str, str]]:
    """(who, what) of every change, in order."""
    with central.read() as conn:
        found = conn.execute(select(audit.c.who, audit.c.what).order_by(audit.c.id))
        return [(row.who, row.what) for row in found]
