"""The channels' calls about orders: taking them, looking at them, cancelling, hearing of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta, Struct

from app.domain.document import Buyer, DocumentKind
from app.domain.errors import BadOrderNumber, BadValue
from app.domain.money import Money
from app.domain.order import (
    Announced,
    ChannelInvoice,
    Concluded,
    Invoicing,
    Order,
    OrderLine,
    Payment,
    PaymentState,
    Wish,
    order_number,
)
from app.domain.order_event import CENTRAL, event_body
from app.domain.plain import plain
from sync.central.api.office import CHANGES, PAGE, READS, Asked, change, look
from sync.central.api.refusals import OFFICE as MEETS
from sync.central.api.refusals import responses
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.masters import orders, products

Cents = Annotated[int, Meta(ge=0, le=10**11)]
Short = Annotated[str, Meta(max_length=200, pattern=r"\A[^\x00]*\Z")]
PLACES: dict[str, Any] = {
    **CHANGES,
    "responses": responses(*MEETS, "not_found", "order_exists", "no_stock", "no_room"),
}


class NewLine(Struct, kw_only=True):
    """`price`: cents for one unit, VAT included; `quantity`: a decimal string. `percent`: the VAT
    rate that the channel invoiced with. `wish`: about substitutes."""

    sku: Short
    quantity: Short
    price: Cents
    percent: Short = "0"
    minimum_age: Annotated[int, Meta(ge=0, le=99)] = 0
    wish: Wish = Wish.ASK


class NewPayment(Struct, kw_only=True):
    """What the payment provider holds (`authorised`) or took (`captured`), in cents."""

    reference: Short
    amount: Cents
    state: PaymentState


class NewBuyer(Struct, kw_only=True):
    nif: Short
    name: Short
    address: Short


class NewInvoice(Struct, kw_only=True):
    """What the channel issued when it was paid. `issued_on`: ISO 8601."""

    number: Short
    kind: DocumentKind
    issued_on: Short
    nif: Short
    buyer: NewBuyer | None = None


class NewParcel(Struct, kw_only=True):
    """A closed parcel on its way to the shop: its code, and of which lines (from 1) how many."""

    code: Annotated[str, Meta(min_length=1, max_length=60)]
    content: dict[str, Short]
    sent_from: Short = ""


class NewOrder(Struct, kw_only=True):
    """Without `payments` it is to pay when it is collected. Times: ISO 8601 with an offset."""

    number: Short
    shop: Short
    placed_at: Short
    promised_at: Short
    lines: list[NewLine]
    hold_until: Short = ""
    payments: list[NewPayment] = []
    invoicing: Invoicing = Invoicing.CHANNEL
    invoice: NewInvoice | None = None
    concluded: Concluded = Concluded.WEB
    channel: Annotated[str, Meta(max_length=40, pattern="[a-z0-9_-]*")] = "web"
    customer: Short = ""
    name: Short = ""
    phone_tail: Annotated[str, Meta(max_length=4, pattern="[0-9]*")] = ""
    collectors: list[Short] = []
    language: Short = "es"
    note: Short = ""
    parcels: list[NewParcel] = []


class Placed(Struct, kw_only=True):
    """`qr`: what the confirmation shows the customer; it is the order, signed."""

    number: str
    version: int
    state: str
    qr: str


class Happened(Struct, kw_only=True):
    """`installation` 0 is central; `what` is the kind of event."""

    what: str
    at: str
    installation: int
    who: str


class OrderOf(Struct, kw_only=True):
    """`order`: as it was placed."""

    order: dict[str, Any]
    state: str
    conflicts: list[str]
    events: list[Happened]


class ChannelEvent(Struct, kw_only=True):
    id: int
    number: str
    kind: str
    at: str


class ChannelEvents(Struct, kw_only=True):
    """In order; the next ones come after the last `id`."""

    events: list[ChannelEvent]


@post("/v1/orders", operation_id="place_order", status_code=200, **PLACES)
async def place_order(request: Asked, served: Serves, data: JSONBody[NewOrder]) -> Response[Placed]:
    """Take an order and promise its goods. Sent again it is answered again, and not taken twice."""

    def make(tx: Tx, who: str) -> Placed:
        return _placed(tx, orders.place(tx, _order(tx, data), who))

    return await change(request, served, make)


@post("/v1/orders/{number:str}/cancel", operation_id="cancel_order", status_code=200, **CHANGES)
async def cancel_order(request: Asked, served: Serves, number: FromPath[str]) -> Response[Placed]:
    """The customer wishes it. `cancelled` when nobody has begun; else the shop is asked, and what
    comes of it is one of the channel's events."""
    return await change(
        request, served, lambda tx, who: _placed(tx, orders.cancel(tx, number, who))
    )


