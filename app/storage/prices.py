"""The chain's price lists, as the mirror of the shop has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from app.domain.money import Money
from app.domain.pricelist import ListKind, ListPrice, PriceList

_LISTS = text("SELECT code, kind, priority, level FROM price_list")


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price as the catalogue keeps it; times are ISO 8601 in UTC, "" for open."""

    list_code: str
    cents: int
    starts: str
    ends: str
    risen: int | None
    rises_at: str | None


def lists(connection: Connection) -> dict[str, PriceList]:
    """By code. A kind that this program does not know is nobody's list."""
    known = {kind.value for kind in ListKind}
    return {
        row.code: PriceList(row.code, ListKind(row.kind), row.priority, row.level)
        for row in connection.execute(_LISTS).all()
        if row.kind in known
    }


def of_lists(rows: Iterable[PriceRow], known: Mapping[str, PriceList]) -> list[ListPrice]:
    """The prices of the lists that the shop has."""
    return [
        ListPrice(
            known[row.list_code],
            Money(row.cents),
            _moment(row.starts),
            _moment(row.ends),
            None if row.risen is None else Money(row.risen),
            _moment(row.rises_at or ""),
        )
        for row in rows
        if row.list_code in known
    ]


def _moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
