"""Settings of the whole chain, such as its points; every till hears of them."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from sqlalchemy import Connection, select

from app.domain import role_limits
from app.domain.errors import BadValue
from app.domain.loyalty import points_rates
from app.domain.role_limits import RoleLimits
from app.domain.tender import SETTING as TENDERS
from app.domain.tender import Tenders, ordered_by_chain
from sync.central.database import Tx
from sync.central.masters import keeping
from sync.central.outbox import say
from sync.central.tables import settings
from sync.protocol import PUT

TIMEZONE = "timezone"
"""The one in which files and people name days of the chain."""
POINTS = "points"
"""What a purchase earns: see `points_rates`."""
ATTRIBUTES = "attributes"
"""{name: type}, as the tills hear of it. Products define it, and a type is never changed."""
_LONGEST_NAME = 64


def change(tx: Tx, name: str, value: object, who: str) -> None:
    """`put`, of what a person says. Raises BadValue, BadTender, BadLimit: nobody could read it."""
    if not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
        raise BadValue(field="setting", value=name)
    if name == ATTRIBUTES:
        raise BadValue(field=name, value="")
    if name == TIMEZONE and not _is_zone(value):
        raise BadValue(field=name, value=str(value))
    if name == POINTS and not _are_rates(value):
        raise BadValue(field=name, value=str(value))
    if name == TENDERS:
        ordered_by_chain(value, Tenders())
    if name == role_limits.SETTING:
        if not isinstance(value, dict):
            raise BadValue(field=name, value=str(value)[:40])
        role_limits.ordered(value, RoleLimits())
    put(tx, name, value, who)


def _is_zone(value: object) -> bool:
    try:
        return bool(ZoneInfo(value if isinstance(value, str) else ""))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _are_rates(value: object) -> bool:
    """Tills pass over a rate that they cannot read, and nobody would know why it gives nothing."""
    rows = value.get("rates") if isinstance(value, dict) else None
    return isinstance(rows, list) and len(points_rates(value)) == len(rows)


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
