"""Points: what a purchase earns a known customer, and what a return takes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from app.domain.money import Money


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody known by card. Never name, phone or address: those are sealed."""

    uuid: str
    card: str
    level: str = ""
    points: int = 0
    """The balance that the shop may count on: central's baseline and our own facts since."""
    name: str = ""
    """What the cashier greets by; only on screen, never in a fact."""


@dataclass(frozen=True, slots=True)
class PointsRate:
    """Points for each euro paid; `level` and `family` "" hold for all."""

    per_euro: Decimal
    level: str = ""
    family: str = ""
    """A path; its sub-tree is meant."""


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


def kept(points: int, paid: Money, came_back: Money) -> int:
    """What is left of a document's `points` when `came_back` of `paid` was given back.

    What a return takes is the difference of two of these, so that however a ticket comes back in
    parts, the parts take what it gave, no more and no less.
    """
    if paid.cents <= 0:
        return points
    part = Fraction(max(paid.cents - came_back.cents, 0), paid.cents)
    return int(points * part)
