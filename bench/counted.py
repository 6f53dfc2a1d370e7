"""A long count of stock, applied at central: 20,000 lines of one shop, against the raw rows.

Applied is all that is behind central's door: the batches that a worker sends, as they travel but
for HTTP, decoded, checked, stored as they are, and what they come to (`bench.taken` has the same
door). Raw is, as in `bench.delta`, decoding the same bytes and `executemany` of rows that are
ready: the very rows that each batch left, in the same tables of a copy of the same database, one
transaction a batch. Nothing is read, hashed, reckoned or compared there. Both are on the disk at
the end, and take turns.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec
from sqlalchemy import Table, insert, select

from app.domain.counting import Kind, Tally, parts
from app.domain.facts import FactType
from app.domain.plain import plain
from app.domain.tax import TaxCategory
from bench.bar import Bar, at_least
from bench.office import SHOP, at, found
from bench.taken import Door
from sync.central import bulk
from sync.central.chain import epoch_of
from sync.central.columns import metadata
from sync.central.database import Central
from sync.central.fact_tables import ledger
from sync.central.masters import products, stock
from sync.central.masters.products import ProductValue
from sync.central.tables import installations
from sync.central.tables import stock as on_hand
from sync.protocol import MAX_BYTES, MAX_RECORDS, Batch, Record, encode, hash_of

LINES = 20_000
ROUNDS = 5
TILL = 3001
_MINUTES = 240
"""A count takes half a day: each line has its own moment."""
Rows = dict[Table, list[tuple[Any, ...]]]


def bars(lines: int = LINES) -> list[Bar]:
    """Fewer lines only to try the bench itself. The best of each counts."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        first = Path(made) / "first.db"
        central = found(_url(first))
        records = list(stated(_shop(central, lines)))
        with central.read() as connection:
            sent = [encode(Batch(epoch=epoch_of(connection), records=b)) for b in _batches(records)]
        central.close()
        left = _left(shutil.copy(first, Path(made) / "tried.db"), sent)
        assert sum(len(rows[on_hand]) for rows in left) == lines
        assert sum(len(rows.get(ledger, ())) for rows in left) == -(-lines // 7)
        gc.collect()
        gc.freeze()  # what the bench keeps in memory is no central's, and nobody's to walk through
        applied, raw = [], []
        for number in range(ROUNDS):
            copy = shutil.copy(first, Path(made) / f"applied-{number}.db")
            applied.append(_apply(copy, sent))
            copy = shutil.copy(first, Path(made) / f"raw-{number}.db")
            raw.append(_write(copy, sent, left))
    ratio = min(raw) / min(applied)
    return [at_least(f"a {lines:,}-line count applied / its raw rows", 0.5, ratio, "x")]


def _url(file: str | Path) -> str:
    return f"sqlite:///{file}"


def _shop(central: Central, lines: int) -> list[str]:
    """A shop that has something of everything, and a till in it; the SKUs."""
    skus = [f"{number:06d}" for number in range(lines)]
    empty = {
        column.name: "" if column.type.python_type is str else 0 for column in installations.columns
    }
    with central.write() as tx:
        values = {sku: ProductValue(name=sku, tax=TaxCategory.GENERAL) for sku in skus}
        products.keep(tx, values, "bench")
        yesterday = datetime.now(UTC) - timedelta(days=1)
        stock.count(tx, SHOP, dict.fromkeys(skus, 12_000), "bench", yesterday)
        row = {**empty, "number": TILL, "shop": SHOP, "till": "03", "kind": "till"}
        tx.execute(insert(installations).values(**row))
    return skus


def stated(skus: Sequence[str]) -> Iterator[Record]:
    """The facts of the closed count: every seventh line differs."""
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=_MINUTES)
    step = timedelta(minutes=_MINUTES) / len(skus)
    rows = [
        Tally(sku, 11_000 if place % 7 == 0 else 12_000, 12_000, began + place * step, 0, True)
        for place, sku in enumerate(skus)
    ]
    previous = ""
    for seq, part in enumerate(parts(str(uuid.uuid4()), Kind.FULL, rows), 1):
        record = Record(
            installation=TILL,
            seq=seq,
            uuid=str(uuid.uuid5(uuid.NAMESPACE_OID, f"{TILL}/{seq}")),
            previous=previous,
            hash="",
            type=FactType.STOCK_COUNTED.value,
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            who="2001",
            body=plain(part),
        )
        previous = record.hash = hash_of(record)
        yield record


def _batches(records: Sequence[Record]) -> Iterator[list[Record]]:
    """As a worker sends them."""
    batch: list[Record] = []
    size = 0
    for record in records:
        more = len(encode(record))
        if batch and (size + more > MAX_BYTES or len(batch) == MAX_RECORDS):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += more
    yield batch


def _apply(file: str | Path, sent: Sequence[bytes]) -> float:
    central = at(_url(file))
    door = Door(central)
    begun = perf_counter()
    for content in sent:
        door.take(msgspec.json.decode(content, type=Batch).records)
    seconds = perf_counter() - begun
    central.close()
    return seconds


def _left(file: str | Path, sent: Sequence[bytes]) -> list[Rows]:
    """What each batch leaves that was not there."""
    central = at(_url(file))
    door, before, left = Door(central), _rows(central), []
    for content in sent:
        door.take(msgspec.json.decode(content, type=Batch).records)
        after = _rows(central)
        left.append({table: rows for table in after if (rows := _new(table, before, after))})
        before = after
    central.close()
    return left


def _rows(central: Central) -> Rows:
    with central.read() as connection:
        return {
            table: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.tables.values()
        }


def _new(table: Table, before: Rows, after: Rows) -> list[tuple[Any, ...]]:
    known = set(before[table])
    return [row for row in after[table] if row not in known]


def _write(file: str | Path, sent: Sequence[bytes], left: Sequence[Rows]) -> float:
    central = at(_url(file))
    begun = perf_counter()
    for content, tables in zip(sent, left, strict=True):
        msgspec.json.decode(content, type=Batch)
        with central.write() as tx:
            for table, rows in tables.items():
                bulk.upsert(tx, table, table.columns.keys(), rows)
    seconds = perf_counter() - begun
    central.close()
    return seconds


if __name__ == "__main__":
    for bar in bars(*(int(word) for word in sys.argv[1:])):
        print(bar)
