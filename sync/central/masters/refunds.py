"""What channels are to give back, or to take, and what became of it.

The tills state refund and capture orders (`app.domain.order_money`); here each part of one becomes
a row, once, and an event of the order's channel. What gives back more than is lost, or than a
payment has, is held: a person looks (retail-rules 11, money returned at most once).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select, update

from app.domain import order_event as e
from app.domain import order_money
from app.domain.errors import UnknownRefund
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import Invoicing, Order
from app.domain.order_event import CENTRAL, Event
from app.domain.order_fold import fold
from app.domain.order_money_event import CaptureOrdered, RefundAnswered, RefundOrdered
from app.domain.placing import CHANNEL as TILL
from sync.central import bulk
from sync.central.database import Tx
from sync.central.order_tables import order_refunds as t

CURRENCY = "EUR"
REFUND, CAPTURE = "refund", "capture"
ORDERED, HELD, DONE, FAILED = "ordered", "held", "done", "failed"
PAID_BACK = "paid_back"
"""Why one is done that nobody was asked for: a ticket's return had paid it before."""
BY_CHANNEL = "by_channel"
"""Why no till corrects an invoice: nobody in the shop had a hand in it, its issuer does."""
_COLUMNS = tuple(t.c.keys())
Tell = Callable[[Order, str, dict[str, Any]], int]
"""Tells an order's channel of something; the event's number."""


