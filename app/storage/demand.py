"""What people wanted and the shop could not sell, as it was noted here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, insert, select

from app.domain.facts import Fact
from app.domain.stock import DemandLost, thousandths
from app.storage.database import Reader, Write
from app.storage.tables import lost_demand as t


@dataclass(frozen=True, slots=True)
class Wanted:
    sku: str
    name: str
    number: int
    """Thousandths."""
    times: int


def add(tx: Write, fact: Fact, said: DemandLost, day: date) -> None:
    """Index a `demand_lost`."""
    tx.execute(
        insert(t).values(
            installation=fact.installation, seq=fact.seq, day=day, sale=said.sale, sku=said.sku,
            code=said.code, name=said.name, quantity=thousandths(said.quantity),
        )
    )  # fmt: skip


def noted(tx: Write, said: DemandLost) -> bool:
    """Whether the same is noted of the same sale."""
    same = (t.c.sale == said.sale) & (t.c.sku == said.sku) & (t.c.code == said.code)
    return tx.execute(select(t.c.seq).where(same).limit(1)).first() is not None


def since(connection: Reader, today: date, days: int) -> list[Wanted]:
    """Of the last days, the most wanted first."""
    much = func.sum(t.c.quantity)
    query = (
        select(t.c.sku, func.max(t.c.name), much, func.count())
        .where(t.c.day > today - timedelta(days=days))
        .group_by(t.c.sku, t.c.code)
        .order_by(much.desc(), t.c.sku, t.c.code)
    )
    return [Wanted(*row) for row in connection.execute(query)]
