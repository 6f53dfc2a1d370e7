"""What a carrier brings back from a home is the shop's again, and is paid back once, by whoever
took the money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from demo_chains import Chain

from app.commands.central_folder import opened
from app.domain.facts import FactType
from app.domain.fulfilment import OrderState
from app.domain.money import Money
from app.domain.order_event import Undelivered
from app.services.stock import on_hand as on_hand_of
from sync.central.masters import orders, refunds

from .test_tickets_of_orders import (
    HOME,
    at,
    central_of,
    code_of,
    in_step,
    on_hand,
    owed,
    packed,
    placed,
    said,
    shops,
    troubles,
    two_shops,
)

__all__ = ["shops", "two_shops"]
TO_TORRERO = replace(HOME, shop="043")


def sent(chain: Chain, number: str, parcels: tuple[str, ...] = ()) -> list[str]:
    """By shop 043, in one parcel, or one of a unit for each of `parcels`."""
    with at(chain, 43) as there:
        handing = there.counter.handing
        if parcels:
            work = there.counter.preparing
            work.start(number)
            for _ in parcels:
                work.pick(number, code_of(there, "CAF-001"))
            f = work.pack(number, [((1, Decimal(1)),) for _ in parcels])
            labels = [text for _, text in there.counter.order_codes.labels(f)]
        else:
            labels = [packed(there, number)]
        for label in labels:
            handing.scan_out(label)
        f = handing.to_carrier(number, "SEUR", "T1")
    in_step(chain, 43, 3)
    return [one.id for one in f.set]


def heard(chain: Chain) -> list[str]:
    """What the channel heard."""
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        return [one.kind for one in orders.heard_by(connection, "till", 0, 99)]


def refunds_of(chain: Chain, number: str) -> list[tuple[int, str]]:
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        return [(one.amount, one.state) for one in refunds.of_order(connection, number)]


def test_what_the_carrier_brings_back_is_paid_back_by_the_till_that_sold_it(shops: Chain) -> None:
    number, ticket = placed(shops, TO_TORRERO)
    sent(shops, number)
    before = on_hand(shops, "042")
    assert on_hand(shops, "043") == 0
    with at(shops, 43) as there:
        came = there.counter.handing.came_back
        assert came(number, Undelivered.ABSENT).state is OrderState.CAME_BACK
        assert came(number, Undelivered.REFUSED).state is OrderState.CAME_BACK
        (fact,) = there.facts(FactType.ORDER_CAME_BACK)
        assert fact.body["why"] == "absent" and fact.body["goods"] == [["CAF-001", "2"]]
        assert not troubles(there)
    in_step(shops, 43, 3, 43)
    assert central_of(shops, number).state is OrderState.CAME_BACK
    assert on_hand(shops, "043") == 2000
    assert refunds_of(shops, number) == [(850, refunds.ORDERED)]
    kinds = heard(shops)
    assert kinds[kinds.index("undelivered") :] == ["undelivered", "came_back", "refund"]
    with at(shops, 3) as shop:
        assert owed(shop) == [Money(850)]
        shop.refund(ticket)
        assert owed(shop) == []
    in_step(shops, 3, 43, 3)
    assert refunds_of(shops, number) == [(850, refunds.DONE)]
    assert said(shops) == [] and on_hand(shops, "042") == before
    with at(shops, 43) as there:
        assert not troubles(there)


def test_of_a_part_that_comes_back_only_its_money_goes_back(shops: Chain) -> None:
    number, ticket = placed(shops, TO_TORRERO)
    first, _ = sent(shops, number, ("one", "another"))
    with at(shops, 43) as there:
        f = there.counter.handing.came_back(number, Undelivered.WRONG_ADDRESS, [first])
        assert f.state is OrderState.HANDED_OVER
    in_step(shops, 43, 3)
    assert on_hand(shops, "043") == 1000
    assert refunds_of(shops, number) == [(425, refunds.ORDERED)]
    with at(shops, 3) as shop:
        assert owed(shop) == [Money(425)]
        shop.refund(ticket, [(1, "1")])
        assert owed(shop) == []
    in_step(shops, 3, 43)
    assert refunds_of(shops, number) == [(425, refunds.DONE)] and said(shops) == []


def test_what_two_tills_say_apart_came_back_is_on_hand_once_and_somebody_hears(
    shops: Chain,
) -> None:
    number, _ = placed(shops, HOME, heard=2)
    with at(shops, 2) as sender:
        sender.counter.handing.scan_out(packed(sender, number))
        sender.counter.handing.to_carrier(number, "SEUR", "T1")
    in_step(shops, 2, 3)
    assert on_hand(shops, "042") == 78_000
    for till in (2, 3):
        with at(shops, till) as shop:
            shop.counter.handing.came_back(number, Undelivered.ABSENT)
    in_step(shops, 2, 3, 2, 3)
    assert on_hand(shops, "042") == 80_000
    for till in (2, 3):
        with at(shops, till) as shop:
            assert on_hand_of(shop.counter.till, ["CAF-001"]) == {"CAF-001": 80_000}
    assert ("order_came_back_twice", 850) in said(shops)
    assert [row[1] for row in refunds_of(shops, number)].count(refunds.ORDERED) == 1


@pytest.mark.parametrize("first", [3, 43])
def test_whose_ticket_was_given_back_while_the_carrier_had_it_is_paid_once_and_it_is_on_hand_once(
    shops: Chain, first: int
) -> None:
    number, ticket = placed(shops, TO_TORRERO)
    sent(shops, number)
    before = on_hand(shops, "042")
    with at(shops, 3) as shop:
        shop.refund(ticket)
    with at(shops, 43) as there:
        there.counter.handing.came_back(number, Undelivered.ABSENT)
    in_step(shops, first, 3, 43, 3, 43)
    assert (on_hand(shops, "042"), on_hand(shops, "043")) == (before, 2000)
    assert refunds_of(shops, number) == [(850, refunds.DONE)]
    assert said(shops) == [("ticket_back_before_its_parcel", 850)]
    with at(shops, 3) as shop:
        assert owed(shop) == []
        assert on_hand_of(shop.counter.till, ["CAF-001"])["CAF-001"] == before
    with at(shops, 43) as there:
        assert not troubles(there)


@pytest.mark.parametrize("first", [3, 43])
def test_what_its_customer_had_and_gave_back_is_not_what_the_carrier_brings(
    shops: Chain, first: int
) -> None:
    number, ticket = placed(shops, TO_TORRERO)
    one, _ = sent(shops, number, ("one", "another"))
    before = on_hand(shops, "042")
    with at(shops, 3) as shop:
        shop.refund(ticket, [(1, "1")])
    with at(shops, 43) as there:
        there.counter.handing.came_back(number, Undelivered.ABSENT, [one])
    in_step(shops, first, 3, 43, 3)
    assert (on_hand(shops, "042"), on_hand(shops, "043")) == (before + 1000, 1000)
    assert refunds_of(shops, number) == [(425, refunds.ORDERED)]
    with at(shops, 3) as shop:
        assert owed(shop) == [Money(425)]
        shop.refund(ticket)
        assert owed(shop) == []
    in_step(shops, 3, 43)
    assert (on_hand(shops, "042"), on_hand(shops, "043")) == (before + 1000, 1000)
    assert refunds_of(shops, number) == [(425, refunds.DONE)] and said(shops) == []
