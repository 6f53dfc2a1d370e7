"""Tickets that came back as if somebody had had what nobody had: sent home, or still to be brought.

A till that does not know that a carrier could not deliver takes a ticket back as if what it paid
for lay on the counter. When the carrier brings that to the shop that sent it, nobody had had it: it
is on hand there and nowhere else, and its money went back with the ticket (retail-rules 11).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlalchemy import bindparam, select

from app.domain import paying_back
from app.domain.facts import FactType
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.order_event import CameBack, Resourced
from app.domain.order_given import given
from app.domain.order_money_event import RefundOrdered
from app.domain.placing import CHANNEL
from app.domain.stock import quantity
from app.domain.sums import summed
from sync.central import refunding
from sync.central.database import Tx
from sync.central.fact_tables import journal_raw, ledger
from sync.central.masters import orders
from sync.central.projections import orders as projected
from sync.central.projections import sales, stock, tickets
from sync.central.projections.asking import ask
from sync.central.projections.paying_back import PAID_FOR, brought_by, look_up
from sync.central.projections.work import Issued, Trouble, Work

BEFORE = "ticket_back_before_its_parcel"
Sums = Mapping[str, Decimal]
"""By SKU."""


def write(tx: Tx, work: Work) -> list[Trouble]:
    """What is known now of orders that were sent home, or that others bring, and their tickets."""
    numbers = {number for number, event in work.orders if isinstance(event.what, _NEWS)}
    numbers |= {one.order for one in work.returned}
    numbers |= {row.number for row in ask(tx, PAID_FOR, sorted(work.correctives))}
    found = []
    for kept in orders.locked(tx, sorted(numbers)).values() if numbers else ():
        if kept.f.order.channel != CHANNEL or kept.f.order.invoice is None:
            continue
        if _brought(kept.f):
            found += _settle(tx, work, kept, kept.f.order.invoice.number)
        elif rest := _rest(tx, kept.f):
            _take_off_rest(tx, work, kept.f, rest)
    return found


_NEWS = CameBack | RefundOrdered


def _brought(f: Fulfilment) -> dict[str, Decimal]:
    """What carriers brought back."""
    return _by_sku(f, content_of(one for one in f.parcels.values() if one.undelivered))


def _by_sku(f: Fulfilment, content: Iterable[tuple[int, Decimal]]) -> dict[str, Decimal]:
    found = ((f.order.line(number), much) for number, much in content)
    return summed((line.sku, much) for line, much in found if line)


def _settle(tx: Tx, work: Work, kept: orders.Kept, ticket: str) -> list[Trouble]:
    """Each corrective is of what its customer had first; what is above that, and came back with a
    carrier, nobody had."""
    f, found = kept.f, []
    had, most = _had(f), _brought(f)
    stated = False
    for one in _correctives(tx, work, ticket):
        document, place = sales.read(one.body), (one.installation, one.seq)
        unhad = _said_unhad(tx, one, document.number)
        shop, wrong = _take_off(tx, work, place, unhad, had, most)
        if any(wrong.values()):
            about = {"order": f.order.number, "ticket": ticket, "shop": shop}
            worth = {"amount": _worth(f, wrong)}
            found.append(Trouble(*place, BEFORE, about | worth))
        goods = summed((*unhad.items(), *wrong.items()))
        what = paying_back.paid_back(kept.f, document.number, goods, unhad=True)
        if what is not None:
            conflicts = kept.f.conflicts
            kept, stated = orders.state(tx, kept, what, document.who), True
            found += projected.conflicts(*place, kept.f, kept.f.conflicts - conflicts)
    if stated and not paying_back.lacking(kept.f):
        refunding.done_at_till(tx, kept.number, "")
    return found


def _rest(tx: Tx, f: Fulfilment) -> list[Fulfilment]:
    """The orders that bring what its shop could not, and what theirs could not."""
    waiting, found = brought_by(f), list[Fulfilment]()
    while waiting:
        one = look_up(tx, waiting.pop(0))
        if one is not None:
            found.append(one)
            waiting += brought_by(one)
    return found


def _take_off_rest(tx: Tx, work: Work, f: Fulfilment, rest: list[Fulfilment]) -> None:
    """What was paid back of an order that brings the rest, and that nobody had collected, did not
    come in with the ticket: no till knows of that order but its own."""
    had = summed(one for each in (f, *rest) for one in paying_back.had_of(each).items())
    waits = (paying_back.said(one, "") for one in rest if not one.hand_overs)
    most = summed(one for said in waits for one in said.items())
    for one in _correctives(tx, work, f.order.invoice.number if f.order.invoice else ""):
        unhad = _said_unhad(tx, one, sales.read(one.body).number)
        _take_off(tx, work, (one.installation, one.seq), unhad, had, most)


def _take_off(
    tx: Tx,
    work: Work,
    place: tuple[int, int],
    unhad: Sums,
    had: dict[str, Decimal],
    most: dict[str, Decimal],
) -> tuple[str, dict[str, Decimal]]:
    """Whose stock the corrective at `place` moved, and what it brought in there that nobody had,
    at `most` that; it is on hand no more. Takes what it is of off `had` and `most`."""
    shop, booked, before = _listed(tx, place)
    wrong: dict[str, Decimal] = {}
    for sku, much in booked.items():
        left = max(much - unhad.get(sku, Decimal(0)), Decimal(0))
        fits = min(left, had.get(sku, Decimal(0)))
        had[sku] = had.get(sku, Decimal(0)) - fits
        wrong[sku] = min(left - fits, most.get(sku, Decimal(0)))
        most[sku] = most.get(sku, Decimal(0)) - wrong[sku]
    change = {sku: much - before.get(sku, Decimal(0)) for sku, much in wrong.items()}
    moved = {sku: int(much.scaleb(3)) for sku, much in change.items() if much}
    if moved:
        stock.never_came(tx, work, shop, place, moved)
    return shop, wrong


def _correctives(tx: Tx, work: Work, ticket: str) -> list[Issued]:
    before = tickets.earlier(tx, work, [ticket]).get(ticket, [])
    return [*before, *work.correctives.get(ticket, ())]


def _had(f: Fulfilment) -> dict[str, Decimal]:
    """What customers have had; what another order brings, they may have."""
    own = given(f, f.hand_overs).items()
    elsewhere = (
        (event.what.line, event.what.quantity)
        for event in f.events
        if isinstance(event.what, Resourced)
    )
    return _by_sku(f, [*((number, one.own) for number, one in own), *elsewhere])


def _said_unhad(tx: Tx, one: Issued, document: str) -> dict[str, Decimal]:
    """What the till itself said that nobody had had of it, with its corrective."""
    rows = tx.execute(_SAID, {"of": one.installation, "at": one.seq}).scalars()
    bodies = (json.loads(row)["body"] for row in rows)
    return summed(
        (sku, -Decimal(much))
        for body in bodies
        if body.get("document") == document
        for sku, much in body.get("goods", ())
    )


_KINDS = [FactType.ORDER_REPAID.value, FactType.ORDER_GIVEN_UP.value]
_NEAR = 50
"""Facts of the transaction that issues a document: at most so many after it."""
_c = journal_raw.c
_SAID = select(_c.record_json).where(
    _c.installation == bindparam("of"),
    _c.seq.between(bindparam("at"), bindparam("at") + _NEAR),
    _c.type.in_(_KINDS),
)


def _listed(tx: Tx, place: tuple[int, int]) -> tuple[str, Sums, Sums]:
    """Whose stock a fact moved; what it brought in, and what of that was taken off again."""
    rows = tx.execute(_LEDGER, {"of": place[0], "at": place[1]}).all()
    came = summed((row.sku, quantity(row.delta)) for row in rows if row.why != stock.NEVER_CAME)
    off = summed((row.sku, -quantity(row.delta)) for row in rows if row.why == stock.NEVER_CAME)
    return (rows[0].shop if rows else ""), came, off


_LEDGER = select(ledger.c.shop, ledger.c.sku, ledger.c.delta, ledger.c.why).where(
    ledger.c.installation == bindparam("of"), ledger.c.seq == bindparam("at")
)


def _worth(f: Fulfilment, goods: Sums) -> int:
    """In cents, at what the order says."""
    left, cents = dict(goods), 0
    for line in f.order.lines:
        much = min(left.get(line.sku, Decimal(0)), line.quantity)
        left[line.sku] = left.get(line.sku, Decimal(0)) - much
        cents += line.price.times(much).cents
    return cents
