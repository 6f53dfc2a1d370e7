"""Rows as central sends them, and catalogues to compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.mirror import catalog, folder
from app.mirror.items import Roles
from app.mirror.live import LiveCatalog
from app.mirror.rows import Change

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def a_row(sku: str, name: str = "", **values: Any) -> Change:
    fixed = {"name": name or f"Producto {sku}", "unit": "each", "tax": "general"}
    return Change("product", sku, {**fixed, **values})


def gone(sku: str) -> Change:
    return Change("product", sku, None)


def a_price(sku: str, cents: int, starts: str = "", ends: str = "") -> Change:
    value = {"sku": sku, "cents": cents, "starts": starts, "ends": ends}
    return Change("price", f"{sku}|{starts}", value)


@contextmanager
def live(where: Path) -> Iterator[LiveCatalog]:
    """One page's transaction on the catalogue in use."""
    path = folder.current(where)
    assert path is not None
    connection = catalog.open_live(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield LiveCatalog(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def catalogue_of(where: Path, last: Mapping[tuple[str, str], Change], roles: Roles) -> Path:
    """Built at once from the newest change of every key, as a snapshot is."""
    with catalog.build(where, source="test", created=NOW) as new:
        new.put_products(change for (kind, _), change in last.items() if kind == "product")
        for code in sorted({kind for kind, _ in last} - {"product"}):
            new.put_prices(code, (c for (kind, _), c in last.items() if kind == code))
        new.assign(roles)
        new.index()
        new.finish()
    return where


def dump(where: Path) -> dict[str, Any]:
    """Everything of a catalogue but the order of its products."""
    path = folder.current(where)
    assert path is not None
    connection = folder.connect(path, readable_only=True)

    def rows(query: str) -> list[Any]:
        return sorted(connection.execute(query).fetchall())

    found: dict[str, Any] = {
        "product": rows(
            "SELECT sku, name, unit, tax, price, web_price, path, brand, codes, related, stock,"
            " image, sold, details, stand_in FROM product JOIN family ON family.id = family"
        ),
        "barcode": rows("SELECT code, sku FROM barcode JOIN product ON id = product"),
        "barcodes": rows("SELECT count(*) FROM barcode"),
        "tail": rows("SELECT digits, sku FROM tail JOIN product ON id = product"),
        "tails": rows("SELECT count(*) FROM tail"),
        "word": rows("SELECT * FROM word"),
        "typo": rows("SELECT * FROM typo"),
        "family": rows("SELECT key, path, products FROM family WHERE products > 0"),
        "price": rows("SELECT * FROM price"),
        "unpriced": rows("SELECT * FROM unpriced"),
        "search": {},
    }
    for (term,) in connection.execute("SELECT term FROM word").fetchall():
        # Every prefix too: the index keeps them apart from the whole words.
        for query in (f'"{term}"', f'"{term[:2]}" *'):
            hits = connection.execute(
                "SELECT sku FROM search JOIN product ON id = search.rowid WHERE search MATCH ?",
                (query,),
            )
            found["search"][query] = sorted(sku for (sku,) in hits.fetchall())
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, row)")
    found["terms"] = rows("SELECT term, doc FROM temp.terms")
    connection.close()
    return found
