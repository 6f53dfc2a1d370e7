"""Goods of a collected order that was paid in its channel come back to the counter.

Retail-rules 11: handed over first, a cancellation becomes a return; money goes back the way it
came, by the same means. What is lost of the order by it, `order_money` corrects and orders back,
once across channel and counter.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.domain import order_event as e
from app.domain import order_given
from app.domain.errors import (
    MoreThanSold,
    NoSuchLine,
    NothingHandedOver,
    NothingToReturn,
    OrderElsewhere,
    ReasonNeeded,
    ReturnByTicket,
    Unsaid,
)
from app.domain.fulfilment import NONE, Fulfilment
from app.domain.order_given import Given
from app.domain.placing import CHANNEL as TILL

Parts = Mapping[int, Decimal]
"""By line, how many come back."""


def left(f: Fulfilment) -> dict[int, Decimal]:
    """By line, how many of its own product the customer may bring now; what was had instead is not
    asked. Of what is measured, a second set comes before the first."""
    if not f.order.paid or f.order.channel == TILL:
        return {}
    had = order_given.given(f, f.hand_overs)
    found = {}
    for line in f.order.lines:
        there = had.get(line.number, Given(NONE)).left(f.line(line.number).returned)
        first = line.unit.measured and there.beyond
        found[line.number] = there.beyond if first else there.own + there.beyond
    return {number: much for number, much in found.items() if much > NONE}


def returned(
    f: Fulfilment, parts: Parts, reason: str, shop: str, *, damaged: bool = False
) -> e.Returned:
    """`damaged`: it is not for sale again. What is measured comes back whole.

    Raises OrderElsewhere, NothingHandedOver, ReturnByTicket for what was paid at a till,
    NothingToReturn, NoSuchLine, MoreThanSold, ReasonNeeded.
    """
    number = f.order.number
    if f.order.shop != shop:
        raise OrderElsewhere(number=number, shop=f.order.shop)
    if not f.hand_overs:
        raise NothingHandedOver(number=number)
    if not f.order.paid or f.order.channel == TILL:
        raise ReturnByTicket(number=number)
    if not reason.strip():
        raise ReasonNeeded(of=Unsaid.RETURN)
    there = left(f)
    if not parts or not there:
        raise NothingToReturn(number=number)
    goods: dict[str, Decimal] = {}
    for one, much in parts.items():
        line = f.order.line(one)
        if line is None:
            raise NoSuchLine(line=one)
        most = there.get(one, NONE)
        odd = much != most if line.unit.measured else bool(much % 1)
        if not NONE < much <= most or odd:
            raise MoreThanSold(line=one, left=most)
        goods[line.sku] = goods.get(line.sku, NONE) + much
    why = " ".join(reason.split())
    lines = tuple((one, much, why) for one, much in sorted(parts.items()))
    return e.Returned(lines, () if damaged else tuple(sorted(goods.items())))
