"""When the shop opens next, by its calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def next_opening(calendar: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> datetime | None:
    """When the shop that is open at `now` opens again, in UTC; None when it is closed now.

    `calendar`: {"mon": [["09:30", "14:00"], ["17:00", "21:00"]], ...}; a day of its own, such as
    "2026-12-25": [], goes before its weekday. What cannot be read counts as closed.
    """
    here = now.astimezone(zone).date()
    open_now = any(
        begins <= now < ends
        for day in (here - timedelta(days=1), here)
        for begins, ends in _hours(calendar, zone, day)
    )
    if not open_now:
        return None
    for ahead in range(9):
        for begins, _ in sorted(_hours(calendar, zone, here + timedelta(days=ahead))):
            if begins > now:
                return begins
    return None


def _hours(
    calendar: Mapping[str, Any], zone: ZoneInfo, day: date
) -> Iterator[tuple[datetime, datetime]]:
    hours = calendar.get(day.isoformat(), calendar.get(_DAYS[day.weekday()]))
    for one in hours if isinstance(hours, list) else ():
        try:
            begins, ends = (_at(day, zone, text) for text in one)
        except (TypeError, ValueError):
            continue
        # Past midnight, when it closes before it opens.
        yield begins, ends if ends > begins else ends + timedelta(days=1)


def _at(day: date, zone: ZoneInfo, text: str) -> datetime:
    if text == "24:00":
        day, text = day + timedelta(days=1), "00:00"
    return datetime.combine(day, time.fromisoformat(text), zone).astimezone(UTC)
