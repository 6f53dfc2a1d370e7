"""What is being scanned in or out right now: on disk after every beep, a fact when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.sums import summed
from app.storage.database import Reader, Write
from app.storage.tables import scanned_goods as g
from app.storage.tables import scanning as t


class Way(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Row:
    """So many (thousandths) of a product. `reason`: of damage, "" for good; `box`: whose content it
    is, "" for what was scanned by itself. A box without a SKU is one of which nobody said what is
    in it."""

    sku: str
    quantity: int
    reason: str = ""
    box: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A consignment that is being scanned on this device."""

    way: Way
    number: str
    begun_at: datetime
    who: str
    rows: tuple[Row, ...] = ()
    origin: str = ""
    """The supplier of a delivery that nobody announced; "" for one that is known."""

    @property
    def boxes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.box for row in self.rows if row.box))

    def goods(self) -> dict[str, int]:
        """What was scanned and is good, by SKU."""
        return summed((row.sku, row.quantity) for row in self.rows if row.sku and not row.reason)

    def damaged(self) -> dict[tuple[str, str], int]:
        """By SKU and reason."""
        rows = (row for row in self.rows if row.sku and row.reason)
        return summed(((row.sku, row.reason), row.quantity) for row in rows)


def begin(tx: Write, of: Open) -> None:
    values = {
        "way": of.way.value,
        "number": of.number,
        "origin": of.origin,
        "begun_at": of.begun_at,
        "who": of.who,
    }
    tx.execute(insert(t).values(**values))
    tx.changed(Topic.STOCK)


def find(connection: Reader | Write, way: Way) -> Open | None:
    row = connection.execute(select(t).where(t.c.way == way.value)).first()
    if row is None:
        return None
    rows = connection.execute(select(g).where(g.c.way == way.value).order_by(g.c.box, g.c.sku))
    found = tuple(Row(one.sku, one.quantity, one.reason, one.box) for one in rows)
    return Open(way, row.number, row.begun_at, row.who, found, row.origin)


def count(tx: Write, way: Way, rows: Iterable[Row]) -> None:
    """So many more of each; below zero: less, and none is no row."""
    for row in rows:
        key = {"way": way.value, "sku": row.sku, "reason": row.reason, "box": row.box}
        more = upsert(g).values(**key, quantity=row.quantity)
        tx.execute(
            more.on_conflict_do_update(
                index_elements=[g.c.way, g.c.sku, g.c.reason, g.c.box],
                set_={"quantity": g.c.quantity + more.excluded.quantity},
            )
        )
    tx.execute(delete(g).where(g.c.way == way.value, g.c.quantity <= 0, g.c.sku != ""))
    tx.changed(Topic.STOCK)


def drop_box(tx: Write, way: Way, box: str) -> None:
    tx.execute(delete(g).where(g.c.way == way.value, g.c.box == box))
    tx.changed(Topic.STOCK)


def end(tx: Write, way: Way) -> None:
    """It is stated, or was left."""
    tx.execute(delete(g).where(g.c.way == way.value))
    tx.execute(delete(t).where(t.c.way == way.value))
    tx.changed(Topic.STOCK)
