"""Stock: every quantity that moved is a row of the ledger and changes what is on hand; a count
makes it what was found.

`on_hand` goes to the shop's tills with `included`, the facts that are in it, so that a till shows
it plus its own later facts and counts none twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Row, bindparam, func, select

from app.domain.plain import read
from app.domain.stock import DemandLost, moves_of, thousandths
from sync.central import bulk
from sync.central.database import Tx
from sync.central.fact_tables import demand, ledger
from sync.central.masters import keeping, positions
from sync.central.masters.stock import balance, decimal, news
from sync.central.projections import audit, counts
from sync.central.projections.asking import ask
from sync.central.projections.work import Good, Trouble, Work, local
from sync.central.tables import stock as t
from sync.protocol import Record

NEGATIVE = "negative_stock"
NEVER_CAME = "never_came"
"""Why the ledger has less of what a fact said came in."""
_LONGEST, _MOST = 200, 10**12
_COLUMNS = ("shop", "sku", "on_hand", "included_json", "version", "counted_at", "counted_json")


class Moved(NamedTuple):
    """What moving came to."""

    missing: set[str]
    """SKUs that central does not have."""
    counted: set[str]
    """SKUs of which something need not move: what was counted has it."""
    below: dict[str, int]
    """Of what somebody counted, what is less than nothing by these: thousandths by SKU."""


def project(work: Work, record: Record) -> None:
    """A fact that moves goods and is no document. Raises ValueError when it cannot be read."""
    for move in moves_of(record.type, record.body):
        if len(move.sku) > _LONGEST or abs(move.delta) > _MOST:
            raise ValueError(f"no move: {move.sku[:40]!r} {move.delta}")
        work.goods.append(Good(record.seq, move.line, move.sku, move.delta, move.sku))
        key = (work.of.number, record.seq, move.line)
        work.add(ledger, *key, work.of.shop, move.sku, move.delta, move.why.value)
    audit.project(work, record)


def lost(work: Work, record: Record) -> None:
    """A demand_lost. Raises ValueError."""
    said, of = read(DemandLost, dict(record.body)), work.of
    much = thousandths(said.quantity)
    if not 0 < much <= _MOST:
        raise ValueError(f"no quantity: {said.quantity}")
    day = local(record).date().isoformat()
    work.add(
        demand, of.number, record.seq, of.shop, day,
        said.sku[:_LONGEST], said.code[:_LONGEST], said.name[:_LONGEST], much,
    )  # fmt: skip


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Change what is on hand by the goods, and make it what was counted; the ledger's rows of the
    goods are written before.

    The ledger keeps what was stated; of a SKU that central does not have, nothing is on hand
    until somebody says what it is.
    """
    strange: dict[int, list[Good]] = {}
    moved = move(tx, work, work.goods)
    if moved.counted:
        balance(tx, work.of.shop, moved.counted)
    below: dict[int, list[dict[str, Any]]] = {}
    last = {good.sku: good.seq for good in work.goods}
    for sku, on_hand in moved.below.items():
        below.setdefault(last[sku], []).append({"sku": sku, "on_hand": decimal(on_hand)})
    for good in work.goods:
        if good.sku in moved.missing:
            strange.setdefault(good.seq, []).append(good)
    number = work.of.number
    return [
        *(
            Trouble(number, seq, "unknown_product", {"lines": [_body(one) for one in goods]})
            for seq, goods in strange.items()
        ),
        *(Trouble(number, seq, NEGATIVE, {"lines": lines}) for seq, lines in below.items()),
        *(counts.write(tx, work) if work.counts else ()),
    ]


def _body(good: Good) -> dict[str, Any]:
    return {"line": good.line, "sku": good.sku, "name": good.name, "quantity": good.delta}


