"""Ready catalogue files, for tills that have none: several times quicker than a million rows.

A snapshot is the file that a till of those price lists would have come to by its streams, with
the cursors it would then have, and with what prices were: what is struck through is right from the
first day. It is compressed with zstd, hashed part by part, and never changes;
the manifest names it, and the manifest is signed. Processes of one central that share no folder
make their own.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, delete, func, select

from app.domain.price_history import KEPT as PAST
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
from sync.central.feed_tables import current, snapshots, streams
from sync.central.masters import lists, prices
from sync.central.masters.lists import ListValue
from sync.central.tables import shops
from sync.protocol import PART, Cursor, Snapshot

KEPT = 2
"""Of each set of lists: who is fetching the last but one may finish."""
LEAST = 2_000
"""Rows below which a base is as quick."""
FAR = 20_000
"""Changes after which a new one is worth its making, if they are a tenth of its rows."""
FORGOTTEN = timedelta(days=7)
_WORK = "new-"
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
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=folder, prefix=_WORK)))
        source = f"central {' '.join(names)}"
        new = stack.enter_context(catalog.build(work, source=source, created=central.clock()))
        with central.read() as connection:
            roles = _roles({code: lists.get(connection, code) for code in codes})
            standings = _standings(connection, names)
            if made := _made(connection, folder, standings):
                return made
            for code in codes:
                new.put_prices(code, _changes(connection, f"price:{code}"))
            new.put_products(_changes(connection, "catalog"))
            rows = _rows(connection, names)
            paid = [code for code in codes if code != roles.web]
            new.remember(prices.was(connection, paid, central.clock() - PAST))
        new.assign(roles)
        for stream, standing in standings.items():
            new.stand(stream, standing)
        new.index()
        snapshot = _packed(work / new.finish(), folder, _new_id(standings), standings, rows)
        # Under the lock: whoever sweeps takes a file without a row for rubbish.
        _record(central, codes, snapshot)
    return snapshot


def keep_fresh(central: Central, folder: Path) -> list[Snapshot]:
    """Make what is due, and remove what nobody will ask for any more."""
    with central.read() as connection:
        wanted = due(connection, folder)
    made = [build(central, folder, codes) for codes in wanted]
    sweep(central, folder)
    return made


def due(connection: Connection, folder: Path) -> list[tuple[str, ...]]:
    """The sets of lists that shops price by and that have no snapshot here, or one far behind."""
    sets = {lists.of_shop(connection, shop) for shop in connection.scalars(select(shops.c.code))}
    heads = {row.stream: row.head for row in connection.execute(select(streams))}
    found = []
    for codes in sorted(sets):
        here = (one for one in _of(connection, codes) if file_of(folder, one.id))
        newest = next((one for one in here if one.schema == VERSION), None)
        moved = sum(heads.get(name, 0) for name in ["catalog", *(f"price:{c}" for c in codes)])
        if newest is not None:
            moved -= sum(cursor.seq for cursor in newest.cursors.values())
        if moved >= (LEAST if newest is None else max(FAR, newest.rows // 10)):
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
    """Remove all but the newest of each set of lists, and files that nothing names; their ids.

    Those of other folders are theirs to remove, unless they are of another life of central or
    nobody has for days. Raises ImportRunning while another process makes one here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with catalogues.writing(folder), central.write() as tx:
        epoch = epoch_of(tx.connection)
        old = (tx.at - FORGOTTEN).isoformat()
        seen: Counter[str] = Counter()
        gone, kept = [], set()
        for row in tx.execute(select(snapshots).order_by(snapshots.c.made_at.desc())):
            here = file_of(folder, row.id) is not None
            seen[row.lists] += here
            too_many = here and seen[row.lists] > KEPT
            if too_many or not row.id.startswith(f"{epoch}-") or (not here and row.made_at < old):
                gone.append(row.id)
            else:
                kept.add(row.id)
        tx.execute(delete(snapshots).where(snapshots.c.id.in_(gone)))
        for path in [*folder.glob("*.zst"), *folder.glob("*.part")]:
            if path.suffix == ".part" or path.stem not in kept:
                path.unlink(missing_ok=True)
        for left in folder.glob(f"{_WORK}*"):  # by who was killed
            shutil.rmtree(left, ignore_errors=True)
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


def _new_id(standings: Mapping[str, Standing]) -> str:
    """Begins with the epoch; no two files ever have the same."""
    return f"{next(iter(standings.values())).epoch}-{secrets.token_hex(8)}"


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
        cursors=_cursors(standings),
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


def _made(
    connection: Connection, folder: Path, standings: Mapping[str, Standing]
) -> Snapshot | None:
    """One of exactly that, when its file is here."""
    cursors = _cursors(standings)
    return next(
        (
            one
            for one in _of(connection)
            if one.cursors == cursors and one.schema == VERSION and file_of(folder, one.id)
        ),
        None,
    )


def _cursors(standings: Mapping[str, Standing]) -> dict[str, Cursor]:
    return {stream: Cursor(seq=one.seq, check=one.check) for stream, one in standings.items()}


def _of(connection: Connection, codes: Sequence[str] | None = None) -> list[Snapshot]:
    epoch = epoch_of(connection)
    question = select(snapshots).where(snapshots.c.id.startswith(f"{epoch}-"))
    if codes is not None:
        question = question.where(snapshots.c.lists == ",".join(codes))
    rows: Any = connection.execute(question.order_by(snapshots.c.made_at.desc()))
    return [msgspec.json.decode(row.value_json, type=Snapshot) for row in rows]
