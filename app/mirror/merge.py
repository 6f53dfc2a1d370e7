"""Taking products into a copy of the catalogue in use, by SKU."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.product import Product
from app.mirror import catalog_tables
from app.mirror.catalog_tables import ALL_COLUMNS, COLUMNS, bare_codes, product_of
from app.mirror.families import Families

_NAMES = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))
_CARRIED = (
    catalog_tables.price,
    catalog_tables.price_was,
    catalog_tables.unpriced,
    catalog_tables.cursor,
    catalog_tables.seen,
    catalog_tables.leaving,
)
_KEPT = (
    "SELECT sku, name, unit, tax, price, web_price, path, brand, codes, related, stock, image, "
    "details FROM main.product JOIN old.family ON family.id = product.family "
    "WHERE sku = ? COLLATE NOCASE AND sku = ?"
)
# A code is refused when its owner is another product, one that this merge leaves as it is.
_REFUSED = """
SELECT DISTINCT claim.sku
  FROM claim
  JOIN old.barcode ON old.barcode.code = claim.code
  JOIN old.product ON old.product.id = old.barcode.product
 WHERE old.product.sku <> claim.sku
   AND old.product.sku NOT IN (SELECT sku FROM incoming)
"""
_TAKE = (
    f"INSERT INTO product ({_NAMES}) SELECT {_NAMES} FROM incoming WHERE true ORDER BY place "  # noqa: S608
    "ON CONFLICT (sku COLLATE NOCASE, sku COLLATE BINARY) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in ("sku", "sold"))
    # How much was sold stays known when the file does not say.
    + ", sold = CASE excluded.sold WHEN 0 THEN product.sold ELSE excluded.sold END"
)


class Merge:
    """The products that come in, held aside until all are known.

    Only then can it be said whose a code is: products of the same file may swap their codes.
    """

    def __init__(self, connection: Any, old: Path, families: Families) -> None:
        self._connection = connection
        connection.execute("ATTACH ? AS old", (f"{old.resolve().as_uri()}?mode=ro",))
        families.load(connection, "old.family")
        self._copy("product", ("id", *ALL_COLUMNS))
        for table in _CARRIED:
            self._copy(table.name, tuple(column.name for column in table.columns))
        connection.execute("INSERT INTO meta SELECT * FROM old.meta WHERE name LIKE '%_list'")
        connection.execute(catalog_tables.INDEXES[0])
        connection.execute(
            f"CREATE TEMP TABLE incoming (place INTEGER PRIMARY KEY, {_NAMES}, UNIQUE (sku))"
        )
        connection.execute("CREATE TEMP TABLE claim (sku TEXT, code TEXT)")

    def _copy(self, table: str, columns: Sequence[str]) -> None:
        """Whatever of it an older file has."""
        known = self._connection.execute(f"PRAGMA old.table_info({table})").fetchall()
        there = {row[1] for row in known}
        names = ", ".join(name for name in columns if name in there)
        if names:
            self._connection.execute(
                f"INSERT INTO {table} ({names}) SELECT {names} FROM old.{table} ORDER BY 1"  # noqa: S608
            )

    def kept(self, sku: str) -> Product | None:
        row = self._connection.execute(_KEPT, (sku, sku)).fetchone()
        return product_of(row) if row else None

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        self._connection.executemany(f"INSERT INTO incoming ({_NAMES}) VALUES ({_MARKS})", rows)  # noqa: S608
        sku, codes = COLUMNS.index("sku"), COLUMNS.index("codes")
        claims = [(row[sku], code) for row in rows for code in bare_codes(row[codes])]
        self._connection.executemany("INSERT INTO claim VALUES (?, ?)", claims)

    def settle(self) -> list[str]:
        connection = self._connection
        stay_out: list[str] = []
        # Each that stays out keeps its old codes, which may refuse the next.
        while refused := connection.execute(_REFUSED).fetchall():
            for table in ("incoming", "claim"):
                connection.executemany(f"DELETE FROM {table} WHERE sku = ?", refused)  # noqa: S608
            stay_out += [sku for (sku,) in refused]
        connection.execute(_TAKE)
        return stay_out
