"""Money that is to go back, watched: what a channel answers, and what it has not done in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.domain.order_money_event import RefundAnswered
from sync.central import exceptions
from sync.central.database import Tx
from sync.central.masters import audit, orders, refunds, settings
from sync.central.masters.refunds import Refund
from sync.central.order_tables import order_refunds
from sync.central.projections import heard

UNPAID, FAILED = "refund_unpaid", "refund_failed"
DAYS = "refund_days"
"""The chain's setting: days after which somebody is told that a refund was not done."""
USUAL_DAYS = 10
"""Before the 14 that the law gives (TRLGDCU art. 107)."""


def answer(tx: Tx, number: str, name: str, who: str, *, done: bool, why: str = "") -> Refund:
    """What the channel did of a refund or a capture; said again it changes nothing.

    Raises UnknownOrder, UnknownRefund.
    """
    kept = orders.one(tx, number)
    number = kept.number
    changed = refunds.answer(tx, number, name, done=done, why=why)
    if changed is None:
        return next(one for one in refunds.of_order(tx.connection, number) if one.id == name)
    what = RefundAnswered(changed.installation, changed.seq, changed.reference, done, why)
    orders.state(tx, kept, what, who)
    audit.note(tx, who, order_refunds.name, number=number, refund=name, done=done)
    if not done:
        exceptions.raise_(tx, *changed.place, FAILED, **_facts(changed))
    elif not refunds.open_of(tx.connection, changed):
        for kind in (UNPAID, FAILED):
            heard.settle(tx, kind, [changed.place])
    return changed


def done_at_till(tx: Tx, number: str, who: str) -> None:
    """Where it was paid, what nobody could bring was given back with its ticket: what shops had
    ordered back of it is done."""
    for one in refunds.of_order(tx.connection, number):
        if one.kind == refunds.REFUND and one.state == refunds.ORDERED:
            answer(tx, number, one.id, who, done=True)


def look(tx: Tx, most: int) -> int:
    """Tell somebody of what was not done in time, once each; how many."""
    days = settings.get(tx.connection, DAYS, USUAL_DAYS)
    after = timedelta(days=days if type(days) is int and days >= 0 else USUAL_DAYS)
    found = refunds.unpaid(tx.connection, tx.at, after, most)
    for one in found:
        refunds.reminded(tx, one)
        exceptions.raise_(tx, *one.place, UNPAID, **_facts(one))
    return len(found)


def _facts(one: Refund) -> dict[str, Any]:
    return {
        "order": one.number,
        "amount": one.amount,
        "why": one.why,
        "due": one.due or "-",
        "since": one.said_at[:10],
    }
