"""Looking at orders again when their time has come: late ones, those that wait for a customer, a
shop's answer, or another shop's goods.

Nothing is undone blind (retail-rules 11): an order expires only when its shop was heard since.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.domain import order_event as e
from sync.central.after import dues, policies, sourcing
from sync.central.after.dues import Due, Look
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.masters import allocation, orders, shops
from sync.central.masters.orders import Kept
from sync.central.masters.shops import ShopValue
from sync.central.tables import installations
from sync.central.telling import letters
from sync.central.telling.occasions import Occasion, Subject, is_for

log = logging.getLogger(__name__)

MOST = 100
"""Orders in one step."""
AGAIN = timedelta(minutes=15)
"""After which a shop that was silent is asked for again."""
SOON = timedelta(seconds=10)
"""The database was not to be had."""
USUALLY_HEARD = timedelta(days=7)
"""A device that was silent for longer than this before a deadline is not waited for."""
TOO_OLD = timedelta(hours=12)
"""A reminder that nobody saw to in time is none: another one, or the end, is near."""
WHO = ""


class Looking:
    """Sees to what is due. One process at a time."""

    def __init__(self, central: Central) -> None:
        self._central = central

    def step(self) -> int:
        """How many were seen to."""
        with self._central.read() as connection:
            found = dues.now_due(connection, self._central.clock(), MOST)
        for due in found:
            try:
                with self._central.write() as tx:
                    _look(tx, due)
            except Exception as error:  # whatever is wrong with one holds up no other
                log.exception("look", extra={"facts": {"order": due.number, "look": due.look}})
                passing = isinstance(error, Refusal) and error.kind == "busy"
                with self._central.write() as tx:
                    dues.later(tx, due, SOON if passing else AGAIN)
        return len(found)


def _look(tx: Tx, due: Due) -> None:
    kept = orders.locked(tx, [due.number]).get(due.number)
    shop = shops.get(tx.connection, kept.f.order.shop) if kept else None
    if kept is None or shop is None:
        dues.forget(tx, due.number)
        return
    match due.look:
        case Look.LATE:
            _late(tx, due, kept)
        case Look.REMIND:
            _remind(tx, due, kept)
        case Look.EXPIRE:
            _expire(tx, due, kept, shop)
        case Look.ANSWER:
            _answer(tx, due, kept)
        case Look.SOURCE:
            dues.done(tx, due)
            sourcing.source(tx, kept, shop)


def _late(tx: Tx, due: Due, kept: Kept) -> None:
    """It was promised for now. Of a shop that is not heard, the customer hears that."""
    dues.done(tx, due)
    if not dues.is_being_prepared(kept.f):
        return
    heard = allocation.last_heard(tx.connection, kept.f.order.shop)
    silent = heard < (tx.at - allocation.SILENT).isoformat()
    orders.tell_channel(tx, kept.f.order, "late", {"silent": silent})
    if silent and is_for(Subject.DELAYED, kept.f.order):
        letters.put(tx, kept.f.order, [Occasion(Subject.DELAYED)])


def _remind(tx: Tx, due: Due, kept: Kept) -> None:
    dues.done(tx, due)
    old = tx.at - datetime.fromisoformat(due.at) > TOO_OLD
    if dues.waits(kept.f) and not old:
        letters.put(tx, kept.f.order, [Occasion(Subject.REMINDER, due.which)])


def _expire(tx: Tx, due: Due, kept: Kept, shop: ShopValue) -> None:
    f = kept.f
    if not dues.waits(f):
        dues.done(tx, due)
        return
    deadline = policies.deadline(shop, f)
    if deadline > tx.at or not heard_since(tx, shop.code, deadline):
        dues.later(tx, due, max(AGAIN, deadline - tx.at))
        return
    orders.state(tx, kept, e.Expired(), WHO)


def _answer(tx: Tx, due: Due, kept: Kept) -> None:
    """The shop was asked to cancel it and has closed since: silence is a yes. What it did that
    nobody heard of is an exception when it is."""
    dues.done(tx, due)
    if kept.f.cancel_asked and not kept.f.stopped and not kept.f.hand_overs:
        orders.state(tx, kept, e.Cancelled(), WHO)


def heard_since(tx: Tx, shop: str, deadline: datetime) -> bool:
    """Whether every device of the shop that is usually heard was, since then."""
    c = installations.c
    known = (c.shop == shop) & (c.revoked_at == "")
    usual = c.last_seen >= (deadline - USUALLY_HEARD).isoformat()
    question = select(func.min(c.last_seen)).where(known, usual)
    slowest = tx.execute(question).scalar()
    return slowest is not None and slowest > deadline.isoformat()
