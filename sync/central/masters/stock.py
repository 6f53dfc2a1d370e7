"""Stock as somebody counted it: what a shop has is that, and what its tills stated afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select

from app.domain.errors import BadValue, UnknownItem, UnknownShop
from app.domain.facts import canonical
from app.domain.skew import SKEW
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import keeping, lookups, positions
from sync.central.masters.audit import note
from sync.central.masters.positions import Stood
from sync.central.masters.prices import known_skus
from sync.central.outbox import Said, say_all
from sync.central.tables import ledger, shops, stock
from sync.protocol import PUT

COUNTED = "counted"
"""Why a row of the ledger that no till stated is there."""
OF_CENTRAL = 0
"""The installation of such rows."""
_COLUMNS = ("shop", "sku", "on_hand", "included_json", "version", "counted_at", "counted_json")


def count(
    tx: Tx,
    shop: str,
    counted: Mapping[str, int],
    who: str,
    at: datetime | None = None,
    seen: Mapping[int, int] | None = None,
) -> int:
    """A shop had so many of these SKUs (thousandths) at `at`, or now; how many are news.

    `seen`: by installation, the newest fact that was stated before the count; `positions` says
    what is before it of the others. What is after is taken off again, and what is before and
    central has not heard yet moves nothing when it comes. Of two counts the one said last holds.
    Raises UnknownShop, UnknownItem, and BadValue for a count that is still to come, or where no
    till can have stood.
    """
    if still_to_come(at, tx.at):
        raise BadValue(field="counted_at", value=str(at))
    if keeping.one(tx.connection, shops, shop) is None:
        raise UnknownShop(shop=shop)
    if unknown := counted.keys() - known_skus(tx.connection, list(counted)):
        raise UnknownItem(code=min(unknown))
    was = _locked(tx, shop, counted)
    # Read under the locks: whatever central has of these products is in what they become.
    stood = positions.stood(tx, shop, at, seen or {})
    since = _stated_since(tx, shop, counted, stood)
    listed = _in_ledger(tx, shop, counted)
    when = min(at or tx.at, tx.at).astimezone(UTC).isoformat()
    marks, holds = positions.text(stood), {str(of): max(one) for of, one in stood.items()}
    rows, said, moves = [], [], []
    for sku, number in counted.items():
        on_hand = number + since.get(sku, 0)
        before, included_json, version = was[sku]
        included = msgspec.json.decode(included_json)
        now = {of: seq for of, seq in (included | holds).items() if seq}
        if delta := on_hand - listed.get(sku, 0):
            moves.append((sku, delta))
        if version == 0 or on_hand != before or delta or _differs(included, now, stood):
            version += 1
            included = now
            value = {"on_hand": decimal(on_hand), "included": included}
            said.append(Said(f"store:{shop}", PUT, "stock", sku, version, value))
        rows.append((shop, sku, on_hand, canonical(included), version, when, marks))
    bulk.upsert(tx, stock, _COLUMNS, rows)
    _write_moves(tx, shop, moves)
    say_all(tx, said)
    if said:
        note(tx, who, stock.name, shop=shop, count=len(said), first=said[0].key, last=said[-1].key)
    return len(said)


def balance(tx: Tx, shop: str, skus: Collection[str]) -> None:
    """What the ledger has of these products comes to what is on hand, where somebody counted: of
    what is in a count and was heard, or found its name, only after it.

    The caller has locked their stock.
    """
    kept = select(stock.c.sku, stock.c.on_hand).where(
        stock.c.shop == shop, stock.c.sku.in_(sorted(skus)), stock.c.counted_json != "{}"
    )
    on_hand = _counted(tx, kept)
    listed = _in_ledger(tx, shop, on_hand)
    moves = [(sku, number - listed.get(sku, 0)) for sku, number in on_hand.items()]
    _write_moves(tx, shop, [move for move in moves if move[1]])


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
    empty = [(shop, sku, 0, "{}", 0, "", "{}") for sku in sorted(skus)]
    bulk.add(tx, stock, _COLUMNS, empty, "DO NOTHING")
    keys = [(shop, sku) for sku in skus]
    columns = ["sku", "on_hand", "included_json", "version"]
    rows = lookups.found(tx.connection, stock, columns, ["shop", "sku"], keys, lock=True)
    return {row[0]: tuple(row[1:]) for row in rows}


def _differs(was: Mapping[str, int], now: Mapping[str, int], stood: Mapping[int, Stood]) -> bool:
    """Whether what a till has yet to say is in it now and was not, or the other way round."""
    heard = {str(number): one.heard for number, one in stood.items()}
    every = now.keys() | was.keys()
    return any(max(was.get(of, 0), heard.get(of, 0)) != now.get(of, 0) for of in every)


def _stated_since(
    tx: Tx, shop: str, skus: Mapping[str, int], stood: Mapping[int, Stood]
) -> dict[str, int]:
    after = [
        (ledger.c.installation == number) & (ledger.c.seq > one.before)
        for number, one in stood.items()
        if one.heard > one.before
    ]
    return _counted(tx, _sums(shop, skus).where(or_(*after))) if after else {}


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
    if not moves:
        return
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
