"""Orders: what the shop's devices stated about them, brought to each, and what cannot be right."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from app.domain import coming_back, order_money
from app.domain.fulfilment import Conflict, Fulfilment, content_of
from app.domain.money import total
from app.domain.order import Order
from app.domain.order_conflicts import not_ordered
from app.domain.order_event import CameBack, Event, HandedOver, Returned
from app.domain.order_facts import OF_DEVICES, from_fact
from app.domain.order_fold import fold
from app.domain.order_money_event import RefundOrdered
from app.domain.plain import read
from sync.central.database import Tx
from sync.central.fact_tables import ledger
from sync.central.masters import orders, refunds
from sync.central.projections import stock
from sync.central.projections.work import Good, Trouble, Work, local
from sync.protocol import Record

UNKNOWN = "unknown_order"
CONFLICT = "order_conflict"
BOTH = "order_cancelled_and_handed_over"
NOT_ORDERED = "order_handed_over_too_much"
TOO_MUCH = "refund_too_much"
UNCORRECTED = "refund_uncorrected"
HANDED_OVER = "handed_over"
"""Why goods that no document sold left the ledger."""
AGAIN = "order_came_back_twice"
RETURN = "return"
"""Why goods of an order came back to it."""
Goods = tuple[tuple[str, Decimal], ...]


def project(work: Work, record: Record) -> None:
    """Something that happened to an order. Raises ValueError, also for what is central's to say."""
    if record.type not in OF_DEVICES:
        raise ValueError(f"{record.type} is no device's to state")
    number = record.body.get("order")
    if not isinstance(number, str) or not 0 < len(number) <= 24:
        raise ValueError(f"order {number!r}")
    at = local(record)
    event = from_fact(record.type, record.body, work.of.number, record.seq, at, record.who)
    work.orders.append((number, event))
    match event.what:
        case HandedOver(goods=goods):
            _goods(work, record.seq, goods, -1, HANDED_OVER)
        case Returned(goods=goods) | CameBack(goods=goods):
            _goods(work, record.seq, goods, 1, RETURN)
        case _:
            pass


def taken(work: Work, record: Record) -> None:
    """An order that a till took from its QR: central has it, unless it lost it. Raises
    ValueError."""
    order = read(Order, record.body.get("order"))
    work.taken.append((record.seq, order.number))


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Bring the events to their orders, and say them again to the shop; those of an order that is
    not here wait for it, and a person hears of them."""
    if not work.orders and not work.taken:
        return []
    rows = orders.locked(tx, [number for number, _ in work.orders])
    rows |= orders.locked(tx, {number for _, number in work.taken} - rows.keys())
    news: dict[str, list[Event]] = {}
    troubles = [_unknown(work, seq, number) for seq, number in work.taken if number not in rows]
    for number, event in work.orders:
        if number in rows:
            news.setdefault(number, []).append(event)
        else:
            troubles.append(_unknown(work, event.seq, number))
    orders.keep_early(tx, [one for one in work.orders if one[0] not in rows])
    for kept in orders.write(tx, orders.brought(tx, rows, news)):
        heard, before = news[kept.number], rows[kept.number].f.conflicts
        troubles += _brought_back(tx, work, rows[kept.number].f, heard)
        found = _money(tx, work, kept, heard)
        # What was not passed on is no contradiction: it is said by itself.
        held = any(one.kind == TOO_MUCH for one in found)
        known = before | {Conflict.REFUNDED_TOO_MUCH} if held else before
        troubles += conflicts(work.of.number, heard[-1].seq, kept.f, kept.f.conflicts - known)
        troubles += found
    return troubles


def _brought_back(tx: Tx, work: Work, f: Fulfilment, news: list[Event]) -> list[Trouble]:
    """Of what two devices said that a carrier brought back, what is on hand once. `f`: before."""
    found, known = [], {event.key for event in f.events}
    for event in sorted(news, key=lambda one: one.turn):
        if event.key in known or not isinstance(what := event.what, CameBack):
            continue
        twice, goods = coming_back.again(f, what)
        if twice:
            much = {sku: int(quantity.scaleb(3)) for sku, quantity in goods.items()}
            if much:
                stock.never_came(tx, work, work.of.shop, event.key, much)
            lines = ((f.order.line(number), part) for number, part in content_of(twice))
            worth = total(line.price.times(part) for line, part in lines if line)
            facts = {"order": f.order.number, "amount": worth.cents, "parcels": len(twice)}
            found.append(Trouble(*event.key, AGAIN, facts))
        f = fold(f.order, [*f.events, event])
    return found


def conflicts(
    installation: int, seq: int, f: Fulfilment, found: Collection[Conflict]
) -> list[Trouble]:
    """What two did that cannot both be right, for whoever will speak with the customer: one
    trouble of a kind and fact, as a fact raises no kind twice."""
    order, made = f.order, []
    facts = {"order": order.number, "amount": order.amount.cents}
    both = Conflict.HANDED_OVER_AND_CANCELLED
    if both in found:
        twice = order_money.had_and_paid_back(f)
        given = f.hand_overs[0].event.at
        about: dict[str, Any] = {"amount": (twice or order.amount).cents}
        about |= {"customer": order.name or order.customer or "-", "shop": order.shop}
        about |= {"what": both.value, "day": given.date().isoformat()}
        made.append(Trouble(installation, seq, BOTH, {**facts, **about}))
    more = Conflict.HANDED_OVER_TOO_MUCH
    if more in found:
        made.append(Trouble(installation, seq, NOT_ORDERED, _not_ordered(f)))
    if others := sorted(one.value for one in found if one not in (both, more)):
        made.append(Trouble(installation, seq, CONFLICT, {**facts, "what": ", ".join(others)}))
    return made


def _not_ordered(f: Fulfilment) -> dict[str, object]:
    """What the customer has above what is ordered, and what that is worth."""
    over = dict(not_ordered(f))
    lines = [line for line in f.order.lines if line.number in over]
    worth = total(line.price.times(over[line.number]) for line in lines)
    names = ", ".join(line.name or line.sku for line in lines)
    return {"order": f.order.number, "names": names, "amount": worth.cents}


def _money(tx: Tx, work: Work, kept: orders.Kept, news: list[Event]) -> list[Trouble]:
    """Refunds that were not passed on, and those whose invoice nobody here corrected."""
    found, order = [], kept.f.order
    ordered = refunds.of_facts(tx, [event.key for event in news], kept.number)
    for seq in sorted({one.seq for one in ordered if one.state == refunds.HELD}):
        amount = sum(one.amount for one in ordered if one.seq == seq)
        found.append(
            Trouble(work.of.number, seq, TOO_MUCH, {"order": order.number, "amount": amount})
        )
    for event in news:
        what = event.what
        if isinstance(what, RefundOrdered) and what.unissued:
            facts = {
                "order": order.number,
                "invoice": order.invoice.number if order.invoice else "",
                "amount": sum(amount.cents for _, amount in (*what.parts, *what.released)),
            }
            found.append(Trouble(work.of.number, event.seq, UNCORRECTED, facts))
    return found


def _unknown(work: Work, seq: int, number: str) -> Trouble:
    return Trouble(work.of.number, seq, UNKNOWN, {"order": number})


def _goods(work: Work, seq: int, goods: Goods, sign: int, why: str) -> None:
    for line, (sku, quantity) in enumerate(goods, 1):
        delta = sign * int(Decimal(quantity).scaleb(3))
        work.goods.append(Good(seq, line, sku, delta, sku))
        work.add(ledger, work.of.number, seq, line, work.of.shop, sku, delta, why)
