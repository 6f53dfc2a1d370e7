"""A catalogue as one file: fetched by parts that may stop anywhere, checked, then switched to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
import zstandard

from app.mirror import catalog, catalog_tables, cursors, folder
from app.mirror.cursors import Standing
from app.mirror.items import Roles
from sync.pages import SMALL, Mirrors
from sync.protocol import PART, Snapshot
from sync.taking import NotTaken, disk_trouble, transaction

_CHUNK = 1024 * 1024
_WINDOW = 128 * 1024 * 1024
"""Bytes that a zstd frame may ask for; `--ultra` asks for no more."""
_ID = re.compile(r"[0-9A-Za-z._-]{1,64}")


class BadSnapshot(Exception):
    """A part, or the whole, is not what the manifest says."""


class Download:
    """The file of one snapshot while it comes. Not named as catalogues are: a till that starts
    sweeps those away."""

    def __init__(self, where: Path, snapshot: Snapshot) -> None:
        if not _ID.fullmatch(snapshot.id):
            raise BadSnapshot(snapshot.id)
        self.snapshot = snapshot
        self.path = where / f"snapshot-{snapshot.id}.part"

    def prepare(self) -> int:
        """How many parts are here and sound; what follows them is cut off, and what is of other
        snapshots goes."""
        for other in self.path.parent.glob("snapshot-*.part"):
            if other != self.path:
                other.unlink(missing_ok=True)
        with disk_trouble(), self.path.open("ab+") as file:
            file.seek(0)
            sound = 0
            for digest in self.snapshot.parts:
                if hashlib.sha256(file.read(PART)).hexdigest() != digest:
                    break
                sound += 1
            file.truncate(min(sound * PART, self.snapshot.size))
        return sound

    def range_of(self, index: int) -> tuple[int, int]:
        """First and last byte of a part."""
        return index * PART, min((index + 1) * PART, self.snapshot.size) - 1

    def take(self, index: int, content: bytes) -> None:
        """Keep a part. Raises BadSnapshot, NotTaken (disk)."""
        if hashlib.sha256(content).hexdigest() != self.snapshot.parts[index]:
            raise BadSnapshot(f"part {index}")
        with disk_trouble(), self.path.open("r+b") as file:
            file.seek(index * PART)
            file.write(content)

    def unpack(self, to: Path) -> None:
        """Raises BadSnapshot, NotTaken (disk)."""
        digest = hashlib.sha256()
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        with disk_trouble(), self.path.open("rb") as packed, to.open("wb") as file:
            try:
                with unpacker.stream_reader(packed) as plain:
                    while chunk := plain.read(_CHUNK):
                        digest.update(chunk)
                        file.write(chunk)
            except zstandard.ZstdError as error:
                raise BadSnapshot(str(error)) from error
        if digest.hexdigest() != self.snapshot.sha256:
            raise BadSnapshot("whole")

    def drop(self) -> None:
        self.path.unlink(missing_ok=True)


def install(
    mirrors: Mirrors, download: Download, epoch: str, *, let: bool = False
) -> Mapping[str, Standing]:
    """Check what came and put it in use; where its streams stand.

    Raises BadSnapshot, NotTaken (held, disk, busy): the catalogue in use is then the old one.
    """
    where = mirrors.where
    try:
        # Until it is named nobody else may sweep, so all of it is under the lock.
        with disk_trouble(), folder.writing(where):
            name = folder.next_name(where)
            standings = _build(mirrors, download, name, epoch, let)
            mirrors.close_catalog()
            folder.use(where, name)
    except sqlite.DatabaseError as error:
        raise BadSnapshot(str(error)) from error
    finally:
        mirrors.open_catalog()
    download.drop()
    _sweep(where, name)
    return standings


def _build(
    mirrors: Mirrors, download: Download, name: str, epoch: str, let: bool
) -> Mapping[str, Standing]:
    file = folder.unfinished(mirrors.where, name)
    try:
        download.unpack(file)
        standings = _finish(mirrors, file, download.snapshot, epoch, let)
        folder.keep(mirrors.where, name)
    finally:
        file.unlink(missing_ok=True)
    return standings


def _finish(
    mirrors: Mirrors, file: Path, snapshot: Snapshot, epoch: str, let: bool
) -> dict[str, Standing]:
    standings = {
        stream: Standing(epoch, cursor.seq, cursor.check)
        for stream, cursor in snapshot.cursors.items()
    }
    connection = folder.connect(file, readable_only=False)
    try:
        if catalog.version(connection) != catalog_tables.VERSION:
            raise BadSnapshot("schema")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise BadSnapshot("quick_check")
        if not let:
            _guard(connection, mirrors.products())
        opening = mirrors.when().opening
        old = mirrors.in_use()
        if opening and old:
            connection.execute("ATTACH ? AS old", (f"{old.resolve().as_uri()}?mode=ro",))
        with transaction(connection):
            for stream, standing in standings.items():
                cursors.write(connection, stream, standing)
            if opening and old:
                hold_rises(connection, mirrors.roles(), opening)
    finally:
        connection.close()
    return standings


def _guard(connection: Any, most: int) -> None:
    """Hold back what has less than half of what there was within a week."""
    rows: int = connection.execute("SELECT count(*) FROM product").fetchone()[0]
    if most > SMALL and rows * 2 < most:
        raise NotTaken("held", what="products", rows=most, left=rows)


def hold_rises(connection: Any, roles: Roles, opening: str) -> None:
    """What costs more than in the attached `old` catalogue does so from the next opening on."""
    connection.execute(
        "INSERT OR REPLACE INTO price (sku, list, starts, ends, cents, held_cents, held_until)"
        " SELECT product.sku, ?, '', '', before.price, product.price, ? FROM product"
        " JOIN old.product before"
        " ON before.sku COLLATE NOCASE = product.sku AND before.sku = product.sku"
        " WHERE product.stand_in = 0 AND before.stand_in = 0 AND product.price > before.price",
        (roles.store, opening),
    )
    connection.execute(
        "UPDATE product SET price = price.cents FROM price"
        " WHERE price.sku = product.sku AND price.list = ? AND price.starts = ''"
        " AND price.held_until = ?",
        (roles.store, opening),
    )


def _sweep(where: Path, name: str) -> None:
    """Remove catalogues but the one in use and the one before it, which a till may have open."""
    numbers = sorted(
        (int(match[1]), path)
        for path in where.glob("catalog-*.db")
        if (match := re.fullmatch(r"catalog-([0-9]+)\.db", path.name)) and path.name != name
    )
    for _, path in numbers[:-1]:
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
