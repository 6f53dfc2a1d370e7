"""The files of a second copy: a base of the journal, and what each commit wrote after it.

A generation is `N.base` and `N.pages`. The base may be torn, for it is copied while the till sells;
the pages begin with all that the log of the journal held when that copying began, so whatever was
torn is written again. Every record of pages ends with a hash over it and the record before: what a
power cut or a pulled stick left half written is where reading ends.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.storage.wal import Written

_MAGIC = b"MOSTRADOR-COPY-1\n"
_RECORD = struct.Struct(">IIIQQ")
"""How many pages, their size, pages of the database, installation and number of the newest fact."""
_NUMBER = struct.Struct(">I")
_MOST_PAGES = 1_000_000


@dataclass(frozen=True, slots=True)
class Record:
    written: Written
    head: tuple[int, int]
    """Installation and number of the newest fact that it holds."""

    @property
    def bytes(self) -> int:
        return len(self.written.pages) * self.written.page_size


def packed(record: Record, before: bytes) -> tuple[bytes, bytes]:
    """A record's bytes and its hash; `before`: the hash of the record before."""
    written = record.written
    parts = [_RECORD.pack(len(written.pages), written.page_size, written.size, *record.head)]
    for number, page in written.pages:
        parts += [_NUMBER.pack(number), page]
    body = b"".join(parts)
    digest = hashlib.sha256(before + body).digest()
    return body + digest, digest


def records(path: Path) -> Iterator[Record]:
    """Whole records only, up to the first that is not."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            return
        before = b""
        while True:
            head = file.read(_RECORD.size)
            if len(head) < _RECORD.size:
                return
            count, page_size, size, installation, seq = _RECORD.unpack(head)
            if count > _MOST_PAGES or page_size > 65_536:
                return
            body = file.read(count * (_NUMBER.size + page_size))
            digest = file.read(hashlib.sha256().digest_size)
            if hashlib.sha256(before + head + body).digest() != digest:
                return
            before, step = digest, _NUMBER.size + page_size
            pages = tuple(
                (_NUMBER.unpack_from(body, at)[0], body[at + _NUMBER.size : at + step])
                for at in range(0, len(body), step)
            )
            yield Record(Written(page_size, pages, size), (installation, seq))


class PagesFile:
    """The pages of a generation, record after record. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(_MAGIC)
        self._before = b""

    def add(self, record: Record) -> None:
        data, self._before = packed(record, self._before)
        self._file.write(data)

    def sync(self) -> None:
        """What was added is on the other disk when this returns."""
        self._file.flush()
        os.fsync(self._file.fileno())

    @property
    def size(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()


def generations(folder: Path) -> list[int]:
    """Whole ones, the newest last: a base gets its name when all of it is there."""
    names = (path.stem for path in folder.glob("*.base"))
    return sorted(int(name) for name in names if name.isdigit())


def base(folder: Path, number: int) -> Path:
    return folder / f"{number}.base"


def pages(folder: Path, number: int) -> Path:
    return folder / f"{number}.pages"


def next_number(folder: Path) -> int:
    """Of a generation that there never was."""
    return max([0, *(int(path.stem) for path in folder.glob("*.pages") if path.stem.isdigit())]) + 1


def forget(folder: Path, before: int) -> None:
    """Remove the generations before one that is whole."""
    for path in [*folder.glob("*.base"), *folder.glob("*.part"), *folder.glob("*.pages")]:
        if path.stem.isdigit() and int(path.stem) < before:
            path.unlink()


def head(folder: Path) -> tuple[int, int] | None:
    """Installation and number of the newest fact in the newest generation; None of none."""
    found = generations(folder)
    last = None
    for number in found[-1:]:
        for record in records(pages(folder, number)):
            last = record.head
    return last


def rebuild(folder: Path, to: Path) -> bool:
    """Make the journal again out of the newest generation; False when there is none."""
    found = generations(folder)
    if not found:
        return False
    to.write_bytes(base(folder, found[-1]).read_bytes())
    with to.open("r+b") as file:
        for record in records(pages(folder, found[-1])):
            written = record.written
            for number, page in written.pages:
                file.seek((number - 1) * written.page_size)
                file.write(page)
            if written.pages:
                file.truncate(written.size * written.page_size)
        file.flush()
        os.fsync(file.fileno())
    return True
