"""Sale stops: what no till may sell, by product or lot, until central lifts it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct
from sqlalchemy import Connection, func, select

from app.domain.errors import BadValue, UnknownItem, UnknownStop
from app.domain.salestop import of_lot
from app.domain.stock import thousandths
from sync.central.database import Tx
from sync.central.fact_tables import journal_raw, sale_lines, sales
from sync.central.masters import keeping
from sync.central.outbox import say
from sync.central.tables import products, sale_stops
from sync.protocol import DELETE, PUT

_LONGEST = 400


class StopValue(Struct, kw_only=True):
    """A stop as it travels. `lot`: "" for all of the product."""

    sku: str
    lot: str = ""
    text: dict[str, str]
    """What is read aloud, by language; Spanish (`es`) is always there."""
    since: str = ""
    """ISO 8601, UTC, and over: a stop holds as soon as it is heard of. "" for now."""


class Sold(NamedTuple):
    """A document with something that must not be sold; `quantity` in thousandths."""

    number: str
    shop: str
    till: str
    day: str
    customer: str
    quantity: int


def next_id(tx: Tx) -> str:
    """A name for a new stop that people can say: the day and a number."""
    day = f"{tx.at:%Y%m%d}"
    question = select(func.count()).where(sale_stops.c.id.startswith(f"{day}-"))
    return f"{day}-{tx.execute(question).scalar_one() + 1}"


def put(tx: Tx, stop: str, value: StopValue, who: str) -> int:
    """Stop a sale, or change the words of a stop; its version. Raises BadValue, UnknownItem."""
    if not stop or len(stop) > 64 or not stop.isprintable():
        raise BadValue(field="id", value=stop)
    if not value.text.get("es", "").strip():
        raise BadValue(field="es", value="")
    for language, text in value.text.items():
        if len(text) > _LONGEST or not text.isprintable():
            raise BadValue(field=language, value=text[:_LONGEST])
    # What was taken away too: a till that holds a removal back still sells it.
    if keeping.one(tx.connection, products, value.sku) is None:
        raise UnknownItem(code=value.sku)
    if value.since and not _has_begun(tx, value.since):
        raise BadValue(field="since", value=value.since)
    since = value.since or _since(tx, stop)
    made = StopValue(sku=value.sku, lot=value.lot, text=value.text, since=since)
    for change in keeping.keep(tx, sale_stops, {stop: (keeping.text(made), "")}, who).values():
        say(tx, "config", PUT, "stop", stop, change.version, keeping.built(made))
    version: int = keeping.one(tx.connection, sale_stops, stop).version
    return version


def lift(tx: Tx, stop: str, who: str) -> None:
    """It may be sold again. Raises UnknownStop, for one that was lifted too."""
    row = keeping.one(tx.connection, sale_stops, stop)
    if row is None or row.lifted_at:
        raise UnknownStop(id=stop)
    lifted = {stop: (row.value_json, tx.at.isoformat())}
    for change in keeping.keep(tx, sale_stops, lifted, who).values():
        say(tx, "config", DELETE, "stop", stop, change.version, None)


def get(connection: Connection, stop: str) -> StopValue:
    """Raises UnknownStop, for one that was lifted too."""
    found = everything(connection)
    if stop not in found:
        raise UnknownStop(id=stop)
    return found[stop]


def everything(connection: Connection) -> dict[str, StopValue]:
    """What is stopped now, by id."""
    question = select(sale_stops).where(sale_stops.c.lifted_at == "").order_by(sale_stops.c.id)
    rows: Any = connection.execute(question)
    return {row.id: keeping.value_of(row.value_json, StopValue) for row in rows}


def buyers(connection: Connection, stop: str) -> list[Sold]:
    """Every document with the product, the newest first: whom to tell (retail-rules 2).

    Of a stop by lot those with that lot, and those that do not say which. Raises UnknownStop.
    """
    row = keeping.one(connection, sale_stops, stop)
    if row is None:
        raise UnknownStop(id=stop)
    value = keeping.value_of(row.value_json, StopValue)
    sku = value.sku
    question = (
        select(
            sales.c.number,
            sales.c.shop,
            sales.c.till,
            sales.c.day,
            sales.c.customer,
            func.sum(sale_lines.c.quantity).label("quantity"),
            func.min(journal_raw.c.record_json).label("record"),
        )
        .join(sale_lines, sale_lines.c.number == sales.c.number)
        .outerjoin(
            journal_raw,
            (journal_raw.c.installation == sales.c.installation)
            & (journal_raw.c.seq == sales.c.seq),
        )
        .where(sale_lines.c.sku == sku, sale_lines.c.quantity > 0)
        .group_by(*(sales.c[n] for n in ("number", "shop", "till", "day", "customer", "issued_at")))
        .order_by(sales.c.issued_at.desc(), sales.c.number)
    )
    rows = connection.execute(question)
    found = [Sold(*row[:5], _of_lot(row.record, value, int(row.quantity))) for row in rows]
    return [one for one in found if one.quantity]


def _of_lot(record: str | None, stop: StopValue, all_of_it: int) -> int:
    """How much of a document's `all_of_it` may be of the stopped lot."""
    if not stop.lot or record is None:
        return all_of_it
    lines = json.loads(record)["body"]["lines"]
    return sum(
        thousandths(Decimal(line["quantity"]))
        for line in lines
        if line["sku"] == stop.sku
        and of_lot(stop.lot, line.get("batch", ""))
        and not line["quantity"].startswith("-")
    )


def _has_begun(tx: Tx, since: str) -> bool:
    try:
        at = datetime.fromisoformat(since)
    except ValueError:
        return False
    return at.utcoffset() == timedelta() and at <= tx.at


def _since(tx: Tx, stop: str) -> str:
    row = keeping.one(tx.connection, sale_stops, stop)
    return keeping.value_of(row.value_json, StopValue).since if row else tx.at.isoformat()
