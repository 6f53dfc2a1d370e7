"""Attributes of products: each name has one type in the whole chain, said when it is first used."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import Connection

from app.domain.errors import BadValue
from app.domain.number import read_decimal
from sync.central.database import Tx
from sync.central.masters import settings

TYPES = ("text", "number", "boolean", "date")
_NAME = re.compile(r"[^\W_][\w-]{0,39}")
_LONGEST = 200
_DIGITS = 6


def types(connection: Connection) -> dict[str, str]:
    """The type of each attribute of the chain, by its name."""
    known: dict[str, str] = settings.get(connection, settings.ATTRIBUTES, {})
    return known


def define(tx: Tx, news: dict[str, str], who: str) -> None:
    """Give attributes their types. Raises BadValue: a type is never changed."""
    known = types(tx.connection)
    for name, kind in news.items():
        if not _NAME.fullmatch(name) or kind not in TYPES or known.get(name, kind) != kind:
            raise BadValue(field=f"attr:{name}", value=kind)
    if not news.keys() <= known.keys():
        settings.put(tx, settings.ATTRIBUTES, known | news, who)


def check(name: str, kind: str, value: str | bool) -> None:
    """Raises BadValue for a value that is not of its type."""
    if not fits(kind, value):
        raise BadValue(field=f"attr:{name}", value=value)


def fits(kind: str, value: str | bool) -> bool:
    """Whether `value` is one of that type."""
    if kind == "boolean" or not isinstance(value, str):
        return kind == "boolean" and isinstance(value, bool)
    match kind:
        case "number":
            return read_decimal(value.removeprefix("-"), _DIGITS) is not None and "," not in value
        case "date":
            return _is_day(value)
        case _:
            return len(value) <= _LONGEST and value.isprintable()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
