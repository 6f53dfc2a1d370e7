"""Reading a CSV or TSV that nobody described: encoding, delimiter, and rows that are broken.

A row is what its line says. One stray quote must not swallow the rest of a price list, so a record
that does not end, or that grows over lines without filling its columns, is given up alone: its
first line is unreadable and the lines after it are read again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from app.domain.errors import NoSuchFile, UnreadableFile
from app.importing.encoding import encoding
from app.importing.lines import Endless, Lines
from app.mirror.words import words

_SAMPLE = 256 * 1024
_DELIMITERS = (";", ",", "\t", "|")
_LOST = re.compile("[\0\ud800-\udfff]")
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\x1f\x8b", b"SQLite format")
"""Beginnings of workbooks, images, archives: people drop them here."""


class Record(NamedTuple):
    """A row: `line` is where it begins (the header is 1); `cells` None when it is unreadable."""

    line: int
    cells: list[str] | None
    text: str = ""
    """The beginning of what could not be read."""


class Table:
    """An open file; read `header` first, then iterate `records` once."""

    def __init__(self, path: Path, known: frozenset[str] = frozenset()) -> None:
        """`known`: folded header names that a reader of this kind of table would expect.

        Raises NoSuchFile, UnreadableFile.
        """
        self._file = _open(path)
        self.size = path.stat().st_size
        sample = self._file.read(_SAMPLE)
        if sample.startswith(_NOT_TEXT):
            self._file.close()
            raise UnreadableFile(file=str(path), reason="not_text")
        self.encoding = encoding(self._file, sample)
        self._file.seek(0)
        text = sample.decode(self.encoding, errors="replace")
        self.delimiter = delimiter(text, known)
        self._lines = Lines(self._text())
        self.header = self._first()

    def _text(self) -> IO[str]:
        # Undecodable bytes become lone surrogates, which mark their row; UTF-16 cannot do that.
        wide = self.encoding.startswith(("utf-16", "utf-32"))
        errors = "replace" if wide else "surrogateescape"
        return io.TextIOWrapper(self._file, self.encoding, errors=errors, newline="")

    def _first(self) -> list[str]:
        for record in self._records(width=0):
            if record.cells and any(cell.strip() for cell in record.cells):
                return [cell.strip().lstrip("\ufeff") for cell in record.cells]
        return []

    def sample(self, rows: int) -> list[list[str]]:
        """The cells of the first rows after the header, which will be read again."""
        seen: list[list[str]] = []
        lines: list[str] = []
        for record in self._records(len(self.header), lines):
            if record.cells:
                seen.append(record.cells)
            if len(seen) >= rows:
                break
        self._lines.give_back(lines)
        return seen

    def records(self) -> Iterator[Record]:
        """Every row after the header that is not blank. Closes the file at the end."""
        try:
            for record in self._records(len(self.header)):
                if record.cells is None or any(map(str.strip, record.cells)):
                    yield record
        finally:
            self._file.close()

    def position(self) -> int:
        """Bytes read so far, for a progress bar."""
        return min(self._file.tell(), self.size) if not self._file.closed else self.size

    def close(self) -> None:
        self._file.close()

    def _records(self, width: int, seen: list[str] | None = None) -> Iterator[Record]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self.delimiter)
        while True:
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, Endless):
                cells = None
            taken = lines.taken
            suspect = len(taken) > 1 or lines.ended  # ended: inside a quote
            if cells is None or (suspect and not self._whole(cells, width)):
                reader = csv.reader(lines, delimiter=self.delimiter)
                lines.give_back(taken[1:])
                taken = taken[:1]
                cells = None
            if seen is not None:
                seen += taken
            line = lines.number - len(taken) + 1
            if cells is None or _broken(cells):
                yield Record(line, None, taken[0][:200].strip())
            else:
                yield Record(line, cells)

    def _whole(self, cells: list[str], width: int) -> bool:
        """Whether a record of several lines is one, not a stray quote that ate its followers."""
        if width and len(cells) != width:
            return False
        if self._lines.ended:
            try:
                list(csv.reader(self._lines.taken, delimiter=self.delimiter, strict=True))
            except csv.Error:
                return False
        return True


def delimiter(text: str, known: frozenset[str]) -> str:
    """The delimiter that makes the most even table, headed by the most names we know."""
    lines = text.splitlines(keepends=True)[:60]
    if len(lines) > 1 and len(text) > _SAMPLE // 2:
        lines = lines[:-1]  # cut by the sample's end

    def score(mark: str) -> tuple[int, float, int]:
        try:
            rows = [row for row in csv.reader(lines, delimiter=mark) if row]
        except csv.Error:
            return (0, 0.0, 0)
        if not rows or len(rows[0]) < 2:
            return (0, 0.0, 0)
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows)
        names = sum(fold_name(cell) in known for cell in rows[0])
        return (names, even, width)

    return max(_DELIMITERS, key=score)


def fold_name(name: str) -> str:
    """A header's name without what people vary: case, accents, spaces, underscores."""
    return "_".join(words(name.replace("_", " ")))


def _broken(cells: list[str]) -> bool:
    """Whether bytes were lost in decoding, or there is a NUL: nobody wrote that on purpose."""
    return _LOST.search("".join(cells)) is not None


def _open(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise NoSuchFile(file=str(path)) from None
    except OSError as error:
        raise UnreadableFile(file=str(path), reason=error.strerror or "") from None
