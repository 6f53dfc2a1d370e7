"""Tickets that paid for an order come back in a shop that neither sold nor prepares it.

What lies on its counter is its stock, once; what nobody had is nobody's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from demo_chains import Chain
from msgspec import structs
from shop import Shop
from waiting import until

from app.commands.central_folder import opened
from app.commands.enrol import join
from app.domain.errors import ShopAskedToStop, ShopHasOrder, ShopsUnreachable
from app.domain.facts import FactType
from app.domain.fulfilment import OrderState
from app.domain.money import Money
from app.services.stock import on_hand as on_hand_of
from sync.central import enrolment
from sync.central.after.looking import Looking
from sync.central.masters import shops as masters
from sync.central.masters import stock

from .test_endless_aisle import ordered, two_shops
from .test_tickets_of_orders import (
    at,
    central_of,
    collected,
    in_step,
    on_hand,
    owed,
    packed,
    placed,
    said,
    shops,
    troubles,
)

__all__ = ["shops", "two_shops"]


@pytest.fixture
def three(shops: Chain) -> Chain:
    """With a till in a third shop, numbered 44, that has one coffee."""
    place = shops.folder / "t44"
    shops.tills[44] = place
    with shops.serving() as serving, opened(str(shops.folder / "central"), None) as central:
        with central.write() as tx:
            there = masters.get(tx.connection, "043")
            assert there
            masters.put(tx, structs.replace(there, code="044", name="Puerto"), "office")
            code = enrolment.make_code(tx, "044", "01", "office").code
            stock.count(tx, "044", {"CAF-001": 1_000}, "office")
        join(serving.url, code, place, demo=True)
    in_step(shops, 44)
    return shops


@contextmanager
def asking(chain: Chain, ticket: str) -> Iterator[Shop]:
    """The till of the third shop with the line up, once central has told it of that ticket."""

    def heard(shop: Shop) -> bool:
        try:
            shop.counter.enquiries.look_up(ticket)
        except ShopsUnreachable:
            return False
        return True

    with chain.serving(), at(chain, 44) as shop:
        if shop.counter.drawer.current() is None:
            shop.open_shift("100")
        shop.counter.line.take_up()
        until(lambda: heard(shop))
        yield shop


def here(shop: Shop) -> int:
    """Thousandths of coffee that the till believes its shop to have."""
    return on_hand_of(shop.counter.till, ["CAF-001"])["CAF-001"]


def stocks(chain: Chain) -> tuple[int, int, int]:
    """Thousandths of coffee where it was sold, where it was prepared, and in the third shop."""
    return on_hand(chain, "042"), on_hand(chain, "043"), on_hand(chain, "044")


def test_what_nobody_had_is_paid_back_anywhere_and_nothing_came_in(three: Chain) -> None:
    number, ticket = placed(three)
    with asking(three, ticket) as shop:
        shop.refund(ticket)
        assert len(shop.facts(FactType.ORDER_GIVEN_UP)) == 1
        assert here(shop) == 1_000
    in_step(three, 44, 43, 3)
    with at(three, 3) as shop:
        assert not owed(shop)
    assert central_of(three, number).state is OrderState.CANCELLED
    assert (stocks(three), said(three)) == ((80_000, 2_000, 1_000), [])


def test_a_part_of_what_nobody_had_is_paid_back_and_the_rest_goes_on(three: Chain) -> None:
    number, ticket = placed(three)
    with asking(three, ticket) as shop:
        shop.refund(ticket, [(1, "1")])
    in_step(three, 44, 43)
    with at(three, 43) as there:
        collected(there, number, packed(there, number, 1))
    in_step(three, 43, 3)
    with at(three, 3) as shop:
        assert not owed(shop)
    assert (stocks(three), said(three)) == ((80_000, 1_000, 1_000), [])


def test_what_was_collected_elsewhere_and_comes_back_is_the_stock_of_who_takes_it(
    three: Chain,
) -> None:
    number, ticket = placed(three)
    with at(three, 43) as there:
        collected(there, number, packed(there, number))
    in_step(three, 43)
    with asking(three, ticket) as shop:
        shop.refund(ticket, [(1, "1")])
        assert here(shop) == 2_000
        assert not shop.facts(FactType.ORDER_REPAID)
    in_step(three, 44, 43, 3)
    with at(three, 3) as shop:
        assert not owed(shop)
    assert central_of(three, number).state is OrderState.HANDED_OVER
    assert (stocks(three), said(three)) == ((80_000, 0, 2_000), [])


def test_of_what_was_collected_in_part_only_that_part_came_in(three: Chain) -> None:
    number, ticket = placed(three)
    with at(three, 43) as there:
        collected(there, number, packed(there, number, 1, short=1))
    in_step(three, 43)
    with asking(three, ticket) as shop:
        shop.refund(ticket)
        assert here(shop) == 2_000
    in_step(three, 44, 43, 3)
    with at(three, 3) as shop:
        assert not owed(shop)
    assert (stocks(three), said(three)) == ((80_000, 1_000, 2_000), [])


def test_while_its_shop_has_it_in_hand_its_money_waits_in_every_shop(three: Chain) -> None:
    number, ticket = placed(three)
    with at(three, 43) as there:
        label = packed(there, number)
    in_step(three, 43)
    with asking(three, ticket) as shop:
        with pytest.raises(ShopHasOrder):
            shop.refund(ticket, [(1, "1")])
        with pytest.raises(ShopAskedToStop):
            shop.refund(ticket)
    in_step(three, 44, 43)
    with at(three, 43) as there:
        assert len(troubles(there)) == 1
        there.counter.handing.agree(number)
        there.counter.handing.put_back(label)
    in_step(three, 43)
    with asking(three, ticket) as shop:
        assert shop.refund(ticket).total == Money(-850)  # type: ignore[union-attr]
    in_step(three, 44, 3)
    with at(three, 3) as shop:
        assert not owed(shop)
    assert (stocks(three), said(three)) == ((80_000, 2_000, 1_000), [])


def test_what_central_refused_is_paid_back_anywhere_and_nothing_came_in(three: Chain) -> None:
    with three.till(3) as shop:
        ticket = ordered(shop, "5").document
    in_step(three, 3)
    with asking(three, ticket) as shop:
        shop.refund(ticket)
        assert here(shop) == 1_000
    in_step(three, 44, 3)
    assert stocks(three) == (80_000, 2_000, 1_000)


def test_what_another_shop_brings_is_not_owed_and_paid_back_it_is_brought_no_more(
    three: Chain,
) -> None:
    with three.till(3) as shop:
        one = ordered(shop, "1")
    in_step(three, 3, 3, 43, 2)
    with at(three, 43) as there:
        there.counter.preparing.reject(one.number, 1, "broken")
    in_step(three, 43)
    with opened(str(three.folder / "central"), None) as central:
        assert Looking(central).step()
    assert central_of(three, f"{one.number}-2").state is OrderState.NEW
    in_step(three, 3)
    with at(three, 3) as shop:
        assert not owed(shop), "another shop brings it"
        shop.refund(one.document)
    in_step(three, 3)
    assert central_of(three, f"{one.number}-2").state is OrderState.CANCELLED
    assert not said(three)


@pytest.mark.parametrize("till", [3, 2])
def test_what_another_shop_was_to_bring_and_nobody_had_is_not_taken_in(
    three: Chain, till: int
) -> None:
    with three.till(3) as shop:
        one = ordered(shop, "1")
    in_step(three, 3, 3, 43, 2)
    with at(three, 43) as there:
        there.counter.preparing.reject(one.number, 1, "broken")
    in_step(three, 43)
    with opened(str(three.folder / "central"), None) as central:
        assert Looking(central).step()
    in_step(three, 3, 2)
    before = on_hand(three, "042")
    with at(three, till, "" if till == 3 else "100") as shop:
        shop.refund(one.document)
    in_step(three, till, 3)
    assert central_of(three, f"{one.number}-2").state is OrderState.CANCELLED
    assert on_hand(three, "042") == before and not said(three)
