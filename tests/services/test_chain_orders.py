"""Looking up any order of the chain: asked for with a line, honest about its age without."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders import NOON
from order_shop import a_paid_order, as_device, order_row, tell
from other_shops import of_a_chain
from shop import Shop

from app.domain.errors import NotSignedIn
from app.domain.order_event import CENTRAL, Event, Told
from app.domain.order_fold import fold
from app.services.chain_orders import Asked

HEARD = "2026-11-21T11:58:00+00:00"


@pytest.fixture
def ours(shop: Shop) -> Shop:
    as_device(shop)
    return shop.sign_in("1001")


def theirs(shop: Shop, number: str = "W-2000") -> dict[str, Any]:
    """An order of shop 043 whose customer was written to."""
    order = replace(a_paid_order(shop), number=number, shop="043", name="Lucía P.")
    told = Event(1, CENTRAL, 1, NOON + timedelta(minutes=5), "", Told("ready", "mail"))
    row = order_row(fold(order, [told]).order, [told])
    return {"number": number, "shop": "043", "name": "Torrero", "heard": HEARD, "value": row.value}


def test_another_shops_order_comes_with_what_its_customer_was_told(ours: Shop) -> None:
    central = of_a_chain(ours)
    central.says = lambda words: {"orders": [theirs(ours)]}
    looked = ours.counter.chain_orders.look_up("W-2000")
    (found,) = looked.elsewhere
    assert (looked.asked, found.name, found.order.order.shop) == (Asked.ANSWERED, "Torrero", "043")
    (said,) = found.told
    assert (said.what, said.by, said.at) == ("ready", "mail", NOON + timedelta(minutes=5))
    assert central.asked == ["W-2000"]


def test_ours_is_shown_once_whoever_else_says_it(ours: Shop) -> None:
    order = a_paid_order(ours)
    tell(ours, [order_row(order)])
    central = of_a_chain(ours)
    value = order_row(order).value
    central.says = lambda words: {
        "orders": [{"number": "W-1042", "shop": "042", "name": "X", "heard": "", "value": value}]
    }
    looked = ours.counter.chain_orders.look_up("W-1042")
    assert [f.order.number for f in looked.here] == ["W-1042"] and not looked.elsewhere


def test_without_a_line_what_was_asked_before_is_shown_with_its_age(ours: Shop) -> None:
    central = of_a_chain(ours)
    central.says = lambda words: {"orders": [theirs(ours)]}
    ours.counter.chain_orders.look_up("lucía")
    asked = ours.counter.till.now()
    ours.counter.line.hang_up()
    ours.at += timedelta(minutes=40)
    ours._set_clock()
    looked = ours.counter.chain_orders.look_up("Lucía")
    (found,) = looked.elsewhere
    assert (looked.asked, found.asked) == (Asked.UNREACHABLE, asked)
    assert ours.counter.chain_orders.look_up("W-9999").nothing


def test_what_central_says_that_is_no_order_is_left_out(ours: Shop) -> None:
    central = of_a_chain(ours)
    central.says = lambda words: {"orders": [{"number": "W-1", "value": {"order": []}}]}
    assert ours.counter.chain_orders.look_up("W-100").nothing
    assert central.asked == ["W-100"]


def test_central_is_not_asked_for_less_than_three_letters_or_digits(ours: Shop) -> None:
    central = of_a_chain(ours)
    central.says = lambda words: {"orders": [theirs(ours)]}
    for words in ("W-", "W-2", " lu ", "-----"):
        assert ours.counter.chain_orders.look_up(words).nothing
    assert central.asked == []


def test_nobody_looks_who_is_not_signed_in(shop: Shop) -> None:
    of_a_chain(shop)
    with pytest.raises(NotSignedIn):
        shop.counter.chain_orders.look_up("W-2000")
