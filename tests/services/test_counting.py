"""Counting by scanner at a real till: sales go on, power goes, people take turns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_shop import TILL, a_paid_order, as_device, order_row, tell
from shop import Shop

from app.domain.counting import AskedBy, Kind, Place, Scope
from app.domain.errors import (
    BadQuantity,
    CountOpen,
    NoCount,
    NotAllowed,
    NothingCounted,
    OutOfCount,
    RecountFirst,
    UnknownItem,
)
from app.domain.facts import FactType
from app.domain.stock import Reason
from app.mirror.rows import Change
from app.services.counted import Closed
from app.services.stock import on_hand

SKU, OTHER, MILK = "CAF-001", "CAM-LIN-M", "LEC-ENT"
FULL, BLIND = Scope(), Scope(blind=True)


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    device = as_device(open_shop).sign_in("2001")
    say(device, SKU, "10.000")
    return device


def say(shop: Shop, sku: str, there: str, **more: object) -> None:
    tell(shop, [Change("stock", sku, {"on_hand": there, "included": {}, **more})])


def has(shop: Shop, sku: str = SKU) -> int | None:
    return on_hand(shop.counter.till, [sku]).get(sku)


def close(shop: Shop, **how: bool) -> Closed:
    return shop.counter.counting.close(sure=True, **how)


def test_what_was_counted_is_there_before_central_has_heard(shop: Shop) -> None:
    counting = shop.counter.counting
    counting.begin(FULL)
    for _ in range(3):
        counting.found(SKU)
    line = counting.found(SKU, Decimal(4))
    assert line.quantity == 7
    assert line.expected == 10
    assert line.difference == -3
    closed = close(shop)
    assert (closed.lines, closed.differing) == (1, 1)
    assert has(shop) == 7000
    (fact,) = shop.facts(FactType.STOCK_COUNTED)
    assert fact.body["rows"][0]["quantity"] == "7"
    assert shop.adds_up()


def test_a_sale_after_a_product_was_found_is_taken_off_it(shop: Shop) -> None:
    counting = shop.counter.counting
    shop.add(SKU, "1").pay_cash("50")
    counting.begin(FULL)
    counting.found(SKU, Decimal(9))
    shop.add(SKU, "2").pay_cash("50")
    counting.found(OTHER, Decimal(1))
    close(shop)
    assert has(shop) == 7000
    assert shop.adds_up()


def test_a_count_survives_a_kill_and_goes_on_with_somebody_else(shop: Shop) -> None:
    shop.counter.counting.begin(FULL)
    shop.counter.counting.found(SKU, Decimal(6))
    shop.crash()
    as_device(shop).sign_in("9001")
    counting = shop.counter.counting
    line = counting.found(SKU)
    assert line.quantity == 7
    assert line.who == "9001"
    close(shop)
    assert has(shop) == 7000


def test_a_difference_is_counted_again_before_it_is_stated(shop: Shop) -> None:
    counting = shop.counter.counting
    counting.begin(FULL)
    counting.found(SKU, Decimal(4))
    with pytest.raises(RecountFirst):
        counting.close()
    counting.again(SKU)
    assert counting.found(SKU, Decimal(5)).quantity == 5
    assert counting.close().differing == 1
    assert has(shop) == 5000


def test_picked_goods_are_not_missing_from_the_floor(shop: Shop) -> None:
    order = a_paid_order(shop)
    tell(shop, [order_row(order)])
    preparing = shop.counter.preparing
    preparing.start(order.number)
    preparing.pick(order.number, SKU)
    counting = shop.counter.counting
    counting.begin(FULL)
    line = counting.found(SKU, Decimal(9))
    assert line.expected == 9
    assert line.difference == 0
    close(shop)
    assert has(shop) == 10_000, "nine on the floor, one in the basket of W-1042"


def test_several_places_are_one_figure(shop: Shop) -> None:
    counting = shop.counter.counting
    counting.begin(FULL)
    counting.found(SKU, Decimal(4))
    counting.go_to(Place.BACK)
    counting.found(SKU, Decimal(5))
    assert {line.place for line in counting.lines()} == {Place.FLOOR, Place.BACK}
    close(shop)
    assert has(shop) == 9000


def test_a_blind_count_shows_nothing_of_what_should_be_there(shop: Shop) -> None:
    shop.counter.counting.begin(BLIND)
    assert shop.counter.counting.found(SKU).expected is None


def test_what_nobody_found_stays_unless_it_is_said_to_be_gone(shop: Shop) -> None:
    counting = shop.counter.counting
    say(shop, OTHER, "3.000")
    counting.begin(FULL)
    counting.found(SKU, Decimal(10))
    assert [one.sku for one in counting.unfound()] == [OTHER]
    counting.close()
    assert has(shop, OTHER) == 3000
    counting.begin(FULL)
    counting.found(SKU, Decimal(10))
    close(shop, rest_is_gone=True)
    assert has(shop, OTHER) == 0


def test_a_count_of_a_family_takes_nothing_else(shop: Shop) -> None:
    product = shop.counter.stockroom.product(SKU)
    counting = shop.counter.counting
    counting.begin(Scope(Kind.CYCLE, family=product.family))
    counting.found(SKU)
    with pytest.raises(OutOfCount):
        counting.found(OTHER)
    counting.leave()
    assert counting.open_count() is None
    assert has(shop) == 10_000


def test_what_is_measured_needs_its_measure(shop: Shop) -> None:
    weighed = next(one for one in shop.counter.lookup.search("tomate", 20) if one.unit.measured)
    counting = shop.counter.counting
    counting.begin(FULL)
    with pytest.raises(BadQuantity):
        counting.found(weighed.sku)
    assert counting.found(weighed.sku, Decimal("1.250")).quantity == Decimal("1.25")
    with pytest.raises(BadQuantity):
        counting.found(SKU, Decimal("1.5"))


def test_there_is_one_count_at_a_time_and_not_by_a_cashier(shop: Shop) -> None:
    counting = shop.counter.counting
    with pytest.raises(NoCount):
        counting.found(SKU)
    counting.begin(FULL)
    with pytest.raises(CountOpen):
        counting.begin(FULL)
    with pytest.raises(NothingCounted):
        counting.close()
    with pytest.raises(UnknownItem):
        counting.found("nothing like it")
    shop.sign_in("1001")
    with pytest.raises(NotAllowed):
        counting.found(SKU)


def test_a_short_and_a_figure_below_zero_ask_for_a_count_that_settles_them(shop: Shop) -> None:
    counting = shop.counter.counting
    order = a_paid_order(shop)
    tell(shop, [order_row(order)])
    shop.counter.preparing.start(order.number)
    shop.counter.preparing.short(order.number, 1, Decimal(1))
    say(shop, MILK, "1.000", counted_at="2026-11-20T09:00:00+00:00")
    shop.add(MILK, "2").pay_cash("50")
    assert {(task.sku, task.why) for task in counting.tasks()} == {
        (OTHER, AskedBy.SHORT), (MILK, AskedBy.NEGATIVE),
    }  # fmt: skip
    counting.begin_tasks()
    counting.found(MILK)
    counting.found(OTHER, Decimal(2))
    close(shop)
    assert counting.tasks() == []
    assert has(shop, MILK) == 1000


def test_two_counts_of_the_same_moment_move_the_figure_once(shop: Shop) -> None:
    """Somebody else's count was closed between finding and closing."""
    counting = shop.counter.counting
    counting.begin(FULL)
    counting.found(SKU, Decimal(8))
    with shop.counter.till.act() as act:
        row = {"sku": SKU, "quantity": "8", "expected": "10", "at": act.at.isoformat(), "after": 1}
        act.state(FactType.STOCK_COUNTED, {"count": "other", "kind": "cycle", "rows": [row]})
    close(shop)
    assert has(shop) == 8000


