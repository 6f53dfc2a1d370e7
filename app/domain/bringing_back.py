"""Goods of a collected order that was paid in its channel come back to the counter.

Retail-rules 11: handed over first, a cancellation becomes a return; money goes back the way it
came, by the same means. What is lost of the order by it, `order_money` corrects and orders back,
once across channel and counter.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.domain import order_event as e
from app.domain import order_given, order_money
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
from app.domain.free_words import tidy
from app.domain.fulfilment import NONE, Fulfilment
from app.domain.order import Invoicing
from app.domain.order_given import Given
from app.domain.placing import CHANNEL as TILL

LONGEST = 200
"""Letters of a reason."""
Parts = Mapping[int, Decimal]
"""By line, how many come back: of its own product, or once there is none, of what was had instead.
"""


def left(f: Fulfilment) -> dict[int, Decimal]:
    """By line, how many of its own product the customer may bring now; what was had instead is not
    asked. Of what is measured, a second set comes before the first."""
    if not f.order.paid or f.order.channel == TILL:
        return {}
    had = order_given.given(f, f.hand_overs)
    found = {}
    for line in f.order.lines:
        there = had.get(line.number, Given(NONE)).left(f.line(line.number))
        first = line.unit.measured and there.beyond
        found[line.number] = there.beyond if first else there.own + there.beyond
    return {number: much for number, much in found.items() if much > NONE}


def instead(f: Fulfilment) -> dict[int, tuple[e.Substituted, Decimal]]:
    """By line of which the customer has none of its own product, what was had instead and may come
    back, and how many. Of what a till invoiced, only once nothing more will be handed over.
    """
    if not f.order.paid or f.order.channel == TILL:
        return {}
    if f.order.invoicing is Invoicing.TILL and not order_money.over(f):
        return {}
    own, had = left(f), order_given.given(f, f.hand_overs)
    found = {}
    for line in f.order.lines:
        there = had.get(line.number, Given(NONE)).left(f.line(line.number))
        if line.number not in own and there.others:
            found[line.number] = there.others[-1]
    return found


def returned(
    f: Fulfilment, parts: Parts, reason: str, shop: str, *, damaged: bool = False
) -> e.Returned:
    """`damaged`: it is not for sale again. What is measured, or was had instead, comes back whole.

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
    why = tidy(reason, LONGEST)
    if not why:
        raise ReasonNeeded(of=Unsaid.RETURN)
    there, others = left(f), instead(f)
    if not parts or not (there or others):
        raise NothingToReturn(number=number)
    goods: dict[str, Decimal] = {}
    for one, much in parts.items():
        line = f.order.line(one)
        if line is None:
            raise NoSuchLine(line=one)
        other, most = others.get(one, (line, there.get(one, NONE)))
        whole = line.unit.measured or one in others
        if not much.is_finite() or not NONE < much <= most or (much != most if whole else much % 1):
            raise MoreThanSold(line=one, left=most)
        goods[other.sku] = goods.get(other.sku, NONE) + much
    own = tuple((one, much, why) for one, much in sorted(parts.items()) if one not in others)
    back = tuple(
        (one, others[one][0].sku, parts[one], why) for one in sorted(parts) if one in others
    )
    return e.Returned(own, () if damaged else tuple(sorted(goods.items())), back)
