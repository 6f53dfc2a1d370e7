"""Products of the catalogue in use, changed in place with everything that they are found by.

A page of 500 is a handful of statements: the old rows are read once, what is found by them is
compared here, and only the differences are written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.mirror import vocabulary
from app.mirror.catalog_tables import ALL_COLUMNS, bare_codes
from app.mirror.families import Families
from app.mirror.words import words

Row = tuple[Any, ...]
"""Values of ALL_COLUMNS; `family` is the path."""

AT = {name: place for place, name in enumerate(ALL_COLUMNS)}
_NAMES = ", ".join(ALL_COLUMNS)
_FIND = (
    f"SELECT product.id, {', '.join(f'product.{name}' for name in ALL_COLUMNS)} "  # noqa: S608
    "FROM json_each(?) wanted CROSS JOIN product "
    "ON product.sku COLLATE NOCASE = wanted.value AND product.sku = wanted.value"
)
_INSERT = f"INSERT INTO product (id, {_NAMES}) VALUES ({', '.join('?' * (len(ALL_COLUMNS) + 1))})"  # noqa: S608
# The SKU never changes, the family seldom: naming them would write their indexes anew.
_KEPT = tuple(name for name in ALL_COLUMNS if name not in ("sku", "family"))
_UPDATE = f"UPDATE product SET {', '.join(f'{name} = ?' for name in _KEPT)} WHERE id = ?"  # noqa: S608
_MOVE = "UPDATE product SET family = ? WHERE id = ?"
_REPRICE = "UPDATE product SET price = ?2, web_price = ?3, stand_in = ?4 WHERE id = ?1"
_SKU, _NAME, _BRAND = AT["sku"], AT["name"], AT["brand"]
_CODES, _FAMILY = AT["codes"], AT["family"]
_PRICE, _WEB, _STAND_IN = AT["price"], AT["web_price"], AT["stand_in"]


class Shelf:
    """The products of one open, writable catalogue. Transactions are the caller's; after a
    rollback the shelf is thrown away."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._families = Families()
        self._families.load(connection, "family")
        self._written_families = len(self._families)
        self._last = connection.execute("SELECT coalesce(max(id), 0) FROM product").fetchone()[0]
        self._words: dict[str, list[str]] = {}

    def find(self, skus: Iterable[str]) -> dict[str, tuple[int, Row]]:
        """(id, row) of those that are there, by SKU."""
        path = self._families.path
        found = {}
        for number, *values in self._connection.execute(_FIND, (json.dumps(list(skus)),)):
            values[_FAMILY] = path(values[_FAMILY])
            found[values[_SKU]] = (number, tuple(values))
        return found

    def reprice(self, rows: Sequence[tuple[int, int, int | None, int]]) -> None:
        """(id, price, web_price, stand_in): nobody is found by these."""
        self._connection.executemany(_REPRICE, rows)

    def change(self, old: Mapping[str, tuple[int, Row]], new: Mapping[str, Row | None]) -> int:
        """Make the products of `new` so; None takes one away. `old`: what `find` said of them.

        Returns how many more there are than before.
        """
        gone = [old[sku] for sku, row in new.items() if row is None and sku in old]
        changed = [
            (*old[sku], row)
            for sku, row in new.items()
            if row is not None and sku in old and old[sku][1] != row
        ]
        fresh = []
        for sku, row in new.items():
            if row is not None and sku not in old:
                self._last += 1
                fresh.append((self._last, row))
        self._write(gone, changed, fresh)
        pairs: list[tuple[int, Row | None, Row | None]] = [
            *((number, before, None) for number, before in gone),
            *changed,
            *((number, None, after) for number, after in fresh),
        ]
        self._found_by_words(pairs)
        self._found_by_codes(pairs)
        self._found_by_family(pairs)
        return len(fresh) - len(gone)

    def _write(
        self,
        gone: Sequence[tuple[int, Row]],
        changed: Sequence[tuple[int, Row, Row]],
        fresh: Sequence[tuple[int, Row]],
    ) -> None:
        run = self._connection.executemany
        run("DELETE FROM product WHERE id = ?", [(number,) for number, _ in gone])
        repriced, whole, moved = [], [], []
        for number, before, row in changed:
            if _but_prices(before) == _but_prices(row):
                repriced.append((number, row[_PRICE], row[_WEB], row[_STAND_IN]))
                continue
            whole.append((*row[1:_FAMILY], *row[_FAMILY + 1 :], number))
            if before[_FAMILY] != row[_FAMILY]:
                moved.append((self._families.number(row[_FAMILY]), number))
        run(_REPRICE, repriced)
        run(_UPDATE, whole)
        run(_MOVE, moved)
        run(_INSERT, [(number, *self._stored(row)) for number, row in fresh])

    def _stored(self, row: Row) -> Row:
        return (*row[:_FAMILY], self._families.number(row[_FAMILY]), *row[_FAMILY + 1 :])

    def _found_by_words(self, pairs: Iterable[tuple[int, Row | None, Row | None]]) -> None:
        away, into = [], []
        fewer: list[str] = []
        more: list[str] = []
        for number, before, after in pairs:
            if before and after and _named(before) == _named(after):
                continue
            was, will = self._text(before), self._text(after)
            if was == will:
                continue
            if before:
                away.append((number, " ".join(was)))
            if after:
                into.append((number, " ".join(will)))
            fewer += was
            more += will
        run = self._connection.executemany
        # A contentless index forgets only what it is told word by word. In order: whatever comes
        # with a smaller number than the one before is a segment of its own, seven times slower.
        run("INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", sorted(away))
        run("INSERT INTO search (rowid, words) VALUES (?, ?)", sorted(into))
        counts = Counter(more)
        counts.subtract(Counter(fewer))
        vocabulary.recount(self._connection, {term: by for term, by in counts.items() if by})

    def _text(self, row: Row | None) -> list[str]:
        """The words that a product is found by, each once, as `derived.write` has them."""
        if row is None:
            return []
        name, brand, family = _named(row)
        found = dict.fromkeys(word for part in name.split() for word in self._words_of(part))
        found |= dict.fromkeys(self._words_of(brand) + self._words_of(family))
        return list(found)

    def _words_of(self, text: str) -> list[str]:
        """Brands, families and the parts of names come again and again."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) > 50_000:
                self._words.clear()
            found = self._words[text] = words(text)
        return found

    def _found_by_codes(self, pairs: Iterable[tuple[int, Row | None, Row | None]]) -> None:
        away, into = [], []
        for number, before, after in pairs:
            if before and after and before[_CODES] == after[_CODES]:
                continue
            was, will = _codes(before), _codes(after)
            if was != will:
                away += [(code, number) for code in was if code not in will]
                into += [(code, number) for code in will if code not in was]
        run = self._connection.executemany
        # A code may have gone to another product already: only our own goes.
        run("DELETE FROM barcode WHERE code = ? AND product = ?", away)
        run("INSERT OR REPLACE INTO barcode VALUES (?, ?)", into)
        run("DELETE FROM tail WHERE digits = ? AND product = ?", _tails(away))
        run("INSERT OR IGNORE INTO tail VALUES (?, ?)", _tails(into))

    def _found_by_family(self, pairs: Iterable[tuple[int, Row | None, Row | None]]) -> None:
        paths: Counter[str] = Counter()
        for _, before, after in pairs:
            if before:
                paths[before[_FAMILY]] -= 1
            if after:
                paths[after[_FAMILY]] += 1
        numbers: Counter[int] = Counter()
        for path, by in paths.items():
            for number in self._families.line(path) if by else ():
                numbers[number] += by
        run = self._connection.executemany
        run(
            "INSERT INTO family (id, key, path, products) VALUES (?, ?, ?, 0)",
            self._families.since(self._written_families),
        )
        self._written_families = len(self._families)
        run(
            "UPDATE family SET products = products + ? WHERE id = ?",
            [(by, number) for number, by in numbers.items() if by],
        )


def _but_prices(row: Row) -> Row:
    return row[:_PRICE] + row[_WEB + 1 : _STAND_IN]  # which is the last


def _named(row: Row) -> tuple[str, str, str]:
    return row[_NAME], row[_BRAND], row[_FAMILY]


def _codes(row: Row | None) -> list[str]:
    return bare_codes(row[_CODES]) if row else []


def _tails(codes: Iterable[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    for code, number in codes:
        if len(code) == 14 and code.isdecimal():
            yield int(code[::-1]), number
