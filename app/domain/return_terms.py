"""Until when the shop takes goods back: a number of days, more of them around Christmas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

GUARANTEE = 3
"""Years in which what is faulty comes back, whatever the shop's own limit (RDL 1/2007 art. 120)."""
_MOST = 3_660


@dataclass(frozen=True, slots=True)
class Season:
    """What is sold from one day of the year to another comes back until a third: (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]
    until: tuple[int, int]

    def extends(self, sold: date) -> date | None:
        """Until when, of what was sold that day; None when it is no such day."""
        first, last = _in(sold.year, self.first), _in(sold.year, self.last)
        if first > last:  # over New Year
            last = _in(sold.year + 1, self.last) if sold >= first else last
            first = first if sold >= first else _in(sold.year - 1, self.first)
        if not first <= sold <= last:
            return None
        until = _in(last.year, self.until)
        return until if until >= last else _in(last.year + 1, self.until)


@dataclass(frozen=True, slots=True)
class ReturnTerms:
    days: int = 0
    """0: without a limit."""
    seasons: tuple[Season, ...] = ()
    text: tuple[str, str] = ("", "")
    """Spanish and English, to read aloud."""

    def last_day(self, sold: date) -> date | None:
        """On which what was sold that day may still come back; None: any."""
        if not self.days:
            return None
        longer = [until for one in self.seasons if (until := one.extends(sold))]
        return max([sold + timedelta(days=self.days), *longer])


ANY_TIME = ReturnTerms()


def guaranteed(sold: date) -> date:
    """The last day of the legal guarantee."""
    return _in(sold.year + GUARANTEE, (sold.month, sold.day))


def return_terms(policy: object) -> ReturnTerms:
    """The shop's policy `returns`: {"days": 30, "seasons": [{"from": "11-15", "to": "12-31",
    "until": "01-31"}...], "text": {"es", "en"}}. What cannot be read limits nothing: it is
    central's to put right, and no reason to send a customer away."""
    if not isinstance(policy, Mapping):
        return ANY_TIME
    days = policy.get("days")
    if type(days) is not int or not 0 < days <= _MOST:
        return ANY_TIME
    rows = policy.get("seasons")
    seasons = [_season(row) for row in rows] if isinstance(rows, list) else []
    text = policy.get("text")
    words = text if isinstance(text, Mapping) else {}
    spanish = str(words.get("es", ""))
    said = (spanish, str(words.get("en", "")) or spanish)
    return ReturnTerms(days, tuple(one for one in seasons if one), said)


def _season(row: object) -> Season | None:
    if not isinstance(row, Mapping):
        return None
    try:
        first, last, until = (_month_day(row[name]) for name in ("from", "to", "until"))
    except (KeyError, ValueError):
        return None
    return Season(first, last, until)


def _month_day(text: object) -> tuple[int, int]:
    found = date.fromisoformat(f"2024-{text}")
    return found.month, found.day


def _in(year: int, day: tuple[int, int]) -> date:
    """29 February is the 28th in most years."""
    try:
        return date(year, *day)
    except ValueError:
        return date(year, 2, 28)
