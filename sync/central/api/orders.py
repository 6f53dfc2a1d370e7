"""The channels' calls about orders: taking them, changing them, cancelling, hearing of them."""

from __future__ import annotations

import json
from typing import Annotated, Any

from litestar import Response, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct
from sqlalchemy import Connection

from app.domain.errors import BadOrderNumber, BadValue
from app.domain.order import order_number
from app.domain.order_event import CENTRAL, Told
from app.domain.order_facts import event_body
from app.domain.plain import plain
from sync.central.api.callers import check_channel
from sync.central.api.office import CHANGES, OF_CHANNEL, PAGE, READS, Asked, change, look
from sync.central.api.order_bodies import NewOrder, NewVersion, contact_of, order_of
from sync.central.api.refunds import RefundOf, refund_of
from sync.central.api.refusals import OFFICE as MEETS
from sync.central.api.refusals import responses
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.masters import home_orders, order_versions, orders, refunds

PLACES: dict[str, Any] = {
    **CHANGES,
    **OF_CHANNEL,
    "responses": responses(*MEETS, "not_found", "order_exists", "no_stock", "no_room"),
}
RENEWS: dict[str, Any] = {
    **CHANGES,
    **OF_CHANNEL,
    "responses": responses(*MEETS, "not_found", "changed", "too_late", "no_room"),
}


class Placed(Struct, kw_only=True):
    """`shop`: which prepares it. `qr`: what the confirmation shows the customer; it is the order,
    signed."""

    number: str
    shop: str
    version: int
    state: str
    qr: str


class Happened(Struct, kw_only=True):
    """`installation` 0 is central; `what` is the kind of event. `carrier`, `tracking`: of what was
    sent to a home."""

    what: str
    at: str
    installation: int
    who: str
    carrier: str = ""
    tracking: str = ""


class LetterOf(Struct, kw_only=True):
    """What the customer was told. `by`: `mail`, `webhook`; `nobody`, when there was nowhere to
    write to: they were not."""

    about: str
    by: str
    at: str


class OrderOf(Struct, kw_only=True):
    """`order`: in its newest version. `told`: empty while nobody was told anything."""

    order: dict[str, Any]
    state: str
    conflicts: list[str]
    told: list[LetterOf]
    events: list[Happened]
    refunds: list[RefundOf]


class ChannelEvent(Struct, kw_only=True):
    """As its webhook says it: `facts` are those of its `kind` (docs/orders.md)."""

    id: int
    channel: str
    number: str
    kind: str
    at: str
    facts: dict[str, Any]


class ChannelEvents(Struct, kw_only=True):
    """In order; the next ones come after the last `id`."""

    events: list[ChannelEvent]


@post("/v1/orders", operation_id="place_order", status_code=200, **PLACES)
async def place_order(request: Asked, served: Serves, data: JSONBody[NewOrder]) -> Response[Placed]:
    """Take an order and promise its goods. Sent again it is answered again, and not taken twice."""

    check_channel(request, data.channel)

    def make(tx: Tx, who: str) -> Placed:
        return placed(tx, home_orders.place(tx, order_of(tx, data), who, contact_of(data)))

    return await change(request, served, make)


@put("/v1/orders/{number:str}", operation_id="renew_order", status_code=200, **RENEWS)
async def renew_order(
    request: Asked, served: Serves, number: FromPath[str], data: JSONBody[NewVersion]
) -> Response[Placed]:
    """Another promise, other collectors, less of a line. Sent again it is answered again; `changed`
    says which version is there. Its QR takes the place of the one before."""

    def make(tx: Tx, who: str) -> Placed:
        if _number(number) != _number(data.number):
            raise BadValue(field="number", value=data.number)
        check_channel(request, orders.channel_of(tx.connection, number))
        order = order_of(tx, data, data.version)
        return placed(tx, order_versions.renew(tx, order, who, contact_of(data)))

    return await change(request, served, make)


@post(
    "/v1/orders/{number:str}/cancel",
    operation_id="cancel_order",
    status_code=200,
    **{**CHANGES, **OF_CHANNEL},
)
async def cancel_order(request: Asked, served: Serves, number: FromPath[str]) -> Response[Placed]:
    """The customer wishes it. `cancelled` when nobody has begun; else the shop is asked, and what
    comes of it is one of the channel's events."""

    def make(tx: Tx, who: str) -> Placed:
        check_channel(request, orders.channel_of(tx.connection, number))
        return placed(tx, orders.cancel(tx, number, who))

    return await change(request, served, make)


@get("/v1/orders/{number:str}", operation_id="order", **{**READS, **OF_CHANNEL})
async def order(request: Asked, served: Serves, number: FromPath[str]) -> OrderOf:
    """An order and what happened to it."""

    def find(conn: Connection) -> OrderOf:
        check_channel(request, orders.channel_of(conn, number))
        return shown(conn, number)

    return await look(served, find)


@get("/v1/channels/{channel:str}/events", operation_id="channel_events", **{**READS, **OF_CHANNEL})
async def channel_events(
    request: Asked,
    served: Serves,
    channel: FromPath[str],
    after: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    limit: FromQuery[Annotated[int, Meta(ge=1, le=PAGE)]] = PAGE,
) -> ChannelEvents:
    """What happened to a channel's orders, after the last event that it has heard of."""
    check_channel(request, channel)
    rows = await look(served, lambda conn: orders.heard_by(conn, channel, after, limit))
    return ChannelEvents(
        events=[
            ChannelEvent(
                id=row.id,
                channel=row.channel,
                number=row.number,
                kind=row.kind,
                at=row.at,
                facts=json.loads(row.value_json),
            )
            for row in rows
        ]
    )


def placed(tx: Tx, kept: orders.Kept) -> Placed:
    order = kept.f.order
    return Placed(
        number=order.number,
        shop=order.shop,
        version=order.version,
        state=kept.f.state.value,
        qr=orders.qr(tx.connection, order),
    )


def shown(connection: Connection, number: str) -> OrderOf:
    """Raises UnknownOrder, BadOrderNumber."""
    f = orders.look_up(connection, number)
    return OrderOf(
        order=plain(f.order),
        state=f.state.value,
        conflicts=sorted(f.conflicts),
        told=[
            LetterOf(about=one.what.what, by=one.what.by, at=one.at.isoformat())
            for one in f.told
            if isinstance(one.what, Told)
        ],
        events=[
            Happened(
                what=event_body(event)["kind"],
                at=event.at.isoformat(),
                installation=event.installation,
                who=event.who if event.installation != CENTRAL else "",
                carrier=getattr(event.what, "carrier", ""),
                tracking=getattr(event.what, "tracking", ""),
            )
            for event in f.events
        ],
        refunds=[refund_of(one) for one in refunds.of_order(connection, f.order.number)],
    )


def _number(text: str) -> str:
    """Raises BadValue."""
    try:
        return order_number(text)
    except BadOrderNumber:
        raise BadValue(field="number", value=text) from None


CALLS = [place_order, renew_order, cancel_order, order, channel_events]
TRAVELS = [NewOrder, NewVersion, Placed, OrderOf, ChannelEvents]
