"""Importing a file of prices into the catalogue of a till alone: lists, seasons, levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.errors import NoCatalogue, NothingImported
from app.domain.price_history import KEPT
from app.importing.columns import columns
from app.importing.numbers import decimal_mark
from app.importing.price_fields import FIELDS
from app.importing.price_rows import NewList, PriceRows, Row
from app.importing.report import LeftOut, Reason, Report
from app.importing.row_cells import Cells
from app.importing.table import Table
from app.mirror import catalog, cursors, folder
from app.mirror.cursors import Standing
from app.mirror.items import Roles
from app.mirror.live import LiveCatalog, When
from app.mirror.rows import Change, moment_text

OWN = Roles("store", "web")
"""The lists that every shop has: its own and the web's."""
_SAMPLE = 2000
_AT_ONCE = 4000


@dataclass(frozen=True, slots=True)
class PricesImported:
    """`lists`: what the file orders of lists, for whoever keeps them; the counts are by Reason."""

    rows_in: int
    lists: Mapping[str, NewList]
    left_out: Counter[str]
    warnings: Counter[str]


def import_prices(
    file: Path,
    where: Path,
    *,
    lists: set[str],
    zone: ZoneInfo,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    report: Path | None,
    now: datetime,
    opening: datetime | None,
) -> PricesImported:
    """Make the prices of `file` those of the catalogue in use, in one step; a till that sells from
    it has them at its next scan.

    `lists`: the codes of those that there are besides OWN. `zone`: whose midnight a day begins
    with. `opening`: until when a rise waits; None: the shop is closed, and none does.
    Raises NoCatalogue, NoSuchFile, UnreadableFile, NoUsableHeader, UnknownField, UnknownColumn,
    NothingImported, ReportNotWritable, ImportRunning.
    """
    table = Table(file, FIELDS.known | {*mapping})
    try:
        FIELDS.check(list(defaults))
        found = columns(table.header, FIELDS, mapping, list(defaults))
        sample = (row[i] for row in table.sample(_SAMPLE) for i in found.places.get("price", ()))
        mark = decimal_mark(sample, "," if table.delimiter == ";" else ".")
        cells = Cells(found.places, defaults, mark)
        rows = PriceRows(cells, lists | OWN.lists, zone)
        oldest = moment_text(now - KEPT)
        when = When(moment_text(now), moment_text(opening) if opening else None)
        with Report(report, file) as notes, folder.writing(where):
            for column in found.unmapped:
                notes.warn(1, ("", "", ""), Reason.UNMAPPED_COLUMN, column)
            path = folder.current(where)
            if path is None:
                raise NoCatalogue()
            connection = catalog.open_live(path)
            try:
                connection.execute("BEGIN IMMEDIATE")
                done = _Import(connection, table, cells, rows, notes, oldest).run(when)
                if not done:
                    raise NothingImported(left_out=dict(notes.left_out), file=str(file))
                connection.execute("COMMIT")
            finally:
                connection.close()
        return PricesImported(done, rows.said, notes.left_out, notes.warnings)
    finally:
        table.close()


class _Import:
    def __init__(
        self,
        connection: Any,
        table: Table,
        cells: Cells,
        rows: PriceRows,
        notes: Report,
        oldest: str,
    ) -> None:
        """`oldest`: from when on it is kept what prices were."""
        self._connection, self._table = connection, table
        self._cells, self._rows, self._notes = cells, rows, notes
        self._keys: set[tuple[str, str, str]] = set()
        self._oldest = oldest

    def run(self, when: When) -> int:
        """How many rows went in."""
        live = LiveCatalog(self._connection)
        live.assign(OWN)
        live.settle(when.now)
        live.prune(self._oldest)
        done = 0
        changes: dict[str, list[Change]] = defaultdict(list)
        held = 0
        for code, change in self._changes():
            changes[code].append(change)
            done, held = done + 1, held + 1
            if held >= _AT_ONCE:
                self._put(live, changes, when)
                held = 0
        self._put(live, changes, when)
        return done

    def _put(self, live: LiveCatalog, changes: dict[str, list[Change]], when: When) -> None:
        for code, some in changes.items():
            live.put_prices(code, some, when)
            stream = f"price:{code}"
            # The version that a line has its price from.
            at = cursors.read(self._connection).get(stream, Standing()).seq + len(some)
            cursors.write(self._connection, stream, Standing(seq=at))
        changes.clear()

    def _changes(self) -> Iterable[tuple[str, Change]]:
        for record in self._table.records():
            if record.cells is None:
                self._notes.leave_out(record.line, ("", "", ""), Reason.UNREADABLE, record.text)
                continue
            text = self._cells.text
            sku, barcode, of = (text(record.cells, name) for name in ("sku", "barcode", "list"))
            who = (sku, barcode, of)
            try:
                row = self._rows.read(record.cells)
                sku = self._sku(row)
            except LeftOut as error:
                self._notes.leave_out(record.line, who, error.reason, error.detail)
                continue
            if row.rounded:
                self._notes.warn(record.line, who, Reason.ROUNDED_PRICE, row.rounded)
            value = None if row.cents is None else {"cents": row.cents, "ends": row.ends}
            yield row.list, Change("price", f"{sku}|{row.starts}", value)

    def _sku(self, row: Row) -> str:
        if row.sku:
            found = self._connection.execute(
                "SELECT sku FROM product WHERE sku = ?1 COLLATE NOCASE AND sku = ?1", (row.sku,)
            ).fetchone()
        else:
            found = self._connection.execute(
                "SELECT sku FROM barcode JOIN product ON id = product WHERE code = ?",
                (row.barcode,),
            ).fetchone()
        if found is None:
            raise LeftOut(Reason.UNKNOWN_SKU, row.sku or row.barcode)
        sku = str(found[0])
        key = (sku, row.list, row.starts)
        if key in self._keys:  # once by its SKU, once by a barcode
            raise LeftOut(Reason.DUPLICATE_ROW, row.starts)
        self._keys.add(key)
        return sku
