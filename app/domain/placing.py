"""Orders made at a till: the sale in hand becomes an order for another shop, or for a home.

Paid, the till issues the document there and then (it is a sale of this taxpayer, ROF 2.1) and the
order carries it as its invoice; its goods leave another shop's on-hand, never this one's. Else it
is paid when it is collected. There are no part payments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain import order_code, paying_back
from app.domain.document import Document
from app.domain.errors import (
    BadRecipient,
    NotOrderable,
    OrderingElsewhere,
    OrderTooLong,
    PayFirst,
)
from app.domain.fulfilment import NONE, Fulfilment, OrderState
from app.domain.money import ZERO, Money, total
from app.domain.order import (
    ChannelInvoice,
    Concluded,
    Delivery,
    Invoicing,
    Order,
    OrderLine,
    Payment,
    PaymentState,
    order_number,
)
from app.domain.order_code import OrderCode
from app.domain.order_facts import event_from
from app.domain.order_fold import fold
from app.domain.plain import read
from app.domain.reaching import is_mail, is_phone
from app.domain.sale import Line, Ordering, Sale
from app.domain.sums import summed
from app.domain.varios import LIST as VARIOS

CHANNEL = "till"
PREPARING = timedelta(hours=24)
"""After which an order is promised when nobody said another hour."""
_LONGEST_NUMBER, _LONGEST_DOCUMENT = 24, 60
"""Letters of an order's number, and of a document's (Verifactu: NumSerieFactura)."""
_OF_A_TILL = re.compile(r"[0-9]{3}-[0-9]{2}[A-Z]+-")
Goods = tuple[tuple[str, Decimal], ...]


class Outcome(StrEnum):
    """What central said of an order that was placed here."""

    PENDING = "pending"
    """Nothing yet: it is never said to be confirmed."""
    CONFIRMED = "confirmed"
    NO_STOCK = "no_stock"
    NO_ROOM = "no_room"
    """That shop takes no more orders for that day."""
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    """Here: central hears of it, or has."""

    @property
    def failed(self) -> bool:
        return self in (Outcome.NO_STOCK, Outcome.NO_ROOM, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Repaid:
    """What was given back here with its ticket, and nobody had had."""

    goods: Goods = ()
    amount: Money = ZERO


@dataclass(frozen=True, slots=True)
class Placed:
    """An order that was placed here, as far as it is known. `document`: its invoice, "" when it is
    to pay. `detail`: of a refusal, the products. `qr`: central's signed code, once confirmed."""

    order: Fulfilment
    outcome: Outcome
    document: str = ""
    detail: str = ""
    qr: str = ""
    shop_name: str = ""
    repaid: Repaid = field(default_factory=Repaid)

    @property
    def number(self) -> str:
        return self.order.order.number

    @property
    def owed(self) -> bool:
        """Whether all that is left of its money is to be given back."""
        ended = self.outcome.failed or self.order.stopped or self.order.state in _NOTHING_CAME
        open_ = self.outcome is not Outcome.GIVEN_UP and not self.order.hand_overs
        return bool(self.document) and ended and open_ and any(self.unpaid.values())

    @property
    def unsaid(self) -> dict[str, Decimal]:
        """By SKU, what was given back here and central has not said yet."""
        said = paying_back.said(self.order, "")
        return {sku: max(much - said.get(sku, NONE), NONE) for sku, much in self.repaid.goods}

    @property
    def unpaid(self) -> dict[str, Decimal]:
        """By SKU, what nobody has given back, as far as it is known, and no other order brings."""
        sums, said = dict(goods_of(self.order.order)), paying_back.said(self.order, "")
        lines, f = self.order.order.lines, self.order
        brought = summed((line.sku, f.line(line.number).elsewhere) for line in lines)
        gone = summed((*self.unsaid.items(), *brought.items(), *said.items()))
        return {sku: max(much - gone.get(sku, NONE), NONE) for sku, much in sums.items()}

    @property
    def lacking(self) -> dict[str, Decimal]:
        """By SKU, how many nobody can bring of what was paid here and is not given back: the shop
        that prepares it has ordered its money back."""
        if not self.document or self.owed or self.outcome is not Outcome.CONFIRMED:
            return {}
        gone, had, unpaid = self.unsaid, self.had, self.unpaid
        found = {}
        for sku, much in paying_back.lacking(self.order).items():
            most = unpaid.get(sku, NONE) - had.get(sku, NONE)
            found[sku] = min(much - gone.get(sku, NONE), most)
        return {sku: much for sku, much in found.items() if much > NONE}

    @property
    def had(self) -> dict[str, Decimal]:
        """By SKU, what the customer has of it."""
        return paying_back.had_of(self.order)

    @property
    def to_repay(self) -> Money:
        """What is to be given back here, of all or a part."""
        if self.owed:
            f = self.order
            brought = total(
                line.price.times(f.line(line.number).elsewhere) for line in f.order.lines
            )
            back = max(self.repaid.amount, f.paid_back)
            return max(f.order.amount - back - brought, ZERO)
        left, worth = self.lacking, ZERO
        for line in self.order.order.lines:
            much = min(paying_back.waiting(self.order, line), left.get(line.sku, NONE))
            if much > NONE:
                left[line.sku] -= much
                progress = self.order.line(line.number)
                whole = much == progress.refunded
                worth += progress.repaid if whole else line.price.times(much)
        return worth

    def unhad(self, back: Goods) -> Goods:
        """Of what a corrective says came back (below zero), what nobody had had yet: all of it
        before it is collected, but for what another order brings; then what nobody could bring,
        and the rest somebody brings."""
        most = self.lacking if self.order.hand_overs else self.unpaid
        some = ((sku, max(much, -most.get(sku, NONE))) for sku, much in back)
        return tuple((sku, much) for sku, much in some if much)

    def ends(self, back: Goods) -> bool:
        """Whether with that nothing is left of it that the customer has paid for."""
        here = summed((sku, -much) for sku, much in back)
        left = {sku: much for sku, much in self.unpaid.items() if much}
        covered = all(here.get(sku, NONE) >= much for sku, much in left.items())
        return bool(left) and covered and not self.order.hand_overs

    @property
    def begun(self) -> bool:
        """Whether a shop has it in hand and has not stopped: its money waits (retail-rules 11)."""
        over = self.order.hand_overs or self.order.stopped or self.order.expired
        over = over or self.order.state in _NOTHING_CAME
        confirmed = self.outcome is Outcome.CONFIRMED
        return confirmed and not over and not self.order.untouched

    def may_return(self, back: Goods) -> bool:
        """Whether a return of its ticket may give that back (quantities below zero)."""
        most = self.lacking
        if self.order.state is OrderState.PART_HANDED_OVER:
            most = summed((*most.items(), *self.had.items()))
        elif not self.begun:
            return True
        return all(-much <= most.get(sku, NONE) for sku, much in back)


