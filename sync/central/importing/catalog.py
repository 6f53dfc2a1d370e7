"""A file of products: what they are, and, when it says so, what they cost.

Columns are those of `mostrador import` and, of each tree of families besides the ERP's and of each
attribute, one more: `family:web`, `family:season`, `attr:litros:number`, `attr:color`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from app.domain import sale_terms
from app.domain.errors import BadDefault
from app.domain.tax import TaxTable
from app.importing.cells import tax_reader
from app.importing.columns import Fields
from app.importing.pictures import Pictures
from app.importing.product_fields import MERGED
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells
from app.importing.table import fold_name
from app.mirror import details
from app.mirror.catalog_tables import codes_of
from sync.central.database import Central, Tx
from sync.central.importing.catalog_rows import CatalogRows
from sync.central.importing.details import Details
from sync.central.importing.run import Identity, Numbered, Put, Remark
from sync.central.masters import attributes, lists, prices, products
from sync.central.masters import pictures as kept_pictures
from sync.central.masters.prices import Price
from sync.central.masters.products import Attribute, ProductValue

_TREE = re.compile(r"(?:family|familia):([\w-]{1,32})")
_ATTRIBUTE = re.compile(r"(?:attr|attribute|atributo):([\w-]{1,40})(?::([a-z]+))?")
_PRICES = {"price_store": "store", "price_web": "web"}
_TERRITORY = "IVA"
SOLD_BY = {
    name: "number" if name in details.NUMBERS else "text"
    for name in (
        *(names[0] for names in sale_terms.NAMES.values()),
        *(names[0] for names in details.VARIANT.values()),
        details.CONTENT[0],
    )
}
"""The attributes that tills sell by, as the columns of a file are called; and their types."""
GONE = ("baja", "borrado", "eliminado", "deleted")


class CatalogImporter:
    """See `run.Importer`; a row is read as its SKU, for what else it says goes over what there is.

    One whose `gone` is yes takes a product away.
    """

    chunk = 2000
    numbers = ("price_store", "price_web")

    def __init__(self, who: str, taxes: TaxTable, pictures: Pictures | None = None) -> None:
        """`pictures`: of the products in the file; None: what it says of them stays."""
        self.by = who
        self._taxes = taxes
        self._pictures = pictures
        self._skus: set[str] = set()
        self._codes: dict[int | str, str] = {}
        self._types: dict[str, str] = {}

    def fields(self, names: Sequence[str]) -> Fields:
        aliases = {name: of for name, of in MERGED.aliases.items() if name != "stock"}
        aliases["gone"] = GONE
        for name in names:
            plain = name.strip().lower()
            if _TREE.fullmatch(plain) or _ATTRIBUTE.fullmatch(plain):
                aliases[name] = (fold_name(name),)
        return Fields(aliases, MERGED.several, MERGED.needed)

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        said = {*cells.places, *cells.defaults}
        trees = {name: match[1] for name in said if (match := _TREE.fullmatch(name.lower()))}
        with central.write() as tx:
            known = attributes.types(tx.connection)
            found = {}
            for name in said:
                if match := _ATTRIBUTE.fullmatch(name.lower()):
                    found[name] = (match[1], match[2] or known.get(match[1], "text"))
            sold_by = {name: kind for name, kind in SOLD_BY.items() if cells.says(name)}
            attributes.define(tx, dict(found.values()) | sold_by, self.by)
            for code in (of for field, of in _PRICES.items() if cells.says(field)):
                lists.get(tx.connection, code)
        self._tax_of = tax_reader(self._taxes, _TERRITORY, central.clock().date())
        self._rows = CatalogRows(cells, self._tax_of)
        self._details = Details(cells, trees, found)
        self._check_defaults()

    def who(self, cells: Sequence[str]) -> Identity:
        return self._rows.identity(list(cells))

    def read(self, cells: Sequence[str]) -> str:
        sku = self._rows.sku(list(cells))
        if sku in self._skus:
            raise LeftOut(Reason.DUPLICATE_SKU, sku)
        self._skus.add(sku)
        return sku

    def put(self, tx: Tx, rows: Sequence[Numbered[str]], *, last: bool) -> Put[str]:
        put: Put[str] = Put()
        old = products.some(tx.connection, [one.row for one in rows])
        values: dict[str, ProductValue] = {}
        gone: list[str] = []
        news: list[Price] = []
        for one in rows:
            try:
                if self._cells.says("gone") and self._cells.flag(one.cells, "gone"):
                    gone.append(one.row)
                    continue
                value, costs = self._value(tx, one, old.get(one.row), put, again=last)
            except LeftOut as error:
                put.left_out.append(Remark(one, error.reason, error.detail))
                continue
            values[one.row] = value
            news += costs
        put.changed = products.remove(tx, gone, self.by) if gone else 0
        kept = products.keep(tx, values, self.by)
        put.changed += kept.changed
        self._set_aside(put, rows, kept.refused, last=last)
        if news := [price for price in news if price.sku not in kept.refused]:
            put.changed += prices.keep(tx, news, self.by)
        if not last and self._cells.says("price_store"):
            put.warnings += self._unpriced(tx, [one for one in rows if one.row in values])
        return put

    def _unpriced(self, tx: Tx, rows: Sequence[Numbered[str]]) -> list[Remark[str]]:
        """Rows whose price is empty, of products that no price list has either: a file of prices
        may bring it yet, and until then no till sells them."""
        empty = [one for one in rows if not self._cells.text(one.cells, "price_store")]
        priced = prices.in_shops(tx.connection, [one.row for one in empty])
        return [Remark(one, Reason.NOT_PRICED) for one in empty if one.row not in priced]

    def _value(
        self,
        tx: Tx,
        one: Numbered[str],
        old: ProductValue | None,
        put: Put[str],
        *,
        again: bool,
    ) -> tuple[ProductValue, list[Price]]:
        cells = list(one.cells)
        read = self._rows.read_over(one.row, cells, old)
        self._claim(one.row, read.product.codes)
        remarks = list(read.warnings)
        image = read.product.image
        if self._pictures is not None:
            image = self._pictures.of(read.product, partial(kept_pictures.put, tx), remarks)
        trees, typed = self._details.read(cells, old, remarks)
        for name in SOLD_BY:
            if self._cells.says(name):
                typed.pop(name, None)
        for name, (kind, text) in details.attributes(read.product).items():
            if self._cells.says(name):
                typed[name] = Attribute(type=kind, value=text)  # type: ignore[arg-type]
        value = ProductValue(
            name=read.product.name,
            unit=read.product.unit,
            tax=read.product.tax,
            family=read.product.family,
            families=trees,
            brand=read.product.brand,
            codes=tuple(codes_of(read.product)),
            related=read.product.related,
            image=image,
            attributes=typed,
            sold=read.sold or (old.sold if old else 0),
        )
        if not again:
            put.warnings += [Remark(one, *remark) for remark in remarks]
        return value, self._rows.costs(cells, read.product)

    def _claim(self, sku: str, codes: Sequence[str]) -> None:
        """Take codes for a row of this file. Raises LeftOut when an earlier one has them."""
        # Integers: the texts of a million codes would be some hundred megabytes more.
        plain = [int(code) if len(code) == 14 and code.isdecimal() else code for code in codes]
        for code in plain:
            if self._codes.get(code, sku) != sku:
                raise LeftOut(Reason.DUPLICATE_BARCODE, str(code))
        for code in plain:
            self._codes[code] = sku

    def _set_aside(
        self,
        put: Put[str],
        rows: Sequence[Numbered[str]],
        refused: Mapping[str, str],
        *,
        last: bool,
    ) -> None:
        """Who has the code may give it up further down the file."""
        for one in rows:
            if one.row not in refused:
                continue
            if last:
                code = refused[one.row]
                put.left_out.append(Remark(one, Reason.DUPLICATE_BARCODE, code))
            else:
                put.later.append(one)

    def _check_defaults(self) -> None:
        """Raises BadDefault: better once than as the reason of every row."""
        for field, value in self._cells.defaults.items():
            if field in ("tax", "vat") and self._tax_of(value) is None:
                raise BadDefault(field=field, value=value)
            if field in _PRICES and not self._rows.reads(field):
                raise BadDefault(field=field, value=value)
