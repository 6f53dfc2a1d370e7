"""What a shop may promise: its stock, less what is promised already, less what it keeps back.

A shop that central has not heard for a while sells what nobody here knows of: it is promised only a
quota of each product until it is heard again (sync-and-performance 1.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from app.domain.fulfilment import DONE
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import lookups
from sync.central.masters.shops import ShopValue
from sync.central.order_tables import orders, reservations
from sync.central.tables import installations, stock

SILENT = timedelta(minutes=15)
SAFETY, QUOTA, CAPACITY = "pickup_safety", "pickup_quota", "pickup_capacity"
"""The shop's policies: units of each product that are never promised; units of each that are
promised while it is silent; orders a day."""
USUAL_QUOTA = 2
_UNIT = 1000
_ENDED = tuple(state.value for state in DONE)


@dataclass(frozen=True, slots=True)
class Available:
    """Of one product in one shop, in thousandths."""

    on_hand: int
    reserved: int
    promise: int
    """ATP: what may still be promised."""
    silent: bool


def available(tx: Tx, shop: ShopValue, skus: list[str]) -> dict[str, Available]:
    """What may be promised of each, locked until the transaction ends."""
    known = _locked(tx, shop.code, skus)
    reserved = _sums(tx.connection, shop.code, skus, "")
    heard = last_heard(tx.connection, shop.code)
    silent = not heard or (tx.at - SILENT).isoformat() > heard
    since = _sums(tx.connection, shop.code, skus, heard) if silent else {}
    safety, quota = _units(shop, SAFETY, 0), _units(shop, QUOTA, USUAL_QUOTA)
    found = {}
    for sku in skus:
        promise = known.get(sku, 0) - reserved.get(sku, 0) - safety
        if silent:
            promise = min(promise, quota - since.get(sku, 0))
        found[sku] = Available(known.get(sku, 0), reserved.get(sku, 0), max(promise, 0), silent)
    return found


def reserve(tx: Tx, shop: str, number: str, quantities: Mapping[str, int]) -> None:
    """Keep so much (thousandths) for an order; what it kept before goes."""
    release(tx, number)
    _tell_anew(tx, shop, quantities)
    rows = [(number, sku, shop, much, tx.at.isoformat()) for sku, much in quantities.items()]
    bulk.insert(tx, reservations, ["number", "sku", "shop", "quantity", "made_at"], rows)


def release(tx: Tx, number: str) -> None:
    kept = select(reservations.c.shop, reservations.c.sku).where(reservations.c.number == number)
    rows = tx.execute(kept).all()
    for shop in {row.shop for row in rows}:
        _tell_anew(tx, shop, [row.sku for row in rows if row.shop == shop])
    tx.execute(reservations.delete().where(reservations.c.number == number))


def promised(connection: Connection, shop: ShopValue, skus: list[str]) -> dict[str, int]:
    """What is not to be promised of each, reserved or kept back, in thousandths."""
    reserved, safety = _sums(connection, shop.code, skus, ""), _units(shop, SAFETY, 0)
    return {sku: reserved.get(sku, 0) + safety for sku in skus}


def kept_back(connection: Connection, shops: Mapping[str, ShopValue], sku: str) -> dict[str, int]:
    """As `promised`, of one product in each of some shops."""
    c = reservations.c
    question = (
        select(c.shop, func.sum(c.quantity))
        .where(c.shop.in_(list(shops)), c.sku == sku)
        .group_by(c.shop)
    )
    reserved = {code: int(much) for code, much in connection.execute(question)}
    return {code: reserved.get(code, 0) + _units(one, SAFETY, 0) for code, one in shops.items()}


def _tell_anew(tx: Tx, shop: str, skus: Iterable[str]) -> None:
    """The neighbours hear of another promise, though as much is on hand."""
    here = (stock.c.shop == shop) & stock.c.sku.in_(sorted(skus)) & (stock.c.told > 0)
    tx.execute(stock.update().where(here).values(told=-1))


def has_room(connection: Connection, shop: ShopValue, day: str) -> bool:
    """Whether the shop takes another order for that day (ISO, the shop's); nobody else asks it of
    the shop until the transaction ends."""
    most = shop.policies.get(CAPACITY)
    if type(most) is not int:
        return True
    lookups.lock(connection, f"pickups {shop.code}")
    begun = select(func.count()).where(
        orders.c.shop == shop.code,
        orders.c.promised_at.startswith(day),
        orders.c.state.not_in(_ENDED),
    )
    return int(connection.execute(begun).scalar_one()) < most


def last_heard(connection: Connection, shop: str) -> str:
    """When any of the shop's tills was heard last, ISO 8601; "" for never."""
    question = select(func.max(installations.c.last_seen)).where(installations.c.shop == shop)
    return connection.execute(question).scalar() or ""


def all_heard(connection: Connection) -> dict[str, str]:
    """As `last_heard`, of every shop that ever was, by its code."""
    c = installations.c
    question = select(c.shop, func.max(c.last_seen)).where(c.last_seen > "").group_by(c.shop)
    return {row[0]: row[1] for row in connection.execute(question)}


def _locked(tx: Tx, shop: str, skus: list[str]) -> dict[str, int]:
    keys = [(shop, sku) for sku in sorted(skus)]
    rows = lookups.found(tx.connection, stock, ["sku", "on_hand"], ["shop", "sku"], keys, lock=True)
    return {row[0]: int(row[1]) for row in rows}


def _sums(connection: Connection, shop: str, skus: list[str], since: str) -> dict[str, int]:
    c = reservations.c
    question: Any = (
        select(c.sku, func.sum(c.quantity))
        .where(c.shop == shop, c.sku.in_(skus), c.made_at >= since)
        .group_by(c.sku)
    )
    return {sku: int(much) for sku, much in connection.execute(question)}


def _units(shop: ShopValue, policy: str, usual: int) -> int:
    units = shop.policies.get(policy)
    return (units if type(units) is int and units >= 0 else usual) * _UNIT
