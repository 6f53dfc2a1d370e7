"""What central said must not be sold."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

from app.domain.salestop import SaleStop

_STOPS = text("SELECT id, sku, lot, text_json FROM stop WHERE sku IN :skus ORDER BY id").bindparams(
    bindparam("skus", expanding=True)
)


def of(connection: Connection, skus: Sequence[str]) -> list[SaleStop]:
    """The stops in force for these products."""
    rows = connection.execute(_STOPS, {"skus": list(skus)}).all()
    return [SaleStop(row.id, row.sku, row.lot, json.loads(row.text_json)) for row in rows]
