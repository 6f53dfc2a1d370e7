"""Dormant stock: what lies in a shop and moves nowhere near a customer, and the shop that sells it.

Dormant is what is on hand, was neither sold, counted nor received there for so many days, and is
promised to nobody. A proposal is only that: a person accepts it, and it is a transfer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from app.domain.consignment import Consignment, GoodsLine, Kind
from app.domain.errors import BadValue
from app.domain.facts import canonical
from app.domain.product import Unit
from sync.central.database import Tx
from sync.central.feed_tables import current
from sync.central.masters import consignments, keeping, products, settings, shops
from sync.central.masters.consignments import Kept
from sync.central.masters.products import ProductValue
from sync.central.masters.stock import decimal
from sync.central.outbox import Said, say_all
from sync.central.tables import chain, stock
from sync.central.tables import products as products_table
from sync.protocol import DELETE, PUT

DAYS = 90
SETTING = "dormant_days"
"""The chain's: after how many days."""
MOST = 200
"""Proposals that a shop is shown: what is worth most first is not known here, so the most units."""
_TOLD, _NUMBERS = "dormant_told", "transfer_numbers"

_SOLD = """
    SELECT s.shop, l.sku, SUM(l.quantity) AS sold FROM sales s
    JOIN sale_lines l ON l.number = s.number
    WHERE s.day >= :since GROUP BY s.shop, l.sku
"""
_CAME = """
    SELECT l.shop, l.sku FROM ledger l
    JOIN journal_raw j ON j.installation = l.installation AND j.seq = l.seq
    WHERE l.why = 'received' AND j.received_at >= :since
"""


@dataclass(frozen=True, slots=True)
class Dormant:
    """Thousandths. `to`: the shop that sells it and needs it most, "" when none does."""

    shop: str
    sku: str
    name: str
    on_hand: int
    since: str
    """When somebody last counted it, "" for never."""
    to: str = ""
    sold: int = 0
    """There, in those days."""
    propose: int = 0


def days_of(conn: Connection) -> int:
    """What the chain says."""
    found = settings.get(conn, SETTING, DAYS)
    return found if type(found) is int and found > 0 else DAYS


def found(conn: Connection, now: Any, days: int, shop: str = "") -> list[Dormant]:
    """Of one shop or of all, the most units first."""
    day = (now - timedelta(days=days)).date().isoformat()
    sold = {(r.shop, r.sku): int(r.sold) for r in conn.execute(text(_SOLD), {"since": day})}
    came = {(r.shop, r.sku) for r in conn.execute(text(_CAME), {"since": day})}
    c = stock.c
    question = (
        select(c.shop, c.sku, c.on_hand, c.counted_at, products_table.c.value_json)
        .join(products_table, products_table.c.sku == c.sku)
        .where(c.on_hand > 0, c.version > 0, c.counted_at < day)
        .where(products_table.c.deleted_at == "")
        .order_by(c.on_hand.desc(), c.shop, c.sku)
    )
    if shop:
        question = question.where(c.shop == shop)
    rows = [
        row
        for row in conn.execute(question)
        if (row.shop, row.sku) not in came and sold.get((row.shop, row.sku), 0) <= 0
    ]
    buyers: dict[str, list[tuple[str, int]]] = {}
    for (where, sku), much in sold.items():
        if much > 0:
            buyers.setdefault(sku, []).append((where, much))
    there = _on_hand(conn, {row.sku for row in rows} & buyers.keys())
    # Between two taxpayers goods are sold, not transferred.
    nifs = {code: one.nif for code, one in shops.everyone(conn).items()}
    return [
        _proposed(row, [one for one in buyers.get(row.sku, [])
                        if nifs.get(one[0]) == nifs.get(row.shop)], there)
        for row in rows
    ]  # fmt: skip


