"""Exceptions that are none any more, because what they lacked was heard of since."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import tuple_, update

from sync.central.database import Tx
from sync.central.fact_tables import exceptions as t


def settle(tx: Tx, kind: str, places: Collection[tuple[int, int]]) -> None:
    """The open ones of that kind, of facts by (installation, seq)."""
    if not places:
        return
    here = tuple_(t.c.installation, t.c.seq).in_(sorted(places))
    open_ = here & (t.c.kind == kind) & (t.c.settled_at == "")
    settled = {"settled_at": tx.at.isoformat(), "settled_how": "heard"}
    tx.execute(update(t).where(open_).values(**settled))
