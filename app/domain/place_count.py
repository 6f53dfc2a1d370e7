"""The count of one place alone, which settles a product only together with the other place.

Stock is not kept by place: what is found in the back room says nothing of how many there are until
the floor was counted too. So a closed count of one place waits, and a product's figure is settled
when both places were counted on one day and nothing but our own sales moved it in between; else
the place counted first is counted again. A part alone never sets a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.counting import Found, Place, Scope, Tally, tallies

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
    """Counted in both places."""
    waiting: tuple[str, ...]
    """The other place was not counted."""
    moved: tuple[str, ...]
    """It was, and the goods moved since: the other place is to be counted again."""


def settled(
    found: Iterable[Found],
    halves: Sequence[Half],
    covers: Callable[[Scope, str], bool],
    undisturbed: Callable[[Found, Found], bool],
) -> Settled:
    """`halves`: of the other place, the newest first. `covers`: whether a scope has an SKU.
    `undisturbed`: whether nothing but our sales moved a product between two of its rows."""
    rows: list[Found] = []
    waiting: list[str] = []
    moved: list[str] = []
    for mine in sorted(found, key=lambda one: one.sku):
        other = _other(mine, halves, covers)
        if other is None:
            waiting.append(mine.sku)
        elif not undisturbed(other, mine):
            moved.append(mine.sku)
        else:
            rows += (other, mine)
    return Settled(tuple(tallies(rows)), tuple(waiting), tuple(moved))


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
