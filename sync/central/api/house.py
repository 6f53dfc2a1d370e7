"""The office's calls about the chain itself: shops, price lists, settings."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, put
from litestar.params import FromPath, JSONBody
from msgspec import Struct
from sqlalchemy import Connection

from app.domain.errors import UnknownShop
from sync.central.api.office import CHANGES, READS, Asked, IfMatch, change, look, shown
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import keeping, lists, settings, shops
from sync.central.masters.lists import ListValue
from sync.central.masters.shops import ShopValue
from sync.central.tables import price_lists
from sync.central.tables import settings as settings_table
from sync.central.tables import shops as shops_table


class Shops(Struct, kw_only=True):
    shops: dict[str, ShopValue]


class Lists(Struct, kw_only=True):
    lists: dict[str, ListValue]


class Setting(Struct, kw_only=True):
    """`value`: anything that JSON can say."""

    value: Any


class Settings(Struct, kw_only=True):
    settings: dict[str, Any]


@get("/v1/shops", operation_id="shops", **READS)
async def every_shop(served: Serves) -> Shops:
    """Every shop, by its code."""
    return Shops(shops=dict(await look(served, shops.everyone)))


@get("/v1/shops/{code:str}", operation_id="shop", **READS)
async def shop(served: Serves, code: FromPath[str]) -> Response[ShopValue]:
    """What a shop is now."""
    return await shown(served, shops_table, {"code": code}, lambda conn: _shop(conn, code))


@put("/v1/shops/{code:str}", operation_id="put_shop", **CHANGES)
async def put_shop(
    request: Asked,
    served: Serves,
    code: FromPath[str],
    data: JSONBody[ShopValue],
    if_match: IfMatch = "",
) -> Response[ShopValue]:
    """Make a shop what is said."""
    if data.code != code:
        raise Refusal("bad_request", "code: it is another in the path")

    def make(tx: Tx, who: str) -> ShopValue:
        shops.put(tx, data, who)
        return _shop(tx.connection, code)

    return await change(request, served, make, (shops_table, {"code": code}))


@get("/v1/lists", operation_id="lists", **READS)
async def every_list(served: Serves) -> Lists:
    """Every price list, by its code."""
    return Lists(lists=await look(served, lists.everything))


@get("/v1/lists/{code:str}", operation_id="list", **READS)
async def list_of(served: Serves, code: FromPath[str]) -> Response[ListValue]:
    """What a price list is now."""
    return await shown(served, price_lists, {"code": code}, lambda conn: lists.get(conn, code))


@put("/v1/lists/{code:str}", operation_id="put_list", **CHANGES)
async def put_list(
    request: Asked,
    served: Serves,
    code: FromPath[str],
    data: JSONBody[ListValue],
    if_match: IfMatch = "",
) -> Response[ListValue]:
    """Make a price list what is said: whose it is, and which goes before which."""

    def make(tx: Tx, who: str) -> ListValue:
        lists.put(tx, code, data, who)
        return lists.get(tx.connection, code)

    return await change(request, served, make, (price_lists, {"code": code}))


@get("/v1/settings", operation_id="settings", **READS)
async def every_setting(served: Serves) -> Settings:
    """What is set for the whole chain, by name."""
    return Settings(settings=await look(served, settings.everything))


@get("/v1/settings/{name:str}", operation_id="setting", **READS)
async def setting(served: Serves, name: FromPath[str]) -> Response[Setting]:
    """What is set under a name."""
    return await shown(served, settings_table, {"name": name}, lambda conn: _setting(conn, name))


@put("/v1/settings/{name:str}", operation_id="put_setting", **CHANGES)
async def put_setting(
    request: Asked,
    served: Serves,
    name: FromPath[str],
    data: JSONBody[Setting],
    if_match: IfMatch = "",
) -> Response[Setting]:
    """Set something for the whole chain; every till hears of it."""

    def make(tx: Tx, who: str) -> Setting:
        settings.change(tx, name, data.value, who)
        return _setting(tx.connection, name)

    return await change(request, served, make, (settings_table, {"name": name}))


def _shop(conn: Connection, code: str) -> ShopValue:
    found = shops.get(conn, code)
    if found is None:
        raise UnknownShop(shop=code)
    return found


def _setting(conn: Connection, name: str) -> Setting:
    if keeping.one(conn, settings_table, name) is None:
        raise Refusal("not_found", "setting")
    return Setting(value=settings.get(conn, name))


CALLS = [
    every_shop,
    shop,
    put_shop,
    every_list,
    list_of,
    put_list,
    every_setting,
    setting,
    put_setting,
]
TRAVELS = [Shops, ShopValue, Lists, ListValue, Setting, Settings]