def move(tx: Tx, work: Work, goods: Iterable[Good], *, listed: bool = False) -> Moved:
    """Add the goods' deltas to what the shop has, and say so to its tills.

    What was counted after a good is as it was counted. `listed`: they have been in the ledger
    under these SKUs since they were heard, and a count took account of all that it had.
    """
    by_sku: dict[str, list[Good]] = {}
    for good in goods:
        by_sku.setdefault(good.sku, []).append(good)
    of, rows, counted = work.of, [], set()
    below: dict[str, int] = {}
    for row in _locked(tx, of.shop, sorted(by_sku)):
        stood = positions.read(row.counted_json, of.number)
        last = max(stood) if listed else stood.before
        there = by_sku.pop(row.sku)
        after = [good for good in there if good.seq > last]
        if len(after) < len(there):
            counted.add(row.sku)
        if not after:
            continue
        included = msgspec.json.decode(row.included_json)
        number = str(of.number)
        included[number] = max(included.get(number, 0), *(good.seq for good in after))
        on_hand, version = row.on_hand + sum(good.delta for good in after), row.version + 1
        told = keeping.text(included)
        rows.append((of.shop, row.sku, on_hand, told, version, row.counted_at, row.counted_json))
        work.said.append(news(of.shop, row.sku, on_hand, told, version, row.counted_at))
        if on_hand < 0 <= row.on_hand and row.counted_at:
            below[row.sku] = on_hand
    bulk.update(tx, t, _COLUMNS, rows)
    return Moved(set(by_sku), counted, below)


def never_came(
    tx: Tx, work: Work, shop: str, place: tuple[int, int], goods: Mapping[str, int]
) -> None:
    """Take off again what the fact at `place` (installation, seq) said came in and did not, or
    below zero give it back: thousandths by SKU. The ledger has it beside that fact, so that a count
    made before it takes account of both; what was counted after it is as it was counted."""
    number, seq = place
    locked = {row.sku: row for row in _locked(tx, shop, sorted(goods))}
    left, rows = dict(goods), []
    for sku, row in locked.items():
        if positions.read(row.counted_json, number).before >= seq:
            del left[sku]
            continue
        on_hand, version = row.on_hand - goods[sku], row.version + 1
        seen, when = row.included_json, row.counted_at
        rows.append((shop, sku, on_hand, seen, version, when, row.counted_json))
        work.said.append(news(shop, sku, on_hand, seen, version, when))
    bulk.update(tx, t, _COLUMNS, rows)
    first = (tx.execute(_LAST_LINE, {"of": number, "at": seq}).scalar() or 0) + 1
    moves = [
        (number, seq, line, shop, sku, -much, NEVER_CAME)
        for line, (sku, much) in enumerate(sorted(left.items()), first)
    ]
    bulk.insert(tx, ledger, ledger.c.keys(), moves)


_LAST_LINE = select(func.max(ledger.c.line)).where(
    ledger.c.installation == bindparam("of"), ledger.c.seq == bindparam("at")
)
# Always in the order of the SKUs: two tills of a shop that sell the same wait for each other
# once, and never both.
_ROWS = "SELECT * FROM stock WHERE shop = :shop AND sku {names} ORDER BY sku {locked}"
_KNOWN = "SELECT sku FROM products WHERE sku {names} ORDER BY sku"


def _locked(tx: Tx, shop: str, skus: list[str]) -> Sequence[Row[Any]]:
    """The shop's rows of these SKUs, until the end of the transaction; they are made for what it
    has never had. None for what central does not have."""
    rows = ask(tx, _ROWS, skus, shop=shop)
    if len(rows) == len(skus):
        return rows
    there = {row.sku for row in rows}
    known = ask(tx, _KNOWN, [sku for sku in skus if sku not in there])
    if not known:
        return rows
    empty = [(shop, row.sku, 0, "{}", 0, "", "{}") for row in known]
    bulk.add(tx, t, _COLUMNS, empty, "DO NOTHING")
    return ask(tx, _ROWS, skus, shop=shop)
