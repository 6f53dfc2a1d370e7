"""Ready catalogue files, for tills that have none: several times quicker than a million rows.

A snapshot is the file that a till of those price lists would have come to by its streams, with
the cursors it would then have. It is compressed with zstd, hashed part by part, and never changes;
the manifest names it, and the manifest is signed.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, delete, func, select

from app.domain.facts import canonical
from app.domain.pricelist import ListKind
from app.durable import sync_file
from app.mirror import catalog
from app.mirror import folder as catalogues
from app.mirror.catalog_tables import VERSION
from app.mirror.cursors import Standing
from app.mirror.items import Roles
from app.mirror.rows import Change
from sync.central import bulk
from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.central.masters import lists
from sync.central.masters.lists import ListValue
from sync.central.tables import current, shops, snapshots, streams
from sync.protocol import PART, Cursor, Snapshot

KEPT = 2
"""Of each set of lists: who is fetching the last but one may finish."""
LEAST = 2_000
"""Rows below which a base is as quick."""
FAR = 20_000
"""Changes after which a new one is worth its making, if they are a tenth of its rows."""
_LEVEL = 3
_CHUNK = 4000
_ID = re.compile(r"[0-9a-f]+-[0-9a-f]{16}")
_COLUMNS = ("id", "lists", "made_at", "value_json")


def build(central: Central, folder: Path, codes: Sequence[str]) -> Snapshot:
    """Make the snapshot of `catalog` and of the price lists `codes` as they are now.

    `folder`: where they are kept. What there is already is not made again. Raises UnknownList,
    ImportRunning when another process makes one, DiskFull, DiskReadOnly, CatalogDamaged.
    """
    codes = sorted(set(codes))
    names = ["catalog", *(f"price:{code}" for code in codes)]
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(catalogues.writing(folder))
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder, prefix="new-")))
        source = f"central {' '.join(names)}"
        new = stack.enter_context(catalog.build(work, source=source, created=central.clock()))
        with central.read() as connection:
            roles = _roles({code: lists.get(connection, code) for code in codes})
            standings = _standings(connection, names)
            name = _id(standings)
            if made := _made(connection, folder, name):
                return made
            for code in codes:
                new.put_prices(code, _changes(connection, f"price:{code}"))
            new.put_products(_changes(connection, "catalog"))
            rows = _rows(connection, names)
        new.assign(roles)
        for stream, standing in standings.items():
            new.stand(stream, standing)
        new.index()
        snapshot = _packed(work / new.finish(), folder, name, standings, rows)
    _record(central, codes, snapshot)
    return snapshot


def keep_fresh(central: Central, folder: Path) -> list[Snapshot]:
    """Make what is due, and remove what nobody will ask for any more."""
    with central.read() as connection:
        wanted = due(connection)
    made = [build(central, folder, codes) for codes in wanted]
    sweep(central, folder)
    return made


def due(connection: Connection) -> list[tuple[str, ...]]:
    """The sets of lists that shops price by and that have no snapshot, or one far behind."""
    sets = {lists.of_shop(connection, shop) for shop in connection.scalars(select(shops.c.code))}
    heads = _heads(connection)
    found = []
    for codes in sorted(sets):
        names = ["catalog", *(f"price:{code}" for code in codes)]
        newest = next(iter(_of(connection, codes)), None)
        moved = sum(heads.get(name, 0) for name in names)
        if newest is not None:
            moved -= sum(cursor.seq for cursor in newest.cursors.values())
            if moved > max(FAR, newest.rows // 10):
                found.append(codes)
        elif moved >= LEAST:
            found.append(codes)
    return found


def offered(connection: Connection, names: set[str]) -> list[Snapshot]:
    """Those of this life of central that have nothing but these streams, the newest first."""
    return [one for one in _of(connection) if one.cursors.keys() <= names]


def file_of(folder: Path, name: str) -> Path | None:
    """The compressed file of a snapshot; None when it is not here."""
    path = folder / f"{name}.zst"
    return path if _ID.fullmatch(name) and path.is_file() else None


def sweep(central: Central, folder: Path) -> list[str]:
    """Remove all but the newest of each set of lists, and files that nothing names; their ids."""
    with central.write() as tx:
        rows = tx.execute(select(snapshots).order_by(snapshots.c.made_at.desc())).all()
        epoch = epoch_of(tx.connection)
        seen: dict[str, int] = {}
        gone = []
        for row in rows:
            seen[row.lists] = seen.get(row.lists, 0) + 1
            if seen[row.lists] > KEPT or not row.id.startswith(f"{epoch}-"):
                gone.append(row.id)
        tx.execute(delete(snapshots).where(snapshots.c.id.in_(gone)))
    kept = {row.id for row in rows} - set(gone)
    for path in folder.glob("*.zst"):
        if path.stem not in kept:
            path.unlink(missing_ok=True)
    return gone


def _roles(values: Mapping[str, ListValue]) -> Roles:
    """The shop's own list and the web's, as a till chooses among several."""

    def first(kind: ListKind) -> str:
        of = [(value.priority, code) for code, value in values.items() if value.kind is kind]
        return max(of, default=(0, ""))[1]

    return Roles(first(ListKind.STORE), first(ListKind.WEB))


def _standings(connection: Connection, names: Sequence[str]) -> dict[str, Standing]:
    epoch = epoch_of(connection)
    rows = connection.execute(select(streams).where(streams.c.stream.in_(names)))
    known = {row.stream: Standing(epoch, row.head, row.check) for row in rows}
    return {name: known.get(name, Standing(epoch)) for name in names}


def _id(standings: Mapping[str, Standing]) -> str:
    """The same for the same content: the epoch, and where each stream stands."""
    places = {name: [one.seq, one.check] for name, one in standings.items()}
    digest = hashlib.sha256(canonical([VERSION, places]).encode()).hexdigest()
    return f"{next(iter(standings.values())).epoch}-{digest[:16]}"


def _changes(connection: Connection, stream: str) -> Iterator[Change]:
    """The stream's base, in the order in which it was said."""
    c = current.c
    question = select(c.kind, c.key, c.value_json).where(c.stream == stream).order_by(c.seq)
    decode = msgspec.json.decode
    rows = connection.execution_options(yield_per=_CHUNK).execute(question)
    for kind, key, value_json in rows:
        yield Change(kind, key, decode(value_json))


