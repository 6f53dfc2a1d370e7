"""The room of the stock's moves: one row for each line of our facts that moved goods, and what is
on hand by them and by what central said last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from app.changes import Topic
from app.domain.facts import Fact
from app.domain.stock import Why, moves_of
from app.storage.database import Reader, Write, has_step
from app.storage.tables import stock_moves as t

Place = tuple[int, int, int]
"""Installation, number of the fact, line."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What central said last. `on_hand`: thousandths, with facts up to `included` of each
    installation in it."""

    on_hand: int
    included: Mapping[str, int]
    counted_at: str = ""
    """When somebody counted, as central has it; "" for never."""


# what we state
def add(tx: Write, fact: Fact) -> None:
    """Keep what a fact moves; nothing of most."""
    moved = moves_of(fact.type, fact.body)
    if not moved:
        return
    # As tuples: a count has 500 in each of its facts.
    place = (fact.installation, fact.seq)
    tx.exec_driver_sql(
        _ADD, [(*place, move.line, move.sku, move.delta, move.why.value) for move in moved]
    )
    tx.changed(Topic.STOCK)


_ADD = (
    "INSERT INTO stock_moves (installation, seq, line, sku, delta, why) VALUES (?, ?, ?, ?, ?, ?)"
)


# what is on hand
_TOLD = text(
    "SELECT sku, on_hand, included_json, counted_at FROM stock"
    " WHERE sku IN (SELECT value FROM json_each(:skus))"
)
# Every life of this journal, by the head that it left; the range of each is read by the index.
_SINCE = text(
    "SELECT asked.value ->> 0 AS sku, sum(move.delta) AS delta"
    " FROM json_each(:asked) AS asked"
    " CROSS JOIN (SELECT CAST(substr(name, 6) AS INTEGER) AS number FROM state"
    "       WHERE name > 'head ' AND name < 'head!') AS life"
    " CROSS JOIN stock_moves AS move INDEXED BY stock_moves_by_sku"
    " WHERE life.number >= :first AND move.sku = asked.value ->> 0"
    "  AND move.installation = life.number"
    "  AND move.seq > coalesce("
    "   json_extract(asked.value, '$[1].\"' || life.number || '\"'), 0)"
    " GROUP BY asked.key"
)


def told(mirror: Connection, skus: Iterable[str]) -> dict[str, Baseline]:
    """What central said of these; nothing of what it never spoke of."""
    rows = mirror.execute(_TOLD, {"skus": json.dumps(list(skus))}).all()
    return {
        row.sku: Baseline(row.on_hand, json.loads(row.included_json), row.counted_at)
        for row in rows
    }


def since(
    connection: Reader | Write, included: Mapping[str, Mapping[str, int]], first: int = 0
) -> dict[str, int]:
    """Thousandths that our facts moved of each SKU beyond those `included` of each installation,
    by its number as text; of installations from `first` on. Nothing of what did not move."""
    asked = json.dumps([[sku, dict(known)] for sku, known in included.items()])
    rows = connection.execute(_SINCE, {"asked": asked, "first": first}).all()
    return {row.sku: int(row.delta) for row in rows}


_KNOWN = text(
    "SELECT DISTINCT asked.value FROM json_each(:skus) AS asked"
    " CROSS JOIN stock_moves AS move INDEXED BY stock_moves_known"
    " WHERE move.sku = asked.value AND move.installation >= :first"
    "  AND move.why NOT IN ('sale', 'return', 'handed_over')"
)


def known(connection: Reader | Write, skus: Iterable[str], first: int = 0) -> set[str]:
    """Of which somebody here said how many there are: counted, put right, received."""
    asked = {"skus": json.dumps(list(skus)), "first": first}
    return set(connection.execute(_KNOWN, asked).scalars())


def everything(connection: Reader) -> dict[Place, tuple[str, int, Why]] | None:
    """By installation, fact and line: SKU, thousandths and why; None of an older journal."""
    if not has_step(connection, _STEP):
        return None
    rows: Any = connection.execute(select(t))
    return {(r.installation, r.seq, r.line): (r.sku, r.delta, Why(r.why)) for r in rows}


_STEP = 4
"""The step of the schema that made room for them."""
