"""Price lists: which there are, whose they are, and which goes before which."""

from __future__ import annotations

import re

from msgspec import Struct
from sqlalchemy import Connection, select

from app.domain.errors import BadValue, UnknownList, UnknownShop
from app.domain.pricelist import ListKind
from sync.central.database import Tx
from sync.central.masters import keeping
from sync.central.outbox import say
from sync.central.tables import price_lists, shops
from sync.protocol import PUT

_CODE = re.compile(r"[a-z0-9_-]{1,32}")
_MOST = 1_000_000


class ListValue(Struct, kw_only=True):
    """A list as it travels. `shops`: none for all of them."""

    name: str
    kind: ListKind = ListKind.STORE
    priority: int = 0
    level: str = ""
    """Whose it is, of a list of kind LEVEL."""
    shops: tuple[str, ...] = ()


FIRST = {
    "store": ListValue(name="Tienda", kind=ListKind.STORE),
    "web": ListValue(name="Web", kind=ListKind.WEB),
}
"""What every chain has."""


def put(tx: Tx, code: str, value: ListValue, who: str) -> int:
    """Make a list what is said; its version. Raises BadValue, UnknownShop."""
    _check(tx.connection, code, value)
    for change in keeping.keep(tx, price_lists, {code: (keeping.text(value),)}, who).values():
        say(tx, "config", PUT, "list", code, change.version, keeping.built(value))
    version: int = keeping.one(tx.connection, price_lists, code).version
    return version


def get(connection: Connection, code: str) -> ListValue:
    """Raises UnknownList."""
    row = keeping.one(connection, price_lists, code)
    if row is None:
        raise UnknownList(list=code)
    return keeping.value_of(row.value_json, ListValue)


def everything(connection: Connection) -> dict[str, ListValue]:
    """Every list by its code, in order."""
    rows = connection.execute(select(price_lists).order_by(price_lists.c.code))
    return {row.code: keeping.value_of(row.value_json, ListValue) for row in rows}


def of_shop(connection: Connection, shop: str) -> tuple[str, ...]:
    """The codes of the lists that a shop prices by, in order."""
    return tuple(
        code
        for code, value in everything(connection).items()
        if not value.shops or shop in value.shops
    )


def _check(connection: Connection, code: str, value: ListValue) -> None:
    if not _CODE.fullmatch(code):
        raise BadValue(field="list", value=code)
    if not value.name.strip() or not value.name.isprintable():
        raise BadValue(field="name", value=value.name)
    if not 0 <= value.priority <= _MOST:
        raise BadValue(field="priority", value=value.priority)
    if (value.kind is ListKind.LEVEL) != bool(value.level):
        raise BadValue(field="level", value=value.level)
    known = set(connection.scalars(select(shops.c.code)))
    for shop in value.shops:
        if shop not in known:
            raise UnknownShop(shop=shop)
