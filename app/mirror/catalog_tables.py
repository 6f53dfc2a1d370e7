"""The schema of a catalogue file, and how its rows become products.

product    id is the order of sale: 1 sells best. Everything else here is derived from it.
family     the tree; `key` is the folded path, so that a sub-tree is one range of keys
barcode    every code of every product: GTIN-14 keys, and in-store codes in capitals; of a pack,
           which `product.codes` has as `CODE*6`, the code itself
tail       the 14 digits of a key read backwards, as a number: the last digits become a range
search     contentless FTS5 by product id, so that the first hits are the best sellers
word       the vocabulary of `search` with the number of products of each word
typo       every word with one letter left out, for one-letter mistakes
meta       schema version, source, creation time, row count

An enrolled till's catalogue is changed in place, page by page (`app.mirror.delta`), and has more:

price      every price but the undated ones of the shop's own list and of the web's, which are
           `product.price` and `product.web_price`. A row of the shop's own list without dates is
           here while a rise of it is held, or while its product is not there
price_was  what prices were before they changed, for some weeks: what is struck through comes of it
unpriced   products that have no price on the shop's own list: they cannot be sold, nor found
cursor     how far each stream has come, written with the rows that it brought
seen       what a base brought so far; what is not in it goes when it is complete
leaving    what central took away, until its stream is at the head: see `app.mirror.leaving`
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from app.domain import pack
from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory
from app.mirror import details as detail

VERSION = 2
"""Of the schema and of how words are folded, as `PRAGMA user_version`.

