"""Points: what a purchase earns a known customer, and what a return takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from app.domain.money import Money, total

if TYPE_CHECKING:
    from app.domain.refund import Back
    from app.domain.sale import Line

BROUGHT = "brought"
"""Why points are stated that no document gave: earned before the till joined its chain."""
_MOST = Decimal(10_000)
"""Points a euro; who says more has slipped."""


@dataclass(frozen=True, slots=True)
class PointsRate:
    """Points for each euro paid; `level` and `family` "" hold for all."""

    per_euro: Decimal
    level: str = ""
    family: str = ""
    """A path; its sub-tree is meant."""


def points_rates(setting: object) -> tuple[PointsRate, ...]:
    """The chain's setting `points`: {"rates": [{"level", "family", "per_euro"}...]}.

    `percent` says the same: points worth a cent. A rate that cannot be read gives nothing; it is
    central's to put right, and no reason not to sell.
    """
    rows = setting.get("rates") if isinstance(setting, Mapping) else None
    rates = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping) and (per_euro := _per_euro(row)) is not None:
            level, family = row.get("level", ""), row.get("family", "")
            if isinstance(level, str) and isinstance(family, str):
                rates.append(PointsRate(per_euro, level, family))
    return tuple(rates)


def _per_euro(row: Mapping[object, object]) -> Decimal | None:
    try:
        found = Decimal(str(row.get("per_euro", row.get("percent"))))
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found <= _MOST else None


def rate_for(rates: Iterable[PointsRate], level: str, family: str) -> Decimal:
    """Points a euro for a product of `family` bought at `level`; none when no rate is for it.

    The one for the level goes before the one for all, then the one of the nearest family.
    """
    fit = [rate for rate in rates if rate.level in ("", level) and _within(family, rate.family)]
    if not fit:
        return Decimal(0)
    return max(fit, key=lambda rate: (bool(rate.level), len(rate.family))).per_euro


def _within(path: str, family: str) -> bool:
    return not family or path == family or path.startswith(family + "/")


def earned(lines: Iterable[tuple[str, Money]], rates: Iterable[PointsRate], level: str) -> int:
    """Whole points for (family, amount paid) of each line; the sum is rounded down, once."""
    known = tuple(rates)
    exact = sum(
        (rate_for(known, level, family) * amount.cents for family, amount in lines), Decimal(0)
    )
    return int((exact / 100).to_integral_value(rounding=ROUND_FLOOR))


def of_points(lines: Iterable[Line]) -> Money:
    """What was paid that gives points: nothing that only goes with something else does."""
    return total(line.total for line in lines if not line.attached)


def came_of_points(lines: Iterable[Line], back: Mapping[int, Back]) -> Money:
    """The same of what came back of them."""
    giving = {line.number for line in lines if not line.attached}
    return total(came.amount for number, came in back.items() if number in giving)


def kept(points: int, paid: Money, came_back: Money) -> int:
    """What is left of a document's `points` when `came_back` of `paid` was given back.

    What a return takes is the difference of two of these, so that however a ticket comes back in
    parts, the parts take what it gave, no more and no less.
    """
    if paid.cents <= 0:
        return points
    part = Fraction(max(paid.cents - came_back.cents, 0), paid.cents)
    return int(points * part)


def taken_back(points: int, paid: Money, before: Money, now: Money) -> int:
    """What a return of `now` takes of a document's `points`, when `before` came back already."""
    return kept(points, paid, before) - kept(points, paid, before + now)
