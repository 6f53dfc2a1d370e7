"""Bugs to plant, one function each: what finds none of these within a few seeds has no teeth."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import delete, select

from app.domain.facts import canonical
from sync import effects as fx
from sync import engine, journal
from sync import events as e
from sync.central import bulk, ingest, outbox, sequencer
from sync.central.database import Tx
from sync.central.fact_tables import (
    cash_moves,
    journal_raw,
    ledger,
    sale_lines,
    sale_tenders,
    sales,
)
from sync.central.installations import InstallationRow
from sync.central.masters import prices
from sync.central.masters.stock import decimal
from sync.central.outbox import Said
from sync.central.projections import stock
from sync.central.projections.work import Good, Work
from sync.central.tables import stock as stock_table
from sync.protocol import PUT, Record, Refused, encode

from .planting import Planted, planting


def no_idempotency() -> Planted:
    """A record that comes again is written over what is there, and accounted for again."""

    def read(tx: Tx, of: InstallationRow, records: list[Record]) -> ingest._Read:
        seqs = [record.seq for record in records]
        here = (journal_raw.c.installation == of.number) & journal_raw.c.seq.in_(seqs)
        tx.execute(delete(journal_raw).where(here))
        own = (sales.c.installation == of.number) & sales.c.seq.in_(seqs)
        numbers = list(tx.execute(select(sales.c.number).where(own)).scalars())
        for table in (sales, sale_lines, sale_tenders):
            tx.execute(delete(table).where(table.c.number.in_(numbers)))
        for table in (ledger, cash_moves):
            t = table.c
            tx.execute(delete(table).where(t.installation == of.number, t.seq.in_(seqs)))
        texts = [encode(record).decode() for record in records]
        return ingest._Read(list(records), texts, False)

    return ingest, "_read", read


def naive_cursor() -> Planted:
    """Everything after the last id, whatever has not committed yet."""
    last = [0]

    def ready(tx: Tx, limit: int) -> list[Any]:
        rows = tx.exec_driver_sql(
            f"SELECT id, xid, {sequencer._SAID}, 0 FROM outbox WHERE id > {last[0]}"  # noqa: S608
            f" AND xid <> (SELECT late FROM simulated) ORDER BY id LIMIT {limit}"
        ).all()
        last[0] = max([last[0], *(row.id for row in rows)])
        return list(rows)

    return sequencer, "_ready", ready


def missing_outbox() -> Planted:
    """Now and then a price changes and nobody is told."""
    count = [0]

    def say_all(tx: Tx, rows: list[Said]) -> None:
        count[0] += 1
        outbox.say_all(tx, rows[:-1] if count[0] % 10 == 0 else rows)

    return prices, "say_all", say_all


def absolute_stock() -> Planted:
    """What is on hand is what the till that wrote last makes of what it knew itself."""
    seen: dict[tuple[int, str], int] = {}

    def move(tx: Tx, work: Work, goods: list[Good]) -> stock.Moved:
        of, rows = work.of, []
        deltas: dict[str, int] = {}
        for good in goods:
            deltas[good.sku] = deltas.get(good.sku, 0) + good.delta
        for row in stock._locked(tx, of.shop, sorted(deltas)):
            on_hand = seen.get((of.number, row.sku), row.on_hand) + deltas.pop(row.sku)
            seen[of.number, row.sku] = on_hand
            version = row.version + 1
            rows.append((of.shop, row.sku, on_hand, canonical({}), version, row.counted_at, "{}"))
            value = {"on_hand": decimal(on_hand), "included": {}}
            work.said.append(Said(f"store:{of.shop}", PUT, "stock", row.sku, version, value))
        bulk.upsert(tx, stock_table, stock._COLUMNS, rows)
        return stock.Moved(set(deltas), set(), {})

    return stock, "move", move


def drop_on_4xx() -> Planted:
    """What central refuses for good is thrown away, so that the queue moves."""
    real = engine.Engine._refused

    def refused(self: engine.Engine, request: fx.Request, why: Refused, event: e.Failed) -> None:
        if isinstance(request, fx.Push) and why.kind not in ("busy", "failed"):
            to = request.after + event.sent
            self.outbox.acks[request.installation] = (to, "")
            self._desk.do(fx.KeepAck(request.installation, to, ""))
            return
        real(self, request, why, event)

    return engine.Engine, "_refused", refused


def wall_clock() -> Planted:
    """Facts go in the order of their times; what has one time has no order."""

    def execute(self: journal.Outgoing, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        return real(self, query.replace("ORDER BY seq", "ORDER BY at, uuid"), values)

    real = journal.Outgoing._execute
    return journal.Outgoing, "_execute", execute


BUGS: dict[str, Callable[[], Planted]] = {
    bug.__name__: bug
    for bug in (
        no_idempotency,
        naive_cursor,
        missing_outbox,
        absolute_stock,
        drop_on_4xx,
        wall_clock,
    )
}
planted = partial(planting, BUGS)
"""Have the bug of that name for a while; "" for none."""
