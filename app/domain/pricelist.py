"""Which of a product's prices holds (retail-rules 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.money import Money


class ListKind(StrEnum):
    STORE = "store"
    WEB = "web"
    """Shown at the till, never sold at."""
    SEASON = "season"
    """A campaign such as *rebajas*."""
    LEVEL = "level"
    """For identified customers of one level."""


@dataclass(frozen=True, slots=True)
class PriceList:
    code: str
    kind: ListKind
    priority: int = 0
    level: str = ""
    """Whose it is, of a LEVEL list."""

    def open_to(self, level: str) -> bool:
        """Whether a customer of `level` ("" for nobody known) buys at it."""
        if self.kind is ListKind.LEVEL:
            return bool(level) and self.level == level
        return self.kind is not ListKind.WEB


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A price of one list. Times are aware; `ends` is the first moment without it."""

    of: PriceList
    price: Money
    starts: datetime | None = None
    ends: datetime | None = None
    risen: Money | None = None
    """What it will be, of a rise that came in opening hours..."""
    rises_at: datetime | None = None
    """...from the next opening on."""

    def valid(self, at: datetime) -> bool:
        return (self.starts is None or self.starts <= at) and (self.ends is None or at < self.ends)

    def at(self, at: datetime) -> Money:
        """What one pays at `at`, by when a rise that was waiting has come."""
        if self.risen is not None and self.rises_at is not None and self.rises_at <= at:
            return self.risen
        return self.price


@dataclass(frozen=True, slots=True)
class Priced:
    price: Money
    list_code: str
    starts: datetime | None = None
    ends: datetime | None = None


def best(prices: Iterable[ListPrice], at: datetime, level: str = "") -> Priced | None:
    """The price that holds at `at` for a customer of `level`; None when none does.

    In one list the price that began last; among lists the highest priority, then the lowest price.
    """
    newest: dict[PriceList, ListPrice] = {}
    for one in prices:
        if one.of.open_to(level) and one.valid(at):
            other = newest.get(one.of)
            if other is None or _began_later(one, other):
                newest[one.of] = one
    if not newest:
        return None
    chosen = min(newest.values(), key=lambda one: (-one.of.priority, one.at(at).cents, one.of.code))
    return Priced(chosen.at(at), chosen.of.code, chosen.starts, chosen.ends)


def _began_later(one: ListPrice, other: ListPrice) -> bool:
    if one.starts is None:
        return False
    return other.starts is None or one.starts > other.starts