A catalogue is never migrated: it is built again."""

SEPARATOR = "|"
"""Between the codes and between the related SKUs of a product."""

metadata = MetaData()


def _table(name: str, *columns: Column[Any], rowid: bool = True) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=rowid)


product = _table(
    "product",
    Column("id", Integer, primary_key=True),
    Column("sku", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("tax", Text, nullable=False),
    Column("price", Integer, nullable=False),  # cents, VAT included
    Column("web_price", Integer),
    Column("family", Integer, nullable=False),
    Column("brand", Text, nullable=False),
    Column("codes", Text, nullable=False),
    Column("related", Text, nullable=False),
    Column("stock", Integer),  # thousandths of the unit
    Column("image", Text, nullable=False),
    Column("sold", Integer, nullable=False),
    # JSON: the paths in other trees ("families") and the typed "attributes"; "" for none
    Column("details", Text, nullable=False, server_default=""),
    # 1: no undated price; `price` is the newest dated one's, for when none of them holds
    Column("stand_in", Integer, nullable=False, server_default="0"),
)
family = _table(
    "family",
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("products", Integer, nullable=False),  # of the whole sub-tree
)
barcode = _table(
    "barcode",
    Column("code", Text, primary_key=True),
    Column("product", Integer, nullable=False),
    rowid=False,
)
tail = _table(
    "tail",
    Column("digits", Integer, primary_key=True),
    Column("product", Integer, primary_key=True),
    rowid=False,
)
word = _table(
    "word",
    Column("term", Text, primary_key=True),
    Column("products", Integer, nullable=False),
    rowid=False,
)
typo = _table(
    "typo",
    Column("cut", Text, primary_key=True),
    Column("term", Text, primary_key=True),
    rowid=False,
)
price = _table(
    "price",
    Column("sku", Text, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("starts", Text, primary_key=True),  # ISO 8601 in UTC; "" for always
    Column("ends", Text, nullable=False),  # exclusive; "" for never
    Column("cents", Integer, nullable=False),
    # A rise that came in opening hours: from held_until on, `cents` is held_cents instead.
    Column("held_cents", Integer),
    Column("held_until", Text),
    rowid=False,
)
price_was = _table(
    "price_was",
    Column("sku", Text, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("starts", Text, primary_key=True),
    Column("until", Text, primary_key=True),  # when it was no longer said
    Column("ends", Text, nullable=False),
    Column("cents", Integer),  # NULL: the list said nothing
    rowid=False,
)
unpriced = _table(
    "unpriced",
    Column("sku", Text, primary_key=True),
    Column("value", Text, nullable=False),  # JSON, as it travels
    rowid=False,
)
cursor = _table(
    "cursor",
    Column("stream", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("base_at", Integer, nullable=False),  # a base in progress stands here; 0 for none
    Column("base_after", Integer, nullable=False),
    Column("mark", Integer, nullable=False),  # of the rows that the newest base brought
    # What waits for the head of the stream: `cursors.BASE`, `cursors.REMOVALS`
    Column("sweep", Integer, nullable=False),
    rowid=False,
)
seen = _table(
    "seen",
    Column("stream", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    rowid=False,
)
leaving = _table(
    "leaving",
    Column("stream", Text, primary_key=True),
    Column("sku", Text, primary_key=True),
    Column("starts", Text, primary_key=True),  # of a price; "" for a product
    rowid=False,
)
meta = _table("meta", Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

SEARCH = (
    # Our words are folded and joined by spaces already, so the ascii tokenizer splits them exactly.
    "CREATE VIRTUAL TABLE search USING fts5"
    "(words, content='', columnsize=0, tokenize='ascii', prefix='1 2 3 4 5')"
)
INDEXES = (
    # Looked up without regard to case, unique with it.
    "CREATE UNIQUE INDEX IF NOT EXISTS product_sku "
    "ON product (sku COLLATE NOCASE, sku COLLATE BINARY)",
    "CREATE INDEX IF NOT EXISTS product_family ON product (family)",
    "CREATE INDEX IF NOT EXISTS price_held ON price (held_until) WHERE held_until IS NOT NULL",
    f"CREATE INDEX IF NOT EXISTS product_parent ON product ({detail.PARENT}) WHERE details <> ''",
)


def ddl() -> list[str]:
    """Everything but INDEXES, which are made when the rows are in."""
    dialect = sqlite.dialect()
    tables = [str(CreateTable(t).compile(dialect=dialect)) for t in metadata.sorted_tables]
    return [*tables, SEARCH, f"PRAGMA user_version = {VERSION}"]


def writer_ddl() -> str:
    """What only the writer of a catalogue in use needs, and makes where an older one lacks it.

    That is no other version: readers know nothing of it, and every till would have to write its
    catalogue anew.
    """
    tables = (leaving, price_was)
    made = (CreateTable(table, if_not_exists=True) for table in tables)
    return ";".join(str(one.compile(dialect=sqlite.dialect())) for one in made)


def bare_codes(codes: str) -> list[str]:
    """The barcodes themselves of what stands in `codes`."""
    return [pack.split(code)[0] for code in codes.split(SEPARATOR)] if codes else []


_UNIT = {unit.value: unit for unit in Unit}
_TAX = {category.value: category for category in TaxCategory}

COLUMNS = tuple(c.name for c in product.columns if c.name not in ("id", "stand_in"))
"""What a product of a file has."""
ALL_COLUMNS = tuple(column.name for column in product.columns if column.name != "id")


def product_of(row: Sequence[Any]) -> Product:
    """A product from `sku, name, unit, tax, price, web_price, path of its family, brand, codes,
    related, stock, image, details`, in this order: by position, because every scan comes by here.
    """
    sku, name, unit, tax, price, web, path, brand, codes, related, stock, image, details = row
    terms, variant, held = detail.read(details)
    packs = _packs(codes) if pack.MARK in codes else ()
    return Product(
        sku,
        name,
        _UNIT[unit],
        _TAX[tax],
        Money(price),
        None if web is None else Money(web),
        path,
        brand,
        tuple(bare_codes(codes) if packs else codes.split(SEPARATOR)) if codes else (),
        tuple(related.split(SEPARATOR)) if related else (),
        None if stock is None else Decimal(stock).scaleb(-3),
        image,
        packs,
        terms,
        variant,
        held,
    )


def _packs(codes: str) -> tuple[tuple[str, int], ...]:
    found = map(pack.split, codes.split(SEPARATOR))
    return tuple((code, units) for code, units in found if units > 1)


def codes_of(entry: Product) -> list[str]:
    """Its codes as the column has them."""
    return [pack.joined(code, entry.units(code)) for code in entry.codes]


def row_of(entry: Product, family_id: int, sold: int) -> tuple[Any, ...]:
    """The values of COLUMNS."""
    return (
        entry.sku,
        entry.name,
        entry.unit.value,
        entry.tax.value,
        entry.price.cents,
        None if entry.web_price is None else entry.web_price.cents,
        family_id,
        entry.brand,
        SEPARATOR.join(codes_of(entry)),
        SEPARATOR.join(entry.related),
        None if entry.stock is None else int(entry.stock * 1000),
        entry.image,
        sold,
        detail.written(entry),
    )
