"""What a catalogue that is written anew keeps of the one in use: its lists, and today's prices.

Of a till alone: what central says of prices comes by its streams (`app.mirror.live`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_LISTS = (
    # Undated prices of the shop's own list are the products' own, as the new file says them.
    "INSERT OR IGNORE INTO price SELECT * FROM old.price"
    " WHERE NOT (list = ?1 AND starts = '' AND ends = '')"
    " AND sku IN (SELECT sku FROM product)",
    "INSERT OR IGNORE INTO cursor SELECT * FROM old.cursor WHERE stream LIKE 'price:%'",
    "INSERT OR IGNORE INTO meta SELECT * FROM old.meta WHERE name LIKE '%_list'",
    "DELETE FROM price WHERE list = ?1 AND starts = '' AND ends = ''",
)
_WAS = """
INSERT OR IGNORE INTO price_was (sku, list, starts, until, ends, cents)
SELECT new.sku, ?1, '', ?2, '', was.price
  FROM old.product was JOIN product new ON new.sku = was.sku
 WHERE was.stand_in = 0 AND new.price <> was.price
"""
# What waited and has come since counts as paid.
_RISES = """
INSERT OR REPLACE INTO price (sku, list, starts, ends, cents, held_cents, held_until)
SELECT new.sku, ?1, '', '', paid, new.price, ?3
  FROM (SELECT before.sku, coalesce(
                 (SELECT CASE WHEN held_until <= ?2 THEN held_cents ELSE cents END
                    FROM old.price
                   WHERE price.sku = before.sku AND list = ?1 AND starts = '' AND ends = ''),
                 before.price) AS paid
          FROM old.product before WHERE before.stand_in = 0) was
  JOIN product new ON new.sku = was.sku
 WHERE new.price > paid
"""
_PICTURES = """
UPDATE product SET image = was.image
  FROM old.product was
 WHERE was.sku = product.sku AND product.image = '' AND was.image <> ''
"""


def succeed(connection: Any, old: Path, store: str, now: str, opening: str | None) -> None:
    _attach(connection, old)
    tables = {row[0] for row in connection.execute("SELECT name FROM old.sqlite_master").fetchall()}
    if "price" not in tables:  # by an older program
        return
    if "price_was" in tables:
        connection.execute("INSERT OR IGNORE INTO price_was SELECT * FROM old.price_was")
    connection.execute(_WAS, (store, now))
    for statement in _LISTS:
        connection.execute(statement, (store,) if "?1" in statement else ())
    if opening is not None:
        connection.execute(_RISES, (store, now, opening))


def succeed_pictures(connection: Any, old: Path) -> None:
    """Where the new file names no picture, the product keeps its own."""
    _attach(connection, old)
    connection.execute(_PICTURES)


def _attach(connection: Any, old: Path) -> None:
    attached = {row[1] for row in connection.execute("PRAGMA database_list").fetchall()}
    if "old" not in attached:
        # ATTACH is refused inside a transaction.
        connection.execute("COMMIT")
        connection.execute("ATTACH ? AS old", (f"{old.resolve().as_uri()}?mode=ro",))
        connection.execute("BEGIN")
