"""What is too much of an order: surplus parcels, and what was done that cannot both be right."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import order_event as e
from app.domain import order_money
from app.domain.facts import FactType
from app.domain.fulfilment import NONE, Conflict, Fulfilment, content_of, ours
from app.domain.parcel import Parcel, ParcelState


def surplus(f: Fulfilment) -> frozenset[str]:
    """Parcels of every set of ours but one: that of which something is out or gone, else the first
    of those of which nothing was put back. And what came closed although ours have it too, as who
    took the order from its QR prepared all of it; unless that is what the customer got."""
    sets: dict[str, list[Parcel]] = {}
    for parcel in ours(f.parcels.values()):
        sets.setdefault(_set_of(parcel.id), []).append(parcel)
    if not sets:
        return frozenset()
    chosen = max(sets.values(), key=_standing)
    others = {one.id for parcels in sets.values() if parcels is not chosen for one in parcels}
    closed = [parcel for parcel in f.parcels.values() if parcel.closed]
    given = [parcel for parcel in closed if _gone(parcel)]
    if given and not any(map(_gone, chosen)) and _covers(f, given, chosen):
        return frozenset(others | {one.id for one in chosen})
    live = [one for one in chosen if one.state is not ParcelState.PUT_BACK]
    return frozenset(others | {
        one.id for one in closed if not _gone(one) and _covers(f, live, [one])
    })  # fmt: skip


def _covers(f: Fulfilment, parcels: Iterable[Parcel], others: Iterable[Parcel]) -> bool:
    """Whether of every line that is in `others` all that was ordered is in `parcels`."""
    there = dict(content_of(parcels))
    return all(
        there.get(number, NONE) >= line.quantity
        for number, _ in content_of(others)
        if (line := f.order.line(number)) is not None
    )


def _standing(parcels: Iterable[Parcel]) -> tuple[int, int]:
    """The higher, the more the order is these. Who puts a second set back may have heard of it
    first: what is left on the shelf is the order."""
    found = list(parcels)
    back = sum(one.state is ParcelState.PUT_BACK for one in found)
    return max(map(_gone, found)), -back


def _gone(parcel: Parcel) -> int:
    ranks = {ParcelState.WITH_CUSTOMER: 2, ParcelState.OUT: 1}
    return ranks.get(parcel.state, 0)


def conflicts(f: Fulfilment) -> frozenset[Conflict]:
    found = set()
    given = [name for one in f.hand_overs for name in one.said.parcels]
    if len(given) != len(set(given)) or _sets_given(f) > 1 or _closed_and_ours_given(f):
        found.add(Conflict.HANDED_OVER_TWICE)
    elif not_ordered(f):
        found.add(Conflict.HANDED_OVER_TOO_MUCH)
    had = {name for name in given if name not in f.parcels or not f.parcels[name].undelivered}
    if any(
        event.what.parcel in had
        for event in f.events
        if isinstance(event.what, e.PutBack | e.SentBack)
    ):
        found.add(Conflict.HANDED_OVER_AND_PUT_BACK)
    cancelled = FactType.ORDER_CANCELLED in f.marks
    if (f.hand_overs and cancelled) or order_money.had_and_paid_back(f):
        found.add(Conflict.HANDED_OVER_AND_CANCELLED)
    if not found and order_money.too_much(f):  # the others say why
        found.add(Conflict.REFUNDED_TOO_MUCH)
    return frozenset(found)


def _sets_given(f: Fulfilment) -> int:
    """Of how many sets of parcels somebody got something."""
    given = {name for one in f.hand_overs for name in one.said.parcels}
    return len(
        {_set_of(one.id) for one in f.parcels.values() if one.id in given and not one.closed}
    )


def _closed_and_ours_given(f: Fulfilment) -> bool:
    """Whether a customer has too much of a line because some came closed and some was picked."""
    given = [one for one in f.parcels.values() if one.state is ParcelState.WITH_CUSTOMER]
    closed = {number for one in given if one.closed for number, _ in one.content}
    picked = {number for one in given if not one.closed for number, _ in one.content}
    return any(number in closed & picked for number, _ in not_ordered(f))


def not_ordered(f: Fulfilment) -> e.Content:
    """What a customer has of each line above what is ordered of it; of what is weighed, only where
    none is ordered any more."""
    given = (one for one in f.parcels.values() if one.state is ParcelState.WITH_CUSTOMER)
    found = []
    for number, much in content_of(given):
        line = f.order.line(number)
        if line is not None and not (line.unit.measured and line.quantity):
            found.append((number, much - f.line(number).refused - line.quantity))
    return tuple((number, over) for number, over in found if over > 0)


def _set_of(parcel: str) -> str:
    """What the parcels have in common that were packed in one go."""
    return parcel.rpartition("-")[0]
