"""Parcels that a carrier brings back: nobody was there, or they would not have them.

Retail-rules 11: what is lost of a paid order is ordered back. What was packed here is opened and is
the shop's again; what came closed goes back to where it came from.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from app.domain import leaving
from app.domain import order_event as e
from app.domain.errors import NothingSent, NotSentHome, OrderElsewhere, UnknownParcel
from app.domain.fulfilment import Fulfilment
from app.domain.order import Delivery
from app.domain.order_event import Undelivered
from app.domain.parcel import Parcel, ParcelState
from app.domain.sums import summed


def sent(f: Fulfilment) -> list[Parcel]:
    """What a carrier has of it."""
    return [one for one in _ever_sent(f) if one.state is ParcelState.WITH_CUSTOMER]


def undelivered(
    f: Fulfilment, parcels: Collection[str], why: Undelivered, shop: str
) -> e.CameBack | None:
    """`parcels`: none named means all that the carrier has. None when they are back already.

    Raises NotSentHome, OrderElsewhere, NothingSent, UnknownParcel.
    """
    number = f.order.number
    if f.order.delivery is not Delivery.HOME:
        raise NotSentHome(number=number)
    if f.order.shop != shop:
        raise OrderElsewhere(number=number, shop=f.order.shop)
    ever = _ever_sent(f)
    if not ever:
        raise NothingSent(number=number)
    if unknown := set(parcels) - {one.id for one in ever}:
        raise UnknownParcel(code=min(unknown))
    back = [one for one in sent(f) if not parcels or one.id in parcels]
    if not back:
        return None
    goods = () if why is Undelivered.DAMAGED else _goods(f, back)
    return e.CameBack(tuple(one.id for one in back), why, goods)


def again(before: Fulfilment, said: e.CameBack) -> tuple[list[Parcel], dict[str, Decimal]]:
    """What of `said`, which is not in `before` yet, another device had said came back: the parcels,
    and by SKU what `said` brings on hand a second time."""
    known = (event.what for event in before.events)
    earlier = {name for one in known if isinstance(one, e.CameBack) for name in one.parcels}
    twice = [
        parcel
        for name in said.parcels
        if name in earlier and (parcel := before.parcels.get(name)) is not None
    ]
    if not twice or not said.goods:
        return twice, {}
    fresh = [one for one in sent(before) if one.id in said.parcels and one not in twice]
    right = dict(_goods(before, fresh))
    over = ((sku, much - right.get(sku, Decimal(0))) for sku, much in said.goods)
    return twice, {sku: much for sku, much in over if much > 0}


def _ever_sent(f: Fulfilment) -> list[Parcel]:
    names = {name for one in f.hand_overs if one.said.carrier for name in one.said.parcels}
    return [parcel for name, parcel in f.parcels.items() if name in names]


def _goods(f: Fulfilment, back: Collection[Parcel]) -> tuple[tuple[str, Decimal], ...]:
    """What these bring on hand, so that all of them bring what left: which parcel has what was put
    in instead of a line, nobody knows."""
    before = [one for one in _ever_sent(f) if one.undelivered]
    had = ((sku, -much) for sku, much in leaving.goods(f, before, {}))
    sums = summed((*leaving.goods(f, [*before, *back], {}), *had))
    return tuple((sku, much) for sku, much in sums.items() if much > 0)
