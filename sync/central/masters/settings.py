"""Settings of the whole chain, such as its points; every till hears of them."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from sync.central.database import Tx
from sync.central.masters import keeping
from sync.central.outbox import say
from sync.central.tables import settings
from sync.protocol import PUT

TIMEZONE = "timezone"
"""The one in which files and people name days of the chain."""


def put(tx: Tx, name: str, value: object, who: str) -> None:
    """`value`: anything that JSON can say."""
    for version in keeping.keep(tx, settings, {name: (keeping.text(value),)}, who).values():
        say(tx, "config", PUT, "setting", name, version.version, {"value": value})


def get(connection: Connection, name: str, otherwise: Any = None) -> Any:
    row = keeping.one(connection, settings, name)
    return otherwise if row is None else msgspec.json.decode(row.value_json)


def everything(connection: Connection) -> dict[str, Any]:
    """Every setting by its name."""
    rows = connection.execute(select(settings).order_by(settings.c.name))
    return {row.name: msgspec.json.decode(row.value_json) for row in rows}