def _rows(connection: Connection, names: Sequence[str]) -> int:
    question = select(func.count()).select_from(current).where(current.c.stream.in_(names))
    return connection.execute(question).scalar_one()


def _packed(
    made: Path, folder: Path, name: str, standings: Mapping[str, Standing], rows: int
) -> Snapshot:
    path = folder / f"{name}.zst"
    part = path.with_suffix(".part")
    plain = hashlib.sha256()
    with made.open("rb") as source, part.open("wb") as target:
        packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        with packer.stream_writer(target, size=made.stat().st_size, closefd=False) as out:
            while block := source.read(PART):
                plain.update(block)
                out.write(block)
    sync_file(part)
    with part.open("rb") as packed:
        parts = [
            hashlib.sha256(block).hexdigest() for block in iter(lambda: packed.read(PART), b"")
        ]
    snapshot = Snapshot(
        id=name,
        cursors={stream: Cursor(seq=one.seq, check=one.check) for stream, one in standings.items()},
        schema=VERSION,
        size=part.stat().st_size,
        sha256=plain.hexdigest(),
        parts=parts,
        rows=rows,
    )
    part.replace(path)
    sync_file(folder)
    return snapshot


def _record(central: Central, codes: Sequence[str], snapshot: Snapshot) -> None:
    with central.write() as tx:
        text = msgspec.json.encode(snapshot).decode()
        row = (snapshot.id, ",".join(codes), tx.at.isoformat(), text)
        bulk.upsert(tx, snapshots, _COLUMNS, [row])


def _made(connection: Connection, folder: Path, name: str) -> Snapshot | None:
    """One with that content, when its file is here."""
    found = next((one for one in _of(connection) if one.id == name), None)
    return found if found and file_of(folder, name) else None


def _of(connection: Connection, codes: Sequence[str] | None = None) -> list[Snapshot]:
    epoch = epoch_of(connection)
    question = select(snapshots).where(snapshots.c.id.startswith(f"{epoch}-"))
    if codes is not None:
        question = question.where(snapshots.c.lists == ",".join(codes))
    rows: Any = connection.execute(question.order_by(snapshots.c.made_at.desc()))
    return [msgspec.json.decode(row.value_json, type=Snapshot) for row in rows]


def _heads(connection: Connection) -> dict[str, int]:
    return {row.stream: row.head for row in connection.execute(select(streams))}
