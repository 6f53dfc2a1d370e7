"""What somebody looks for among the documents that were issued, as typed in one field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.domain.money import Money

_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?")
_TOTAL = re.compile(r"(-?)(\d{1,3}(?:\.\d{3})+|\d{1,9})[.,](\d{2})\s*€?")
_COUNT = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of them at most; none: everything."""

    number: str = ""
    """A whole number, as on the paper."""
    count: int | None = None
    """The end of a number, of whatever series."""
    total: Money | None = None
    """Of what was sold or given back; below zero only of what was given back."""
    day: date | None = None


ALL = Wanted()


def wanted(text: str, today: date) -> Wanted:
    """What `text` asks for: `21/11` or `21-11-2026` a day, `12,50` a total, `123` the end of a
    number, anything else a whole number. A day without its year is the newest not after `today`."""
    text = text.strip()
    if not text:
        return ALL
    if found := _DAY.fullmatch(text):
        day = _day(int(found[1]), int(found[2]), found[3] or "", today)
        return Wanted(day=day) if day else Wanted(number=text)
    if found := _TOTAL.fullmatch(text):
        cents = int(found[2].replace(".", "")) * 100 + int(found[3])
        return Wanted(total=Money(-cents if found[1] else cents))
    if _COUNT.fullmatch(text):
        return Wanted(count=int(text))
    return Wanted(number=text.upper())


def _day(day: int, month: int, year: str, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this = date(today.year, month, day)
        return this if this <= today else date(today.year - 1, month, day)
    except ValueError:
        return None
