"""The chain's price lists, as the mirror of the shop has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from app.domain.money import Money
from app.domain.price_history import Said
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


@dataclass(frozen=True, slots=True)
class PriceWas:
    """What a list said until it changed; `cents` None: nothing."""

    list_code: str
    starts: str
    ends: str
    cents: int | None
    until: str


def history(
    now: Iterable[PriceRow], was: Iterable[PriceWas], known: Mapping[str, PriceList]
) -> list[Said]:
    """Every price of the shop's lists with the time in which it was said. `was`: oldest first."""
    last: dict[tuple[str, str], datetime] = {}
    found = []
    for row in was:
        until = datetime.fromisoformat(row.until)
        since = last.get((row.list_code, row.starts))
        last[row.list_code, row.starts] = until
        if row.cents is not None and row.list_code in known:
            of = known[row.list_code]
            price = ListPrice(of, Money(row.cents), _moment(row.starts), _moment(row.ends))
            found.append(Said(price, since, until))
    for one in now:
        for price in of_lists([one], known):
            found.append(Said(price, last.get((one.list_code, one.starts))))
    return found


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
