"""What the customer takes along who ordered at a till: the number, where and when, and the truth
about whether it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal

from app.domain.money import Money
from app.domain.order import Delivery
from app.domain.paper import Block, Heading, QrCode, Row, Rule, Text
from app.domain.placing import Outcome, Placed
from app.domain.product import Unit


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    title: str
    collect: str
    """`{shop}`."""
    home: str
    promised: str
    """`{at}`; the customer was told so, and central may say a later hour."""
    pending: str
    confirmed: str
    """`{at}`."""
    failed: str
    given_up: str
    scan: str
    scan_home: str
    """Of what is sent: nobody is asked to come."""
    paid: str
    """`{invoice}`."""
    to_pay: str
    """`{amount}`."""
    date_form: str


def paper(
    of: Placed,
    words: PlacedWords,
    quantity: Callable[[Decimal, Unit], str],
    amount: Callable[[Money], str],
    zone: tzinfo,
) -> list[Block]:
    order = of.order.order
    at = order.promised_at.astimezone(zone).strftime(words.date_form)
    where = words.home
    if order.delivery is Delivery.COLLECT:
        where = words.collect.format(shop=" · ".join(filter(None, (order.shop, of.shop_name))))
    blocks: list[Block] = [
        Heading(words.title),
        Heading(order.number),
        Text(order.name, bold=True, centred=True),
        Text(where, centred=True),
        Rule(),
        *(Row(line.name, quantity(line.quantity, line.unit)) for line in order.lines),
        Rule(),
    ]
    if order.invoice is not None:
        blocks.append(Text(words.paid.format(invoice=order.invoice.number)))
    else:
        blocks.append(Text(words.to_pay.format(amount=amount(order.amount)), bold=True))
    blocks.append(Rule())
    match of.outcome:
        case Outcome.CONFIRMED:
            blocks.append(Text(words.confirmed.format(at=at), bold=True, centred=True))
            if of.qr:
                home = order.delivery is Delivery.HOME
                blocks.append(QrCode(of.qr, "", words.scan_home if home else words.scan))
        case Outcome.PENDING:
            blocks.append(Text(words.pending, bold=True, centred=True))
            blocks.append(Text(words.promised.format(at=at), centred=True))
        case Outcome.GIVEN_UP:
            blocks.append(Text(words.given_up, bold=True, centred=True))
        case _:
            blocks.append(Text(words.failed, bold=True, centred=True))
    return blocks
