"""A new catalogue from whole streams: what a snapshot is made of, in bulk.

The same rows as `live` takes page by page end in the same tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from app.mirror import price_rows
from app.mirror.catalog_tables import ALL_COLUMNS
from app.mirror.delta import AT
from app.mirror.details import text_of
from app.mirror.families import Families
from app.mirror.items import Roles
from app.mirror.product_rows import UNPRICED, row_of, value_of
from app.mirror.rows import Change

_CHUNK = 4000
_FAMILY = AT["family"]
_NAMES = ", ".join(ALL_COLUMNS)
_INSERT = f"INSERT INTO product ({_NAMES}) VALUES ({', '.join('?' * len(ALL_COLUMNS))})"  # noqa: S608
_UNDATED = "price.list = ? AND price.starts = '' AND price.ends = ''"


def put_prices(connection: Any, code: str, changes: Iterable[Change]) -> None:
    """Prices of the list `code`, each key once. Raises BadRow."""
    rows = (
        (*price_rows.key_of(change), price)
        for change in changes
        if (price := price_rows.price_of(change)) is not None
    )
    while chunk := list(islice(rows, _CHUNK)):
        connection.executemany(
            "INSERT INTO price (sku, list, starts, ends, cents) VALUES (?, ?, ?, ?, ?)",
            [(sku, code, starts, price.ends, price.cents) for sku, starts, price in chunk],
        )


def remember(connection: Any, rows: Iterable[tuple[str, str, str, str, str, int | None]]) -> None:
    """What prices were before they changed."""
    connection.executemany(
        "INSERT OR IGNORE INTO price_was (sku, list, starts, until, ends, cents)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        rows,
    )


def put_products(connection: Any, families: Families, changes: Iterable[Change]) -> None:
    """Products, each SKU once; they wait for `price_products`. Raises BadRow."""
    rows = (row_of(change) for change in changes if change.value is not None)
    while chunk := list(islice(rows, _CHUNK)):
        connection.executemany(
            _INSERT,
            [(*row[:_FAMILY], families.number(row[_FAMILY]), *row[_FAMILY + 1 :]) for row in chunk],
        )


def price_products(connection: Any, families: Families, roles: Roles) -> None:
    """Give every product its prices; those that have none of the shop's own list wait aside."""
    run = connection.execute
    for column, code in (("price", roles.store), ("web_price", roles.web)):
        run(
            f"UPDATE product SET {column} = price.cents FROM price"  # noqa: S608
            f" WHERE price.sku = product.sku AND {_UNDATED} AND ? <> ''",
            (code, code),
        )
    run(
        "UPDATE product SET stand_in = 1, price = coalesce((SELECT cents FROM price"
        " WHERE price.sku = product.sku AND price.list = ? ORDER BY starts DESC LIMIT 1), ?)"
        " WHERE price = ?",
        (roles.store, UNPRICED, UNPRICED),
    )
    bare = run(f"SELECT {_NAMES} FROM product WHERE price = ?", (UNPRICED,))  # noqa: S608
    waiting = []
    for row in bare.fetchall():
        named = (*row[:_FAMILY], families.path(row[_FAMILY]), *row[_FAMILY + 1 :])
        waiting.append((row[0], text_of(value_of(named))))
    connection.executemany("INSERT INTO unpriced VALUES (?, ?)", waiting)
    run("DELETE FROM product WHERE price = ?", (UNPRICED,))
    for code in sorted(roles.lists):
        run(
            f"DELETE FROM price WHERE {_UNDATED} AND sku IN (SELECT sku FROM product)",  # noqa: S608
            (code,),
        )
    names = (("store_list", roles.store), ("web_list", roles.web))
    connection.executemany("INSERT INTO meta VALUES (?, ?)", names)
