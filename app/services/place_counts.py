"""Counts of one place that were closed today and wait for the other place, on this device."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.counting import Found, OpenCount, Place, Scope
from app.domain.place_count import Half, Settled, settled
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
    return [
        PlaceCounted(one.place, one.ended_at, len(one.rows))
        for one in halves(connection, day)
        if one.rows
    ]


def against(
    till: Till, connection: Reader | Write, count: OpenCount, found: Iterable[Found], has: Covers
) -> Settled:
    """What this count of one place comes to, with what waits of the other."""
    there = [one for one in halves(connection, today(till)) if one.place is not count.place]

    def undisturbed(one: Found, two: Found) -> bool:
        first, second = sorted((one, two), key=lambda row: row.after)
        own = till.config.installation
        sold, others = counts.moved_between(connection, own, two.sku, first.after, second.after)
        same = first.held == second.held
        return same and not others and second.expected - first.expected == sold

    return settled(found, there, has, undisturbed)


def of_the_other(connection: Reader | Write, count: OpenCount, day: date) -> list[str]:
    """What was found in the other place and not in this one yet. SKUs in their order."""
    there = (one for one in halves(connection, day) if one.place is not count.place)
    mine = {one.sku for one in counts.found(connection, count.id)}
    return sorted({sku for half in there for sku in half.rows} - mine)


def keep(tx: Write, count: OpenCount, at: datetime, *, whole: bool, after: int) -> None:
    """It is closed and waits; older ones of the same place give way, those of other days go."""
    for one in counts.halves(tx):
        if one.ended_at.date() != at.date():
            counts.end(tx, one.id)
    for sku in {row.sku for row in counts.found(tx, count.id)}:
        counts.forget(tx, sku, but=count.id, place=count.place)
    counts.wait(tx, count.id, at, whole=whole, after=after)


def forget(tx: Write, skus: Iterable[str]) -> None:
    """They were settled."""
    for sku in skus:
        counts.forget(tx, sku)


def today(till: Till) -> date:
    return till.now().date()
