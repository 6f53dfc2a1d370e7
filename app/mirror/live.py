"""The catalogue in use, changed in place while the till sells from it: products, prices, sweeps.

Made for one transaction; whoever rolls back throws it away.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.mirror import price_history, price_rows
from app.mirror.delta import AT, Row, Shelf
from app.mirror.items import ByStart, Item, Laid, Roles, flat, item_of, laid
from app.mirror.leaving import Key, Leaving
from app.mirror.price_rows import Price
from app.mirror.product_rows import priced, prices_of, row_of
from app.mirror.rows import Change

CATALOG, PRICE, PRODUCT = "catalog", "price", "product"
_KIND_OF = {CATALOG: PRODUCT, PRICE: PRICE}
_CHUNK = 2000
_PRICE = AT["price"]
_PRICED = (
    "SELECT product.id, product.sku, product.price, web_price, stand_in,"
    " EXISTS (SELECT 1 FROM price WHERE price.sku = product.sku AND price.list IN (?2, ?3))"
    " FROM json_each(?1) wanted CROSS JOIN product"
    " ON product.sku COLLATE NOCASE = wanted.value AND product.sku = wanted.value"
)
_GONE = "DELETE FROM price WHERE sku = ? AND list = ? AND starts = ?"
_FRESH = (
    "SELECT wanted.value, price.cents FROM json_each(?1) wanted CROSS JOIN price"
    " ON price.sku = wanted.value AND price.list = ?2 AND price.starts = ''"
    " WHERE price.ends = '' AND price.held_until IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM price web WHERE web.sku = wanted.value AND web.list = ?3)"
)
_PRODUCTS = "SELECT sku FROM product UNION SELECT sku FROM unpriced"

Found = Mapping[str, tuple[int, Row]]
"""(id, row) by SKU."""
ByList = dict[str, dict[str, ByStart]]
"""Prices by SKU, list and start."""


@dataclass(frozen=True, slots=True)
class When:
    """The moment of a change, and the shop's next opening; None while it is closed. Both as
    `moment_text` writes them."""

    now: str
    opening: str | None = None


class LiveCatalog:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._shelf = Shelf(connection)
        self.leaving = Leaving(connection)
        self.roles = Roles(self.note("store_list"), self.note("web_list"))
        self.rows = int(self.note("rows") or 0)
        """How many products there are to sell."""

    def put_products(self, changes: Iterable[Change]) -> None:
        """Raises BadRow."""
        newest = {c.key: row_of(c) if c.value is not None else None for c in changes}
        found = self._shelf.find(newest)
        # What is sold already keeps its prices: nothing else follows from it.
        sold: dict[str, Row | None] = {
            sku: priced(row, *prices_of(found[sku][1]))
            for sku, row in newest.items()
            if row is not None and sku in found
        }
        self._shelf.change(found, sold)
        others = {sku: row for sku, row in newest.items() if sku not in sold}
        fresh = {sku: row for sku, row in others.items() if row is not None and sku not in found}
        for sku in self._put_fresh(fresh) if fresh else ():
            del others[sku]
        if not others:
            return
        items, before = self._items(others, self.roles.lists, found)
        for sku, row in others.items():
            items[sku].row = row
        self._save(items, before)

    def _put_fresh(self, rows: Mapping[str, Row]) -> list[str]:
        """The usual case at once: a new product for which an undated price of the shop's own list
        waits, not held, and none of the web's. Returns which of `rows` were so."""
        asked = (json.dumps(list(rows)), self.roles.store, self.roles.web)
        waiting = self._connection.execute(_FRESH, asked).fetchall()
        self._connection.executemany(_GONE, [(sku, self.roles.store, "") for sku, _ in waiting])
        self._change({}, {sku: priced(rows[sku], cents, None, 0) for sku, cents in waiting})
        return [sku for sku, _ in waiting]

    def _remember(self, rows: Iterable[tuple[str, str, str, str, int | None]], now: str) -> None:
        """(SKU, list, starts, ends, cents) of what was said until `now`."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO price_was (sku, list, starts, until, ends, cents)"
            " VALUES (?1, ?2, ?3, ?6, ?4, ?5)",
            [(*row, now) for row in rows],
        )

    def put_prices(self, code: str, changes: Iterable[Change], when: When) -> None:
        """Take in prices of the list `code`, in their order. Raises BadRow."""
        changes = list(changes)
        if code in self.roles.lists:
            changes = self._reprice(code, changes, when)
        if not changes:
            return
        steps: dict[str, list[tuple[str, Price | None]]] = defaultdict(list)
        for change in changes:
            sku, starts = price_rows.key_of(change)
            steps[sku].append((starts, price_rows.price_of(change)))
        items, before = self._items(steps, self.roles.lists | {code})
        for sku, new in steps.items():
            product = before[sku].product
            otherwise = None if product is None or code == self.roles.store else product[_PRICE]
            # Nobody pays the web's prices here, so none of them waits.
            at = When(when.now) if code == self.roles.web else when
            mine = items[sku].prices.get(code, {})
            items[sku].prices[code] = _after(mine, new, otherwise, at)
        self._save(items, before, now=when.now)

    def _reprice(self, code: str, changes: list[Change], when: When) -> list[Change]:
        """The usual case at once: an undated price of the shop's own list or of the web's, for a
        product that is sold and has no other on them. Returns what is not so usual."""
        usual: dict[str, int] = {}
        unusual = set()
        for change in changes:
            sku, _, starts = change.key.rpartition("|")
            cents = None if starts or sku in usual else price_rows.undated_cents(change)
            if cents is None:
                unusual.add(sku)
            else:
                usual[sku] = cents
        for sku in unusual & usual.keys():
            del usual[sku]
        is_store = code == self.roles.store
        rows, done = [], set()
        was: list[tuple[str, str, str, str, int | None]] = []
        for number, sku, price, web_price, stands_in, others in self._connection.execute(
            _PRICED, (json.dumps(list(usual)), self.roles.store, self.roles.web)
        ):
            cents = usual[sku]
            rises = is_store and when.opening is not None and cents > price
            if others or stands_in or rises:
                continue
            rows.append((number, cents, web_price, 0) if is_store else (number, price, cents, 0))
            if is_store and cents != price:
                was.append((sku, code, "", "", price))
            done.add(sku)
        self._remember(was, when.now)
        self._shelf.reprice(rows)
        if len(done) == len(changes):
            return []
        return [change for change in changes if change.key.rpartition("|")[0] not in done]

    def take(self, stream: str, changes: Iterable[Change], when: When) -> bool:
        """Take in what a page brought; what it takes away stays until `release`.

        Whether it takes anything away. Raises BadRow.
        """
        kind, _, code = stream.partition(":")
        mine = [change for change in changes if change.kind == _KIND_OF.get(kind)]
        gone: set[Key] = set()
        if any(change.value is None for change in mine):
            newest = {_key(change): change for change in mine}
            gone = {key for key, change in newest.items() if change.value is None}
            self.leaving.add(stream, gone)
            mine = [c for c in mine if c.value is not None and _key(c) not in gone]
        if stream in self.leaving:
            self.leaving.keep(stream, [_key(change) for change in mine])
        if kind == CATALOG:
            self.put_products(mine)
        else:
            self.put_prices(code, mine, when)
        return bool(gone)

    def release(self, stream: str, when: When) -> None:
        """What is leaving goes."""
        kind, _, code = stream.partition(":")
        for keys in self.leaving.keys(stream):
            if kind == CATALOG:
                self.put_products([Change(PRODUCT, sku, None) for sku, _ in keys])
            else:
                gone = [Change(PRICE, f"{sku}|{starts}", None) for sku, starts in keys]
                self.put_prices(code, gone, when)
        self.leaving.forget(stream)

    def sweep(self, stream: str) -> None:
        """What the newest base of `stream` did not bring is leaving; forget what it brought."""
        kind, _, code = stream.partition(":")
        if kind == CATALOG:
            for skus in self._not_seen(_PRODUCTS, stream):
                self.leaving.add(stream, [(sku, "") for sku in skus])
        elif kind == PRICE:
            query = "SELECT sku || '|' || starts FROM price WHERE list = :list"
            if code == self.roles.store:
                query += " UNION SELECT sku || '|' FROM product WHERE stand_in = 0"
            if code == self.roles.web:
                query += " UNION SELECT sku || '|' FROM product WHERE web_price IS NOT NULL"
            for keys in self._not_seen(query, stream, code):
                self.leaving.add(stream, [_key(Change(PRICE, key, None)) for key in keys])
        self._forget_base(stream)

    def begin_base(self, stream: str) -> None:
        """Forget what a base of `stream` brought so far, and what was leaving: it says that."""
        self._forget_base(stream)
        self.leaving.forget(stream)

    def _forget_base(self, stream: str) -> None:
        self._connection.execute("DELETE FROM seen WHERE stream = ?", (stream,))

    def saw(self, stream: str, changes: Iterable[Change]) -> None:
        """Remember what a base brought, or what came after it while its sweep waits."""
        is_price = stream.startswith(PRICE)
        keys = [
            "|".join(price_rows.key_of(change)) if is_price else change.key
            for change in changes
            if change.value is not None
        ]
        self._connection.executemany(
            "INSERT OR IGNORE INTO seen VALUES (?, ?)", [(stream, key) for key in keys]
        )

    def forget(self, stream: str) -> None:
        """Remove every price of a list that is no longer ours."""
        self.begin_base(stream)
        self.sweep(stream)
        self.release(stream, When(""))

    def assign(self, roles: Roles) -> None:
        """Say which lists are the shop's own and the web's."""
        if roles == self.roles:
            return
        # Before there was a list, what had a price had the shop's own.
        self.roles = Roles(self.roles.store or roles.store, self.roles.web or roles.web)
        every = iter([sku for (sku,) in self._connection.execute(_PRODUCTS).fetchall()])
        while skus := list(islice(every, _CHUNK)):
            items, before = self._items(skus, self.roles.lists | roles.lists)
            self._save(items, before, roles)
        self.roles = roles
        self.write_note("store_list", roles.store)
        self.write_note("web_list", roles.web)

    def shift_over(self, shifts: str, current: str, now: str) -> bool:
        """What waits for the end of a shift other than `current` is held until `now` only.

        `shifts`: the first moment that stands for one. Whether there is any such.
        """
        found = self._connection.execute(
            "UPDATE price SET held_until = ? WHERE held_until >= ? AND held_until != ?",
            (now, shifts, current),
        )
        return int(found.rowcount) > 0

    def settle(self, now: str) -> int:
        """What was held until `now` holds at last; returns how many prices that were."""
        rows = self._connection.execute(
            "SELECT sku, list FROM price WHERE held_until <= ?", (now,)
        ).fetchall()
        by_list: dict[str, list[str]] = defaultdict(list)
        for sku, code in rows:
            by_list[code].append(sku)
        for code, skus in by_list.items():
            items, before = self._items(skus, self.roles.lists | {code})
            for item in items.values():
                item.prices[code] = _settled(item.prices.get(code, {}), now)
            self._save(items, before, now=now)
        return len(rows)

    def prune(self, before: str) -> None:
        """Forget what prices were so long ago."""
        self._connection.execute("DELETE FROM price_was WHERE until < ?", (before,))

    def note(self, name: str) -> str:
        """What the catalogue says of itself under `name`; "" for nothing."""
        query = "SELECT value FROM meta WHERE name = ?"
        row = self._connection.execute(query, (name,)).fetchone()
        return str(row[0]) if row else ""

    def write_note(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def _items(
        self, skus: Iterable[str], lists: set[str], found: Found | None = None
    ) -> tuple[dict[str, Item], dict[str, Laid]]:
        """Items with their prices of `lists`, and what the tables have of them now.

        `found`: what the shelf said of them, when it was asked already.
        """
        wanted = list(skus)
        text = json.dumps(wanted)
        self._found = self._shelf.find(wanted) if found is None else found
        waiting = self._waiting(text)
        prices = self._prices(text, lists)
        items, before = {}, {}
        for sku in wanted:
            product = self._found[sku][1] if sku in self._found else None
            unpriced_text, unpriced = waiting.get(sku, (None, None))
            before[sku] = Laid(product, unpriced_text, flat(prices[sku]))
            items[sku] = item_of(product, unpriced, prices[sku], self.roles)
        return items, before

    def _save(
        self,
        items: Mapping[str, Item],
        before: Mapping[str, Laid],
        roles: Roles | None = None,
        now: str = "",
    ) -> None:
        """`now`: when prices changed; "" when it is no price that did."""
        roles = roles or self.roles
        after = {sku: laid(item, roles) for sku, item in items.items()}
        if now:
            self._remember(price_history.told(before, after, roles, now), now)
        self._write_prices(before, after)
        changed = [sku for sku in after if before[sku].unpriced != after[sku].unpriced]
        texts = [(sku, text) for sku in changed if (text := after[sku].unpriced) is not None]
        run = self._connection.executemany
        run("DELETE FROM unpriced WHERE sku = ?", [(sku,) for sku in changed])
        run("INSERT INTO unpriced VALUES (?, ?)", texts)
        self._change(self._found, {sku: one.product for sku, one in after.items()})

    def _change(self, old: Found, new: Mapping[str, Row | None]) -> None:
        """As `Shelf.change`, counted."""
        if more := self._shelf.change(old, new):
            self.rows += more
            self.write_note("rows", str(self.rows))

    def _write_prices(self, before: Mapping[str, Laid], after: Mapping[str, Laid]) -> None:
        gone = [
            (sku, *key) for sku in after for key in before[sku].prices.keys() - after[sku].prices
        ]
        kept = [
            (sku, *key, p.ends, p.cents, p.held_cents, p.held_until)
            for sku, one in after.items()
            for key, p in one.prices.items()
            if before[sku].prices.get(key) != p
        ]
        run = self._connection.executemany
        run(_GONE, gone)
        run("INSERT OR REPLACE INTO price VALUES (?, ?, ?, ?, ?, ?, ?)", kept)

    def _prices(self, skus: str, lists: Iterable[str]) -> ByList:
        found: ByList = defaultdict(dict)
        for code in lists:
            rows = self._connection.execute(
                "SELECT sku, starts, ends, cents, held_cents, held_until FROM json_each(?) wanted"
                " CROSS JOIN price ON price.sku = wanted.value AND price.list = ?",
                (skus, code),
            )
            for sku, *values in rows.fetchall():
                found[sku].setdefault(code, {})[values[0]] = Price(*values)
        return found

    def _waiting(self, skus: str) -> dict[str, tuple[str, Row]]:
        rows = self._connection.execute(
            "SELECT sku, unpriced.value FROM json_each(?) wanted"
            " CROSS JOIN unpriced ON unpriced.sku = wanted.value",
            (skus,),
        ).fetchall()
        return {sku: (text, row_of(Change("product", sku, json.loads(text)))) for sku, text in rows}

    def _not_seen(self, query: str, stream: str, code: str = "") -> Iterator[list[str]]:
        rows = self._connection.execute(
            query + " EXCEPT SELECT key FROM seen WHERE stream = :stream",  # noqa: S608
            {"stream": stream, "list": code},
        ).fetchall()
        keys = iter([key for (key,) in rows])
        while chunk := list(islice(keys, _CHUNK)):
            yield chunk


def _key(change: Change) -> Key:
    """Raises BadRow."""
    return price_rows.key_of(change) if change.kind == PRICE else (change.key, "")


def _after(
    mine: ByStart, steps: Iterable[tuple[str, Price | None]], otherwise: int | None, when: When
) -> ByStart:
    """A list's prices of one product after each of `steps` (start, price or None)."""
    prices = _settled(mine, when.now)
    for starts, new in steps:
        if new is None:
            kept = price_rows.gone(prices, starts, otherwise, when.now, when.opening)
        else:
            kept = price_rows.put(prices, new, otherwise, when.now, when.opening)
        prices.pop(starts, None)
        if kept is not None:
            prices[starts] = kept
    return prices


def _settled(prices: ByStart, now: str) -> ByStart:
    return {starts: kept for starts, price in prices.items() if (kept := price.settled(now))}