def _proposed(
    row: Any, buyers: list[tuple[str, int]], there: dict[tuple[str, str], int]
) -> Dormant:
    """To the shop that sold most above what it has. No more than it sold, and all we have."""
    value = keeping.value_of(row.value_json, ProductValue)
    dormant = Dormant(row.shop, row.sku, value.name, row.on_hand, row.counted_at)
    lacks = [
        (much - max(there.get((where, row.sku), 0), 0), much, where)
        for where, much in buyers
        if where != row.shop
    ]
    if not lacks:
        return dormant
    lack, much, where = max(lacks)
    whole = 1 if value.unit is not Unit.EACH else 1000
    propose = min(row.on_hand, lack) // whole * whole
    if propose <= 0:
        return dormant
    return Dormant(row.shop, row.sku, value.name, row.on_hand, row.counted_at, where, much, propose)


def _on_hand(conn: Connection, skus: set[str]) -> dict[tuple[str, str], int]:
    if not skus:
        return {}
    question = select(stock.c.shop, stock.c.sku, stock.c.on_hand).where(stock.c.sku.in_(skus))
    return {(row.shop, row.sku): row.on_hand for row in conn.execute(question)}


def tell(tx: Tx) -> int:
    """Once a day, every shop hears what of its own is dormant and where it would be sold; how many
    rows were said."""
    today = tx.at.date().isoformat()
    if _noted(tx, _TOLD) == today:
        return 0
    _note(tx, _TOLD, today)
    news: dict[tuple[str, str], str] = {}
    count: dict[str, int] = {}
    for one in found(tx.connection, tx.at, days_of(tx.connection)):
        count[one.shop] = count.get(one.shop, 0) + 1
        if count[one.shop] <= MOST:
            news[f"store:{one.shop}", one.sku] = canonical(_value(one))
    c = current.c
    question = select(c.stream, c.key, c.version, c.value_json).where(c.kind == "dormant")
    said = {(row.stream, row.key): (row.version, row.value_json) for row in tx.execute(question)}
    rows = [
        Said(stream, DELETE, "dormant", sku, said[stream, sku][0] + 1, None)
        for stream, sku in said.keys() - news.keys()
    ]
    for (stream, sku), value in sorted(news.items()):
        version, before = said.get((stream, sku), (0, ""))
        if value != before:
            rows.append(Said(stream, PUT, "dormant", sku, version + 1, value))
    say_all(tx, rows)
    return len(rows)


def accept(tx: Tx, shop: str, sku: str, who: str) -> Kept:
    """The proposal of that product becomes a transfer, which the shop is asked to send. Raises
    BadValue when there is none."""
    proposed = found(tx.connection, tx.at, days_of(tx.connection), shop)
    one = next((one for one in proposed if one.sku == sku and one.propose), None)
    if one is None:
        raise BadValue(field="sku", value=sku)
    product = products.get(tx.connection, sku)
    code = product.bare_codes[0] if product.codes else ""
    quantity = Decimal(one.propose).scaleb(-3)
    line = GoodsLine(sku, quantity, product.name, code, product.unit)
    number = f"C-{_next(tx)}"
    made = Consignment(number, Kind.TRANSFER, shop, one.to, tx.at, (line,), note="dormant")
    kept = consignments.put(tx, made, None)
    consignments.keep_promise(tx, kept, left=False)
    return kept


def _value(one: Dormant) -> dict[str, Any]:
    return {
        "on_hand": decimal(one.on_hand),
        "since": one.since,
        "to": one.to,
        "sold": decimal(one.sold),
        "propose": decimal(one.propose),
    }


def _next(tx: Tx) -> int:
    number = int(_noted(tx, _NUMBERS) or 0) + 1
    _note(tx, _NUMBERS, str(number))
    return number


def _noted(tx: Tx, name: str) -> str | None:
    question = select(chain.c.value).where(chain.c.name == name).with_for_update()
    return tx.execute(question).scalar()


def _note(tx: Tx, name: str, value: str) -> None:
    if _noted(tx, name) is None:
        tx.execute(insert(chain).values(name=name, value=value))
    else:
        tx.execute(update(chain).where(chain.c.name == name).values(value=value))
