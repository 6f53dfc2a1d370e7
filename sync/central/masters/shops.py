"""Shops: who the taxpayer is, where and when it sells, and by which rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from app.domain.distance import place
from app.domain.errors import BadShopFacts, RegimeNotReady
from app.domain.shop import Shop, check_shop
from sync.central.chain import chain_of
from sync.central.database import Tx
from sync.central.masters import keeping, staff
from sync.central.outbox import say
from sync.central.tables import shops, stock
from sync.protocol import PUT

REGION = "general"
"""Whose customers a shop knows, when nobody says."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LANGUAGES = ("es", "en")
_REGIMES = ("none", "verifactu")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
_REGION = re.compile(r"[a-z0-9_-]{1,32}")

Calendar = dict[str, list[tuple[str, str]]]


class ShopValue(Struct, kw_only=True):
    """A shop as it travels.

    `calendar`: for a day of the week (DAYS), or a date that is different, its opening times in
    order: `{"mon": [["09:30", "14:00"], ["17:00", "20:30"]], "2026-12-25": []}`.
    """

    code: str
    name: str
    company: str
    nif: str
    address: str
    territory: str = "IVA"
    timezone: str = "Europe/Madrid"
    language: str = "es"
    regime: str = "none"
    region: str = REGION
    calendar: Calendar = {}
    policies: dict[str, Any] = {}
    latitude: str = ""
    """In decimal degrees (WGS 84), as `longitude`; both "" for nobody knows where."""
    longitude: str = ""


def put(tx: Tx, value: ShopValue, who: str) -> int:
    """Make a shop what is said; its version. Raises BadShopFacts, RegimeNotReady."""
    put_all(tx, [value], who)
    version: int = keeping.one(tx.connection, shops, value.code).version
    return version


def put_all(tx: Tx, values: Sequence[ShopValue], who: str) -> int:
    """How many were not so before. No two of the same code. Raises as `put`, naming the field."""
    demo = chain_of(tx.connection).demo
    for value in values:
        check(value, demo=demo)
    by_code = {value.code: value for value in values}
    rows = {code: (keeping.text(value),) for code, value in by_code.items()}
    changes = keeping.keep(tx, shops, rows, who)
    for code, change in changes.items():
        built = keeping.built(by_code[code])
        say(tx, f"store:{code}", PUT, "shop", code, change.version, built)
        say(tx, "config", PUT, "branch", code, change.version, _branch(by_code[code]))
        if change.before and _policies(change.before) != by_code[code].policies:
            # It may keep more of its stock back now, or less: the neighbours hear of all of it.
            told = (stock.c.shop == code) & (stock.c.told > 0)
            tx.execute(stock.update().where(told).values(told=-1))
    staff.introduce(tx, [code for code, change in changes.items() if change.before is None])
    return len(changes)


def _policies(cells: keeping.Cells) -> dict[str, Any]:
    return keeping.value_of(cells[0], ShopValue).policies


def introduce(tx: Tx) -> None:
    """Tell every till of every shop, and where it is."""
    for row in tx.execute(select(shops).order_by(shops.c.code)).all():
        value = keeping.value_of(row.value_json, ShopValue)
        say(tx, "config", PUT, "branch", row.code, row.version, _branch(value))


def _branch(value: ShopValue) -> dict[str, Any]:
    """A shop as the others know it."""
    where = place(value.latitude, value.longitude)
    there = {"latitude": where.latitude, "longitude": where.longitude} if where else {}
    return {"name": value.name, "address": value.address, "nif": value.nif, **there}


def get(connection: Connection, code: str) -> ShopValue | None:
    row = keeping.one(connection, shops, code)
    return None if row is None else keeping.value_of(row.value_json, ShopValue)


def everyone(connection: Connection) -> Mapping[str, ShopValue]:
    """Every shop by its code, in order."""
    rows = connection.execute(select(shops).order_by(shops.c.code))
    return {row.code: keeping.value_of(row.value_json, ShopValue) for row in rows}


def regions(connection: Connection) -> Sequence[str]:
    """The regions that the shops are in, in order."""
    return sorted({shop.region for shop in everyone(connection).values()})


def check(value: ShopValue, *, demo: bool) -> None:
    """Refuse what no till could be. Raises BadShopFacts naming the field, RegimeNotReady."""
    facts = (value.code, value.name, value.company, value.nif, value.address)
    check_shop(Shop(*facts, value.territory, value.timezone), till="01")
    if not value.name.strip() or not value.name.isprintable():
        raise BadShopFacts(field="shop-name", value=value.name)
    for field, given, known in (
        ("language", value.language, _LANGUAGES),
        ("regime", value.regime, _REGIMES),
    ):
        if given not in known:
            raise BadShopFacts(field=field, value=given)
    if not _REGION.fullmatch(value.region):
        raise BadShopFacts(field="region", value=value.region)
    if (value.latitude or value.longitude) and not place(value.latitude, value.longitude):
        raise BadShopFacts(field="latitude", value=f"{value.latitude} {value.longitude}")
    if value.regime != "none" and not demo:
        raise RegimeNotReady()
    for day, hours in value.calendar.items():
        if not _is_day(day) or not _in_order(hours):
            raise BadShopFacts(field=f"calendar {day}", value=_words(hours))


def _is_day(day: str) -> bool:
    if day in DAYS:
        return True
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _in_order(hours: Sequence[tuple[str, str]]) -> bool:
    """Whether each opens before it closes and none before the one before has closed."""
    times = [time for pair in hours for time in pair]
    return all(map(_TIME.fullmatch, times)) and all(one < other for one, other in pairwise(times))


def _words(hours: Sequence[tuple[str, str]]) -> str:
    return " ".join(f"{opens}-{closes}" for opens, closes in hours)
