"""What single cells of a row mean, and where in it they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from app.domain.money import half_up
from app.importing.numbers import number
from app.importing.report import LeftOut, Reason
from app.mirror.words import fold

_ISO = r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"
_SPANISH = r"(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4})"
_CLOCK = r"(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_MOMENT = re.compile(rf"(?:{_ISO}|{_SPANISH})(?:[T ]{_CLOCK}{_ZONE})?", re.ASCII)
_YES = frozenset({"1", "s", "si", "x", "y", "yes", "true", "verdadero", "v"})
_NO = frozenset({"0", "n", "no", "false", "falso", "f"})


HIGHEST = 10_000_000_00
"""Cents."""


class Cells:
    """The cells of a row by the fields that they are of."""

    def __init__(
        self, places: Mapping[str, tuple[int, ...]], defaults: Mapping[str, str], mark: str
    ) -> None:
        """`mark`: the decimal mark of the file's numbers."""
        self.places = places
        self.defaults = defaults
        self.mark = mark
        self._single = {field: found[0] for field, found in places.items() if len(found) == 1}

    def says(self, field: str) -> bool:
        """Whether the file, or the user, says anything of the field."""
        return field in self.places or field in self.defaults

    def text(self, cells: Sequence[str], field: str) -> str:
        """The first that is not empty; else the default."""
        if (single := self._single.get(field)) is not None:  # nearly all, spared the loop
            cell = cells[single].strip() if single < len(cells) else ""
            return cell or self.defaults.get(field, "")
        for place in self.places.get(field, ()):
            if place < len(cells) and (cell := cells[place].strip()):
                return cell
        return self.defaults.get(field, "")

    def reader(self, field: str) -> Callable[[Sequence[str]], str]:
        """`text` of one field, for files of millions of rows."""
        default = self.defaults.get(field, "")
        if field not in self.places:
            return lambda cells: default
        if (single := self._single.get(field)) is None:
            return lambda cells: self.text(cells, field)
        return lambda cells: (cells[single].strip() if single < len(cells) else "") or default

    def or_else(self, cells: Sequence[str], field: str, otherwise: str) -> str:
        """As `text`; `otherwise` when the file has no such field."""
        return self.text(cells, field) if self.says(field) else otherwise

    def flag(self, cells: Sequence[str], field: str) -> bool:
        """Raises LeftOut for what is neither yes, no nor nothing."""
        text = self.text(cells, field)
        answer = flag(text) if text else False
        if answer is None:
            raise LeftOut(Reason.BAD_VALUE, f"{field}: {text}")
        return answer

    def cents(self, text: str) -> tuple[int | None, bool]:
        """A price in cents, and whether it was rounded; None for what is none."""
        value = number(text, self.mark)
        if value is None or value < 0 or value * 100 > HIGHEST:
            return None, False
        hundredfold = value.scaleb(2)
        cents = int(hundredfold)
        return (cents, False) if cents == hundredfold else (half_up(hundredfold), True)


def thousandths(text: str, mark: str) -> int | None:
    """A quantity to the thousandth; None for what is none."""
    value = number(text, mark)
    if value is None or abs(value) > Decimal(10**9):
        return None
    return half_up(value * 1000)


def flag(text: str) -> bool | None:
    """`sí`, `x`, `1`, `true` and their contraries; None for anything else."""
    word = fold(text).strip()
    if word in _YES:
        return True
    return False if word in _NO else None


def day_of(text: str) -> str | None:
    """`2026-12-01`, `1/12/2026`: as an ISO day."""
    match = _MOMENT.fullmatch(text)
    day = _day(match) if match and match["H"] is None else None
    return None if day is None else day.isoformat()


def moment(at: datetime) -> str:
    """A moment as prices hold it: in UTC, to the second, so that texts compare as times do."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def moment_of(text: str, zone: ZoneInfo, *, end: bool = False) -> str | None:
    """A day or a time, by the clock of `zone` when it names none, as prices hold it.

    `end`: the day is inside, as people mean "until the 15th", so what ends ends after it.
    """
    match = _MOMENT.fullmatch(text)
    day = _day(match) if match else None
    if match is None or day is None:
        return None
    if match["H"] is None:
        return moment(datetime.combine(day + timedelta(days=int(end)), time(), zone))
    try:
        clock = time(int(match["H"]), int(match["M"]), int(match["S"] or 0))
        if match["zone"] is None:
            return moment(datetime.combine(day, clock, zone))
        offset = datetime.strptime(match["zone"].replace("Z", "+0000"), "%z").tzinfo
        return moment(datetime.combine(day, clock, offset))
    except (ValueError, OverflowError):
        return None


def time_of(text: str, zone: ZoneInfo) -> datetime | None:
    """As `moment_of`, for a time that is not of a price."""
    found = moment_of(text, zone)
    return None if found is None else datetime.fromisoformat(found).astimezone(UTC)


def _day(match: re.Match[str]) -> date | None:
    year, month, day = (match[name] or match[name + "2"] for name in "ymd")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
