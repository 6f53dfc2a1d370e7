"""A count of stock while it goes on: what was found of each product in which place.

What is sold meanwhile is right, because each product is taken as it was when it was found on the
floor: goods go from there. Picked goods and parcels are a place of their own, so that a count of
the floor does not find them missing (retail-rules 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.stock import Counted, CountedRow, quantity, thousandths

MOST_ROWS = 500
"""Of one fact; a longer count is stated in parts."""
TOLERANCE = Decimal(2)
"""A difference above this is counted a second time."""


class Kind(StrEnum):
    FULL = "full"
    CYCLE = "cycle"
    """A part of the range: a family, a place, what was counted longest ago, tasks."""


class Place(StrEnum):
    FLOOR = "floor"
    BACK = "back"
    PICKUP = "pickup"
    """Picked goods and parcels; added by themselves unless somebody counts them."""


class AskedBy(StrEnum):
    """Why something is to be counted."""

    SHORT = "short"
    """A picker did not find it."""
    SOLD = "sold"
    """A reserved unit was sold on the floor."""
    NEGATIVE = "negative"
    DIFFERENCE = "difference"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be counted."""

    sku: str
    why: AskedBy
    about: str
    """An order, a document; "" for nothing."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """What a count is of; nothing said: everything."""

    kind: Kind = Kind.FULL
    family: str = ""
    skus: tuple[str, ...] = ()
    blind: bool = False
    """Whoever counts does not see what should be there."""
    place: Place | None = None
    """Of one place alone (`place_count`); nobody knows how many should be there."""


@dataclass(frozen=True, slots=True)
class OpenCount:
    """A count under way."""

    id: str
    scope: Scope
    place: Place
    """Where whoever counts is now."""
    began_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a product in one place. Amounts in thousandths."""

    sku: str
    place: Place
    number: int
    expected: int
    """On hand, all over the shop, when it was last touched."""
    held: int
    """Of that, picked and packed for orders."""
    at: datetime
    after: int
    """The newest fact of the installation then."""
    checked: bool = False
    """Counted a second time."""
    who: str = ""
    known: str = ""
    """When it had been counted before, as central had told."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A product of a count, over all its places. Amounts in thousandths."""

    sku: str
    number: int
    expected: int
    at: datetime
    after: int
    checked: bool
    known: str = ""

    @property
    def difference(self) -> int:
        return self.number - self.expected


def tallies(found: Iterable[Found]) -> list[Tally]:
    """What each product comes to, in the order of the SKUs."""
    by_sku: dict[str, list[Found]] = {}
    for one in found:
        by_sku.setdefault(one.sku, []).append(one)
    return [_tally(by_sku[sku]) for sku in sorted(by_sku)]


def _tally(places: Sequence[Found]) -> Tally:
    # Goods are sold from the floor: what was there then is what the figure stands at.
    main = max(places, key=lambda one: (one.place is Place.FLOOR, one.at))
    number = sum(one.number for one in places)
    if not any(one.place is Place.PICKUP for one in places):
        number += main.held
    checked = any(one.checked for one in places)
    return Tally(main.sku, number, main.expected, main.at, main.after, checked, main.known)


def to_recount(all_: Iterable[Tally], tolerance: Decimal = TOLERANCE) -> list[Tally]:
    """Those whose difference nobody has looked at a second time."""
    most = thousandths(tolerance)
    return [one for one in all_ if abs(one.difference) > most and not one.checked]


def parts(count: str, kind: Kind, rows: Sequence[Tally], allowed_by: str = "") -> Iterator[Counted]:
    """What a closed count is stated as."""
    pages = [rows[first : first + MOST_ROWS] for first in range(0, len(rows), MOST_ROWS)]
    for part, page in enumerate(pages, 1):
        stated = tuple(
            CountedRow(
                one.sku,
                quantity(one.number),
                quantity(one.expected),
                one.at,
                one.after,
                one.known,
            )
            for one in page
        )
        yield Counted(count, kind.value, stated, part, len(pages), allowed_by)
