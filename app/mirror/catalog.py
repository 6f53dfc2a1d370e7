"""The only writer of catalogues: products go in, a new file comes out and is put in use.

    with catalog.build(folder, source="tarifa.csv", created=now) as new:
        new.add(products)
        new.finish()

Leaving without `finish`, or dying anywhere, leaves the catalogue in use as it was.

From the streams of central, for a snapshot, `put_prices`, `put_products`, `assign` and `stand`
take the place of `add`. The catalogue of an enrolled till is changed in place: `app.mirror.live`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import CatalogDamaged, DiskFull, DiskReadOnly
from app.domain.product import Product
from app.mirror import catalog_tables, cursors, derived, folder, succession, vocabulary, whole
from app.mirror.catalog_tables import COLUMNS, row_of
from app.mirror.cursors import Standing
from app.mirror.families import Families
from app.mirror.items import Roles
from app.mirror.merge import Merge
from app.mirror.rows import Change

sweep = folder.sweep

_NAMES = ", ".join(COLUMNS)
_INSERT = f"INSERT INTO product ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
_PRAGMAS = (
    # The file is nobody's until it is finished, synced and checked; a crash only leaves rubbish.
    "main.journal_mode=OFF",
    "main.synchronous=OFF",
    "main.locking_mode=EXCLUSIVE",
    "main.cache_size=-65536",
    "temp_store=FILE",  # the library's own default is memory, and a million rows are sorted there
)


class NewCatalog:
    """A catalogue being written; made by `build`."""

    def __init__(
        self, where: Path, name: str, connection: Any, facts: dict[str, str], old: Path | None
    ) -> None:
        self.name = name
        self._where = where
        self._connection = connection
        self._facts = facts
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for statement in catalog_tables.ddl():
            connection.execute(statement)
        self._families = Families()
        self._merge = Merge(connection, old, self._families) if old else None
        connection.execute("BEGIN")

    def kept(self, sku: str) -> Product | None:
        """The product of that SKU in the catalogue that is being merged into."""
        return self._merge.kept(sku) if self._merge else None

    def add(self, products: Sequence[Product], sold: Sequence[int] = ()) -> None:
        """Put in some thousand products at a time, best sellers first unless `sold` says more.

        `sold`: how much of each was sold, any scale; the most sold come first. SKUs and codes
        are the caller's to keep unique, within everything that it adds.
        """
        family = self._families.number
        amounts = sold or [0] * len(products)
        rows = [
            row_of(entry, family(entry.family), amount)
            for entry, amount in zip(products, amounts, strict=True)
        ]
        if self._merge:
            self._merge.add(rows)
        else:
            self._connection.executemany(_INSERT, rows)

    def put_products(self, changes: Iterable[Change]) -> None:
        """Products as they travel, each SKU once; then `assign` them their prices."""
        whole.put_products(self._connection, self._families, changes)

    def put_prices(self, code: str, changes: Iterable[Change]) -> None:
        """Prices of the list `code` as they travel, each key once."""
        whole.put_prices(self._connection, code, changes)

    def assign(self, roles: Roles) -> None:
        """Give the products of `put_products` the prices of `put_prices`."""
        whole.price_products(self._connection, self._families, roles)

    def remember(self, rows: Iterable[tuple[str, str, str, str, str, int | None]]) -> None:
        """What prices were: SKU, list, starts, until when it was said, ends, cents (None: the list
        said nothing)."""
        whole.remember(self._connection, rows)

    def stand(self, stream: str, standing: Standing) -> None:
        """Say how far a stream has come in what was put in."""
        cursors.write(self._connection, stream, standing)

    def succeed(self, store: str, now: str, opening: str | None) -> None:
        """Keep what the catalogue in use has of price lists, and what customers pay today: a price
        of the list `store` that rises waits for the `opening`. After `settle`."""
        old = folder.current(self._where)
        if old is not None:
            succession.succeed(self._connection, old, store, now, opening)

    def succeed_pictures(self) -> None:
        """Let the products that name no picture keep the one they have in the catalogue in use.
        After `settle`."""
        old = folder.current(self._where)
        if old is not None:
            succession.succeed_pictures(self._connection, old)

    def settle(self) -> list[str]:
        """When merging: take in what was added, but not what claims a code of another product.

        Returns the SKUs that stay out. Call it before `finish`.
        """
        return self._merge.settle() if self._merge else []

    def missing_related(self) -> Iterator[tuple[str, str]]:
        """(SKU, related SKU that no product has), after `finish`'s indexes or `settle`."""
        return derived.missing_related(self._connection)

    def index(self, progress: Callable[[float], None] = lambda part: None) -> None:
        """Order by sale and make everything that is found by; `progress` hears 0 to 1."""
        connection = self._connection
        derived.order_by_sale(connection)
        self._families.write(connection)
        derived.write(connection, lambda part: progress(part * 0.8))
        vocabulary.write(connection)
        for statement in catalog_tables.INDEXES:
            connection.execute(statement)
        progress(0.95)

    def finish(self, *, use: bool = True) -> str:
        """Sync, check and put in use, or only beside the others; returns the file's name.

        Raises CatalogDamaged.
        """
        connection = self._connection
        rows = connection.execute("SELECT count(*) FROM product").fetchone()[0]
        facts = {"version": str(catalog_tables.VERSION), "rows": str(rows), **self._facts}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", list(facts.items()))
        connection.execute("COMMIT")
        connection.close()
        _check(folder.unfinished(self._where, self.name))
        folder.keep(self._where, self.name)
        if use:
            folder.use(self._where, self.name)
        return self.name


