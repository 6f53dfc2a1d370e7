"""What a shop's policies say about orders that wait, and the usual where they say nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.domain.fulfilment import Fulfilment
from app.domain.order import Order
from sync.central.after import hours
from sync.central.masters.shops import ShopValue

DAYS, REMINDERS, ELSEWHERE = "pickup_days", "pickup_reminders", "pickup_elsewhere"
"""Open days that an order waits for its customer; on which days they are reminded, from 1 after
it was ready, or below zero before the end; whether other shops bring what this one cannot."""
USUAL_DAYS = 7
USUAL_REMINDERS = (1, 3, -1)
_MOST_DAYS = 365


def days(shop: ShopValue) -> int:
    said = shop.policies.get(DAYS)
    return said if type(said) is int and 0 < said <= _MOST_DAYS else USUAL_DAYS


def reminders(shop: ShopValue) -> tuple[int, ...]:
    """Without doubles, in order of their numbers; none when it says so by an empty list."""
    said = shop.policies.get(REMINDERS)
    if not isinstance(said, list):
        return USUAL_REMINDERS
    return tuple(sorted({day for day in said if type(day) is int and 0 < abs(day) <= _MOST_DAYS}))


def looks_elsewhere(shop: ShopValue) -> bool:
    return shop.policies.get(ELSEWHERE) is not False


def hold_until(shop: ShopValue, order: Order) -> datetime:
    """Until when an order is kept: what the channel said, never on a day on which the shop is
    closed; else so many open days after the promise."""
    if order.hold_until is not None:
        return hours.not_before_open(shop, order.hold_until)
    return hours.after_days(shop, order.promised_at, days(shop))


def deadline(shop: ShopValue, f: Fulfilment) -> datetime:
    """As `hold_until`; of what was ready late, no sooner than all its days after that."""
    until = hold_until(shop, f.order)
    if f.ready_at is None or f.ready_at <= f.order.promised_at:
        return until
    return max(until, hours.after_days(shop, f.ready_at, days(shop)))


def reminded_at(shop: ShopValue, f: Fulfilment, day: int) -> datetime | None:
    """When a reminder is due; None when it would come before the goods, or with them."""
    if f.ready_at is None:
        return None
    step = timedelta(days=day)
    at = f.ready_at + step if day > 0 else deadline(shop, f) + step
    return at if f.ready_at < at < deadline(shop, f) else None
