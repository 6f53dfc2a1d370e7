"""Finding products by what a file calls them when it is not by their SKU."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from app.importing.cells import codes_of
from sync.central.masters import lookups
from sync.central.tables import product_codes


def key_of(text: str) -> str:
    """A barcode as products have it. Raises LeftOut."""
    return codes_of([text])[0]


def skus_of(connection: Connection, codes: Sequence[str]) -> dict[str, str]:
    """code: SKU, of those that a product has."""
    keys = [(code,) for code in dict.fromkeys(codes)]
    rows = lookups.found(connection, product_codes, ["code", "sku"], ["code"], keys)
    return {row[0]: row[1] for row in rows}
