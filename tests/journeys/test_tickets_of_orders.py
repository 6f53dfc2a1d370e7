"""Money of orders that were paid at a till, given back by their tickets: once, and every shop
hears."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from demo_chains import Chain
from shop import Shop

from app.commands.central_folder import opened
from app.commands.enrol import join
from app.domain.collecting import Collector
from app.domain.errors import OrderOver, OrderPaidBack, ShopAskedToStop, ShopHasOrder, TooMuchPacked
from app.domain.facts import FactType
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.money import Money
from app.domain.order import Delivery
from app.domain.order_event import Settled, Shown
from app.domain.placing import Outcome
from app.domain.sale import Ordering
from app.services.attention import OrderNotHad
from app.services.order_matters import OrderMatter, Trouble
from sync.central import enrolment, refunding
from sync.central.masters import orders, refunds, stock

from .test_endless_aisle import FOR, ordered, two_shops

__all__ = ["two_shops"]
HOME = Ordering("042", "", "Iker Sanz", "600 123 678", address="Avenida 9", delivery=Delivery.HOME)


@pytest.fixture
def shops(two_shops: Chain) -> Chain:
    """With a till in shop 043, numbered 43."""
    place = two_shops.folder / "t43"
    two_shops.tills[43] = place
    with two_shops.serving() as serving, opened(str(two_shops.folder / "central"), None) as central:
        with central.write() as tx:
            code = enrolment.make_code(tx, "043", "01", "office").code
            stock.count(tx, "043", {"CAF-001": 2_000, "CAM-LIN-M": 2_000}, "office")
            stock.count(tx, "042", {"CAF-001": 80_000, "CAM-LIN-M": 8_000}, "office")
        join(serving.url, code, place, demo=True)
    return two_shops


@contextmanager
def at(chain: Chain, till: int, money: str = "") -> Iterator[Shop]:
    with chain.till(till) as shop:
        shop.sign_in("9001")
        if money:
            shop.open_shift(money)
        yield shop
        assert shop.adds_up()


def in_step(chain: Chain, *tills: int) -> None:
    for till in tills:
        chain.in_step(till)


def placed(chain: Chain, of: Ordering = FOR, heard: int = 43) -> tuple[str, str]:
    """Two coffees paid at till 3, known to all; the numbers of order and ticket."""
    with chain.till(3) as shop:
        one = ordered(shop, "2", of)
    in_step(chain, 3, 3, heard, 2)
    return one.number, one.document


def code_of(shop: Shop, sku: str) -> str:
    product = shop.counter.till.catalog.by_sku(sku)
    assert product is not None
    return product.codes[0]


def packed(shop: Shop, number: str, found: int = 2, short: int = 0) -> str:
    """The label of its parcel."""
    work = shop.counter.preparing
    work.start(number)
    for _ in range(found):
        work.pick(number, code_of(shop, "CAF-001"))
    if short:
        work.short(number, 1, Decimal(short), Settled.MONEY)
    ((_, text),) = shop.counter.order_codes.labels(work.pack(number))
    return text


def collected(shop: Shop, number: str, label: str) -> Fulfilment:
    shop.counter.handing.scan_out(label)
    return shop.counter.handing.hand_over(number, Collector(Shown.CODE))


def central_of(chain: Chain, number: str) -> Fulfilment:
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        return orders.look_up(connection, number)


def said(chain: Chain) -> list[tuple[str, int]]:
    """The exceptions at central: (kind, cents)."""
    answer: Any = chain.central("exceptions")
    found = answer["exceptions"]
    return [(one["kind"], one["facts"]["amount"]) for one in found]


def on_hand(chain: Chain, shop: str, sku: str = "CAF-001") -> int:
    """In thousandths."""
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        query = "SELECT on_hand FROM stock WHERE shop = ? AND sku = ?"
        return int(connection.exec_driver_sql(query, (shop, sku)).scalar_one())


def troubles(shop: Shop) -> list[tuple[Trouble, Money]]:
    found = shop.counter.attention.matters()
    return [(one.trouble, one.amount) for one in found if isinstance(one, OrderMatter)]


def owed(shop: Shop) -> list[Money]:
    found = shop.counter.attention.matters()
    return [one.placed.to_repay for one in found if isinstance(one, OrderNotHad)]


def test_while_a_shop_has_the_order_ready_its_ticket_waits_until_that_shop_has_stopped(
    shops: Chain,
) -> None:
    number, ticket = placed(shops)
    with at(shops, 43) as there:
        label = packed(there, number)
        assert there.counter.handing.shelve(label, "A1").state is OrderState.READY
    in_step(shops, 43, 3, 2)
    for till, money in ((3, ""), (2, "100")):
        with at(shops, till, money) as shop:
            with pytest.raises(ShopHasOrder):
                shop.refund(ticket, [(1, "1")])
            assert not shop.facts(FactType.ORDER_GIVEN_UP)
            with pytest.raises(ShopAskedToStop):
                shop.refund(ticket)
    in_step(shops, 3, 2, 43)
    with at(shops, 43) as there:
        assert (Trouble.CANCEL_ASKED, Money(850)) in troubles(there)
        there.counter.handing.agree(number)
        with pytest.raises(OrderOver):
            there.counter.handing.scan_out(label)
        there.counter.handing.put_back(label)
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert owed(shop) == [Money(850)]
        assert shop.refund(ticket).total == Money(-850)  # type: ignore[union-attr]
        assert not owed(shop)
    in_step(shops, 3, 43)
    assert central_of(shops, number).state is OrderState.CANCELLED
    with opened(str(shops.folder / "central"), None) as central, central.write() as tx:
        tx.at += timedelta(days=11)
        assert [one.state for one in refunds.of_order(tx.connection, number)] == [refunds.DONE]
        assert refunding.look(tx, 10) == 0, "nobody is asked for what was given back"
    assert not said(shops)
    assert (on_hand(shops, "042"), on_hand(shops, "043")) == (80_000, 2_000)


def test_given_up_by_a_word_the_shop_that_has_it_is_asked(shops: Chain) -> None:
    number, _ = placed(shops)
    with at(shops, 43) as there:
        packed(there, number)
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert shop.counter.placing.give_up(number).outcome is Outcome.CONFIRMED
    in_step(shops, 3, 43)
    with at(shops, 43) as there:
        assert (Trouble.CANCEL_ASKED, Money(850)) in troubles(there)


def test_given_to_a_carrier_and_paid_back_apart_is_said_with_its_amount(shops: Chain) -> None:
    number, ticket = placed(shops, HOME, heard=2)
    with at(shops, 2) as sender:
        sender.counter.handing.scan_out(packed(sender, number))
        sender.counter.handing.to_carrier(number, "SEUR", "T1")
    with at(shops, 3) as shop:
        shop.refund(ticket)
    in_step(shops, 2, 3, 2)
    assert said(shops) == [("order_cancelled_and_handed_over", 850)]
    with at(shops, 2) as sender:
        assert troubles(sender) == [(Trouble.HANDED_OVER_AND_CANCELLED, Money(850))]


@pytest.mark.parametrize("first", [3, 43])
def test_collected_and_paid_back_apart_is_said_whoever_is_heard_first(
    shops: Chain, first: int
) -> None:
    number, ticket = placed(shops)
    with at(shops, 43) as there:
        collected(there, number, packed(there, number))
    with at(shops, 3) as shop:
        shop.refund(ticket)
    in_step(shops, first, 3, 43, 3, 43)
    assert said(shops) == [("order_cancelled_and_handed_over", 850)]
    with at(shops, 43) as there:
        assert troubles(there) == [(Trouble.HANDED_OVER_AND_CANCELLED, Money(850))]
        there.counter.handing.settle(number, "handed_over_and_cancelled")
        assert not troubles(there)


def test_paid_back_at_another_till_of_the_shop_it_is_given_up_and_nothing_came_in(
    shops: Chain,
) -> None:
    number, ticket = placed(shops)
    with at(shops, 2, "100") as other:
        other.refund(ticket)
    in_step(shops, 2, 43, 3)
    with at(shops, 43) as there, pytest.raises(OrderOver):
        there.counter.preparing.start(number)
    with at(shops, 3) as shop:
        assert not owed(shop)
    assert central_of(shops, number).state is OrderState.CANCELLED
    assert (on_hand(shops, "042"), on_hand(shops, "043")) == (80_000, 2_000)


def test_prepared_apart_what_was_paid_back_meanwhile_is_not_handed_over(shops: Chain) -> None:
    number, ticket = placed(shops)
    with at(shops, 43) as there:
        label = packed(there, number)
    with at(shops, 2, "100") as other:
        other.refund(ticket)
    in_step(shops, 43, 2, 43)
    with at(shops, 43) as there:
        assert (Trouble.CANCEL_ASKED, Money(850)) in troubles(there)
        with pytest.raises(OrderPaidBack):
            there.counter.handing.scan_out(label)
        there.counter.handing.agree(number)
        there.counter.handing.put_back(label)
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert not owed(shop), "the other till has paid it"
    with opened(str(shops.folder / "central"), None) as central, central.read() as connection:
        assert not refunds.of_order(connection, number), "nothing is ordered back twice"
    assert not said(shops)


def test_what_was_lacking_and_another_till_paid_is_not_asked_for_again(shops: Chain) -> None:
    number, ticket = placed(shops)
    with at(shops, 43) as there:
        collected(there, number, packed(there, number, 1, short=1))
    in_step(shops, 43, 2, 3)
    with at(shops, 3) as shop:
        assert owed(shop) == [Money(425)]
    with at(shops, 2, "100") as other:
        other.refund(ticket, [(1, "1")])
    in_step(shops, 2, 3)
    with at(shops, 3) as shop:
        assert not owed(shop)
    assert (on_hand(shops, "042"), said(shops)) == (80_000, [])


def test_what_lacks_and_what_was_collected_come_back_with_one_ticket(shops: Chain) -> None:
    with at(shops, 3, "100") as shop:
        shop.add("CAF-001", "1").add("CAM-LIN-M", "1")
        shop.counter.placing.begin(FOR)
        shop.pay_cash("50")
        one = shop.counter.placing.everything()[0]
    in_step(shops, 3, 3, 43)
    with at(shops, 43) as there:
        work = there.counter.preparing
        work.start(one.number)
        work.pick(one.number, code_of(there, "CAM-LIN-M"))
        work.short(one.number, 1, Decimal(1), Settled.MONEY)
        ((_, label),) = there.counter.order_codes.labels(work.pack(one.number))
        collected(there, one.number, label)
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        shop.refund(one.document)
        assert not owed(shop)
    in_step(shops, 3)
    with opened(str(shops.folder / "central"), None) as central, central.read() as connection:
        assert [row.state for row in refunds.of_order(connection, one.number)] == [refunds.DONE]
    assert (on_hand(shops, "042"), on_hand(shops, "042", "CAM-LIN-M")) == (80_000, 9_000)
    assert not said(shops)


def test_paid_back_in_part_the_order_goes_on_with_the_rest(shops: Chain) -> None:
    number, ticket = placed(shops)
    with at(shops, 3) as shop:
        shop.refund(ticket, [(1, "1")])
        assert shop.counter.placing.of(number).outcome is Outcome.CONFIRMED
    in_step(shops, 3, 43)
    with at(shops, 43) as there:
        label = packed(there, number, 1)
        f = collected(there, number, label)
        assert (f.state, troubles(there)) == (OrderState.HANDED_OVER, [])
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert not owed(shop)
    assert (on_hand(shops, "042"), on_hand(shops, "043"), said(shops)) == (80_000, 1_000, [])


def test_of_what_is_packed_the_part_that_was_paid_back_stays_in_the_shop(shops: Chain) -> None:
    number, ticket = placed(shops)
    with at(shops, 43) as there:
        label = packed(there, number)
    with at(shops, 3) as shop:
        shop.refund(ticket, [(1, "1")])
    in_step(shops, 3, 43)
    with at(shops, 43) as there:
        with pytest.raises(TooMuchPacked):
            collected(there, number, label)
        stays: dict[int, Any] = {1: (Decimal(1), "unwanted")}
        f = there.counter.handing.hand_over(number, Collector(Shown.CODE), stays)
        assert f.state is OrderState.HANDED_OVER and not f.conflicts
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert not owed(shop), "one was had, and one paid back"


def test_what_a_shop_cannot_bring_of_the_rest_is_owed_too(shops: Chain) -> None:
    number, ticket = placed(shops)
    with at(shops, 3) as shop:
        shop.refund(ticket, [(1, "1")])
    in_step(shops, 3, 43)
    with at(shops, 43) as there:
        work = there.counter.preparing
        work.start(number)
        work.short(number, 1, Decimal(1), Settled.MONEY)
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert owed(shop) == [Money(425)]
        shop.refund(ticket)
        assert not owed(shop)
    in_step(shops, 3)
    assert (on_hand(shops, "042"), said(shops)) == (80_000, [])


def test_what_a_shop_orders_back_that_a_ticket_has_paid_is_answered_so_and_nobody_is_asked(
    shops: Chain,
) -> None:
    number, ticket = placed(shops)
    with at(shops, 43) as there:
        label = packed(there, number, 1, short=1)
    with at(shops, 3) as shop:
        shop.refund(ticket, [(1, "1")])
    in_step(shops, 3, 43, 3)
    with at(shops, 3) as shop:
        assert not owed(shop), "one was paid back, and the other is in the shop"
    with at(shops, 43) as there:
        assert not troubles(there)
        f = collected(there, number, label)
        assert (f.state, f.conflicts) == (OrderState.HANDED_OVER, frozenset())
    in_step(shops, 43, 3)
    with at(shops, 3) as shop:
        assert not owed(shop)
    with opened(str(shops.folder / "central"), None) as central, central.read() as connection:
        assert [(one.state, one.why) for one in refunds.of_order(connection, number)] == [
            (refunds.DONE, "paid_back")
        ]
    assert (on_hand(shops, "042"), on_hand(shops, "043"), said(shops)) == (80_000, 1_000, [])