@contextlib.contextmanager
def build(
    where: Path, *, source: str, created: datetime, merge: bool = False
) -> Iterator[NewCatalog]:
    """Write a new catalogue beside the one in use; with `merge`, begin from its products.

    Raises ImportRunning, DiskFull, DiskReadOnly.
    """
    facts = {"source": source, "created": created.isoformat()}
    with _disk_trouble(), folder.writing(where):
        name = folder.next_name(where)
        file = folder.unfinished(where, name)
        old = folder.current(where) if merge else None
        connection = folder.connect(file, readable_only=False)
        try:
            yield NewCatalog(where, name, connection, facts, old)
        finally:
            connection.close()
            file.unlink(missing_ok=True)


def renew(where: Path, *, source: str, created: datetime) -> str:
    """Write the catalogue in use anew: at today's schema, in today's order of sale, compact.

    Returns the new file's name. Whoever changes the old one in place stops before and opens the
    new one afterwards. Raises ImportRunning, DiskFull, DiskReadOnly, CatalogDamaged.
    """
    with build(where, source=source, created=created, merge=True) as new:
        new.settle()
        new.index()
        return new.finish()


def empty(where: Path, *, source: str, created: datetime, use: bool = True) -> str:
    """A catalogue without products, for streams to fill; returns its file's name."""
    with build(where, source=source, created=created) as new:
        new.index()
        return new.finish(use=use)


def open_live(path: Path) -> Any:
    """A writing connection to a catalogue in use, for `app.mirror.live`."""
    connection = folder.connect(path, readable_only=False)
    # The file can be had again from central: a cut may take back whole pages, never parts of one.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-32768"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(catalog_tables.writer_ddl())
    return connection


def version(connection: Any) -> int:
    """Of the schema that the file has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _disk_trouble() -> Iterator[None]:
    try:
        yield
    except sqlite.OperationalError as error:
        if "disk is full" in str(error):
            raise DiskFull from error
        if any(words in str(error) for words in ("readonly", "disk I/O", "unable to open")):
            raise DiskReadOnly from error
        raise
    except PermissionError as error:
        raise DiskReadOnly from error


def _check(file: Path) -> None:
    connection = folder.connect(file, readable_only=True)
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite.DatabaseError as error:
        raise CatalogDamaged(path=str(file)) from error
    finally:
        connection.close()
    if answer != "ok":
        raise CatalogDamaged(path=str(file), answer=answer)
