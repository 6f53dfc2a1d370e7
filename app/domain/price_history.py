"""What is struck through beside a price: the lowest of 30 days before it (Ley 7/1996 art. 20)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from app.domain.money import Money
from app.domain.pricelist import ListPrice, best

DAYS = timedelta(days=30)
KEPT = timedelta(days=90)
"""How far back a price's beginning is looked for, its 30 days before it included."""


@dataclass(frozen=True, slots=True)
class Said:
    """A price, and when it was said: from `since` on, up to `until`; None: as far as is known."""

    price: ListPrice
    since: datetime | None = None
    until: datetime | None = None

    def stood(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


def struck_through(said: Sequence[Said], at: datetime) -> Money | None:
    """The lowest price that anybody paid in the 30 days before today's began, when that is above
    it; None when it is not, or when nobody could buy it then."""
    now = _paid(said, at)
    if now is None:
        return None
    moments = sorted(moment for moment in _moments(said) if at - KEPT < moment <= at)
    steps = [(moment, _paid(said, moment)) for moment in [at - KEPT, *moments]]
    began = at - KEPT
    for moment, price in reversed(steps):
        if price != now:
            break
        began = moment
    before = _lowest(steps, began)
    return before if before is not None and before > now else None


def _lowest(steps: Iterable[tuple[datetime, Money | None]], began: datetime) -> Money | None:
    """Of what was paid in the 30 days before `began`; each step lasts up to the next."""
    before = [*(step for step in steps if step[0] < began), (began, None)]
    found = [
        price
        for (_, price), (end, _) in pairwise(before)
        if price is not None and end > began - DAYS
    ]
    return min(found, default=None)


def _paid(said: Iterable[Said], at: datetime) -> Money | None:
    held = best((one.price for one in said if one.stood(at)), at)
    return held.price if held else None


def _moments(said: Iterable[Said]) -> Iterable[datetime]:
    for one in said:
        for moment in (one.since, one.until, one.price.starts, one.price.ends, one.price.rises_at):
            if moment is not None:
                yield moment
