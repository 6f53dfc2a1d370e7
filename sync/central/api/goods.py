"""The office's calls about what is sold: products, pictures, prices, stock, sale stops."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

from litestar import Response, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Struct

from app.domain.errors import BadValue, UnknownItem, UnknownShop
from app.importing.row_cells import moment
from sync.central.api.office import (
    CHANGES,
    PAGE,
    READS,
    Asked,
    IfMatch,
    change,
    look,
    named,
    shown,
)
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.masters import lists, pictures, prices, products, shops, stock, stops
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue
from sync.central.masters.stops import StopValue
from sync.central.projections.sales import thousandths
from sync.central.tables import products as products_table
from sync.central.tables import sale_stops
from sync.central.tables import stock as stock_table


class Products(Struct, kw_only=True):
    """Products by SKU, in its order; the next page comes after the last one."""

    products: dict[str, ProductValue]


class NewPrice(Struct, kw_only=True):
    """`starts` and `ends`: ISO 8601 with an offset, "" for always."""

    cents: int
    starts: str = ""
    ends: str = ""


class PriceOf(Struct, kw_only=True):
    list: str
    cents: int
    starts: str
    ends: str


class Prices(Struct, kw_only=True):
    prices: list[PriceOf]


class Counted(Struct, kw_only=True):
    """Somebody counted so many: a decimal string. `at`: ISO 8601, by central's clock, not still to
    come; "" for now. `positions`: of installations of the shop, by number, the newest fact that was
    before the count, heard of or not, 0 for none; of those that it does not name, `at` tells."""

    quantity: str
    at: str = ""
    positions: dict[str, int] = {}


class OnHand(Struct, kw_only=True):
    on_hand: str


class Stops(Struct, kw_only=True):
    stops: dict[str, StopValue]


class Buyer(Struct, kw_only=True):
    number: str
    shop: str
    till: str
    day: str
    customer: str
    quantity: str


class Buyers(Struct, kw_only=True):
    """Documents with a stopped product, the newest first."""

    buyers: list[Buyer]


class PictureName(Struct, kw_only=True):
    sha256: str


@get("/v1/products", operation_id="products", **READS)
async def products_page(
    served: Serves,
    after: FromQuery[str] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=PAGE)] = PAGE,
) -> Products:
    """Products in the order of their SKUs, after one of them."""
    return Products(products=await look(served, lambda conn: products.page(conn, after, limit)))


@get("/v1/products/{sku:path}", operation_id="product", **READS)
async def product(served: Serves, sku: FromPath[str]) -> Response[ProductValue]:
    """What a product is now."""
    key = {"sku": named(sku)}
    return await shown(served, products_table, key, lambda conn: products.get(conn, key["sku"]))


@put("/v1/products/{sku:path}", operation_id="put_product", **CHANGES)
async def put_product(
    request: Asked,
    served: Serves,
    sku: FromPath[str],
    data: JSONBody[ProductValue],
    if_match: IfMatch = "",
) -> Response[ProductValue]:
    """Make a product what is said. An attribute's first use says its type."""
    key = {"sku": named(sku)}

    def make(tx: Tx, who: str) -> ProductValue:
        products.put(tx, key["sku"], data, who)
        return products.get(tx.connection, key["sku"])

    return await change(request, served, make, (products_table, key))


@delete("/v1/products/{sku:path}", operation_id="delete_product", status_code=204, **CHANGES)
async def delete_product(
    request: Asked, served: Serves, sku: FromPath[str], if_match: IfMatch = ""
) -> Response[None]:
    """It is sold no more, and its codes are free."""
    key = {"sku": named(sku)}

    def make(tx: Tx, who: str) -> None:
        if not products.remove(tx, [key["sku"]], who):
            raise UnknownItem(code=key["sku"])

    return await change(request, served, make, (products_table, key))


@post("/v1/pictures", operation_id="post_picture", status_code=200, **CHANGES)
async def post_picture(
    request: Asked,
    served: Serves,
) -> Response[PictureName]:
    """A PNG, JPEG, GIF or WebP of at most 1 MiB; a product names it by its SHA-256."""
    content = await request.body()
    return await change(
        request, served, lambda tx, who: PictureName(sha256=pictures.put(tx, content))
    )


@get("/v1/prices/{code:str}/{sku:path}", operation_id="prices", **READS)
async def prices_of(served: Serves, code: FromPath[str], sku: FromPath[str]) -> Prices:
    """The prices of a product on a list, by their beginning."""

    def find(conn: Any) -> Prices:
        lists.get(conn, code)
        products.get(conn, named(sku))
        found = [one for one in prices.of_product(conn, named(sku)) if one.list == code]
        return _prices(found)

    return await look(served, find)


@put("/v1/prices/{code:str}/{sku:path}", operation_id="put_price", **CHANGES)
async def put_price(
    request: Asked,
    served: Serves,
    code: FromPath[str],
    sku: FromPath[str],
    data: JSONBody[NewPrice],
) -> Response[Prices]:
    """Make a price what is said; a product has one on a list that begins at one moment."""
    new = Price(code, named(sku), data.cents, _moment(data.starts), _moment(data.ends))

    def make(tx: Tx, who: str) -> Prices:
        prices.put_all(tx, [new], who)
        return _prices([new])

    return await change(request, served, make)


