"""A new version of an order: what may change, when, and that a newer one wins."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.domain import compact, order_code
from app.domain import order_event as e
from app.domain.errors import BadValue, UnknownOrder
from app.domain.fulfilment import OrderState
from app.domain.money import Money
from app.domain.order import Announced, Order
from sync.central.chain import chain_of
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.masters import order_versions, orders, shops
from sync.central.telling.contacts import Contact

from ..conftest import Clock
from ..masters.chains import WHO, heard
from ..speaking import a_shop
from ..telling.conftest import NOON, Till, an_order, place
from .test_sourcing import mailing, of, promise
from .test_waiting import channel_heard, occasions, see_to

__all__ = ["mailing"]


def renew(central: Central, order: Order) -> orders.Kept:
    with central.write() as tx:
        return order_versions.renew(tx, order, WHO, Contact(email="iker@example.es"))


def second(**values: Any) -> Order:
    return an_order(version=2, **values)


def lowered(much: int = 1) -> Order:
    order = second()
    return replace(order, lines=(replace(order.lines[0], quantity=Decimal(much)),))


def test_collectors_promise_and_less_of_a_line_are_a_new_version_that_the_shop_hears(
    central: Central, till: Till
) -> None:
    place(central, an_order())
    later = replace(lowered(), collectors=("Ana",), promised_at=NOON + timedelta(hours=5))
    kept = renew(central, later)
    assert (kept.f.order.version, kept.f.order.collectors) == (2, ("Ana",))
    assert promise(central, "042") == 9000
    said = [row[4] for row in heard(central, "store:042") if row[1] == "order"]
    assert said[-1]["order"]["version"] == 2 and said[-1]["order"]["lines"][0]["quantity"] == "1"
    assert channel_heard(central)[-1] == "changed"
    assert occasions(central) == ["confirmed", "changed:v2"]
    assert renew(central, later).said == kept.said, "asked again it is the same"


def test_the_letter_has_the_qr_of_the_new_version(central: Central, till: Till) -> None:
    place(central, an_order())
    order = renew(central, second(collectors=("Ana",))).f.order
    with central.read() as conn:
        text = orders.qr(conn, order)
        assert base64.b64decode(chain_of(conn).public_key)
    split = compact.split(order_code.PREFIX, text)
    assert split
    assert order_code.read(split[0]).version == 2
    assert order_code.read(split[0]).collectors == ("Ana",)


def test_another_version_than_the_next_is_refused_with_the_one_there_is(
    central: Central, till: Till
) -> None:
    place(central, an_order())
    renew(central, second(name="Ana"))
    for order in (second(name="Eva"), an_order(version=4), an_order(version=1, name="Eva")):
        with pytest.raises(Refusal) as refused:
            renew(central, order)
        assert (refused.value.kind, refused.value.seq) == ("changed", 2)
    with pytest.raises(UnknownOrder):
        renew(central, an_order("W-9", version=2))


@pytest.mark.parametrize("wrong", [
    {"shop": "043"}, {"channel": "app"}, {"quantity": 3}, {"lines": ()},
])  # fmt: skip
def test_an_order_does_not_grow_nor_move(
    central: Central, till: Till, wrong: dict[str, object]
) -> None:
    place(central, an_order())
    with pytest.raises(BadValue):
        renew(central, second(**wrong))


def test_nor_does_it_cost_more_or_become_nothing(central: Central, till: Till) -> None:
    place(central, an_order())
    line = an_order().lines[0]
    for other in (replace(line, price=Money(5000)), replace(line, quantity=Decimal(0))):
        with pytest.raises(BadValue):
            renew(central, second(lines=(other,)))


def test_once_somebody_prepares_it_no_line_is_lowered_but_who_collects_may_change(
    central: Central, till: Till
) -> None:
    place(central, an_order())
    till.prepares()
    with pytest.raises(Refusal) as refused:
        renew(central, lowered())
    assert refused.value.kind == "too_late"
    kept = renew(central, second(collectors=("Ana",)))
    assert kept.f.state is OrderState.READY, "what happened to it stays"


def test_of_one_that_is_over_nothing_changes(central: Central, till: Till) -> None:
    place(central, an_order())
    parcel = till.prepares()
    till.states(e.ScannedOut(parcel), e.HandedOver((parcel,)))
    with pytest.raises(Refusal) as refused:
        renew(central, second(name="Ana"))
    assert refused.value.kind == "too_late"


def test_on_another_day_the_shop_needs_room(central: Central, till: Till) -> None:
    tomorrow = NOON + timedelta(days=1)
    with central.write() as tx:
        shops.put(tx, a_shop("042", policies={"pickup_capacity": 1}), WHO)
    place(central, an_order())
    place(central, an_order("W-2", 1, promised_at=tomorrow))
    with pytest.raises(Refusal) as refused:
        renew(central, second(promised_at=tomorrow))
    assert refused.value.kind == "no_room"


def test_a_new_promise_is_what_it_is_late_by(central: Central, till: Till, clock: Clock) -> None:
    place(central, an_order())
    clock.at = NOON + timedelta(hours=4)
    see_to(central)
    assert occasions(central)[-1] == "delayed"
    renew(central, second(promised_at=NOON + timedelta(hours=9)))
    see_to(central)
    assert channel_heard(central).count("late") == 1
    clock.at = NOON + timedelta(hours=10)
    see_to(central)
    assert channel_heard(central).count("late") == 2


def test_a_parcel_that_another_shop_sends_is_announced_by_a_new_version(
    central: Central, till: Till
) -> None:
    place(central, an_order())
    box = (Announced("BOX1", ((1, Decimal(2)),), "043"),)
    renew(central, second(announced=box))
    parcels = [(row[2], row[4]) for row in heard(central, "store:042") if row[1] == "parcel"]
    assert parcels == [("BOX1", {"order": "W-1042"})]
    assert of(central).state is OrderState.IN_TRANSIT and promise(central, "042") == 10_000