@get("/v1/orders/{number:str}", operation_id="order", **READS)
async def order(served: Serves, number: FromPath[str]) -> OrderOf:
    """An order and what happened to it."""
    f = await look(served, lambda conn: orders.look_up(conn, number))
    return OrderOf(
        order=plain(f.order),
        state=f.state.value,
        conflicts=sorted(f.conflicts),
        events=[
            Happened(
                what=event_body(event)["kind"],
                at=event.at.isoformat(),
                installation=event.installation,
                who=event.who if event.installation != CENTRAL else "",
            )
            for event in f.events
        ],
    )


@get("/v1/channels/{channel:str}/events", operation_id="channel_events", **READS)
async def channel_events(
    served: Serves,
    channel: FromPath[str],
    after: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
    limit: FromQuery[Annotated[int, Meta(ge=1, le=PAGE)]] = PAGE,
) -> ChannelEvents:
    """What happened to a channel's orders, after the last event that it has heard of."""
    rows = await look(served, lambda conn: orders.heard_by(conn, channel, after, limit))
    return ChannelEvents(
        events=[
            ChannelEvent(id=row.id, number=row.number, kind=row.kind, at=row.at) for row in rows
        ]
    )


def _placed(tx: Tx, kept: orders.Kept) -> Placed:
    placed = kept.f.order
    return Placed(
        number=placed.number,
        version=placed.version,
        state=kept.f.state.value,
        qr=orders.qr(tx.connection, placed),
    )


def _order(tx: Tx, data: NewOrder) -> Order:
    """Raises BadValue, UnknownItem."""
    try:
        number = order_number(data.number)
    except BadOrderNumber:
        raise BadValue(field="number", value=data.number) from None
    return Order(
        number,
        1,
        data.shop,
        _moment("placed_at", data.placed_at),
        _moment("promised_at", data.promised_at),
        tuple(_line(tx, number, one) for number, one in enumerate(data.lines, 1)),
        _moment("hold_until", data.hold_until) if data.hold_until else None,
        tuple(Payment(one.reference, Money(one.amount), one.state) for one in data.payments),
        data.invoicing,
        _invoice(data.invoice) if data.invoice else None,
        data.concluded,
        data.channel,
        data.customer,
        data.name,
        data.phone_tail,
        tuple(data.collectors),
        data.language,
        data.note,
        tuple(_parcel(one) for one in data.parcels),
    )


def _line(tx: Tx, number: int, said: NewLine) -> OrderLine:
    product = products.get(tx.connection, said.sku)
    return OrderLine(
        number,
        said.sku,
        product.codes[0] if product.codes else "",
        product.name,
        product.unit,
        product.tax,
        _decimal("quantity", said.quantity),
        Money(said.price),
        _decimal("percent", said.percent),
        said.minimum_age,
        said.wish,
    )


def _parcel(said: NewParcel) -> Announced:
    content = tuple(
        (int(line), _decimal("content", quantity))
        for line, quantity in said.content.items()
        if line.isascii() and line.isdigit()
    )
    if len(content) != len(said.content):
        raise BadValue(field="content", value=said.code)
    return Announced(said.code, content, said.sent_from)


def _invoice(said: NewInvoice) -> ChannelInvoice:
    try:
        day = date.fromisoformat(said.issued_on)
    except ValueError:
        raise BadValue(field="issued_on", value=said.issued_on) from None
    of = said.buyer
    buyer = Buyer(of.nif, of.name, of.address) if of else None
    return ChannelInvoice(said.number, said.kind, day, said.nif, buyer)


def _moment(field: str, text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadValue(field=field, value=text) from None
    if at.tzinfo is None:
        raise BadValue(field=field, value=text)
    return at


def _decimal(field: str, text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise BadValue(field=field, value=text) from None
    if not value.is_finite() or abs(value) > 10**6:
        raise BadValue(field=field, value=text)
    return value


CALLS = [place_order, cancel_order, order, channel_events]
TRAVELS = [NewOrder, Placed, OrderOf, ChannelEvents]
