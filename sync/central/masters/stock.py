"""Stock as somebody counted it: what a shop has is that, and what its tills stated afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from app.domain.errors import BadValue, UnknownItem, UnknownShop
from app.domain.facts import canonical
from app.domain.skew import SKEW
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import keeping, lookups
from sync.central.masters.audit import note
from sync.central.masters.prices import known_skus
from sync.central.outbox import Said, say_all
from sync.central.tables import installations, journal_raw, ledger, shops, stock
from sync.protocol import PUT

COUNTED = "counted"
"""Why a row of the ledger that no till stated is there."""
OF_CENTRAL = 0
"""The installation of such rows."""
_COLUMNS = ("shop", "sku", "on_hand", "included_json", "version", "counted_at")


def count(
    tx: Tx, shop: str, counted: Mapping[str, int], who: str, at: datetime | None = None
) -> int:
    """A shop had so many of these SKUs (thousandths) at `at`, or now; how many are news.

    What its tills stated after `at` is taken off again: what central had heard by then was before
    it, whatever the till's clock said, and of what it heard later, as after an outage, the till's
    clock tells. What they stated and central has not heard yet will be, when it comes. Raises
    UnknownShop, UnknownItem, and BadValue for a count that is still to come.
    """
    if still_to_come(at, tx.at):
        raise BadValue(field="counted_at", value=str(at))
    if keeping.one(tx.connection, shops, shop) is None:
        raise UnknownShop(shop=shop)
    if unknown := counted.keys() - known_skus(tx.connection, list(counted)):
        raise UnknownItem(code=min(unknown))
    before = _locked(tx, shop, counted)
    # Read under the locks: whatever central has of these products is in what they become.
    heard = _heard(tx, shop)
    since = _stated_since(tx, shop, counted, at)
    listed = _in_ledger(tx, shop, counted)
    when = min(at or tx.at, tx.at).astimezone(UTC).isoformat()
    rows, said, moves = [], [], []
    for sku, number in counted.items():
        on_hand = number + since.get(sku, 0)
        was, included_json, version = before[sku]
        included = msgspec.json.decode(included_json) | heard
        if delta := on_hand - listed.get(sku, 0):
            moves.append((sku, delta))
        if version == 0 or on_hand != was:
            version += 1
            value = {"on_hand": decimal(on_hand), "included": included}
            said.append(Said(f"store:{shop}", PUT, "stock", sku, version, value))
        else:
            included = msgspec.json.decode(included_json)
        rows.append((shop, sku, on_hand, canonical(included), version, when))
    bulk.upsert(tx, stock, _COLUMNS, rows)
    _write_moves(tx, shop, moves)
    say_all(tx, said)
    if said:
        note(tx, who, stock.name, shop=shop, count=len(said), first=said[0].key, last=said[-1].key)
    return len(said)


def still_to_come(at: datetime | None, now: datetime) -> bool:
    """Whether nobody can have counted at `at` yet; the office's clock may be a little ahead."""
    return at is not None and at > now + SKEW


def get(connection: Connection, shop: str, sku: str) -> int | None:
    """Thousandths on hand; None when nobody ever said."""
    question = select(stock.c.on_hand).where(
        stock.c.shop == shop, stock.c.sku == sku, stock.c.version > 0
    )
    on_hand: int | None = connection.execute(question).scalar()
    return on_hand


def decimal(thousandths: int) -> str:
    """A quantity as it travels: `-1.250`."""
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{abs(thousandths) // 1000}.{abs(thousandths) % 1000:03d}"


def _locked(tx: Tx, shop: str, skus: Mapping[str, int]) -> dict[str, tuple[int, str, int]]:
    """(on hand, included, version) of each, the shop's until this transaction ends."""
    empty = [(shop, sku, 0, "{}", 0, "") for sku in sorted(skus)]
    bulk.add(tx, stock, _COLUMNS, empty, "DO NOTHING")
    keys = [(shop, sku) for sku in skus]
    columns = ["sku", "on_hand", "included_json", "version"]
    rows = lookups.found(tx.connection, stock, columns, ["shop", "sku"], keys, lock=True)
    return {row[0]: tuple(row[1:]) for row in rows}


def _heard(tx: Tx, shop: str) -> dict[str, int]:
    """How much central has heard of each installation of the shop."""
    question = select(installations.c.number, installations.c.last_seq)
    rows = tx.execute(question.where(installations.c.shop == shop, installations.c.last_seq > 0))
    return {str(row.number): row.last_seq for row in rows}


def _stated_since(
    tx: Tx, shop: str, skus: Mapping[str, int], at: datetime | None
) -> dict[str, int]:
    if at is None or at >= tx.at:
        return {}
    when = at.astimezone(UTC).isoformat(timespec="milliseconds")
    stated = (journal_raw.c.received_at > when) & (journal_raw.c.at > when)
    same = (journal_raw.c.installation == ledger.c.installation) & (
        journal_raw.c.seq == ledger.c.seq
    )
    question = _sums(shop, skus).join(journal_raw, same).where(stated)
    return _counted(tx, question)


def _in_ledger(tx: Tx, shop: str, skus: Mapping[str, int]) -> dict[str, int]:
    return _counted(tx, _sums(shop, skus))


def _sums(shop: str, skus: Mapping[str, int]) -> Any:
    return (
        select(ledger.c.sku, func.sum(ledger.c.delta))
        .where(ledger.c.shop == shop, ledger.c.sku.in_(list(skus)))
        .group_by(ledger.c.sku)
    )


def _counted(tx: Tx, question: Any) -> dict[str, int]:
    return {sku: int(delta) for sku, delta in tx.execute(question)}


def _write_moves(tx: Tx, shop: str, moves: list[tuple[str, int]]) -> None:
    lookups.lock(tx.connection, ledger.name)
    newest = select(func.max(ledger.c.seq)).where(ledger.c.installation == OF_CENTRAL)
    seq = (tx.execute(newest).scalar() or 0) + 1
    bulk.insert(
        tx,
        ledger,
        ["installation", "seq", "line", "shop", "sku", "delta", "why"],
        [
            (OF_CENTRAL, seq, line, shop, sku, delta, COUNTED)
            for line, (sku, delta) in enumerate(moves, 1)
        ],
    )
