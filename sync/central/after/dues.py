"""When somebody must look at an order again, kept by time: no chore reads orders that can wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from app.domain import order_event as e
from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.order import Delivery
from app.domain.parcel import ENDED, ParcelState
from sync.central import bulk
from sync.central.after import hours, policies
from sync.central.database import Tx
from sync.central.masters.shops import ShopValue
from sync.central.projections.asking import ask
from sync.central.telling_tables import dues as t

_WAITS = frozenset({OrderState.READY, OrderState.PART_HANDED_OVER})
_ENDING = frozenset(
    {
        *(OrderState.CANCELLING, OrderState.EXPIRED, OrderState.RETURN_TO_WAREHOUSE),
        *DONE,
    }
)
_LOOKED_FOR = frozenset({e.Settled.WAIT, e.Settled.OTHER_SHOP})
_KNOWN = "SELECT number, what, at FROM order_dues WHERE number {names}"


class Look(StrEnum):
    """What to look for."""

    LATE = "late"
    """It was promised for now."""
    REMIND = "remind"
    EXPIRE = "expire"
    ANSWER = "answer"
    """The shop was asked to cancel it, and has closed since."""
    SOURCE = "source"
    """Some of it is missing: another shop may have it."""


class Due(NamedTuple):
    """`which`: of several reminders, the day."""

    number: str
    look: Look
    which: str
    at: str


def wanted(f: Fulfilment, shop: ShopValue, now: datetime) -> dict[str, datetime]:
    """When to look at an order as it is now, by what for. Pure."""
    found: dict[str, datetime] = {}
    if to_source(f):
        found[Look.SOURCE] = now
    if f.state in _ENDING:
        return found
    if waits(f):
        found[Look.EXPIRE] = policies.deadline(shop, f)
        for day in policies.reminders(shop):
            if at := policies.reminded_at(shop, f, day):
                found[f"{Look.REMIND}:{day}"] = at
    elif f.state not in _WAITS:
        found[Look.LATE] = f.order.promised_at
    if asked := next((one.at for one in f.events if isinstance(one.what, e.CancelAsked)), None):
        found[Look.ANSWER] = hours.next_closing(shop, asked)
    return found


def is_being_prepared(f: Fulfilment) -> bool:
    return f.state not in _WAITS | _ENDING


def waits(f: Fulfilment) -> bool:
    """For its customer: all that is left of it is on a shelf."""
    left = [parcel for parcel in f.set if parcel.state not in ENDED]
    on_shelves = bool(left) and all(one.state is ParcelState.SHELVED for one in left)
    comes = f.order.delivery is not Delivery.HOME
    return comes and f.state in _WAITS and on_shelves and not f.expired


def to_source(f: Fulfilment) -> dict[int, Decimal]:
    """Of each line, what is missing and nobody has looked for. A short that the customer has not
    settled is the shop's to settle, with them at the counter. What was handed over meanwhile
    changes nothing: who waits for the rest has paid for it."""
    if f.stopped or f.expired:
        return {}
    found = {}
    for line in f.order.lines:
        progress = f.line(line.number)
        asked = progress.rejected or progress.settled in _LOOKED_FOR
        left = f.missing(line.number) - progress.elsewhere - progress.lost
        if asked and left > 0:
            found[line.number] = left
    return found


def keep(tx: Tx, wants: Mapping[str, Mapping[str, datetime]]) -> None:
    """By number, what `wanted` says. What was done stays done; of one without any, all is
    forgotten."""
    if not wants:
        return
    known = _known(tx, wants)
    gone = [
        (number, what)
        for (number, what), at in known.items()
        if not wants[number] or (at and what not in wants[number])
    ]
    bulk.delete(tx, t, gone)
    rows = [
        (number, what, at.astimezone(UTC).isoformat())
        for number, some in wants.items()
        for what, at in some.items()
        if known.get((number, what)) != "" or what == Look.SOURCE
    ]
    bulk.upsert(tx, t, ["number", "what", "at"], rows)


def _known(tx: Tx, numbers: Iterable[str]) -> dict[tuple[str, str], str]:
    rows = ask(tx, _KNOWN, sorted(numbers))
    return {(row.number, row.what): row.at for row in rows}


def now_due(connection: Connection, now: datetime, most: int) -> list[Due]:
    """The oldest."""
    question = select(t).where(t.c.at > "", t.c.at <= now.isoformat()).order_by(t.c.at, t.c.number)
    found = []
    for row in connection.execute(question.limit(most)):
        look, _, which = row.what.partition(":")
        found.append(Due(row.number, Look(look), which, row.at))
    return found


def done(tx: Tx, due: Due) -> None:
    """It was seen to, and is not again."""
    _move(tx, due, "")


def later(tx: Tx, due: Due, by: timedelta) -> None:
    """It cannot be seen to now."""
    _move(tx, due, (tx.at + by).isoformat())


def _move(tx: Tx, due: Due, at: str) -> None:
    what = f"{due.look}:{due.which}" if due.which else due.look.value
    here = (t.c.number == due.number) & (t.c.what == what) & (t.c.at == due.at)
    tx.execute(update(t).where(here).values(at=at))


def overdue(connection: Connection, before: datetime) -> int:
    """How many have waited since before then."""
    question = select(func.count()).where(t.c.at > "", t.c.at < before.isoformat())
    return int(connection.execute(question).scalar_one())


def forget(tx: Tx, number: str) -> None:
    tx.execute(delete(t).where(t.c.number == number))
