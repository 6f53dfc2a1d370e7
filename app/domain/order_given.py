"""What customers have of an order, by what was handed over and what came back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain import order_event as e
from app.domain.fulfilment import NONE, Fulfilment, HandOver, LineProgress, content_of
from app.domain.money import Money, total
from app.domain.order import OrderLine
from app.domain.parcel import Parcel, packed_by
from app.domain.sums import summed


@dataclass(frozen=True, slots=True)
class Given:
    """Of one line, what the customer has: its own product, never more than ordered, and others."""

    own: Decimal
    others: tuple[tuple[e.Substituted, Decimal], ...] = ()
    beyond: Decimal = NONE
    """Of its own product, what a second set brought beyond what was ordered: nobody paid for it."""

    def left(self, line: LineProgress) -> Given:
        """Less what came back: what nobody paid for comes back first."""
        paid_for = max(line.returned - self.beyond, NONE)
        came, others = summed(line.brought), []
        for other, much in self.others:
            less = min(came.get(other.sku, NONE), much)
            came[other.sku] = came.get(other.sku, NONE) - less
            others += [(other, much - less)] if much > less else []
        own = max(self.own - paid_for, NONE)
        return Given(own, tuple(others), max(self.beyond - line.returned, NONE))

    def worth(self, line: OrderLine) -> Money:
        """At the prices promised."""
        return line.price.times(self.own) + self.instead

    @property
    def instead(self) -> Money:
        return total(one.price.times(quantity) for one, quantity in self.others)


def given(f: Fulfilment, hand_overs: Iterable[HandOver]) -> dict[int, Given]:
    """By line, what these hand-overs brought and no carrier took back. What was not wanted is the
    line's own product."""
    said = [one.said for one in hand_overs]
    names = {name for one in said for name in one.parcels}
    refused = summed((number, much) for one in said for number, much, _ in one.refused)
    parcels = [
        parcel for name, parcel in f.parcels.items() if name in names and not parcel.undelivered
    ]
    found = {}
    for number, quantity in content_of(parcels):
        line = f.order.line(number)
        if line is not None:
            no = refused.get(number, NONE)
            had = _had(f, line, max(quantity - no, NONE))
            found[number] = replace(had, beyond=_beyond(line, parcels, had, no))
    return found


def beyond_brought(before: Fulfilment, after: Fulfilment) -> Iterator[tuple[OrderLine, Decimal]]:
    """By line, what came back between the two of what nobody had paid for."""
    was, now = given(before, before.hand_overs), given(after, after.hand_overs)
    for line in after.order.lines:
        if line.number in was and line.number in now:
            left = was[line.number].left(before.line(line.number)).beyond
            if much := left - now[line.number].left(after.line(line.number)).beyond:
                yield line, much


def _beyond(line: OrderLine, parcels: Iterable[Parcel], had: Given, refused: Decimal) -> Decimal:
    """What weighs more than was ordered is no second set."""
    sets: dict[object, Decimal] = {}
    for parcel in parcels:
        name = None if parcel.closed else packed_by(parcel.id)
        much = dict(parcel.content).get(line.number, NONE)
        sets[name] = sets.get(name, NONE) + much
    most = line.quantity
    brought = (min(one, most) if line.unit.measured else one for one in sets.values())
    instead = sum((much for _, much in had.others), NONE)
    return max(sum(brought, NONE) - refused - instead - had.own, NONE)


def _had(f: Fulfilment, line: OrderLine, left: Decimal) -> Given:
    others = []
    for other in f.line(line.number).substitutes:
        if taken := min(other.quantity, left):
            others.append((other, taken))
            left -= taken
    return Given(min(left, line.quantity), tuple(others))  # never above the estimate


def kept(f: Fulfilment, hand_overs: Iterable[HandOver]) -> Money:
    """What is had, at the prices promised."""
    had = given(f, hand_overs)
    return total(had[one.number].worth(one) for one in f.order.lines if one.number in had)
