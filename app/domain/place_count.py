"""The count of one place alone, which settles a product only together with the other place.

Stock is not kept by place: what is found in the back room says nothing of how many there are until
the floor was counted too. So a closed count of one place waits, and a product's figure is settled
when both places were counted on one day and nothing but our own sales moved it in between; else
the place counted first is counted again. A part alone never sets a figure. A difference passes once
both places were counted twice, for nobody knows in which of them the slip is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from app.domain.counting import Found, Place, Scope, Tally, tallies, to_recount

GOODS = (Place.FLOOR, Place.BACK)
"""Where goods for sale are; what is picked is added by itself."""


@dataclass(frozen=True, slots=True)
class Half:
    """A closed count of one place, whose products wait for the other."""

    id: str
    scope: Scope
    place: Place
    ended_at: datetime
    whole: bool
    """Everything in scope that is there was found: what was not, is not there."""
    after: int
    """Our newest fact when it was closed."""
    rows: Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Settled:
    """What a count of one place comes to. SKUs in their order."""

    rows: tuple[Tally, ...]
    """Counted in both places; checked when it was counted twice in each of them."""
    waiting: tuple[str, ...]
    """The other place was not counted."""
    moved: tuple[str, ...]
    """It was, and the goods moved since: the other place is to be counted again."""
    checked_here: frozenset[str]
    """What was counted twice in this place."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """Differences that nobody looked at twice."""

    here: tuple[Tally, ...]
    there: tuple[str, ...]
    """SKUs that were counted twice here: the other place is to be counted again."""


Pair = tuple[Found, Found]
"""What was found of a product in the other place, and in this one."""


def looked_at(found: Iterable[Found], before: Sequence[Half]) -> list[Found]:
    """`before`: earlier counts of the same place, the newest first. What they found as many of was
    counted twice by that."""
    then: dict[str, int] = {}
    for half in before:
        for sku, one in half.rows.items():
            then.setdefault(sku, one.number)
    return [replace(one, checked=True) if then.get(one.sku) == one.number else one for one in found]


def doubted(known: Settled, tolerance: Decimal) -> Doubted:
    both = to_recount(known.rows, tolerance)
    there = tuple(one.sku for one in both if one.sku in known.checked_here)
    return Doubted(tuple(one for one in both if one.sku not in known.checked_here), there)


def settled(
    found: Iterable[Found],
    halves: Sequence[Half],
    covers: Callable[[Scope, str], bool],
    disturbed: Callable[[Sequence[Pair]], Collection[str]],
) -> Settled:
    """`halves`: of the other place, the newest first. `covers`: whether a scope has an SKU.
    `disturbed`: what was moved between its two rows, other than by our sales."""
    waiting: list[str] = []
    pairs: list[Pair] = []
    all_ = sorted(found, key=lambda one: one.sku)
    for mine in all_:
        other = _other(mine, halves, covers)
        if other is None:
            waiting.append(mine.sku)
        else:
            pairs.append((other, mine))
    gone = disturbed(pairs)
    still = [pair for pair in pairs if pair[1].sku not in gone]
    twice = {mine.sku: other.checked and mine.checked for other, mine in still}
    rows = tallies(row for pair in still for row in pair)
    return Settled(
        tuple(
            one if one.checked == twice[one.sku] else replace(one, checked=twice[one.sku])
            for one in rows
        ),
        tuple(waiting),
        tuple(mine.sku for _, mine in pairs if mine.sku in gone),
        frozenset(mine.sku for mine in all_ if mine.checked),
    )


def _other(
    mine: Found, halves: Sequence[Half], covers: Callable[[Scope, str], bool]
) -> Found | None:
    """What the other place had of it: by the newest of its counts that speaks of it."""
    for half in halves:
        if mine.sku in half.rows:
            return half.rows[mine.sku]
        if half.whole and covers(half.scope, mine.sku):
            # Nobody found it, nor did the books have any: they had, it would have its row.
            return replace(
                mine, place=half.place, number=0, expected=0, at=half.ended_at, after=half.after
            )
    return None
