"""The shelves' labels: at what price each was printed last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.money import Money
from app.storage.database import Reader, Write
from app.storage.tables import shelf_labels as t

_PUT = upsert(t)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["sku"], set_={"price": _PUT.excluded.price, "at": _PUT.excluded.at}
)


def put(tx: Write, rows: Iterable[tuple[str, Money]], at: datetime) -> None:
    """These were printed."""
    given = [{"sku": sku, "price": price, "at": at} for sku, price in rows]
    if given:
        tx.execute(_PUT, given)
    tx.changed(Topic.STOCK)


def printed(connection: Reader, sku: str | None = None) -> dict[str, Money]:
    """The price on each label, or on that of one product."""
    query = select(t.c.sku, t.c.price).order_by(t.c.sku)
    if sku is not None:
        query = query.where(t.c.sku == sku)
    return {row.sku: row.price for row in connection.execute(query)}
