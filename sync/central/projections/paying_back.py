"""Tickets that paid for an order: what came back of one is brought to the order, whatever till did.

A till that knows of the order says what nobody had (`order_given_up`, `order_repaid`); of any other
central hears the corrective alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from app.domain import paying_back
from app.domain.errors import UnknownOrder
from app.domain.fulfilment import DONE, Fulfilment
from app.domain.order_event import Resourced
from app.domain.sums import summed
from sync.central import refunding
from sync.central.database import Tx
from sync.central.masters import orders
from sync.central.projections import orders as projected
from sync.central.projections import sales, tickets
from sync.central.projections.asking import ask
from sync.central.projections.work import Issued, Returned, Trouble, Work

PAID_FOR = "SELECT ticket, number FROM placed_tickets WHERE ticket {names}"


def of_tickets(tx: Tx, work: Work) -> list[Trouble]:
    """What correctives of tickets that paid for an order come to."""
    troubles = []
    for row in ask(tx, PAID_FOR, sorted(work.correctives)):
        for issued in work.correctives[row.ticket]:
            troubles += _of_ticket(tx, row.number, issued)
    return troubles


def of_placed(tx: Tx, work: Work) -> list[Trouble]:
    """What came back of tickets before anybody said that they paid for these orders: on their
    paper's word, at a till that was heard before theirs."""
    paid = {one.order.invoice.number: one.order.number for one in work.placed if one.order.invoice}
    return [
        trouble
        for ticket, before in tickets.earlier(tx, work, sorted(paid)).items()
        for issued in before
        for trouble in _of_ticket(tx, paid[ticket], issued)
    ]


def _of_ticket(tx: Tx, number: str, issued: Issued) -> list[Trouble]:
    """To the order that it paid for first, then to those that bring the rest of that."""
    document, found, waiting = sales.read(issued.body), [], [number]
    goods, place = _sums(document), (issued.installation, issued.seq)
    while waiting:
        number = waiting.pop(0)
        troubles, kept = _state(tx, place, number, document.number, goods, document.who)
        found += troubles
        if kept is not None and not paying_back.lacking(kept.f):
            refunding.done_at_till(tx, number, document.who)
        if kept is not None and kept.f.all_paid_back:
            _cancel(tx, number, document.who)
        f = kept.f if kept else look_up(tx, number)
        if f is not None:
            said = paying_back.said(f, document.number)
            goods = {sku: much - said.get(sku, Decimal(0)) for sku, much in goods.items()}
            waiting += brought_by(f)
    return found


def brought_by(f: Fulfilment) -> list[str]:
    """The orders that bring what its shop could not."""
    said = (event.what for event in f.events)
    return list(dict.fromkeys(one.order for one in said if isinstance(one, Resourced)))


def look_up(tx: Tx, number: str) -> Fulfilment | None:
    try:
        return orders.look_up(tx.connection, number)
    except UnknownOrder:
        return None


def _sums(document: sales.Document) -> dict[str, Decimal]:
    return summed((line.sku, -Decimal(line.quantity)) for line in document.lines)


def of_till(tx: Tx, work: Work, said: Returned) -> list[Trouble]:
    """What a till said of an order that it knows."""
    found: list[Trouble] = []
    if said.document:
        found, _ = _state(
            tx,
            (work.of.number, said.seq),
            said.order,
            said.document,
            said.goods,
            said.who,
            unhad=True,
        )
    if said.all:
        _cancel(tx, said.order, said.who)
    if said.settled:
        refunding.done_at_till(tx, said.order, said.who)
    return found


def _state(
    tx: Tx,
    place: tuple[int, int],
    number: str,
    document: str,
    goods: Mapping[str, Decimal],
    who: str,
    *,
    unhad: bool = False,
) -> tuple[list[Trouble], orders.Kept | None]:
    """The troubles of it, and the order after it; None when it changed nothing. `place`: the
    installation and the number of the fact that says so."""
    try:
        kept = orders.one(tx, number)
    except UnknownOrder:  # it was refused
        return [], None
    what = paying_back.paid_back(kept.f, document, goods, unhad=unhad)
    if what is None:
        return [], None
    before = kept.f.conflicts
    kept = orders.state(tx, kept, what, who)
    return projected.conflicts(*place, kept.f, kept.f.conflicts - before), kept


def _cancel(tx: Tx, number: str, who: str) -> None:
    """What there was to give back the till has given back; a shop that has begun is asked."""
    try:
        kept = orders.one(tx, number)
    except UnknownOrder:
        return
    if kept.f.state not in DONE:
        orders.cancel(tx, number, who)
