"""What a till's worker takes in a second, page by page, against raw SQL into the same tables.

Ours is all that a page costs on the till: decoding, holding it against the cursor, changing
products with everything that they are found by, and the cursor. Raw is decoding and `executemany`
of rows that are ready: ids, words, codes and what is misspelt known, no families, no rules about
prices, no cursor and no checksum. Both commit 500 rows at a time, in turns, each on its copy of
one catalogue.
"""

from __future__ import annotations

import gc
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from app.domain.product import Product
from app.mirror import catalog, folder, vocabulary
from app.mirror.catalog_tables import ALL_COLUMNS
from app.mirror.cursors import Standing
from app.mirror.delta import AT
from app.mirror.items import Roles
from app.mirror.product_rows import priced, row_of
from app.mirror.rows import Change, moment_text
from app.mirror.vocabulary import SHORTEST
from app.mirror.words import words
from bench.assortment import products
from bench.bar import Bar, at_least
from bench.office import cents_of, value_of
from sync.pages import Mirrors
from sync.protocol import PAGE, PUT, Page, Row, check_after, encode
from sync.streams import fault_of

PRODUCTS, PAGES = 100_000, 40
"""In the catalogue, and of each kind."""
_EPOCH = "bench"
_NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
_KEY = bytes(32)


Numbered = Sequence[tuple[int, Product]]
"""Products with their ids in the catalogue."""
Statements = list[tuple[str, list[tuple[Any, ...]]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: its rows (kind, key, value), and raw SQL that comes to the same."""

    name: str
    stream: str
    row: Callable[[Product], tuple[str, str, dict[str, Any]]]
    raw: Callable[[Raw, Numbered], Statements]


def bars(count: int = PRODUCTS, pages: int = PAGES) -> list[Bar]:
    """Every bar of this file; smaller only to try the bench itself."""
    made = list(islice(products(count + pages * PAGE), count + pages * PAGE))
    dice = random.Random(3)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        ours, copy = Path(place) / "ours", Path(place) / "raw"
        ours.mkdir()
        _catalogue(ours, made[:count])
        shutil.copytree(ours, copy)
        mirrors = Mirrors(ours, _KEY, lambda: _NOW)
        connection = catalog.open_live(folder.current(copy) or copy)
        raw = Raw(connection)
        try:
            numbers = dict(connection.execute("SELECT sku, id FROM product").fetchall())
            there = [(numbers[one.sku], one) for one in made[:count]]
            new = list(enumerate(made[count:], count + 1))
            found = [
                _compared(mirrors, raw, _PRICES, dice.sample(there, pages * PAGE)),
                _compared(mirrors, raw, _CHANGED, dice.sample(there, pages * PAGE)),
            ]
            # Prices come first, as from central: without one a product is not on sale.
            for content, _ in _pages(_PRICES, mirrors.standings()[_PRICES.stream], new):
                mirrors.apply(msgspec.json.decode(content, type=Page))
            return [*found, _compared(mirrors, raw, _NEW, new)]
        finally:
            connection.close()
            mirrors.close()


def _catalogue(where: Path, there: Sequence[Product]) -> None:
    """As the streams would have brought it."""
    with catalog.build(where, source=_EPOCH, created=_NOW) as new:
        new.put_prices("store", (Change(*_price(one, 0)) for one in there))
        new.put_products(Change(*_product(one, 0)) for one in there)
        new.assign(Roles("store", "web"))
        for stream in ("price:store", "catalog"):
            new.stand(stream, Standing(_EPOCH))
        new.index()
        new.finish()


def _compared(mirrors: Mirrors, raw: Raw, kind: Kind, rows: Numbered) -> Bar:
    ours = theirs = 0.0
    standing = mirrors.standings()[kind.stream]
    gc.collect()
    gc.freeze()  # what the bench keeps in memory is no till's, and nobody's to walk through
    for number, (content, some) in enumerate(_pages(kind, standing, rows)):
        statements = kind.raw(raw, some)
        for which in ("ours", "raw") if number % 2 else ("raw", "ours"):
            begun = perf_counter()
            page = msgspec.json.decode(content, type=Page)
            if which == "ours":
                assert fault_of(standing, page) is None
                standing = mirrors.apply(page)
                ours += perf_counter() - begun
            else:
                raw.run(statements)
                theirs += perf_counter() - begun
    return at_least(f"delta apply / raw upsert, {kind.name}", 0.6, theirs / ours, "x")


def _pages(kind: Kind, standing: Standing, rows: Numbered) -> Iterator[tuple[bytes, Numbered]]:
    """As they travel, each with the products that it is about."""
    seq, check = standing.seq, standing.check
    head = seq + len(rows)
    for first in range(0, len(rows), PAGE):
        some, told = rows[first : first + PAGE], []
        after = seq
        for _, product in some:
            seq += 1
            told.append(Row(seq, PUT, *_versioned(kind.row(product))))
            check = check_after(check, told[-1])
        page = Page(
            epoch=_EPOCH, stream=kind.stream, after=after, to=seq, head=head, rows=told, check=check
        )
        yield encode(page), some


def _versioned(row: tuple[str, str, dict[str, Any]]) -> tuple[str, str, int, dict[str, Any]]:
    kind, key, value = row
    return kind, key, 2, value


def _price(product: Product, edition: int = 1) -> tuple[str, str, dict[str, Any]]:
    cents = cents_of(product, edition)
    value = {"sku": product.sku, "cents": cents, "starts": "", "ends": "", "changed_at": ""}
    return "price", f"{product.sku}|", value


def _product(product: Product, edition: int = 1) -> tuple[str, str, dict[str, Any]]:
    value = msgspec.json.decode(msgspec.json.encode(value_of(product, edition)))
    return "product", product.sku, value


def _new(product: Product) -> tuple[str, str, dict[str, Any]]:
    return _product(product, 0)


class Raw:
    """Statements with rows that are ready, for the same tables; it knows the words beforehand."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._words = {term for (term,) in connection.execute("SELECT term FROM word")}

    def run(self, statements: Statements) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for text, rows in statements:
            self._connection.executemany(text, rows)
        self._connection.execute("COMMIT")

    def prices(self, some: Numbered) -> Statements:
        rows = [(cents_of(one, 1), one.sku, one.sku) for _, one in some]
        was = [
            (one.sku, "store", "", moment_text(_NOW), "", cents_of(one, 0))
            for _, one in some
            if cents_of(one, 1) != cents_of(one, 0)
        ]
        return [(_REPRICE, rows), (_WAS, was)]

    def changed(self, some: Numbered) -> Statements:
        old = [(number, _text(one, 0)) for number, one in some]
        new = [(number, _text(one, 1)) for number, one in some]
        away = (_FORGET, sorted(old))
        return [_upsert(some, 1), away, (_FIND, sorted(new)), *self._vocabulary(old, new)]

    def new(self, some: Numbered) -> Statements:
        texts = [(number, _text(one, 0)) for number, one in some]
        codes = [(code, number) for number, one in some for code in one.codes]
        return [
            _upsert(some, 0),
            (_FIND, texts),
            ("INSERT INTO barcode VALUES (?, ?)", codes),
            ("INSERT INTO tail VALUES (?, ?)", [(int(code[::-1]), n) for code, n in codes]),
            *self._vocabulary([], texts),
        ]

    def _vocabulary(
        self, old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]
    ) -> Statements:
        by: Counter[str] = Counter(term for _, text in new for term in text.split())
        by.subtract(term for _, text in old for term in text.split())
        cuts = [
            (cut, term)
            for term in by.keys() - self._words
            if len(term) >= SHORTEST and term.isalpha()
            for cut in vocabulary.cuts(term)
        ]
        self._words |= by.keys()
        return [(_COUNT, [row for row in by.items() if row[1]]), (_TYPO, cuts)]


def _upsert(some: Numbered, edition: int) -> tuple[str, list[tuple[Any, ...]]]:
    """Whole rows, by the id that the caller happens to know."""
    rows = []
    for number, one in some:
        row = list(priced(row_of(Change(*_product(one, edition))), cents_of(one), None, 0))
        row[AT["family"]] = 1
        rows.append((number, *row))
    return _UPSERT, rows


def _text(product: Product, edition: int) -> str:
    name = value_of(product, edition).name
    return " ".join(dict.fromkeys(words(" ".join((name, product.brand, product.family)))))


_CHANGED_NAMES = [name for name in ALL_COLUMNS if name not in ("sku", "family")]
_UPSERT = (
    f"INSERT INTO product (id, {', '.join(ALL_COLUMNS)})"  # noqa: S608
    f" VALUES ({', '.join('?' * (len(ALL_COLUMNS) + 1))}) ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _CHANGED_NAMES)
)
_REPRICE = "UPDATE product SET price = ? WHERE sku = ? COLLATE NOCASE AND sku = ?"
_WAS = "INSERT INTO price_was VALUES (?, ?, ?, ?, ?, ?)"
_FORGET = "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)"
_FIND = "INSERT INTO search (rowid, words) VALUES (?, ?)"
_COUNT = (
    "INSERT INTO word VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET products = products + excluded.products"
)
_TYPO = "INSERT INTO typo VALUES (?, ?)"
_PRICES = Kind("prices", "price:store", _price, Raw.prices)
_CHANGED = Kind("products changed", "catalog", _product, Raw.changed)
_NEW = Kind("new products", "catalog", _new, Raw.new)

if __name__ == "__main__":
    for bar in bars():
        print(bar)
