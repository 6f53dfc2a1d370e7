"""Which price of a list holds, and from when: rises wait for the next opening (retail-rules 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.mirror.rows import MOST, Change, Fields, as_moment


class Price(NamedTuple):
    """A row of `price`, of one SKU and one list; times as `rows.moment_text` has them."""

    starts: str
    ends: str
    cents: int
    held_cents: int | None = None
    held_until: str | None = None
    """From then on `held_cents` holds; with None there, nothing does."""

    @property
    def undated(self) -> bool:
        return not self.starts and not self.ends

    def holds(self, now: str) -> bool:
        return self.starts <= now and (not self.ends or now < self.ends)

    def settled(self, now: str) -> Price | None:
        """What is left of it when what was held until `now` is no longer held."""
        if self.held_until is None or now < self.held_until:
            return self
        if self.held_cents is None:
            return None
        return self._replace(cents=self.held_cents, held_cents=None, held_until=None)

    @property
    def at_last(self) -> int:
        """Its price when nothing is held any more."""
        return self.cents if self.held_cents is None else self.held_cents


def key_of(change: Change) -> tuple[str, str]:
    """(SKU, starts). Raises BadRow."""
    sku, bar, starts = change.key.rpartition("|")
    try:
        if sku and bar:
            return sku, as_moment(starts)
    except ValueError:
        pass
    raise Fields(change).bad("key")


def price_of(change: Change) -> Price | None:
    """Raises BadRow."""
    if change.value is None:
        return None
    value = Fields(change)
    cents = value.whole("cents", None)
    if cents < 0:
        raise value.bad("cents")
    return Price(key_of(change)[1], value.moment("ends"), cents)


def undated_cents(change: Change) -> int | None:
    """Of a price that holds always; None of any other, and of what cannot be read."""
    value = change.value
    if value is None or value.get("ends") or value.get("starts"):
        return None
    cents = value.get("cents")
    return cents if type(cents) is int and 0 <= cents < MOST else None


def put(
    there: Mapping[str, Price], new: Price, otherwise: int | None, now: str, opening: str | None
) -> Price:
    """`new` as it is kept: held when it would raise what customers pay now.

    `there`: what the list has for the SKU, by start, settled. `otherwise`: what they pay now when
    the list says nothing. `opening`: the next one; None while the shop is closed.
    """
    before = there.get(new.starts)
    if before is not None and before.holds(now):
        paid: int | None = before.cents
    else:
        paid = lowest((p for p in there.values() if p.starts != new.starts), now, otherwise)
    if opening is None or paid is None:
        return new
    if not new.holds(now):
        # It ends earlier than it did: to whoever pays, the same as taken away.
        return gone(there, new.starts, otherwise, now, opening) or new
    if new.cents <= paid:
        return new
    return new._replace(cents=paid, held_cents=new.cents, held_until=opening)


def gone(
    there: Mapping[str, Price], starts: str, otherwise: int | None, now: str, opening: str | None
) -> Price | None:
    """What stays of a price that is taken away: held when what is left costs more."""
    before = there.get(starts)
    if before is None or opening is None or not before.holds(now):
        return None
    others = (price for price in there.values() if price.starts != starts)
    left = lowest(others, now, otherwise)
    return _going(before, opening) if left is None or left > before.cents else None


def lowest(prices: Iterable[Price], now: str, otherwise: int | None) -> int | None:
    """The lowest of those that hold now; `otherwise` when none does."""
    return min((price.cents for price in prices if price.holds(now)), default=otherwise)


def _going(price: Price, opening: str) -> Price:
    ends = min(price.ends or opening, opening)
    return price._replace(ends=ends, held_cents=None, held_until=opening)


def stand_in(prices: Iterable[Price]) -> int | None:
    """The newest dated price, for a product that has no other."""
    newest = max(prices, key=lambda price: price.starts, default=None)
    return None if newest is None else newest.at_last
