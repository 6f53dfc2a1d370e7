"""What a channel or the office says in words, read: days, moments, quantities."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from msgspec import Meta

from app.domain.errors import BadValue
from app.domain.errors.central import Why

Short = Annotated[str, Meta(max_length=200, pattern=r"\A[^\x00]*\Z")]
_ASCII = re.compile(r"[0-9eE.+-]+")
_MOST = 10**6
_PLACES = Decimal("0.001")


def day(field: str, text: str) -> date:
    """Raises BadValue."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadValue(field=field, value=text, why=Why.DAY) from None


def moment(field: str, text: str) -> datetime:
    """ISO 8601 with an offset. Raises BadValue."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadValue(field=field, value=text, why=Why.MOMENT) from None
    if at.tzinfo is None:
        raise BadValue(field=field, value=text, why=Why.MOMENT)
    return at


def decimal(field: str, text: str) -> Decimal:
    """To the thousandth, a million at most. Raises BadValue."""
    try:
        value = Decimal(text if _ASCII.fullmatch(text) else "")  # it takes any script's digits
    except InvalidOperation:
        raise BadValue(field=field, value=text, why=Why.DECIMAL) from None
    # Compared, not cut: what is smaller than any number that reckoning keeps would become nothing.
    there = value.is_finite() and -_MOST <= value <= _MOST
    if not there or value != value.quantize(_PLACES):
        raise BadValue(field=field, value=text, why=Why.DECIMAL)
    return value
