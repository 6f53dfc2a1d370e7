"""What must not be sold: as central said, and as the till's own manager did."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, text

from app.domain.salestop import SaleStop
from app.storage import state
from app.storage.database import Write

_OWN = "stop:"
"""How the names of our own begin among what the till remembers."""
_STOPS = text("SELECT id, sku, lot, text_json FROM stop ORDER BY id")


def everything(connection: Connection) -> list[SaleStop]:
    """Those of central."""
    rows = connection.execute(_STOPS).all()
    return [SaleStop(row.id, row.sku, row.lot, json.loads(row.text_json)) for row in rows]


def own(connection: Connection | Write) -> list[SaleStop]:
    """Those of this till."""
    found = state.starting(connection, _OWN)
    return [SaleStop(name, **json.loads(value)) for name, value in sorted(found.items())]


def put_own(tx: Write, sku: str, lot: str, words: str) -> None:
    body = {"sku": sku, "lot": lot, "text": {"es": words}}
    state.put(tx, f"{_OWN}{sku}|{lot}", json.dumps(body))


def forget_own(tx: Write, gone: Iterable[SaleStop]) -> None:
    for stop in gone:
        state.forget(tx, stop.id)
