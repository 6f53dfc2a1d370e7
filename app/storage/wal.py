"""What each commit wrote, read out of SQLite's write-ahead log: encrypted pages, never plain ones.

The format is SQLite's (fileformat2.html, 4 "The Write-Ahead Log"): a header of 32 bytes, then
frames of 24 bytes and a page. A frame whose salts are not the header's is of a round before; one
that ends a transaction says how many pages the database has then.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")


@dataclass(frozen=True, slots=True)
class Written:
    """The pages of one or more commits, in the order in which they were written."""

    page_size: int
    pages: tuple[tuple[int, bytes], ...]
    """By number, from 1; the last one of a number is the one that holds."""
    size: int
    """Pages of the database after it."""


class WalTail:
    """Reads on where it stopped. To be asked after every commit of the one who writes, before the
    next: the log may begin anew at any write."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + "-wal")
        self._file: BinaryIO | None = None
        self._salts = (0, 0)
        self._at = _HEADER.size

    def read(self) -> Written | None:
        """What was committed since the last time; the first time all that the log has. None:
        nothing. Raises OSError."""
        if self._file is None:
            if not self._path.exists():
                return None
            self._file = self._path.open("rb", buffering=0)
        self._file.seek(0)
        head = self._file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return None
        _, _, page_size, _, *salts, _, _ = _HEADER.unpack(head)
        if (salts[0], salts[1]) != self._salts:
            self._salts, self._at = (salts[0], salts[1]), _HEADER.size
        self._file.seek(self._at)
        return self._frames(page_size, self._file.read())

    def _frames(self, page_size: int, data: bytes) -> Written | None:
        whole = _FRAME.size + page_size
        pages: list[tuple[int, bytes]] = []
        held: list[tuple[int, bytes]] = []
        size = end = 0
        for at in range(0, len(data) - whole + 1, whole):
            number, after, *salts, _, _ = _FRAME.unpack_from(data, at)
            if (salts[0], salts[1]) != self._salts:
                break
            held.append((number, data[at + _FRAME.size : at + whole]))
            if after:  # the transaction ends here
                pages += held
                held, size, end = [], after, at + whole
        self._at += end
        return Written(page_size, tuple(pages), size) if pages else None

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