@delete("/v1/prices/{code:str}/{sku:path}", operation_id="delete_price", status_code=204, **CHANGES)
async def delete_price(
    request: Asked,
    served: Serves,
    code: FromPath[str],
    sku: FromPath[str],
    starts: FromQuery[str] = "",
) -> Response[None]:
    """The price that begins then holds no more."""
    key = (code, named(sku), _moment(starts))

    def make(tx: Tx, who: str) -> None:
        if not prices.take_away(tx, [key], who):
            raise Refusal("not_found", "price")

    return await change(request, served, make)


@get("/v1/stock/{shop:str}/{sku:path}", operation_id="stock", **READS)
async def stock_of(served: Serves, shop: FromPath[str], sku: FromPath[str]) -> Response[OnHand]:
    """What a shop has, as central last heard."""
    key = {"shop": shop, "sku": named(sku)}
    return await shown(served, stock_table, key, lambda conn: _on_hand(conn, key))


@put("/v1/stock/{shop:str}/{sku:path}", operation_id="put_stock", **CHANGES)
async def put_stock(
    request: Asked,
    served: Serves,
    shop: FromPath[str],
    sku: FromPath[str],
    data: JSONBody[Counted],
    if_match: IfMatch = "",
) -> Response[OnHand]:
    """Somebody counted; what tills stated after that is taken off again."""
    key = {"shop": shop, "sku": named(sku)}
    counted = {key["sku"]: _thousandths(data.quantity)}
    at = datetime.fromisoformat(_moment(data.at)) if data.at else None
    seen = {_installation(number): seq for number, seq in data.positions.items()}

    def make(tx: Tx, who: str) -> OnHand:
        stock.count(tx, shop, counted, who, at, seen)
        return _on_hand(tx.connection, key)

    return await change(request, served, make, (stock_table, key))


@get("/v1/stops", operation_id="stops", **READS)
async def stops_now(served: Serves) -> Stops:
    """What is stopped now."""
    return Stops(stops=await look(served, stops.everything))


@get("/v1/stops/{stop:str}", operation_id="stop", **READS)
async def stop_of(served: Serves, stop: FromPath[str]) -> Response[StopValue]:
    """A stop that holds."""
    return await shown(served, sale_stops, {"id": stop}, lambda conn: stops.get(conn, stop))


@get("/v1/stops/{stop:str}/buyers", operation_id="buyers", **READS)
async def buyers_of(served: Serves, stop: FromPath[str]) -> Buyers:
    """Whom to tell (retail-rules 2)."""
    sold = await look(served, lambda conn: stops.buyers(conn, stop))
    return Buyers(
        buyers=[
            Buyer(
                number=one.number,
                shop=one.shop,
                till=one.till,
                day=one.day,
                customer=one.customer,
                quantity=stock.decimal(one.quantity),
            )
            for one in sold
        ]
    )


@put("/v1/stops/{stop:str}", operation_id="put_stop", **CHANGES)
async def put_stop(
    request: Asked,
    served: Serves,
    stop: FromPath[str],
    data: JSONBody[StopValue],
    if_match: IfMatch = "",
) -> Response[StopValue]:
    """Stop a sale, or change what is read aloud; it reaches every till before all else."""

    def make(tx: Tx, who: str) -> StopValue:
        stops.put(tx, stop, data, who)
        return stops.get(tx.connection, stop)

    return await change(request, served, make, (sale_stops, {"id": stop}))


@delete("/v1/stops/{stop:str}", operation_id="delete_stop", status_code=204, **CHANGES)
async def delete_stop(
    request: Asked, served: Serves, stop: FromPath[str], if_match: IfMatch = ""
) -> Response[None]:
    """It may be sold again."""
    expected = (sale_stops, {"id": stop})
    return await change(request, served, lambda tx, who: stops.lift(tx, stop, who), expected)


def _prices(found: list[Price]) -> Prices:
    return Prices(
        prices=[
            PriceOf(list=one.list, cents=one.cents, starts=one.starts, ends=one.ends)
            for one in found
        ]
    )


def _moment(text: str) -> str:
    """As prices hold it. Raises BadValue."""
    if not text:
        return ""
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise ValueError
        return moment(at)
    except (ValueError, OverflowError):
        raise BadValue(field="moment", value=text) from None


def _thousandths(text: str) -> int:
    try:
        return thousandths(text)
    except ValueError:
        raise BadValue(field="quantity", value=text) from None


def _installation(text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,15}", text):
        raise BadValue(field="positions", value=text)
    return int(text)


def _on_hand(conn: Any, key: dict[str, str]) -> OnHand:
    if shops.get(conn, key["shop"]) is None:
        raise UnknownShop(shop=key["shop"])
    found = stock.get(conn, key["shop"], key["sku"])
    if found is None:
        raise UnknownItem(code=key["sku"])
    return OnHand(on_hand=stock.decimal(found))


CALLS = [
    products_page,
    product,
    put_product,
    delete_product,
    post_picture,
    prices_of,
    put_price,
    delete_price,
    stock_of,
    put_stock,
    stops_now,
    stop_of,
    buyers_of,
    put_stop,
    delete_stop,
]
TRAVELS = [
    Products,
    ProductValue,
    PictureName,
    NewPrice,
    Prices,
    Counted,
    OnHand,
    Stops,
    StopValue,
    Buyers,
]
