"""Goods of orders that are where they should not be: left in the shop, or given too much of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from facts import Chain, enrol, push_all

from app.domain import order_event as e
from sync.central import exceptions, order_figures
from sync.central.database import Central
from sync.central.masters import order_versions

from .masters.chains import WHO, heard
from .test_orders import PREPARED, THERE, an_order, happened, place, state_of, till

__all__ = ["till"]


def told(central: Central) -> list[object]:
    """What each word on the order says of it, oldest first."""
    return [
        value.get("left_behind", 0)
        for _, kind, _, _, value in heard(central, "store:042")
        if kind == "order" and value
    ]


def prepared(chain: Chain) -> str:
    """By who knows of nobody else; what the parcel is called."""
    for tick, what in enumerate(PREPARED, 1):
        happened(chain, tick, what)
    return f"P{chain.installation}-{len(chain.records)}-1"


def test_a_shop_hears_that_a_second_set_lies_there_until_it_is_put_back(
    central: Central, till: Chain
) -> None:
    place(central, an_order())
    tablet = Chain(enrol(central, THERE, till="04")).opened()
    happened(till, 4, e.HandedOver((prepared(till),)))
    push_all(central, till.records)
    assert state_of(central) == "handed_over" and told(central)[-1] == 0
    second = prepared(tablet)
    push_all(central, tablet.records)
    assert state_of(central) == "handed_over" and told(central)[-1] == 1
    happened(tablet, 5, e.PutBack(second))
    push_all(central, tablet.records)
    assert told(central)[-1] == 0


def test_handed_over_with_what_is_not_ordered_any_more_somebody_hears_what_it_was(
    central: Central, till: Chain
) -> None:
    order = place(central, an_order()).f.order
    less = replace(order.lines[0], quantity=Decimal(1))
    with central.write() as tx:
        order_versions.renew(tx, replace(order, version=2, lines=(less,)), WHO)
    happened(till, 4, e.HandedOver((prepared(till),)))
    push_all(central, till.records)
    with central.read() as conn:
        (raised,) = exceptions.open_ones(conn)
    assert raised.kind == "order_handed_over_too_much"
    assert raised.facts == {"order": "W-1042", "names": less.name, "amount": less.price.cents}


def test_a_shop_hears_so_of_an_order_from_before_it_was_said(central: Central, till: Chain) -> None:
    place(central, an_order())
    place(central, an_order("W-2", 1))
    parcel = prepared(till)
    happened(till, 4, e.LineRejected(1, "no hay"))
    push_all(central, till.records)
    before = told(central)
    assert parcel and before[-1] == 1
    with central.write() as tx:
        order_figures.say_left_behind(tx)
    assert told(central) == [*before, 1], "of the one that is over, and once"
