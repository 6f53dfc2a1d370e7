"""What central said must not be sold."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from app.domain.salestop import SaleStop

_STOPS = text("SELECT id, sku, lot, text_json FROM stop ORDER BY id")


def everything(connection: Connection) -> list[SaleStop]:
    """The stops in force."""
    rows = connection.execute(_STOPS).all()
    return [SaleStop(row.id, row.sku, row.lot, json.loads(row.text_json)) for row in rows]