steps = st.lists(
    st.one_of(
        st.tuples(st.just("sell"), st.integers(1, 2)),
        st.tuples(st.just("count"), st.integers(0, 9)),
        st.tuples(st.just("hear"), st.integers(0, 40)),
        st.tuples(st.just("damaged"), st.integers(1, 2)),
    ),
    max_size=6,
)


@given(steps=steps)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_however_counts_sales_and_central_come_together_the_till_has_what_was_found(
    shop: Shop, steps: list[tuple[str, int]]
) -> None:
    """Central's baseline holds any part of our facts, as it would reckon them."""
    counter = shop.counter
    say(shop, SKU, "10.000", counted_at="2026-11-20T09:00:00+00:00")
    start = len(shop.facts())
    tell(shop, [Change("stock", SKU, {"on_hand": "10.000", "included": {str(TILL): start + 100}})])
    seq = max(fact.seq for fact in shop.facts() if fact.installation == TILL)
    tell(shop, [Change("stock", SKU, {"on_hand": "10.000", "included": {str(TILL): seq}})])
    truth, known = 10, {seq: 10}
    for what, much in steps:
        match what:
            case "sell":
                shop.add(SKU, str(much)).pay_cash("500")
                truth -= much
            case "count":
                counter.counting.begin(FULL)
                counter.counting.there_are(SKU, Decimal(much))
                close(shop)
                truth = much
            case "damaged":
                counter.stockroom.adjust(SKU, Decimal(much), Reason.DAMAGED)
                truth -= much
            case _:
                at = sorted(known)[min(much, len(known) - 1)]
                value = {"on_hand": f"{known[at]}.000", "included": {str(TILL): at}}
                tell(shop, [Change("stock", SKU, value)])
        known[max(fact.seq for fact in shop.facts() if fact.installation == TILL)] = truth
        assert has(shop) == truth * 1000


def test_who_allowed_a_count_is_in_its_fact(shop: Shop) -> None:
    shop.sign_in("1001")
    for step in (
        lambda: shop.counter.counting.begin(FULL),
        lambda: shop.counter.counting.found(SKU, Decimal(10)),
        lambda: close(shop),
    ):
        with pytest.raises(NotAllowed):
            step()
        shop.counter.signin.authorise("9001", "9999")
        step()
        shop.counter.till.session.authoriser = None
    (fact,) = shop.facts(FactType.STOCK_COUNTED)
    assert (fact.who, fact.body["allowed_by"]) == ("1001", "9001")
    assert shop.adds_up()
