"""Questions asked of the catalogue in use; it is read here and written elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, literal_column, select
from sqlalchemy.exc import DatabaseError

from app.domain import barcode
from app.domain.barcode import Meaning, ProductCode
from app.domain.errors import BadCode, WrongKey
from app.domain.product import Product
from app.mirror import catalog_tables as tables
from app.mirror import families, folder, pictures
from app.mirror.catalog_tables import product_of
from app.mirror.details import PARENT
from app.storage import search
from app.storage.database import Database
from app.storage.prices import PriceRow, PriceWas

_p, _f, _b = tables.product.c, tables.family.c, tables.barcode.c

_PRODUCTS: Select[Any] = select(
    _p.sku,
    _p.name,
    _p.unit,
    _p.tax,
    _p.price,
    _p.web_price,
    _f.path,
    _p.brand,
    _p.codes,
    _p.related,
    _p.stock,
    _p.image,
    _p.details,
)
"""In the order that product_of reads."""

_BY_CODE = _PRODUCTS.select_from(
    tables.barcode.join(tables.product, _p.id == _b.product).join(tables.family, _f.id == _p.family)
).where(_b.code == bindparam("code"))

_WITH_FAMILY = _PRODUCTS.select_from(tables.product.join(tables.family, _f.id == _p.family))
_BY_SKU = (
    _WITH_FAMILY.where(_p.sku.collate("NOCASE") == bindparam("sku"))
    .order_by((_p.sku == bindparam("sku")).desc())
    .limit(1)
)
_SKUS: BindParameter[Any] = bindparam("skus", expanding=True)
_BY_SKUS = _WITH_FAMILY.where(_p.sku.collate("NOCASE").in_(_SKUS))
_AT_ONCE = 500
"""SKUs in one question."""
_BY_IDS = _WITH_FAMILY.add_columns(_p.id).where(_p.id.in_(bindparam("ids", expanding=True)))
_BEST = _WITH_FAMILY.order_by(_p.id).limit(bindparam("limit"))
_FAMILIES = select(_f.path, _f.products).where(_f.products > 0, _f.key != "").order_by(_f.key)
# The best sellers of each leaf, then the best of those: a walk of some hundred short ranges, where
# one range over the whole sub-tree would be sorted.
_leaf = (
    select(_p.id)
    .where(_p.family == _f.id)
    .order_by(_p.id)
    .limit(bindparam("limit"))
    .correlate(tables.family)
)
_IN_FAMILY = (
    select(_p.id)
    .select_from(tables.family.join(tables.product, _p.id.in_(_leaf)))
    .where((_f.key == bindparam("key")) | _f.key.between(bindparam("first"), bindparam("end")))
    .order_by(_p.id)
    .limit(bindparam("limit"))
)
_ROWS = select(func.count()).select_from(tables.product)
_r = tables.price.c
_DATED = (
    select(
        _p.sku,
        _p.stand_in,
        select(func.sum(tables.cursor.c.seq)).scalar_subquery(),
        *(_r.list, _r.cents, _r.starts, _r.ends, _r.held_cents, _r.held_until),
    )
    .select_from(tables.product.outerjoin(tables.price, _r.sku == _p.sku))
    # Both: the index is by NOCASE first, and without it every product would be read.
    .where(_p.sku.collate("NOCASE").in_(_SKUS), _p.sku.in_(_SKUS))
)
_w = tables.price_was.c
_WAS = (
    select(_w.list, _w.starts, _w.ends, _w.cents, _w.until)
    .where(_w.sku == bindparam("sku"))
    .order_by(_w.until)
)
_HAS_HISTORY = "SELECT 1 FROM main.sqlite_master WHERE name = 'price_was'"
_VARIANTS = (
    _WITH_FAMILY.where(_p.details != "", literal_column(PARENT) == bindparam("parent"))
    .order_by(_p.id)
    .limit(bindparam("limit"))
)
_WITH_LISTS = 2
"""The schema that has them..."""
_OLDER = "CREATE TEMP VIEW product AS SELECT *, '' AS details FROM main.product"
"""...and what one of an older program is read by: a till alone sells from it until it imports."""


@dataclass(frozen=True, slots=True)
class Family:
    """A branch of the tree: its path from the root, and how many products are in or under it."""

    path: str
    products: int


@dataclass(frozen=True, slots=True)
class Dated:
    """The prices of a product beside its own, which only `stand_in` for them, or does not."""

    rows: list[PriceRow]
    stand_in: bool
    state: str
    """Which catalogue, and how far along: where the prices were read."""


class Catalog:
    """The catalogue of a data folder, for one thread; empty until there is one."""

    def __init__(self, where: Path) -> None:
        self._where = where
        self._database: Database | None = None
        self.version = ""
        """The file's name; empty without a catalogue."""
        self._lists = self._history = False
        """Whether the file has prices of lists: one of an older program has not."""
        self.refresh()

    def refresh(self) -> bool:
        """Go over to the catalogue now in use; True when it is another one.

        Call it between two transactions. A file that does not open is not gone over to.
        """
        path = folder.current(self._where)
        if path is None or path.name == self.version:
            return False
        try:
            database = Database(path, writable=False)
        except (DatabaseError, WrongKey):
            return False
        self.close()
        self._database, self.version = database, path.name
        with database.read() as connection:
            schema = connection.exec_driver_sql("PRAGMA user_version").scalar()
            self._lists = (schema or 0) >= _WITH_LISTS
            self._history = connection.exec_driver_sql(_HAS_HISTORY).scalar() is not None
            if not self._lists:
                connection.exec_driver_sql(_OLDER)
        return True

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database, self.version = None, ""

    def product(self, code: str | Meaning) -> Product | None:
        """The product that a scanned or typed code means; None when there is none.

        Raises BadCode for digits that should be a GTIN and are not, unless they are a SKU.
        """
        if not isinstance(code, str):
            meaning = code
        else:
            try:
                meaning = barcode.meaning(code)
            except BadCode:
                if found := self.by_sku(code.strip()):
                    return found
                raise
        match meaning:
            case ProductCode(key=None, text=text):
                return self.by_key(text.upper()) or self.by_sku(text)
            case ProductCode(key=str(key), text=text):
                return self.by_key(key) or self.by_sku(text)
            case _:
                return None

    def by_key(self, key: str) -> Product | None:
        """The product with that GTIN-14 key or in-store code in capitals."""
        return self._one(_BY_CODE, {"code": key})

    def by_sku(self, sku: str) -> Product | None:
        """The product with that SKU; in another case when none is written exactly so."""
        return self._one(_BY_SKU, {"sku": sku})

    def of_skus(self, skus: Sequence[str]) -> dict[str, Product]:
        """Those products, by the SKU that was asked for; as `by_sku`."""
        found: list[Product] = []
        for some in _some_at_once(skus):
            found += map(product_of, self._all(_BY_SKUS, {"skus": some}))
        known = {one.sku.upper(): one for one in found} | {one.sku: one for one in found}
        asked = ((sku, known.get(sku) or known.get(sku.upper())) for sku in skus)
        return {sku: one for sku, one in asked if one is not None}

    def variants(self, parent: str, limit: int = 200) -> list[Product]:
        """The products of a model, the best sellers first."""
        if not self._lists:
            return []
        rows = self._all(_VARIANTS, {"parent": parent, "limit": limit})
        return [product_of(row) for row in rows]

    def dated(self, skus: Sequence[str]) -> dict[str, Dated]:
        """What is known of these products' prices beside their own, by SKU."""
        bare = Dated([], False, self.version)
        found = dict.fromkeys(skus, bare)
        if self._database is None or not self._lists or not skus:
            return found
        with self._database.read() as connection:
            rows = [
                row
                for some in _some_at_once(skus)
                for row in connection.execute(_DATED, {"skus": some})
            ]
        for sku, stand_in, seq, *row in rows:
            if found[sku] is bare:
                state = f"{self.version}@{seq}" if seq else self.version
                found[sku] = Dated([], bool(stand_in), state)
            if row[0]:
                found[sku].rows.append(PriceRow(*row))
        return found

    def was(self, sku: str) -> list[PriceWas]:
        """What the prices of a product were, the oldest first; nothing of older programs' files."""
        if not self._history:
            return []
        return [PriceWas(*row) for row in self._all(_WAS, {"sku": sku})]

    def picture(self, name: str) -> Path | None:
        """The file of the picture that a product's `image` names, when it is here."""
        return pictures.at_hand(self._where, name)

    def search(self, text: str, limit: int = 20) -> list[Product]:
        """What `text` may mean, the best sellers first; nothing for an empty text.

        Any words of name, brand and family, in any order, as they are typed; a SKU or its
        beginning; the last three or more digits of a barcode. One wrong letter is forgiven when
        nothing matches.
        """
        if self._database is None or not text.strip():
            return []
        with self._database.read() as connection:
            exact = self._exactly(text)
            ids = search.found(connection, text, limit)
            products = self._of_ids(connection, ids)
        if exact is None:
            return products
        return [exact, *(other for other in products if other.sku != exact.sku)][:limit]

    def families(self) -> list[Family]:
        """The whole tree by path; those with products only."""
        return [Family(path, count) for path, count in self._all(_FAMILIES, {})]

    def in_family(self, path: str, limit: int = 100) -> list[Product]:
        """The best sellers in that family or under it."""
        key, first, end = families.subtree(path)
        values = {"key": key, "first": first, "end": end, "limit": limit}
        if not key:
            return self.favourites(limit)
        return self._by_ids([number for (number,) in self._all(_IN_FAMILY, values)])

    def related(self, product: Product) -> list[Product]:
        """What goes with `product`, in its order; what the catalogue lacks is left out."""
        return list(self.of_skus(product.related).values())

    def favourites(self, limit: int = 24) -> list[Product]:
        """The best sellers."""
        return [product_of(row) for row in self._all(_BEST, {"limit": limit})]

    def __len__(self) -> int:
        """How many products."""
        rows = self._all(_ROWS, {})
        return rows[0][0] if rows else 0

    def _exactly(self, text: str) -> Product | None:
        try:
            return self.product(text)
        except BadCode:
            return None

    def _by_ids(self, ids: list[int]) -> list[Product]:
        if self._database is None:
            return []
        with self._database.read() as connection:
            return self._of_ids(connection, ids)

    def _of_ids(self, connection: Connection, ids: list[int]) -> list[Product]:
        """The products of those ids, in their order; without what went since they were found."""
        if not ids:
            return []
        rows = connection.execute(_BY_IDS, {"ids": ids}).all()
        by_id = {row[-1]: row[:-1] for row in rows}
        return [product_of(by_id[number]) for number in ids if number in by_id]

    def _one(self, statement: Select[Any], values: dict[str, Any]) -> Product | None:
        if self._database is None:
            return None
        with self._database.read() as connection:
            row = connection.execute(statement, values).fetchone()
        return None if row is None else product_of(row)

    def _all(self, statement: Select[Any], values: dict[str, Any]) -> Sequence[Any]:
        if self._database is None:
            return []
        with self._database.read() as connection:
            return connection.execute(statement, values).all()


def _some_at_once(skus: Sequence[str]) -> Iterator[list[str]]:
    for first in range(0, len(skus), _AT_ONCE):
        yield list(skus[first : first + _AT_ONCE])
