"""An order: what somebody bought in another channel to collect in a shop (retail-rules 11).

What it says never changes but by a new version; what happens to it are `order_event`s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.errors import BadOrderNumber
from app.domain.money import ZERO, Money, total
from app.domain.product import Unit
from app.domain.tax import TaxCategory

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{1,23}", re.ASCII)


def order_number(text: str) -> str:
    """The one spelling of an order's number, which no other order of the chain has.

    Raises BadOrderNumber.
    """
    number = text.strip().upper()
    if not _NUMBER.fullmatch(number):
        raise BadOrderNumber(text=text[:40])
    return number


class Wish(StrEnum):
    """What the customer said about another product instead of one that is missing."""

    NONE = "none"
    ASK = "ask"
    ANY = "any"


class Concluded(StrEnum):
    """Where the contract was made: an order of the web may be withdrawn from (retail-rules 5)."""

    WEB = "web"
    SHOP = "shop"


class Invoicing(StrEnum):
    """Who invoices a paid order: the channel when it was paid (ROF 2.1), or the till."""

    CHANNEL = "channel"
    TILL = "till"


class PaymentState(StrEnum):
    AUTHORISED = "authorised"
    """Held, not taken: weighed lines are captured for what they weigh."""
    CAPTURED = "captured"


class Delivery(StrEnum):
    """How an order gets to its customer."""

    COLLECT = "collect"
    HOME = "home"
    """Its shop sends it; where to, central keeps sealed and says to that shop when it asks."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What the payment provider (PSP) holds or took."""

    reference: str
    """The provider's."""
    amount: Money
    state: PaymentState
    paid_on: date | None = None
    """When the channel says nothing, the day that the order was placed."""


@dataclass(frozen=True, slots=True)
class ChannelInvoice:
    """What the channel issued when the order was paid."""

    number: str
    kind: DocumentKind
    """F1 or F2."""
    issued_on: date
    nif: str
    """Its issuer's: only the same taxpayer may correct it."""
    buyer: Buyer | None = None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of an order. `price`: promised for one unit, VAT included; a ceiling."""

    number: int
    sku: str
    code: str
    """Its barcode as a key of 14 digits; "" for none."""
    name: str
    unit: Unit
    tax: TaxCategory
    quantity: Decimal
    price: Money
    percent: Decimal = Decimal(0)
    """The VAT rate that the channel invoiced with."""
    minimum_age: int = 0
    """Years; 0 for anybody."""
    wish: Wish = Wish.ASK

    @property
    def amount(self) -> Money:
        return self.price.times(self.quantity)


@dataclass(frozen=True, slots=True)
class Announced:
    """A closed parcel that the warehouse or another shop sends; its content stays unopened."""

    code: str
    content: tuple[tuple[int, Decimal], ...]
    """(line, quantity)."""
    sent_from: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One version of an order."""

    number: str
    version: int
    """From 1; a newer one replaces it."""
    shop: str
    """Where it is collected."""
    placed_at: datetime
    promised_at: datetime
    """When it is to be ready."""
    lines: tuple[OrderLine, ...]
    hold_until: datetime | None = None
    """When it may expire, counted from the promise; None: nobody said."""
    payments: tuple[Payment, ...] = ()
    """None: to pay when it is collected. There are no part payments."""
    invoicing: Invoicing = Invoicing.CHANNEL
    invoice: ChannelInvoice | None = None
    concluded: Concluded = Concluded.WEB
    channel: str = "web"
    customer: str = ""
    """The uuid of a known customer; "" for anybody."""
    name: str = ""
    """Whom to ask for, as it may be read aloud: `Iker S.`"""
    phone_tail: str = ""
    """The last digits of a telephone, to look an order up by."""
    collectors: tuple[str, ...] = ()
    """Others whom the buyer named."""
    language: str = "es"
    note: str = ""
    announced: tuple[Announced, ...] = ()
    assigned: int = 0
    """The installation that prepares it; 0: central could not say."""
    delivery: Delivery = Delivery.COLLECT
    placed_in: str = ""
    """The shop in which it was placed at a till; "" for another channel's."""
    part_of: str = ""
    """The number of the order that this one brings the rest of; "" for one of its own."""

    buyer: Buyer | None = None
    """Whom the till's own invoice names, when the till invoices."""

    @property
    def paid(self) -> bool:
        return bool(self.payments)

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)

    @property
    def due(self) -> Money:
        """What is to be paid when it is collected, at most."""
        return ZERO if self.paid else self.amount

    @property
    def told(self) -> bool:
        """Whether all of it is known. A QR has no room for the payments' names, nor for whose and
        from when the channel's invoice is."""
        return all(one.reference for one in self.payments)

    @property
    def paid_on(self) -> date:
        """The last day on which something was paid: the operation's, when the till invoices."""
        placed = self.placed_at.date()
        return max((one.paid_on or placed for one in self.payments), default=placed)

    def line(self, number: int) -> OrderLine | None:
        return next((line for line in self.lines if line.number == number), None)


def renewed(told: Order, taken: Order) -> Order:
    """What we were told of an order, brought up to the newer version that its QR says: of what a QR
    has no room for, as its parcels, its name and its payments, what was told holds."""
    if told.version >= taken.version:
        return told
    known = {(line.number, line.sku): line for line in told.lines}
    lines = tuple(
        replace(known.get((line.number, line.sku), line), quantity=line.quantity, price=line.price)
        for line in taken.lines
    )
    return replace(
        told,
        version=taken.version,
        lines=lines,
        collectors=taken.collectors,
        payments=told.payments if told.paid == taken.paid else taken.payments,
    )


def ceiling(promised: Money, today: Money) -> Money:
    """What a unit costs that is paid when it is collected: the lower of the two."""
    return min(promised, today)
