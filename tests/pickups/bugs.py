"""Bugs to plant, one function each: a machine that finds none of these has no teeth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from simulation.planting import Planted, planting

from app.domain import collecting, fulfilment, leaving, order_conflicts, order_fold, order_money
from app.domain.collecting import Refused
from app.domain.fulfilment import Fulfilment
from app.domain.order_event import Event, HandedOver
from app.domain.parcel import Parcel, ParcelState
from app.services import folded
from sync.central.database import Tx
from sync.central.masters import orders as at_central
from sync.central.projections import counts


def second_hand_over_unsaid() -> Planted:
    """Nobody hears that an order was handed over twice."""
    return order_conflicts, "conflicts", lambda f: frozenset()


def more_than_ordered_unsaid() -> Planted:
    """Nobody hears that a customer has what a later version of the order does not want."""
    return order_conflicts, "not_ordered", lambda f: ()


def basket_forgotten() -> Planted:
    """An order is ready with its closed boxes, whatever lies in a basket."""
    return fulfilment.Fulfilment, "_all_in_parcels", lambda self: True


def part_is_all() -> Planted:
    """Whoever got a part of an order got it."""
    return fulfilment.Fulfilment, "_owed", lambda self, number: False


def refused_goods_leave() -> Planted:
    """What the customer did not want leaves the on-hand all the same."""
    real = leaving.goods

    def goods(f: Fulfilment, parcels: list[Parcel], refused: Refused) -> Any:
        return real(f, parcels, {})

    return leaving, "goods", goods


def ended_parcels_move() -> Planted:
    """What a customer has may be on a shelf."""
    return order_fold, "ENDED", frozenset()


def left_overs_unlisted() -> Planted:
    """What is too much waits for somebody to remember it."""
    return folded, "left_over", lambda f: False


def events_once_a_batch() -> Planted:
    """Of what central hears of an order at once it keeps the last."""
    real = at_central.brought

    def brought(
        tx: Tx, rows: Mapping[str, at_central.Kept], events: Mapping[str, Iterable[Event]]
    ) -> list[at_central.Kept]:
        return real(tx, rows, {number: list(news)[-1:] for number, news in events.items()})

    return at_central, "brought", brought


def handed_over_blind() -> Planted:
    """A hand-over takes all parcels, scanned out or not."""
    real = collecting.hand_over

    def hand_over(f: Fulfilment, *values: Any, **named: Any) -> HandedOver:
        out = {
            one.id: replace(one, state=ParcelState.OUT if one.here else one.state)
            for one in f.parcels.values()
        }
        return real(replace(f, parcels=out), *values, **named)

    return collecting, "hand_over", hand_over


def given_back_twice() -> Planted:
    """Whatever tills order back goes back, however many of them did."""
    return order_money, "just", lambda f, said: True


def counts_change_nothing() -> Planted:
    """What somebody counted is kept, and the stock stays what it was."""
    return counts, "write", lambda tx, work: []


BUGS: dict[str, Callable[[], Planted]] = {
    bug.__name__: bug
    for bug in (
        second_hand_over_unsaid,
        more_than_ordered_unsaid,
        basket_forgotten,
        part_is_all,
        refused_goods_leave,
        ended_parcels_move,
        left_overs_unlisted,
        events_once_a_batch,
        handed_over_blind,
        given_back_twice,
        counts_change_nothing,
    )
}
planted = partial(planting, BUGS)
"""Have the bug of that name for a while; "" for none."""
