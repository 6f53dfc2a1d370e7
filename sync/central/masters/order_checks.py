"""What an order must be before central takes it, and which shop's it is."""

from __future__ import annotations

import json
import re
from datetime import datetime

from sqlalchemy import select

from app.domain import order_code, parcel_label
from app.domain.buyer import buyer
from app.domain.document import SIMPLIFIED_LIMIT, DocumentKind
from app.domain.errors import BadValue, PaymentsDiffer, PromisedTooSoon, UnknownShop
from app.domain.errors.central import Why
from app.domain.facts import canonical
from app.domain.fulfilment import DONE
from app.domain.money import total
from app.domain.order import Delivery, Invoicing, Order
from app.domain.order_document import named
from app.domain.placing import CHANNEL, is_of_a_till
from app.domain.plain import read
from app.domain.sums import summed
from sync.central.database import Tx
from sync.central.masters import lookups, shops
from sync.central.masters.shops import ShopValue
from sync.central.order_tables import orders

_MOST_LINES = 200
_OURS = re.compile(r"P[0-9]+-[0-9]+-[0-9]+$")
"""As `parcel.parcel_id` names what is packed in a shop."""


def checked(tx: Tx, order: Order, least: int = 1) -> ShopValue:
    """Its shop. `least`: 0 lets a line be of nothing. Raises BadValue, UnknownShop."""
    shop = shops.get(tx.connection, order.shop)
    if shop is None:
        raise UnknownShop(shop=order.shop)
    if order.version == 1 and order.channel != CHANNEL and is_of_a_till(order.number):
        raise BadValue(field="number", value=order.number, why=Why.TILL_NUMBER)
    if not 0 < len(order.lines) <= _MOST_LINES:
        raise BadValue(field="lines", value=str(len(order.lines)), why=Why.HOW_MANY_LINES)
    if len({line.number for line in order.lines}) != len(order.lines):
        raise BadValue(field="lines", value="number", why=Why.SAME_LINE)
    _check_money(order)
    if order.delivery is Delivery.HOME and order.channel != CHANNEL:
        _check_home(order)
    _in_time(order.placed_at, order.promised_at, order.hold_until)
    for line in order.lines:
        whole = line.unit.measured or line.quantity % 1 == 0
        few = line.quantity < 0 or (least and not line.quantity)
        if few or not whole or line.quantity.scaleb(3) % 1:
            raise BadValue(field="quantity", value=str(line.quantity), why=Why.QUANTITY)
        if line.price.cents < 0:
            raise BadValue(field="price", value=str(line.price), why=Why.NEGATIVE)
        if not 0 <= line.percent <= 100:
            raise BadValue(field="percent", value=str(line.percent), why=Why.PERCENT)
    _check_parcels(order)
    _check_code(order)
    return shop


def _check_parcels(order: Order) -> None:
    """A parcel's code is no other's, nor one that a device may give; a line comes closed as a whole
    or not at all, for what does not is promised from the shelf."""
    codes = [parcel.code for parcel in order.announced]
    for code in codes:
        ours = _OURS.match(code) or code.startswith((order_code.PREFIX, parcel_label.PREFIX))
        if codes.count(code) > 1 or ours or not code.isprintable() or code != code.strip():
            raise BadValue(field="parcels", value=code, why=Why.PARCEL)
    if any(much <= 0 for parcel in order.announced for _, much in parcel.content):
        raise BadValue(field="content", value="0", why=Why.QUANTITY)
    closed = summed(part for parcel in order.announced for part in parcel.content)
    for number, much in closed.items():
        line = order.line(number)
        if line is None or much < line.quantity or (order.version == 1 and much > line.quantity):
            raise BadValue(field="content", value=str(number), why=Why.CLOSED)


def check_announced(tx: Tx, order: Order) -> None:
    """Its closed parcels are no other open order's of the shop: whoever scans one is told of one.
    Raises BadValue."""
    if not order.announced:
        return
    lookups.lock(tx.connection, f"parcels {order.shop}")
    for parcel in order.announced:
        others = select(orders.c.value_json).where(
            orders.c.shop == order.shop,
            orders.c.state.not_in([state.value for state in DONE]),
            orders.c.number != order.number,
            orders.c.value_json.contains(canonical(parcel.code), autoescape=True),
        )
        for value in tx.execute(others).scalars():
            if any(one.code == parcel.code for one in read(Order, json.loads(value)).announced):
                raise BadValue(field="parcels", value=parcel.code, why=Why.PARCEL_TAKEN)


def _check_code(order: Order) -> None:
    """It fits in the QR that its customer shows."""
    try:
        size = len(order_code.content(order_code.code_of(order)))
    except ValueError:
        raise BadValue(field="collectors", value="", why=Why.QR) from None
    if size > order_code.LONGEST:
        raise BadValue(field="lines", value=str(len(order.lines)), why=Why.QR)


def _check_money(order: Order) -> None:
    """There are no part payments; what was paid has names by which it is given back; whoever
    invoices can."""
    names = [one.reference for one in order.payments]
    paid = total(one.amount for one in order.payments)
    if order.paid and paid != order.amount:
        raise PaymentsDiffer(field="payments", paid=paid, amount=order.amount)
    if len(set(names)) != len(names) or not all(names):
        raise BadValue(field="reference", value=", ".join(names), why=Why.REFERENCE)
    if any(one.amount.cents < 0 for one in order.payments):
        raise BadValue(field="payments", value=str(order.amount), why=Why.NEGATIVE)
    invoice, to = order.invoice, order.buyer
    if invoice is not None and invoice.kind not in (DocumentKind.F1, DocumentKind.F2):
        raise BadValue(field="invoice", value=invoice.kind, why=Why.INVOICE)
    if invoice is not None and not order.paid:
        raise BadValue(field="invoice", value=invoice.number, why=Why.UNPAID_INVOICE)
    if invoice is not None and order.invoicing is Invoicing.TILL:
        raise BadValue(field="invoicing", value=invoice.number, why=Why.TILL_INVOICES)
    if invoice is not None and invoice.kind is DocumentKind.F1 and named(invoice) is None:
        raise BadValue(field="buyer", value=invoice.number, why=Why.FULL_INVOICE)
    by_till = order.paid and order.invoicing is Invoicing.TILL
    if by_till and to is None and order.amount > SIMPLIFIED_LIMIT:
        raise BadValue(field="recipient", value=str(order.amount), why=Why.RECIPIENT)
    if to is not None:
        buyer(to.typed, to.name, to.address)


def _check_home(order: Order) -> None:
    """A carrier takes no money, issues nothing and asks nobody's age. Raises BadValue."""
    if not order.paid:
        raise BadValue(field="payments", value="", why=Why.HOME)
    if order.invoicing is Invoicing.TILL:
        raise BadValue(field="invoicing", value=order.invoicing.value, why=Why.HOME)
    for line in order.lines:
        if line.minimum_age:
            raise BadValue(field="minimum_age", value=str(line.minimum_age), why=Why.HOME)


def _in_time(placed: datetime, promised: datetime, hold: datetime | None) -> None:
    if promised < placed or (hold is not None and hold < promised):
        raise PromisedTooSoon(field="promised_at", value=promised.isoformat())
