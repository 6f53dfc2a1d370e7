"""When the shop opens next: by its calendar, or with the next shift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

SHIFTS = datetime(9000, 1, 1, tzinfo=UTC)
"""No price begins that late: from here on a moment stands for the end of a shift."""
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
        for begins, ends in of_day(calendar, zone, day)
    )
    if not open_now:
        return None
    for ahead in range(9):
        for begins, _ in sorted(of_day(calendar, zone, here + timedelta(days=ahead))):
            if begins > now:
                return begins
    return None


def shift_over(shift: int) -> datetime:
    """The moment that stands for the end of the till's shift of that number, in UTC.

    Without a calendar the shop opens with a shift, and nobody knows when that will be. Another
    moment for each, so that what waited for one shift does not wait for the next one too.
    """
    return SHIFTS + timedelta(seconds=shift)


def of_day(
    calendar: Mapping[str, Any], zone: ZoneInfo, day: date
) -> Iterator[tuple[datetime, datetime]]:
    """When it opens and closes on that day, in UTC; nothing when it is closed."""
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
