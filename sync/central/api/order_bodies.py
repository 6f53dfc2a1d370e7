"""An order as a channel says it, and as central keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from app.domain.buyer import Buyer, buyer
from app.domain.document import DocumentKind
from app.domain.errors import BadOrderNumber, BadTaxId, BadValue, BuyerIncomplete
from app.domain.errors.central import Why
from app.domain.money import Money
from app.domain.order import (
    Announced,
    ChannelInvoice,
    Concluded,
    Delivery,
    Invoicing,
    Order,
    OrderLine,
    Payment,
    PaymentState,
    Wish,
    order_number,
)
from sync.central.api import fields
from sync.central.api.fields import Short
from sync.central.database import Tx
from sync.central.masters import products
from sync.central.masters.products import ProductValue
from sync.central.telling import channels
from sync.central.telling.contacts import Contact

Cents = Annotated[int, Meta(ge=0, le=10**11)]


class NewLine(Struct, kw_only=True):
    """`price`: cents for one unit, VAT included; `quantity`: a decimal string. `percent`: the VAT
    rate that the channel invoiced with, a decimal string from 0 to 100; left out, 0 %.
    `minimum_age`: years, asked of who collects. `wish`: about substitutes."""

    sku: Short
    quantity: Short
    price: Cents
    percent: Short = "0"
    minimum_age: Annotated[int, Meta(ge=0, le=99)] = 0
    wish: Wish = Wish.ASK


class NewPayment(Struct, kw_only=True):
    """What the payment provider holds (`authorised`) or took (`captured`), in cents, under a name
    that no other payment of the order has. `paid_on`: ISO 8601; "": when the order was placed."""

    reference: Short
    amount: Cents
    state: PaymentState
    paid_on: Short = ""


class NewBuyer(Struct, kw_only=True):
    """`nif`: a NIF, CIF or NIE; the VAT number of another country of the Union; or
    `passport:GB:123456789`, `document:MA:AB1234` (ISO 3166, two letters)."""

    nif: Short
    name: Short
    address: Short


class NewInvoice(Struct, kw_only=True):
    """What the channel issued when it was paid. `kind`: F1 (with `buyer`) or F2; `issued_on`: a
    day, ISO 8601; `nif`: of who issued it."""

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
    """What is collected in a shop or, with `delivery` `home` and an `address`, sent by that shop or
    another that has it. Without `payments` it is to pay when it is collected, and has no `invoice`.
    Times: ISO 8601 with an offset. `invoicing`: who invoices what is paid; `channel` comes with
    `invoice`. `concluded`: where the contract was made. `collectors`: others whom the buyer named.
    `email`, `phone`: where its customer is told of it; no shop hears them."""

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
    channel: Annotated[str, Meta(max_length=40, pattern=r"\A[a-z0-9_-]*\Z")] = "web"
    customer: Short = ""
    name: Short = ""
    phone_tail: Annotated[str, Meta(max_length=4, pattern=r"\A[0-9]*\Z")] = ""
    collectors: list[Short] = []
    language: Short = "es"
    note: Short = ""
    parcels: list[NewParcel] = []
    recipient: NewBuyer | None = None
    """To whom the till's own invoice is, when the till invoices."""
    email: Short = ""
    phone: Short = ""
    delivery: Delivery = Delivery.COLLECT
    address: Annotated[str, Meta(max_length=300, pattern=r"\A[^\x00]*\Z")] = ""
    """Of a home delivery; only who hands it to the carrier reads it."""


class NewVersion(NewOrder, kw_only=True):
    """An order as it is from now on. `version`: one more than the one that there is."""

    version: Annotated[int, Meta(ge=2, le=2**31)]


def order_of(tx: Tx, data: NewOrder, version: int = 1) -> Order:
    """Raises BadValue, UnknownItem, BadChannelCode, ChannelReserved."""
    channels.check_free(data.channel)
    try:
        number = order_number(data.number)
    except BadOrderNumber:
        raise BadValue(field="number", value=data.number) from None
    return Order(
        number,
        version,
        data.shop,
        fields.moment("placed_at", data.placed_at),
        fields.moment("promised_at", data.promised_at),
        _lines(tx, data.lines),
        fields.moment("hold_until", data.hold_until) if data.hold_until else None,
        tuple(_payment(one) for one in data.payments),
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
        delivery=data.delivery,
        buyer=_buyer(data.recipient),
    )


def contact_of(data: NewOrder) -> Contact:
    """Raises BadValue: what goes to a home has an address, and nothing else has one."""
    address = data.address.strip()
    if bool(address) is not (data.delivery is Delivery.HOME):
        raise BadValue(field="address", value=address, why=Why.HOME)
    return Contact(email=data.email.strip(), phone=data.phone.strip(), address=address)


def _lines(tx: Tx, said: Sequence[NewLine]) -> tuple[OrderLine, ...]:
    known = products.each(tx.connection, (one.sku for one in said))
    return tuple(_line(number, one, known[one.sku]) for number, one in enumerate(said, 1))


def _line(number: int, said: NewLine, product: ProductValue) -> OrderLine:
    return OrderLine(
        number,
        said.sku,
        product.bare_codes[0] if product.codes else "",
        product.name,
        product.unit,
        product.tax,
        fields.decimal("quantity", said.quantity),
        Money(said.price),
        fields.decimal("percent", said.percent),
        said.minimum_age,
        said.wish,
    )


def _parcel(said: NewParcel) -> Announced:
    content = tuple(
        (int(line), fields.decimal("content", quantity))
        for line, quantity in said.content.items()
        if line.isascii() and line.isdigit() and len(line) < 5
    )
    if len(content) != len(said.content):
        raise BadValue(field="content", value=said.code)
    return Announced(said.code, content, said.sent_from)


def _invoice(said: NewInvoice) -> ChannelInvoice:
    issued_on = fields.day("issued_on", said.issued_on)
    return ChannelInvoice(said.number, said.kind, issued_on, said.nif, _buyer(said.buyer))


def _payment(said: NewPayment) -> Payment:
    paid_on = fields.day("paid_on", said.paid_on) if said.paid_on else None
    return Payment(said.reference, Money(said.amount), said.state, paid_on)


def _buyer(said: NewBuyer | None) -> Buyer | None:
    """Who is none is kept as it was said: whoever checks the order refuses it."""
    if said is None:
        return None
    try:
        return buyer(said.nif, said.name, said.address)
    except (BadTaxId, BuyerIncomplete):
        return Buyer(said.nif, said.name, said.address)
