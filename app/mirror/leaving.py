"""What central has taken away and the till still sells: rows of `leaving`, until a stream is at
its head.

Only there can it be known how much goes. A removal before it may be the first page of thousands,
or of an import that brings everything back some pages later. So nothing goes page by page, and
whoever looks at the catalogue never sees it half gone. A removal costs one small row until then.

What goes in the end goes in one transaction: 90,000 of 100,000 products, 14 s. The till does not
wait for it, as it reads what was there before and writes other files; only the worker does nothing
else meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.mirror.items import Roles

Key = tuple[str, str]
"""(SKU, starts of the price); "" for a product."""

_CHUNK = 2000
_ANY = "SELECT EXISTS (SELECT 1 FROM leaving WHERE stream = ?)"
_PRODUCT = " CROSS JOIN product ON product.sku COLLATE NOCASE = gone.sku AND product.sku = gone.sku"
_PRODUCTS = f"SELECT count(*) FROM leaving gone{_PRODUCT} WHERE gone.stream = :stream"  # noqa: S608
# Without a price of the shop's own list nothing is sold. What stays only until the next opening
# is gone already.
_UNPRICED = (
    "SELECT count(*) FROM (SELECT DISTINCT sku FROM leaving WHERE stream = :stream) gone"  # noqa: S608
    f"{_PRODUCT} WHERE (stand_in = 1 OR EXISTS (SELECT 1 FROM leaving"
    " WHERE stream = :stream AND leaving.sku = gone.sku AND starts = ''))"
    " AND NOT EXISTS (SELECT 1 FROM price WHERE price.sku = gone.sku AND list = :list"
    " AND NOT (held_until IS NOT NULL AND held_cents IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM leaving WHERE stream = :stream"
    " AND leaving.sku = gone.sku AND leaving.starts = price.starts))"
)


class Leaving:
    """Of one writable catalogue; transactions are the caller's."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def add(self, stream: str, keys: Iterable[Key]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO leaving VALUES (?, ?, ?)", [(stream, *key) for key in keys]
        )

    def keep(self, stream: str, keys: Iterable[Key]) -> None:
        """They were brought again."""
        if stream in self:
            self._connection.executemany(
                "DELETE FROM leaving WHERE stream = ? AND sku = ? AND starts = ?",
                [(stream, *key) for key in keys],
            )

    def forget(self, stream: str) -> None:
        self._connection.execute("DELETE FROM leaving WHERE stream = ?", (stream,))

    def __contains__(self, stream: object) -> bool:
        return bool(self._connection.execute(_ANY, (stream,)).fetchone()[0])

    def streams(self) -> list[str]:
        rows = self._connection.execute("SELECT DISTINCT stream FROM leaving ORDER BY stream")
        return [stream for (stream,) in rows.fetchall()]

    def keys(self, stream: str) -> Iterator[list[Key]]:
        """All of them, some thousand at a time; each is read when the one before was taken."""
        last: Key = ("", "")
        while True:
            chunk = self._connection.execute(
                "SELECT sku, starts FROM leaving WHERE stream = ? AND (sku, starts) > (?, ?)"
                " ORDER BY sku, starts LIMIT ?",
                (stream, *last, _CHUNK),
            ).fetchall()
            if not chunk:
                return
            last = chunk[-1]
            yield chunk

    def unsold(self, stream: str, roles: Roles) -> int:
        """How many products would no longer be sold if all of it went."""
        kind, _, code = stream.partition(":")
        if kind == "price" and code != roles.store:
            return 0
        query = _UNPRICED if kind == "price" else _PRODUCTS
        row = self._connection.execute(query, {"stream": stream, "list": code}).fetchone()
        return int(row[0])
