"""Closed counts of stock: their lines as a till states them, by the thousand, and what central
makes of them.

What is read here is `domain.stock.Counted`, straight into what is written: its Decimals and
dataclasses would be most of what a long count costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.domain.plain import read
from app.domain.stock import thousandths
from sync.central.database import Tx
from sync.central.masters.stock import Found, Place, put
from sync.central.projections import audit
from sync.central.projections.work import Trouble, Work
from sync.protocol import Record

UNKNOWN = "unknown_counted"


class _Line(Struct, gc=False):
    """A `CountedRow`, its quantities as they travel."""

    sku: str
    quantity: str
    expected: str
    at: Annotated[datetime, Meta(tz=True)]
    after: int
    known: str = ""


class _Counted(Struct):
    count: str
    kind: str
    rows: list[_Line]
    part: int = 1
    parts: int = 1
    allowed_by: str = ""


def counted(work: Work, record: Record) -> None:
    """A stock_counted. Raises ValueError."""
    said = msgspec.convert(record.body, _Counted)
    work.counts.append((record.seq, _found(work.of.number, record.seq, said.rows)))
    unlike = (row for row in said.rows if row.quantity != row.expected)
    differ = sum(_amount(row.quantity) != _amount(row.expected) for row in unlike)
    told: dict[str, object] = {
        "count": said.count, "kind": said.kind, "rows": len(said.rows), "differ": differ,
    }  # fmt: skip
    if said.allowed_by:
        told["allowed_by"] = said.allowed_by
    audit.note(work, record, record.type, told)


def _found(installation: int, seq: int, rows: Sequence[_Line]) -> dict[str, Found]:
    """To the minute: the others' clocks are no better, and they are asked once for each."""
    places: dict[tuple[float, int], Place] = {}
    found = {}
    for row in rows:
        key = row.at.timestamp() // 60, row.after
        if (place := places.get(key)) is None:
            minute, seen = row.at.replace(second=0, microsecond=0), min(row.after, seq)
            place = places[key] = Place(minute, {installation: seen})
        found[row.sku] = Found(row.sku, _thousandths(row.quantity), place, row.known)
    return found


# Thousands of lines have few amounts among them.
@lru_cache(maxsize=1024)
def _amount(text: str) -> Decimal:
    return read(Decimal, text)


@lru_cache(maxsize=1024)
def _thousandths(text: str) -> int:
    return thousandths(_amount(text))


def write(tx: Tx, work: Work) -> list[Trouble]:
    """What is after a count in the same batch is in the ledger by now, and taken off again. The
    parts of a long one are written together."""
    unknown = set[str]()
    for found in _apart(work.counts):
        said, missing = put(tx, work.of.shop, found, stated=True)
        work.said += said
        unknown |= missing
    return [
        Trouble(work.of.number, seq, UNKNOWN, {"lines": [{"sku": sku} for sku in strange]})
        for seq, found in work.counts
        if unknown and (strange := [sku for sku in found if sku in unknown])
    ]


def _apart(counts: Iterable[tuple[int, dict[str, Found]]]) -> Iterator[dict[str, Found]]:
    """By SKU, as much as can be written together: what was counted twice, one after the other."""
    together = dict[str, Found]()
    for _, found in counts:
        if not together.keys().isdisjoint(found):
            yield together
            together = {}
        together |= found
    yield together