class Refund(NamedTuple):
    """One part of an order to give back, or to take. `amount`: cents; `due`: ISO 8601."""

    id: str
    number: str
    kind: str
    installation: int
    seq: int
    reference: str
    amount: int
    document: str
    unissued: str
    due: str
    state: str
    said_at: str
    answered_at: str
    why: str
    event: int
    """The channel's; 0 of what is held."""
    reminded_at: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Whose exception it is: the fact's, or of what central stated, the event's."""
        return self.installation, self.seq if self.installation != CENTRAL else self.event

    @property
    def said(self) -> dict[str, Any]:
        """As the channel hears of it; what there is nothing to say of is left out."""
        known = {
            "deadline": self.due,
            "corrective": self.document,
            "uncorrected": self.unissued,
        }
        found = {
            "id": self.id,
            "reference": self.reference,
            "amount": self.amount,
            "currency": CURRENCY,
        }
        return found | {name: value for name, value in known.items() if value}


def of_central(f: Fulfilment, fresh: Iterable[Event], at: datetime) -> Iterator[e.What]:
    """What central orders itself: of an order that it cancelled, all that is left to give back.
    The channel corrects its own invoice. What was paid at a till, that till gives back with its
    ticket (ADR 11); of what that has given back before, who ordered it now hears so."""
    if f.order.channel == TILL:
        yield from _paid_before(f, fresh)
        return
    if not f.order.paid:
        return
    if not any(isinstance(one.what, e.Cancelled) for one in fresh):
        return
    if plan := order_money.plan(f):
        unissued = BY_CHANNEL if f.order.invoicing is Invoicing.CHANNEL else ""
        said = plan.order(at.date(), "", unissued)
        yield said
        f = fold(f.order, [*f.events, Event(f.tick, CENTRAL, -1, at, "", said)])
    if capture := order_money.capture(f):
        yield capture


def _paid_before(f: Fulfilment, fresh: Iterable[Event]) -> Iterator[RefundAnswered]:
    for event in fresh:
        if isinstance(what := event.what, RefundOrdered):
            before = fold(f.order, [one for one in f.events if one.key != event.key])
            if order_money.paid_before(before, what):
                reference = what.parts[0][0] if what.parts else ""
                yield RefundAnswered(*event.key, reference, True, PAID_BACK, before=True)


def take(tx: Tx, f: Fulfilment, fresh: Sequence[Event], tell: Tell) -> list[Event]:
    """Pass on what `fresh`, part of `f`, orders; what is not just is held: `fresh` without it."""
    orders = [one for one in fresh if isinstance(one.what, RefundOrdered | CaptureOrdered)]
    if not orders:
        return list(fresh)
    left_out = held(tx.connection, f.order.number) | {one.key for one in orders}
    said = (one.what for one in f.events)
    paid = {(one.by, one.fact) for one in said if isinstance(one, RefundAnswered) and one.before}
    for event in orders:
        if event.key in paid:
            left_out.discard(event.key)
            bulk.insert(tx, t, _COLUMNS, [_paid(one) for one in _parts(tx, f, event, True)])
            continue
        before = fold(f.order, [one for one in f.events if one.key not in left_out])
        good = _good(before, event)
        if good:
            left_out.discard(event.key)
        rows = [_told(tell, f.order, one) if good else one for one in _parts(tx, f, event, good)]
        bulk.insert(tx, t, _COLUMNS, rows)
    not_passed = left_out & {one.key for one in orders}
    return [one for one in fresh if one.key not in not_passed]


def _good(before: Fulfilment, event: Event) -> bool:
    match event.what:
        case RefundOrdered():
            return order_money.just(before, event.what)
        case CaptureOrdered(parts=parts):
            return order_money.takes(before, parts)
        case _:
            return False


def _parts(tx: Tx, f: Fulfilment, event: Event, good: bool) -> Iterator[Refund]:
    what = event.what
    kind = REFUND if isinstance(what, RefundOrdered) else CAPTURE
    parts: tuple[tuple[str, Money], ...] = getattr(what, "parts", ())
    for place, (reference, amount) in enumerate(parts, 1):
        yield Refund(
            f"{event.installation}-{event.seq}-{place}"
            if event.installation != CENTRAL
            else f"{f.order.number}-{event.seq}-{place}",
            f.order.number,
            kind,
            event.installation,
            event.seq,
            reference,
            amount.cents,
            getattr(what, "document", ""),
            getattr(what, "unissued", ""),
            what.due.isoformat() if isinstance(what, RefundOrdered) else "",
            ORDERED if good else HELD,
            tx.at.isoformat(),
            "",
            "",
            0,
        )


def _paid(one: Refund) -> Refund:
    return one._replace(state=DONE, answered_at=one.said_at, why=PAID_BACK)


def _told(tell: Tell, order: Order, one: Refund) -> Refund:
    return one._replace(event=tell(order, one.kind, {one.kind: one.said}))


def held(connection: Connection, number: str) -> set[tuple[int, int]]:
    """The events of an order whose refunds were not passed on: (installation, seq)."""
    here = (t.c.number == number) & (t.c.state == HELD)
    rows = connection.execute(select(t.c.installation, t.c.seq).where(here)).all()
    return {(row.installation, row.seq) for row in rows}


def of_order(connection: Connection, number: str) -> list[Refund]:
    """Oldest first."""
    question = select(t).where(t.c.number == number).order_by(t.c.said_at, t.c.id)
    return [_refund(row) for row in connection.execute(question)]


def of_facts(tx: Tx, places: Iterable[tuple[int, int]], number: str) -> list[Refund]:
    """What these facts about one order came to."""
    wanted = set(places)
    found = of_order(tx.connection, number)
    return [one for one in found if (one.installation, one.seq) in wanted]


def answer(tx: Tx, number: str, name: str, *, done: bool, why: str) -> Refund | None:
    """The channel says what became of one; None when it said so before. What is done stays done.
    Raises UnknownRefund."""
    here = (t.c.number == number) & (t.c.id == name)
    row = tx.execute(select(t).where(here).with_for_update()).first()
    if row is None or row.state == HELD:
        raise UnknownRefund(id=name)
    state = DONE if done else FAILED
    if row.state in (DONE, state):
        return None
    now = tx.at.isoformat()
    tx.execute(update(t).where(here).values(state=state, answered_at=now, why=why))
    return _refund(row)._replace(state=state, answered_at=now, why=why)


def open_of(connection: Connection, refund: Refund) -> bool:
    """Whether the fact of one has others that are not done."""
    here = (t.c.number == refund.number) & (t.c.installation == refund.installation)
    here &= (t.c.seq == refund.seq) & (t.c.state != DONE)
    return connection.execute(select(t.c.id).where(here).limit(1)).first() is not None


def unpaid(connection: Connection, now: datetime, after: timedelta, most: int) -> list[Refund]:
    """What was ordered so long ago and no channel has done, the oldest first."""
    here = (t.c.state == ORDERED) & (t.c.said_at <= (now - after).isoformat())
    here &= t.c.reminded_at == ""
    question = select(t).where(here).order_by(t.c.said_at, t.c.id).limit(most)
    return [_refund(row) for row in connection.execute(question)]


def reminded(tx: Tx, refund: Refund) -> None:
    """Somebody was told that it is not done, and is not told again."""
    own = update(t).where(t.c.id == refund.id)
    tx.execute(own.values(reminded_at=tx.at.isoformat()))


def _refund(row: Row[Any]) -> Refund:
    return Refund(**row._mapping)
