"""What a stream brings: one change of one thing, and how its value is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

MOST = 2**53
"""Whole numbers are below it, here and in whatever writes JSON."""


class BadRow(ValueError):
    """A row that cannot be taken in: `kind`, `key`, and the field or rule that says why."""

    def __init__(self, kind: str, key: str, why: str) -> None:
        super().__init__(f"{kind} {key}: {why}")
        self.kind, self.key, self.why = kind, key, why


@dataclass(frozen=True, slots=True)
class Change:
    """`value` None: it is gone."""

    kind: str
    key: str
    value: Mapping[str, Any] | None


class Fields:
    """A value read field by field; what is missing has the default, what is wrong raises BadRow."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._value: Mapping[str, Any] = change.value or {}

    @property
    def key(self) -> str:
        """Of what."""
        return self._change.key

    def bad(self, why: str) -> BadRow:
        return BadRow(self._change.kind, self._change.key, why)

    def text(self, name: str, default: str | None = "") -> str:
        found = self._value.get(name, default)
        if not isinstance(found, str):
            raise self.bad(name)
        return found

    def whole(self, name: str, default: int | None = 0) -> int:
        found = self._value.get(name, default)
        if not isinstance(found, int) or isinstance(found, bool) or abs(found) >= MOST:
            raise self.bad(name)
        return found

    def texts(self, name: str) -> list[str]:
        found = self._value.get(name)
        if not found:
            return []
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.bad(name)
        return found

    def mapping(self, name: str) -> dict[str, Any]:
        found = self._value.get(name) or {}
        if not isinstance(found, dict):
            raise self.bad(name)
        return found

    def anything(self, name: str) -> Any:
        return self._value.get(name)

    def thousandths(self, name: str) -> int:
        """A decimal string in thousandths of the unit."""
        try:
            exact = Decimal(self.text(name, "0")).scaleb(3)
            if exact == exact.to_integral_value() and abs(exact) < MOST:
                return int(exact)
        except (InvalidOperation, ValueError):
            pass
        raise self.bad(name)

    def moment(self, name: str) -> str:
        """A time as `moment_text` writes it, "" when there is none."""
        text = self.text(name)
        try:
            return as_moment(text)
        except ValueError:
            raise self.bad(name) from None


def moment_text(at: datetime) -> str:
    """UTC to the millisecond, always of one form, so that texts compare as times do."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def as_moment(text: str) -> str:
    """ISO 8601 as `moment_text` writes it; "" stays, a time without offset is UTC.

    Raises ValueError.
    """
    if not text:
        return ""
    at = datetime.fromisoformat(text)
    return moment_text(at if at.tzinfo else at.replace(tzinfo=UTC))
