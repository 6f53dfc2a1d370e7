"""Counts of one place that were closed today and wait for the other place, on this device."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.counting import Found, OpenCount, Place, Scope
from app.domain.place_count import Half, Pair, Settled, looked_at, settled
from app.services.till import Till
from app.storage import counts
from app.storage.database import Reader, Write

Covers = Callable[[Scope, str], bool]


@dataclass(frozen=True, slots=True)
class PlaceCounted:
    """A place that was counted today, and how many of its products wait for the other."""

    place: Place
    ended_at: datetime
    products: int


def halves(connection: Reader | Write, day: date) -> list[Half]:
    """Those of today, the newest first: overnight, nobody knows what was carried where."""
    return [one for one in counts.halves(connection) if one.ended_at.date() == day]


def waiting(connection: Reader, day: date) -> list[PlaceCounted]:
    """The newest of each place first; none whose products were all settled."""
    return [one for one in _alone(connection) if one.ended_at.date() == day]


def lapsed(connection: Reader | Write, day: date) -> list[PlaceCounted]:
    """Those of another day, whose products nobody counted in the other place in time."""
    return [one for one in _alone(connection) if one.ended_at.date() != day]


def _alone(connection: Reader | Write) -> list[PlaceCounted]:
    """The newest first."""
    found = (PlaceCounted(place, at, many) for _, place, at, many in counts.ended(connection))
    return sorted((one for one in found if one.products), key=lambda one: one.ended_at)[::-1]


def against(
    till: Till, connection: Reader | Write, count: OpenCount, found: Iterable[Found], has: Covers
) -> Settled:
    """What this count of one place comes to, with what waits of the other."""
    of_today = halves(connection, today(till))
    there = [one for one in of_today if one.place is not count.place]
    mine = looked_at(found, [one for one in of_today if one.place is count.place])

    def disturbed(pairs: Sequence[Pair]) -> set[str]:
        in_turn = {two.sku: sorted((one, two), key=lambda row: row.after) for one, two in pairs}
        spans = {sku: (one.after, two.after) for sku, (one, two) in in_turn.items()}
        moved = counts.moved_between(connection, till.config.installation, spans)
        found = set()
        for sku, (first, second) in in_turn.items():
            sold, others = moved.get(sku, (0, 0))
            moved_by_sales = second.expected - first.expected == sold
            if first.held != second.held or others or not moved_by_sales:
                found.add(sku)
        return found

    return settled(mine, there, has, disturbed)


def of_the_other(connection: Reader | Write, count: OpenCount, day: date) -> list[str]:
    """What was found in the other place and not in this one yet. SKUs in their order."""
    there = (one for one in halves(connection, day) if one.place is not count.place)
    mine = {one.sku for one in counts.found(connection, count.id)}
    return sorted({sku for half in there for sku in half.rows} - mine)


def keep(
    tx: Write, count: OpenCount, at: datetime, twice: Iterable[str], *, whole: bool, after: int
) -> None:
    """It is closed and waits; older ones of the same place give way, those of other days go.
    `twice`: SKUs that were counted a second time."""
    for id_, _, ended_at, _ in counts.ended(tx):
        if ended_at.date() != at.date():
            counts.end(tx, id_)
    counts.check(tx, count.id, twice)
    counts.give_way(tx, count)
    counts.wait(tx, count.id, at, whole=whole, after=after)


def today(till: Till) -> date:
    return till.now().date()