_NOTHING_CAME = {OrderState.REJECTED, OrderState.CANCELLED, OrderState.PUT_BACK}


def number_of(shop: str, till: str, letter: str, count: int) -> str:
    """`042-03A-17`: under the letter of the installation, which nobody else has (ADR 9)."""
    return order_number(f"{shop}-{till}{letter}-{count}")


def is_of_a_till(number: str) -> bool:
    """Whether only a till may give it, or central of a till's order."""
    return _OF_A_TILL.match(number) is not None


def short_name(name: str) -> str:
    """As it may be read aloud: `Iker S.`"""
    first, *more = name.split() or [""]
    return f"{first} {more[0][0].upper()}." if more else first


Ages = Mapping[str, int]
"""By SKU, the years that whoever collects it must have; nothing of what is for anybody."""


def check(sale: Sale, of: Ordering, ages: Ages | None = None) -> None:
    """Raises NotOrderable for a line without a product or without a weight, OrderTooLong for what
    central would refuse, BadRecipient without a name, a way to reach them, or an address."""
    for line in sale.lines:
        if line.listed.price_list == VARIOS or not line.quantity or line.quantity < 0:
            raise NotOrderable(name=line.name)
    _check_room(sale, of, ages or {})
    if not of.name.strip():
        raise BadRecipient(field="name")
    phone, mail = of.phone.strip(), of.email.strip()
    good = (not phone or is_phone(phone)) and (not mail or is_mail(mail))
    if not (phone or mail) or not good:
        raise BadRecipient(field="phone")
    if of.delivery is Delivery.HOME and not of.address.strip():
        raise BadRecipient(field="address")


