"""The catalogue's bars on a million products: look-up, keystroke search, import, memory."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from app.domain.tax import Rate, TaxCategory, TaxTable
from app.importing.products import import_products
from app.mirror import catalog_tables, folder
from app.mirror.words import words
from app.storage.catalog import Catalog
from bench.assortment import products
from bench.bar import Bar, at_least, at_most, percentile

MILLION = 1_000_000
_CHUNK = 4000
_NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
_TAXES = TaxTable(
    tuple(
        Rate("IVA", category, Decimal(percent), date(2012, 9, 1), None)
        for category, percent in (
            (TaxCategory.GENERAL, 21),
            (TaxCategory.REDUCIDO, 10),
            (TaxCategory.SUPERREDUCIDO, 4),
        )
    )
)
_RAW = (
    "SELECT sku, name, unit, tax, price, web_price, path, brand, codes, related, stock, image "
    "FROM barcode JOIN product ON product.id = barcode.product "
    "JOIN family ON family.id = product.family WHERE code = ?"
)
_TABLES = ("product", "family", "barcode", "tail", "word", "typo", "meta")


def bars(count: int = MILLION) -> list[Bar]:
    """Every bar of this file; `count` smaller only to try the bench itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        where = Path(made)
        imported, seconds = _import(where, count)
        raw_seconds = _raw_load(imported, where / "raw.db")
        return [
            *_look_up(where, imported),
            _search(where, imported),
            at_least("import / raw executemany", 0.3, raw_seconds / seconds, "x"),
            at_most("memory of an open catalogue", 100, memory_of_open(where), "MB"),
        ]


def build(where: Path, count: int = MILLION) -> Path:
    """A catalogue of `count` products in `where`, for bars that are measured elsewhere."""
    return _import(where, count)[0]


def memory_of_open(where: Path) -> float:
    """MB that a fresh process grows by when it opens the catalogue, searches and scans."""
    program = (
        "import sys, resource; from pathlib import Path; from app.storage.catalog import Catalog\n"
        "def now(): return int(Path('/proc/self/statm').read_text().split()[1]) * "
        "resource.getpagesize() / 1e6\n"
        "before = now(); catalog = Catalog(Path(sys.argv[1]))\n"
        "for text in ('leche', 'pan inte', 'chocoltae', '0016', 'de la'): catalog.search(text)\n"
        "for product in catalog.favourites(500): catalog.by_key(product.codes[0])\n"
        "print(now() - before)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, str(where)], check=True, capture_output=True, text=True
    )
    return float(answer.stdout)


def _import(where: Path, count: int) -> tuple[Path, float]:
    source = where / "products.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("sku", "barcodes", "name", "family", "brand", "tax", "price_store"))
        for product in products(count):
            price = str(product.price).replace(".", ",")
            code = product.codes[0][1:]
            rows.writerow(
                (product.sku, code, product.name, product.family, product.brand, product.tax, price)
            )
    begun = perf_counter()
    result = import_products(
        source,
        where,
        mapping={},
        defaults={},
        report=where / "report.csv",
        merge=False,
        taxes=_TAXES,
        progress=lambda done, of: None,
        now=_NOW,
    )
    seconds = perf_counter() - begun
    assert result.rows_in == count, result
    source.unlink()
    return where / result.catalogue, seconds


def _raw_load(catalogue: Path, file: Path) -> float:
    """Seconds of executemany alone: tuples ready, the same tables and indexes, the same pragmas."""
    old = folder.connect(catalogue, readable_only=True)
    new = folder.connect(file, readable_only=False)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536"):
        new.execute(f"PRAGMA {pragma}")
    for statement in catalog_tables.ddl():
        new.execute(statement)
    new.execute("BEGIN")
    seconds = 0.0
    for table in _TABLES:
        reader = old.execute(f"SELECT * FROM {table}")  # noqa: S608
        marks = ", ".join("?" * len(reader.description))
        seconds += _timed(new, f"INSERT INTO {table} VALUES ({marks})", reader)  # noqa: S608
    reader = old.execute(
        "SELECT product.id, name, brand, path FROM product "
        "JOIN family ON family.id = product.family ORDER BY product.id"
    )
    texts = ((row[0], " ".join(words(" ".join(row[1:])))) for row in reader)
    seconds += _timed(new, "INSERT INTO search (rowid, words) VALUES (?, ?)", texts)
    begun = perf_counter()
    for statement in catalog_tables.INDEXES:
        new.execute(statement)
    new.execute("COMMIT")
    seconds += perf_counter() - begun
    old.close()
    new.close()
    file.unlink()
    return seconds


def _timed(connection: Any, statement: str, rows: Iterator[Sequence[Any]]) -> float:
    seconds = 0.0
    while chunk := list(islice(rows, _CHUNK)):
        begun = perf_counter()
        connection.executemany(statement, chunk)
        seconds += perf_counter() - begun
    return seconds


def _look_up(where: Path, catalogue: Path) -> list[Bar]:
    catalog = Catalog(where)
    raw = folder.connect(catalogue, readable_only=True)
    rng = random.Random(11)
    codes = [code for (code,) in raw.execute("SELECT code FROM barcode")]
    codes = rng.sample(codes, min(5000, len(codes)))
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(2):  # The first round fills the caches of both.
        ours.clear()
        theirs.clear()
        for code in codes:
            begun = perf_counter()
            raw.execute(_RAW, (code,)).fetchone()
            between = perf_counter()
            assert catalog.by_key(code) is not None
            ours.append(perf_counter() - between)
            theirs.append(between - begun)
    raw.close()
    catalog.close()
    ratio = percentile(ours, 50) / percentile(theirs, 50)
    return [
        at_most("barcode look-up / raw sqlcipher3, p50", 8, ratio, "x"),
        at_most("barcode look-up p99", 0.5, percentile(ours, 99) * 1000, "ms"),
    ]


def _search(where: Path, catalogue: Path) -> Bar:
    catalog = Catalog(where)
    rng = random.Random(5)
    raw = folder.connect(catalogue, readable_only=True)
    names = raw.execute("SELECT name || ' ' || brand FROM product WHERE id % 997 = 3").fetchall()
    raw.close()
    times = []
    for kind in ("typed", "wrong", "begun"):
        for _ in range(60):
            chosen = rng.sample(words(rng.choice(names)[0]), 2)
            for text in _keystrokes(kind, chosen, rng):
                begun = perf_counter()
                catalog.search(text)
                times.append(perf_counter() - begun)
    catalog.close()
    return at_most("keystroke search p99", 16, percentile(times, 99) * 1000, "ms")


def _keystrokes(kind: str, chosen: list[str], rng: random.Random) -> Iterator[str]:
    """What stands in the field after each key: two words, whole, with a slip, or shortened."""
    if kind == "wrong":
        slip = rng.randrange(len(chosen))
        at = rng.randrange(len(chosen[slip]))
        chosen[slip] = chosen[slip][:at] + rng.choice("aeiorstlnz") + chosen[slip][at + 1 :]
    if kind == "begun":
        chosen = [word[: max(2, len(word) // 2)] for word in chosen]
    text = " ".join(chosen)
    for end in range(1, len(text) + 1):
        yield text[:end]


if __name__ == "__main__":
    for bar in bars():
        print(bar)
