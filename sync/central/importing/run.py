"""Bringing a file into central, some thousand rows in a transaction.

What went in stays in, whenever the import is cut short: it is started again, and rows that are
there already say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Generic, NamedTuple, Protocol, TypeVar

from app.domain.errors import NothingImported
from app.importing.columns import Columns, Fields, columns
from app.importing.numbers import decimal_mark
from app.importing.report import LeftOut, Reason, Report
from app.importing.row_cells import Cells
from app.importing.table import Table
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.masters import audit

R = TypeVar("R")
Identity = tuple[str, str, str]
"""SKU or code, barcodes and name of a row, as the report shows them; never what is sealed."""
Progress = Callable[[int, int], None]
_SAMPLE = 2000
_STEPS = 1000
_TRIES = 5


class Numbered(NamedTuple, Generic[R]):
    """A row that was read: its line, what it is, and what stood there."""

    line: int
    row: R
    cells: Sequence[str]


class Remark(NamedTuple, Generic[R]):
    of: Numbered[R]
    reason: Reason
    detail: str = ""


@dataclass
class Put(Generic[R]):
    """What became of some rows."""

    changed: int = 0
    left_out: list[Remark[R]] = field(default_factory=list)
    warnings: list[Remark[R]] = field(default_factory=list)
    later: list[Numbered[R]] = field(default_factory=list)
    """To be tried again when all others are in."""


class Importer(Protocol[R]):
    """One kind of file."""

    @property
    def by(self) -> str:
        """Who imports, for the audit."""

    @property
    def chunk(self) -> int:
        """Rows in a transaction."""

    @property
    def numbers(self) -> Sequence[str]:
        """Fields whose cells show the file's decimal mark."""

    def fields(self, names: Sequence[str]) -> Fields:
        """What its columns may be. `names`: of the header, and what the user calls fields."""

    def begin(self, central: Central, cells: Cells) -> None:
        """Before the first row. Raises BadDefault."""

    def read(self, cells: Sequence[str]) -> R:
        """Raises LeftOut."""

    def who(self, cells: Sequence[str]) -> Identity: ...

    def put(self, tx: Tx, rows: Sequence[Numbered[R]], *, last: bool) -> Put[R]:
        """`last`: nothing is tried again after this. The same rows may come twice, when the
        database took back what they had changed."""


@dataclass(frozen=True)
class Imported:
    """`rows_in`: read and not left out; `changed`: those that were not so before."""

    rows_in: int
    changed: int
    left_out: Counter[str]
    warnings: Counter[str]


def import_file(
    central: Central,
    file: Path,
    importer: Importer[R],
    *,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    report: Path | None,
    progress: Progress = lambda done, of: None,
) -> Imported:
    """Make central what the rows of `file` say.

    `mapping`: column -> field; `defaults`: field -> what an empty or missing cell means. Raises
    NoSuchFile, UnreadableFile, NoUsableHeader, UnknownField, UnknownColumn, BadDefault, BadValue,
    ReportNotWritable, NothingImported.
    """
    table = Table(file, importer.fields(()).known | {*mapping})
    try:
        fields = importer.fields([*table.header, *mapping.values(), *defaults])
        fields.check(list(defaults))
        found = columns(table.header, fields, mapping, list(defaults))
        with Report(report, file) as notes:
            for column in found.unmapped:
                notes.warn(1, ("", "", ""), Reason.UNMAPPED_COLUMN, column)
            mark = _mark(table, found, importer.numbers)
            importer.begin(central, Cells(found.places, defaults, mark))
            run = _Run(central, table, importer, notes, progress)
            run.all()
            _note(central, importer.by, file, run, notes)
            if not run.rows_in:
                raise NothingImported(left_out=dict(notes.left_out), file=str(file))
            return Imported(run.rows_in, run.changed, notes.left_out, notes.warnings)
    finally:
        table.close()


class _Run(Generic[R]):
    def __init__(
        self,
        central: Central,
        table: Table,
        importer: Importer[R],
        notes: Report,
        progress: Progress,
    ) -> None:
        self._central = central
        self._table = table
        self._importer = importer
        self._notes = notes
        self._progress = progress
        self._later: list[Numbered[R]] = []
        self.rows_in = 0
        self.changed = 0

    def all(self) -> None:
        chunk: list[Numbered[R]] = []
        for row in self._rows():
            chunk.append(row)
            if len(chunk) >= self._importer.chunk:
                self._put(chunk, last=False)
                chunk = []
        self._put(chunk, last=False)
        self._put(self._later, last=True)
        self._progress(_STEPS, _STEPS)

    def _rows(self) -> Iterable[Numbered[R]]:
        importer, notes = self._importer, self._notes
        width = len(self._table.header)
        for line, cells, text in self._table.records():
            if cells is None:
                # What cannot be read may be a PIN or a person; only of goods it is shown.
                shown = text if importer.numbers else ""
                notes.leave_out(line, ("", "", ""), Reason.UNREADABLE, shown)
                continue
            try:
                if len(cells) > width and any(map(str.strip, cells[width:])):
                    raise LeftOut(Reason.UNREADABLE, f"{len(cells)} > {width}")
                yield Numbered(line, importer.read(cells), cells)
            except LeftOut as error:
                notes.leave_out(line, importer.who(cells), error.reason, error.detail)

    def _put(self, rows: Sequence[Numbered[R]], *, last: bool) -> None:
        if not rows:
            return
        put = self._tried(rows, last=last)
        for say, remarks in (
            (self._notes.leave_out, put.left_out),
            (self._notes.warn, put.warnings),
        ):
            for of, reason, detail in remarks:
                say(of.line, self._importer.who(of.cells), reason, detail)
        if not last:
            self._later += put.later
        self.changed += put.changed
        self.rows_in += len(rows) - len(put.left_out) - len(put.later)
        self._progress(int(self._table.position() / max(1, self._table.size) * _STEPS), _STEPS)

    def _tried(self, rows: Sequence[Numbered[R]], *, last: bool) -> Put[R]:
        """Tills sell meanwhile: two transactions may have waited for each other."""
        left = _TRIES
        while True:
            try:
                with self._central.write() as tx:
                    return self._importer.put(tx, rows, last=last)
            except Refusal as refusal:
                left -= 1
                if refusal.kind != "busy" or not left:
                    raise
                Event().wait(refusal.retry_after)


def _note(central: Central, by: str, file: Path, run: _Run[R], notes: Report) -> None:
    with central.write() as tx:
        audit.note(
            tx,
            by,
            "import",
            file=file.name,
            rows_in=run.rows_in,
            changed=run.changed,
            left_out=dict(notes.left_out),
        )


def _mark(table: Table, found: Columns, numbers: Sequence[str]) -> str:
    places = [i for name in numbers for i in found.places.get(name, ())]
    cells = (row[i] for row in table.sample(_SAMPLE) for i in places if i < len(row))
    # Where commas do not separate columns they are the decimals: Spain's own CSV.
    return decimal_mark(cells, "," if table.delimiter == ";" else ".")