def _check_room(sale: Sale, of: Ordering, ages: Ages) -> None:
    """The customer's QR has room for it, whatever numbers the order and its document come to."""
    lines = tuple(_lines(sale.lines, ages))
    code = OrderCode(
        "0" * _LONGEST_NUMBER,
        1,
        of.shop,
        paid=True,
        invoicing=Invoicing.CHANNEL,
        concluded=Concluded.SHOP,
        invoice="0" * _LONGEST_DOCUMENT,
        collectors=(),
        lines=tuple(map(order_code.code_line, lines)),
        delivery=of.delivery,
    )
    many = len(lines) > order_code.MOST_LINES
    if many or len(order_code.content(code)) > order_code.LONGEST:
        raise OrderTooLong(lines=len(lines))


def check_unpaid(of: Ordering) -> None:
    """What goes to somebody's home is paid before. Raises PayFirst."""
    if of.delivery is Delivery.HOME:
        raise PayFirst()


def order_of(
    sale: Sale,
    number: str,
    at: datetime,
    placed_in: str,
    paid: Document | None,
    nif: str,
    ages: Ages | None = None,
) -> Order:
    """The order that the sale becomes. `paid`: the document issued for it, by that NIF. Raises
    OrderingElsewhere when it becomes none."""
    of = sale.ordering
    if of is None:
        raise OrderingElsewhere()
    order = Order(
        number,
        1,
        of.shop,
        at,
        of.promised_at or at + PREPARING,
        tuple(replace(line, number=n) for n, line in enumerate(_lines(sale.lines, ages or {}), 1)),
        concluded=Concluded.SHOP,
        channel=CHANNEL,
        customer=sale.customer,
        name=short_name(of.name),
        phone_tail="".join(c for c in of.phone if c.isdigit())[-3:],
        delivery=of.delivery,
        placed_in=placed_in,
    )
    if paid is None:
        return order
    invoice = ChannelInvoice(paid.number, paid.kind, paid.issued_at.date(), nif, paid.buyer)
    payment = Payment(paid.number, order.amount, PaymentState.CAPTURED)
    return replace(order, payments=(payment,), invoice=invoice)


def _lines(lines: Iterable[Line], ages: Ages) -> Iterator[OrderLine]:
    """At what each unit came to after every discount: of 3 for 10.00, one at 3.34 and two at 3.33,
    so that the order is worth what the document says to the cent."""
    for line in lines:
        total, price = line.total.cents, 0
        if line.unit.measured:
            price = int(Decimal(total) / line.quantity)
            yield _line(line, line.quantity, price, ages)
            continue
        count = int(line.quantity)
        price, dearer = divmod(total, count)
        if dearer:
            yield _line(line, Decimal(dearer), price + 1, ages)
        yield _line(line, Decimal(count - dearer), price, ages)


def _line(line: Line, quantity: Decimal, cents: int, ages: Ages) -> OrderLine:
    return OrderLine(
        0, line.sku, line.code, line.name, line.unit, line.tax, quantity, Money(cents),
        line.percent, ages.get(line.sku, 0),
    )  # fmt: skip


def goods_of(order: Order) -> Goods:
    """(SKU, quantity) of all of it."""
    return tuple(sorted(summed((line.sku, line.quantity) for line in order.lines).items()))


def taken_back(document: Document) -> Goods:
    """(SKU, quantity) of what a corrective says came back, and did not: below zero."""
    return goods_back(document.lines)


def goods_back(lines: Iterable[Line]) -> Goods:
    """The same of a corrective's lines."""
    known = (line for line in lines if line.listed.price_list != VARIOS)
    return tuple(sorted(summed((line.sku, line.quantity) for line in known).items()))


def placed(
    order: Order, document: str, said: Mapping[str, Any] | None, *, given_up: bool
) -> Placed:
    """What was placed, and what central said of it since. Raises ValueError, KeyError, TypeError
    when that is no answer."""
    if said is None:
        outcome = Outcome.GIVEN_UP if given_up else Outcome.PENDING
        return Placed(fold(order, []), outcome, document)
    outcome = Outcome(said["outcome"])
    f = fold(order, [])
    if outcome is Outcome.CONFIRMED:
        f = fold(read(Order, said["order"]), [event_from(one) for one in said["events"]])
    if given_up:
        outcome = Outcome.GIVEN_UP
    return Placed(
        f,
        outcome,
        document,
        str(said.get("detail", "")),
        str(said.get("qr", "")),
        str(said.get("shop_name", "")),
    )
