"""Prices of a till alone: what a file says, and the lists that it orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app import config as till_toml
from app.domain.pricelist import ListKind, PriceList
from app.importing.price_rows import NewList
from app.importing.prices import OWN, PricesImported, import_prices
from app.mirror.hours import next_opening
from app.mirror.rows import Change
from app.mirror.store import writing
from app.services.opening import secrets_of, shop_of, store_of
from app.storage import prices, store

_NAMES = {OWN.store: ("Tienda", ListKind.STORE), OWN.web: ("Web", ListKind.WEB)}


def bring_in(
    folder: Path,
    file: Path,
    *,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    report: Path | None,
    closed: bool,
    now: datetime,
) -> PricesImported:
    """The prices of `file` hold from now on; what raises one waits for the next opening by the
    shop's calendar, and without one for tomorrow, unless the shop is `closed`.

    Raises NoTill, KeyMissing and what `import_prices` raises.
    """
    alone = read_alone(folder)
    done = import_prices(
        file,
        folder,
        lists=set(alone.lists),
        zone=alone.zone,
        mapping=mapping,
        defaults=defaults,
        report=report,
        now=now,
        opening=None if closed else alone.opening(now),
    )
    keep_lists(folder, alone, done.lists)
    return done


@dataclass(frozen=True, slots=True)
class Alone:
    """What of the shop an import goes by."""

    key: bytes
    territory: str
    zone: ZoneInfo
    calendar: Mapping[str, Any]
    lists: Mapping[str, PriceList]

    def opening(self, now: datetime) -> datetime | None:
        """Until when a rise waits: the next opening while the shop is open by its calendar;
        without a calendar, tomorrow."""
        if self.calendar:
            return next_opening(self.calendar, self.zone, now)
        day = now.astimezone(self.zone).date() + timedelta(days=1)
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def read_alone(folder: Path) -> Alone:
    """Raises NoTill, BadTill, KeyMissing."""
    kept = secrets_of(folder, till_toml.read(folder))
    with store_of(folder, kept, migrate=True) as shops, shops.read() as connection:
        shop, calendar = shop_of(shops), store.calendar(connection)
        return Alone(kept.key, shop.territory, shop.zone, calendar, prices.lists(connection))


def keep_lists(folder: Path, alone: Alone, said: Mapping[str, NewList]) -> None:
    """The shop has its own lists from now on, and those that a file orders."""
    missing = OWN.lists - set(alone.lists)
    news = {code: said.get(code) for code in (*sorted(missing), *said)}
    if news:
        with writing(folder, alone.key) as mirror:
            mirror.lists([_list(code, alone.lists.get(code), new) for code, new in news.items()])


def _list(code: str, old: PriceList | None, new: NewList | None) -> Change:
    name, own = _NAMES.get(code, (code.capitalize(), None))
    kind = old.kind if old else own or (new.kind if new else ListKind.SEASON)
    level = old.level if old else new.level if new else ""
    value = {
        "name": name,
        "kind": kind.value,
        "priority": new.priority if new else 0,
        "level": level if kind is ListKind.LEVEL else "",
    }
    return Change("list", code, value)
