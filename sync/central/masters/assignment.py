"""Which of a shop's devices prepares an order: one of its tablets that central has just heard."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.assignment import assignee
from app.domain.installation import DeviceKind
from sync.central.database import Tx
from sync.central.masters.allocation import SILENT
from sync.central.tables import installations as t


def assigned(tx: Tx, shop: str, number: str) -> int:
    """Its installation; 0 when there is none to be heard: then the devices settle it by the same
    hash, and a shop without tablets leaves it to whoever comes."""
    since = (tx.at - SILENT).isoformat()
    there = select(t.c.number).where(
        t.c.shop == shop,
        t.c.kind == DeviceKind.STOCK.value,
        t.c.revoked_at == "",
        t.c.last_seen >= since,
    )
    return assignee(number, tx.execute(there).scalars().all())
