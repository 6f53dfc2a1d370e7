"""Importing a product file: a new catalogue from a CSV that nobody prepared for us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from app.domain.errors import BadDefault, NothingImported
from app.domain.product import Product
from app.domain.tax import TaxTable
from app.importing.cells import tax_reader
from app.importing.columns import Columns, columns
from app.importing.numbers import decimal_mark
from app.importing.pictures import Pictures
from app.importing.product_fields import FIELDS, MERGED
from app.importing.product_row import ProductRows, Read
from app.importing.report import LeftOut, Reason, Report
from app.importing.table import Record, Table
from app.mirror import catalog
from app.mirror import pictures as kept_pictures
from app.mirror.rows import moment_text
from app.mirror.words import fold

STORE = "store"
"""The list whose undated prices are the products' own."""
_CHUNK = 4000
_SAMPLE = 2000
_STEPS = 1000
_READING = 450
"""Of the steps of the progress bar; the rest is making the indexes."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """`left_out` and `warnings` count by Reason; `catalogue` is the file now in use."""

    rows_in: int
    left_out: Counter[str]
    warnings: Counter[str]
    catalogue: str


def import_products(
    file: Path,
    folder: Path,
    *,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    report: Path | None,
    merge: bool,
    taxes: TaxTable,
    progress: Progress,
    now: datetime,
    territory: str = "IVA",
    opening: datetime | None = None,
    pictures: Pictures | None = None,
) -> ImportResult:
    """Replace the catalogue of `folder` by the products of `file`; with `merge`, change it by them.

    `mapping`: column -> field; `defaults`: field -> what an empty or missing cell means.
    `progress(done, of)` is called some hundred times. `now` names the day of the tax rates. What
    raises a price waits until `opening`; None: the shop is closed. `pictures` are kept beside the
    catalogue; a file without a column for them leaves each product the one that it had.
    Raises NoSuchFile, UnreadableFile, NoUsableHeader, UnknownField, UnknownColumn, BadDefault,
    NothingImported, ReportNotWritable, ImportRunning, CatalogDamaged, DiskFull, DiskReadOnly; the
    catalogue in use is then the old one.
    """
    fields = MERGED if merge else FIELDS
    fields.check(list(defaults))
    table = Table(file, fields.known | {*mapping})
    try:
        found = columns(table.header, fields, mapping, list(defaults))
        with (
            Report(report, file) as notes,
            catalog.build(folder, source=file.name, created=now, merge=merge) as new,
        ):
            tax_of = tax_reader(taxes, territory, now.date())
            mark = _decimal_mark(table, found)
            rows = ProductRows(found.places, defaults, mark, tax_of, new.kept)
            _check_defaults(defaults, tax_of, mark)
            for column in found.unmapped:
                notes.warn(1, ("", "", ""), Reason.UNMAPPED_COLUMN, column)
            pictured = _pictured(folder, pictures)
            taken = _Import(table, rows, notes, new, progress, pictured)
            rows_in = taken.run()
            if not rows_in:
                raise NothingImported(left_out=dict(notes.left_out), file=str(file))
            new.succeed(STORE, moment_text(now), moment_text(opening) if opening else None)
            if "image" not in found.places and "image" not in defaults:
                new.succeed_pictures()
            new.index(lambda part: progress(_READING + int(part * (_STEPS - _READING)), _STEPS))
            taken.note_missing_related()
            name = new.finish()
            progress(_STEPS, _STEPS)
            return ImportResult(rows_in, notes.left_out, notes.warnings, name)
    finally:
        table.close()


Pictured = Callable[[Read], Read]
"""A row with its picture, and what was wrong with that."""


def _pictured(folder: Path, pictures: Pictures | None) -> Pictured:
    if pictures is None:
        return lambda read: read

    def pictured(read: Read) -> Read:
        image = pictures.of(read.product, partial(kept_pictures.keep, folder), read.warnings)
        return read._replace(product=replace(read.product, image=image))

    return pictured


class _Import:
    """One run over the rows; remembers what must not come twice."""

    def __init__(
        self,
        table: Table,
        rows: ProductRows,
        notes: Report,
        new: catalog.NewCatalog,
        progress: Progress,
        pictured: Pictured,
    ) -> None:
        self._table = table
        self._rows = rows
        self._notes = notes
        self._new = new
        self._progress = progress
        self._pictured = pictured
        self._skus: dict[str, int] = {}
        # Integers and hashes: the texts of a million rows would be some hundred megabytes more.
        self._codes: set[int | str] = set()
        self._names: set[int] = set()

    def run(self) -> int:
        """How many rows went in."""
        width = len(self._table.header)
        products: list[Product] = []
        sold: list[int] = []
        for record in self._table.records():
            read = self._read(record, width)
            if read is not None:
                products.append(read.product)
                sold.append(read.sold)
                if len(products) >= _CHUNK:
                    self._add(products, sold)
                    products, sold = [], []
        self._add(products, sold)
        refused = self._new.settle()
        for sku in refused:
            self._notes.leave_out(
                self._skus[sku], (sku, "", ""), Reason.DUPLICATE_BARCODE, "in use"
            )
        return len(self._skus) - len(refused)

    def note_missing_related(self) -> None:
        for sku, other in self._new.missing_related():
            if sku in self._skus:
                self._notes.warn(self._skus[sku], (sku, "", ""), Reason.RELATED_MISSING, other)

    def _add(self, products: list[Product], sold: list[int]) -> None:
        self._new.add(products, sold)
        part = self._table.position() / max(1, self._table.size)
        self._progress(int(part * _READING), _STEPS)

    def _read(self, record: Record, width: int) -> Read | None:
        if record.cells is None:
            self._notes.leave_out(record.line, ("", "", ""), Reason.UNREADABLE, record.text)
            return None
        try:
            read = self._rows.read(record.cells, width)
            self._claim(read.product, record.line)
            read = self._pictured(read)
        except LeftOut as error:
            who = self._rows.identity(record.cells)
            self._notes.leave_out(record.line, who, error.reason, error.detail)
            return None
        for reason, detail in read.warnings:
            self._notes.warn(record.line, self._rows.identity(record.cells), reason, detail)
        name = hash(fold(read.product.name))
        if name in self._names:
            self._notes.warn(record.line, self._rows.identity(record.cells), Reason.SAME_NAME)
        self._names.add(name)
        return read

    def _claim(self, product: Product, line: int) -> None:
        """Take SKU and codes for this row. Raises LeftOut when an earlier row has them."""
        codes = [
            int(code) if len(code) == 14 and code.isdecimal() else code for code in product.codes
        ]
        for code in codes:
            if code in self._codes:
                raise LeftOut(Reason.DUPLICATE_BARCODE, str(code))
        if product.sku in self._skus:
            raise LeftOut(Reason.DUPLICATE_SKU, product.sku)
        self._codes.update(codes)
        self._skus[product.sku] = line


def _decimal_mark(table: Table, found: Columns) -> str:
    places = [i for field in ("price_store", "price_web") for i in found.places.get(field, ())]
    cells = (row[i] for row in table.sample(_SAMPLE) for i in places if i < len(row))
    # Where commas do not separate columns they are the decimals: Spain's own CSV.
    return decimal_mark(cells, "," if table.delimiter == ";" else ".")


def _check_defaults(
    defaults: Mapping[str, str], tax_of: Callable[[str], object], mark: str
) -> None:
    """Raises BadDefault: better once than as the reason of every row."""
    rows = ProductRows({}, defaults, mark, lambda _: None, lambda _: None)
    for field, value in defaults.items():
        if field in ("tax", "vat") and tax_of(value) is None:
            raise BadDefault(field=field, value=value)
        if field in ("price_store", "price_web", "stock") and not rows.reads(field):
            raise BadDefault(field=field, value=value)
