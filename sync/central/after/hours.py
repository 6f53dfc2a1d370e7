"""A shop's calendar, in days and closings: what a customer's days are counted by.

A shop without a calendar is open every day until midnight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.mirror.hours import of_day
from sync.central.masters.shops import ShopValue

_FURTHEST = 60
"""Days in a row that a shop may be closed before its calendar counts no more."""


def zone_of(shop: ShopValue) -> ZoneInfo:
    return ZoneInfo(shop.timezone)


def is_open(shop: ShopValue, day: date) -> bool:
    """Whether anybody can collect on that day."""
    return not shop.calendar or any(True for _ in of_day(shop.calendar, zone_of(shop), day))


def opens_after(shop: ShopValue, at: datetime) -> datetime | None:
    """When the shop opens after `at`, in UTC, if it is closed then; None when it is open, closes at
    that very moment, or nobody knows."""
    if not shop.calendar:
        return None
    zone = zone_of(shop)
    first = at.astimezone(zone).date() - timedelta(days=1)
    for ahead in range(_FURTHEST):
        for begins, ends in sorted(of_day(shop.calendar, zone, first + timedelta(days=ahead))):
            if begins <= at <= ends:
                return None
            if begins > at:
                return begins
    return None


def closing_of(shop: ShopValue, day: date) -> datetime:
    """When that day is over for the customers, in UTC: the last closing, or midnight."""
    zone = zone_of(shop)
    ends = [end for _, end in of_day(shop.calendar, zone, day)]
    midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return max(ends, default=midnight)


def next_closing(shop: ShopValue, at: datetime) -> datetime:
    """The first closing after `at`; a pause at noon is none."""
    day = at.astimezone(zone_of(shop)).date() - timedelta(days=1)
    for _ in range(_FURTHEST):
        if is_open(shop, day) and closing_of(shop, day) > at:
            return closing_of(shop, day)
        day += timedelta(days=1)
    return closing_of(shop, day)


def after_days(shop: ShopValue, start: datetime, days: int) -> datetime:
    """The closing of the day that is so many open days after the day of `start`."""
    day = start.astimezone(zone_of(shop)).date()
    closed = 0
    while days > 0 and closed < _FURTHEST:
        day += timedelta(days=1)
        if is_open(shop, day):
            days, closed = days - 1, 0
        else:
            closed += 1
    return closing_of(shop, day)


def not_before_open(shop: ShopValue, at: datetime) -> datetime:
    """`at`, when the shop is open that day; else the closing of the next day that it is."""
    day = at.astimezone(zone_of(shop)).date()
    if is_open(shop, day):
        return at
    return next_closing(shop, at)
