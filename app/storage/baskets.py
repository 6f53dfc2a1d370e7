"""The sales that are not complete: the one in hand, the parked ones, returns being paid."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.bodies import sale_body, sale_from
from app.domain.line_body import line_body
from app.domain.sale import Sale, SaleStatus
from app.storage.database import Write
from app.storage.tables import basket_lines, baskets

_NEVER = datetime.min.replace(tzinfo=UTC)
_put = upsert(baskets)
_PUT = _put.on_conflict_do_update(
    index_elements=["id"], set_={"status": _put.excluded.status, "body": _put.excluded.body}
)
_line = upsert(basket_lines)
_PUT_LINE = _line.on_conflict_do_update(
    index_elements=["basket", "number"], set_={"body": _line.excluded.body}
)
_DROP_LINE = delete(basket_lines).where(
    basket_lines.c.basket == bindparam("of"), basket_lines.c.number == bindparam("n")
)


def save(tx: Write, sale: Sale, before: Sale | None) -> None:
    """Write what differs from `before` (the sale as it was last saved; None: nothing yet)."""
    tx.changed(Topic.SALE)
    tx.execute(_PUT, {"id": sale.id, "status": sale.status.value, "body": sale_body(sale)})
    old = {line.number: line for line in before.lines} if before else {}
    rows = [
        {"basket": sale.id, "number": line.number, "body": line_body(line)}
        for line in sale.lines
        if old.pop(line.number, None) is not line
    ]
    for row in rows:
        tx.execute(_PUT_LINE, row)
    for number in old:
        tx.execute(_DROP_LINE, {"of": sale.id, "n": number})


def delete_sale(tx: Write, sale: Sale) -> None:
    """The sale is complete or abandoned; a fact says which."""
    tx.changed(Topic.SALE)
    tx.execute(delete(basket_lines).where(basket_lines.c.basket == sale.id))
    tx.execute(delete(baskets).where(baskets.c.id == sale.id))


def one(connection: Connection | Write, sale_id: str) -> Sale | None:
    row = connection.execute(select(baskets).where(baskets.c.id == sale_id)).first()
    return _sale(connection, row.id, row.status, row.body) if row else None


def with_status(connection: Connection | Write, status: SaleStatus) -> list[Sale]:
    """The sales in that state; parked ones in the order they were parked."""
    rows = connection.execute(select(baskets).where(baskets.c.status == status.value)).all()
    found = [_sale(connection, row.id, row.status, row.body) for row in rows]
    return sorted(found, key=lambda sale: (parked_at(sale), sale.id))


def parked_at(sale: Sale) -> datetime:
    """When a ticket was put aside, comparable across a change of the clocks."""
    return datetime.fromisoformat(sale.parked_at) if sale.parked_at else _NEVER


def everything(connection: Connection | Write) -> list[Sale]:
    """Every sale that is not complete, in whatever state."""
    return [sale for status in SaleStatus for sale in with_status(connection, status)]


def _sale(
    connection: Connection | Write, sale_id: str, status: str, body: dict[str, object]
) -> Sale:
    lines = connection.execute(
        select(basket_lines.c.body)
        .where(basket_lines.c.basket == sale_id)
        .order_by(basket_lines.c.number)
    )
    return sale_from(sale_id, status, body, list(lines.scalars()))
