"""Orders that a till placed: taken as a channel's are, and confirmed or refused to its shop."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.domain.errors import BadValue, ShopError
from app.domain.order import Delivery, Order
from app.domain.plain import read
from app.domain.sums import summed
from app.sealing import Unsealable, unseal
from sync.central.database import Tx
from sync.central.errors import Refusal, rule_of
from sync.central.fact_tables import placed_tickets
from sync.central.masters import home_orders, orders
from sync.central.outbox import say
from sync.central.projections import paying_back, stock
from sync.central.projections.work import PlacedAt, Returned, Trouble, Work, local
from sync.central.telling import contacts
from sync.central.telling.contacts import Contact
from sync.protocol import PUT, Record

REFUSED, UNREADABLE = "order_refused", "contact_unreadable"
PREPARING = timedelta(hours=2)
"""The least that a shop has for an order that central hears of late."""
_OUTCOMES = ("no_stock", "no_room")


def project(work: Work, record: Record) -> None:
    """An order_placed. Raises ValueError."""
    order = read(Order, record.body.get("order"))
    if order.placed_in != work.of.shop:
        raise ValueError(f"placed in {order.placed_in!r}")
    stock.project(work, record)
    if order.invoice is not None:
        ticket = order.invoice.number
        work.add(placed_tickets, work.of.number, record.seq, ticket, order.number)
    work.placed.append(PlacedAt(record.seq, order, record.who, _contact(work, record, order)))


def given_up(work: Work, record: Record) -> None:
    """An order_given_up. Raises ValueError."""
    _returned(work, record, settled=bool(record.body.get("document")), everything=True)


def repaid(work: Work, record: Record) -> None:
    """An order_repaid. Raises ValueError."""
    _returned(work, record, settled=bool(record.body.get("settled")), everything=False)


def _returned(work: Work, record: Record, *, settled: bool, everything: bool) -> None:
    body = record.body
    number, document = body.get("order"), body.get("document", "")
    if not isinstance(number, str) or not 0 < len(number) <= 24:
        raise ValueError(f"order {number!r}")
    if not isinstance(document, str) or len(document) > 60:
        raise ValueError(f"document {document!r}")
    stock.project(work, record)
    goods = summed((sku, -Decimal(much)) for sku, much in body.get("goods", ()))
    who = record.who
    work.returned.append(Returned(record.seq, number, who, document, goods, settled, everything))
    local(record)


def _contact(work: Work, record: Record, order: Order) -> Contact | None:
    """How whom it is for is reached; None when that cannot be read."""
    if record.sealed is None:
        return Contact()
    try:
        key = base64.b64decode(work.keys[order.number], validate=True)
        said = unseal(key, order.number, base64.b64decode(record.sealed, validate=True))
    except (KeyError, binascii.Error, Unsealable):
        return None
    names = ("name", "email", "phone", "address")
    contact = Contact(**{name: said.get(name, "") for name in names})
    try:
        contacts.check(contact)
    except BadValue:  # an order is not refused for how its customer is written to
        return Contact(name=contact.name, address=contact.address)
    return contact


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Promise what was placed; bring to their orders what tickets' returns paid back, and cancel
    what was given up."""
    troubles = []
    for one in work.placed:
        troubles += _place(tx, work, one)
    troubles += paying_back.of_placed(tx, work)
    troubles += paying_back.of_tickets(tx, work)
    for said in work.returned:
        troubles += paying_back.of_till(tx, work, said)
    return troubles


def _place(tx: Tx, work: Work, one: PlacedAt) -> list[Trouble]:
    found = []
    if one.contact is None:
        found.append(Trouble(work.of.number, one.seq, UNREADABLE, {"order": one.order.number}))
    kept = orders.locked(tx, [one.order.number]).get(one.order.number)
    if kept is not None and _is_same(kept.f.order, one.order):
        return found  # a second time: it was promised then, by the hour that it was then
    promised = max(one.order.promised_at, tx.at + PREPARING)
    order = replace(one.order, promised_at=promised, assigned=0)
    refused: tuple[str, str] = ("refused", "")
    shops = home_orders.senders(tx, order) if order.delivery is Delivery.HOME else [order.shop]
    for shop in shops:
        try:
            with tx.savepoint():
                orders.place(tx, replace(order, shop=shop), one.who, one.contact or Contact())
            return found
        except Refusal as refusal:
            refused = refusal.kind, refusal.detail
        except ShopError as error:
            refused = "refused", rule_of(error)
    kind, detail = refused
    if kind == "order_exists":
        # An order of another channel has our number.
        kind = "refused"
    value = {"outcome": kind if kind in _OUTCOMES else "refused", "detail": detail}
    say(tx, f"store:{order.placed_in}", PUT, "placed", order.number, 1, value)
    facts = {"order": order.number, "why": kind, "detail": detail, "amount": _paid(order)}
    return [*found, Trouble(work.of.number, one.seq, REFUSED, facts)]


def _is_same(kept: Order, said: Order) -> bool:
    """Whether that is the order that was placed, whatever versions it has had since."""

    def known(order: Order) -> tuple[object, ...]:
        lines = [(line.number, line.sku, line.price) for line in order.lines]
        return order.channel, order.placed_in, order.placed_at, lines

    return known(kept) == known(said)


def _paid(order: Order) -> int:
    return order.amount.cents if order.paid else 0
