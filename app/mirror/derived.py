"""What a catalogue is searched by, made from its products in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from app.mirror.catalog_tables import ALL_COLUMNS, SEPARATOR, bare_codes, product
from app.mirror.words import words

_CHUNK = 4000


def order_by_sale(connection: Any) -> None:
    """Number the products again, the most sold first, when anything says how much was sold."""
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM product WHERE sold <> 0)").fetchone()[
        0
    ]:
        return
    names = ", ".join(ALL_COLUMNS)
    connection.execute("ALTER TABLE product RENAME TO unordered")
    (statement,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'unordered'"
    ).fetchone()
    connection.execute(statement.replace('"unordered"', product.name, 1))
    connection.execute(
        f"INSERT INTO product ({names}) SELECT {names} FROM unordered ORDER BY sold DESC, id"  # noqa: S608
    )
    connection.execute("DROP TABLE unordered")


def write(connection: Any, progress: Callable[[float], None]) -> None:
    """Fill `search`, `barcode` and `tail`."""
    total = connection.execute("SELECT count(*) FROM product").fetchone()[0]
    families = {
        number: words(path) for number, path in connection.execute("SELECT id, path FROM family")
    }
    brand_words = lru_cache(maxsize=50_000)(words)
    # Many small segments are merged for ever; a large buffer makes few.
    connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', 67108864)")
    reader = connection.execute("SELECT id, name, brand, family, codes FROM product ORDER BY id")
    done = 0
    while rows := reader.fetchmany(_CHUNK):
        search, barcodes, tails = [], [], []
        for number, name, brand, family, codes in rows:
            found = words(name) + brand_words(brand) + families[family]
            search.append((number, " ".join(dict.fromkeys(found))))
            for code in bare_codes(codes):
                barcodes.append((code, number))
                if len(code) == 14 and code.isdecimal():
                    tails.append((int(code[::-1]), number))
        connection.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", search)
        # Central's list may give one code to two products for a while: the better seller has it.
        connection.executemany("INSERT OR IGNORE INTO barcode VALUES (?, ?)", barcodes)
        connection.executemany("INSERT OR IGNORE INTO tail VALUES (?, ?)", tails)
        done += len(rows)
        progress(done / total)
    # One segment: what is looked up is then one walk, not a merge of several.
    connection.execute("INSERT INTO search (search) VALUES ('optimize')")


def missing_related(connection: Any) -> Iterator[tuple[str, str]]:
    """(SKU, related SKU that no product has)."""
    wanted = connection.execute("SELECT sku, related FROM product WHERE related <> '' ORDER BY id")
    for sku, related in wanted:
        for other in related.split(SEPARATOR):
            there = connection.execute(
                "SELECT 1 FROM product WHERE sku = ? COLLATE NOCASE AND sku = ?", (other, other)
            ).fetchone()
            if not there:
                yield sku, other
