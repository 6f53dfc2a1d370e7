"""What a product stands at, what is put right, what was wanted in vain; and labels."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from chain import say_policies
from order_shop import TABLET, a_paid_order, as_device, order_row, tell
from shop import Shop

from app.domain.confidence import Doubt, Trust
from app.domain.counting import AskedBy, Scope
from app.domain.errors import AdjustTooMuch, AlreadyLost, BadQuantity, NoLabels, NotAllowed
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.order_event import Event, Short
from app.domain.stock import Reason
from app.mirror.rows import Change
from app.services import reserving

SKU, OTHER = "CAF-001", "CAM-LIN-M"


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    device = as_device(open_shop).sign_in("2001")
    say(device, OTHER, "3.000")
    return device


def say(shop: Shop, sku: str, there: str, **more: object) -> None:
    tell(shop, [Change("stock", sku, {"on_hand": there, "included": {}, **more})])


# standing
def test_a_product_says_what_orders_keep_of_it_and_what_is_left_to_promise(shop: Shop) -> None:
    tell(shop, [order_row(a_paid_order(shop))])
    standing = shop.counter.stockroom.standing(OTHER)
    assert [standing.on_hand, standing.kept, standing.promise] == [3, 2, 1]
    assert [one.order for one in standing.reserved] == ["W-1042"]


def test_what_goes_with_a_product_says_what_there_is_of_it(shop: Shop) -> None:
    say(shop, "CIN-PIE-95", "7.000")
    stockroom = shop.counter.stockroom
    found = stockroom.goes_with(stockroom.product(OTHER))
    assert [(one.sku, there) for one, there in found] == [("PAN-CHI-42", None), ("CIN-PIE-95", 7)]


def test_what_nobody_ever_said_is_unknown_and_not_none(shop: Shop) -> None:
    standing = shop.counter.stockroom.standing(SKU)
    assert standing.on_hand is None and standing.promise is None
    assert Doubt.NEVER_COUNTED in standing.confidence.doubts


def test_a_count_makes_a_figure_sure_and_a_nil_pick_makes_it_doubtful(shop: Shop) -> None:
    counting, stockroom = shop.counter.counting, shop.counter.stockroom
    counting.begin(Scope())
    counting.found(OTHER, Decimal(3))
    counting.close()
    assert stockroom.standing(OTHER).confidence.trust is Trust.SURE
    shop.later(minutes=5)
    order = a_paid_order(shop)
    tell(shop, [order_row(order)])
    shop.counter.preparing.start(order.number)
    shop.counter.preparing.short(order.number, 1, Decimal(1))
    standing = stockroom.standing(OTHER)
    assert (standing.nil_picks, standing.confidence.trust) == (1, Trust.FAIR)
    shop.later(days=200)
    assert stockroom.standing(OTHER).confidence.trust is Trust.POOR


def test_what_another_device_looked_for_in_vain_counts_too(shop: Shop) -> None:
    looked = Event(1, TABLET, 2, shop.at, "1001", Short(1, Decimal(1)))
    tell(shop, [order_row(a_paid_order(shop), [looked])])
    assert shop.counter.stockroom.standing(OTHER).nil_picks == 1


# putting right
def test_what_is_damaged_is_taken_off_and_what_is_found_is_added(shop: Shop) -> None:
    stockroom = shop.counter.stockroom
    assert stockroom.adjust(OTHER, Decimal(2), Reason.DAMAGED, "mojado").on_hand == 1
    assert stockroom.adjust(OTHER, Decimal(4), Reason.FOUND).on_hand == 5
    assert stockroom.adjust(OTHER, Decimal(-1), Reason.OTHER).on_hand == 4
    bodies = [fact.body for fact in shop.facts(FactType.STOCK_ADJUSTED)]
    assert bodies[0] == {"sku": OTHER, "delta": "-2", "reason": "damaged", "note": "mojado"}
    assert shop.adds_up()


def test_much_is_counted_and_not_put_right_by_hand(shop: Shop) -> None:
    stockroom = shop.counter.stockroom
    with pytest.raises(AdjustTooMuch):
        stockroom.adjust(OTHER, Decimal(21), Reason.THEFT)
    shop.authorise("9001")
    stockroom.adjust(OTHER, Decimal(21), Reason.THEFT)
    with pytest.raises(BadQuantity):
        stockroom.adjust(OTHER, Decimal(-1), Reason.DAMAGED)


def test_the_chain_says_how_much_is_put_right_by_hand_and_what_is_counted_twice(shop: Shop) -> None:
    say_policies(shop, {"adjust_limit": 1, "count_tolerance": 0})
    with pytest.raises(AdjustTooMuch):
        shop.counter.stockroom.adjust(OTHER, Decimal(2), Reason.DAMAGED)
    counting = shop.counter.counting
    counting.begin(Scope())
    counting.found(OTHER, Decimal(2))
    assert len(counting.to_recount()) == 1


def test_a_cashier_needs_somebody_who_may(shop: Shop) -> None:
    shop.sign_in("1001")
    with pytest.raises(NotAllowed):
        shop.counter.stockroom.adjust(OTHER, Decimal(1), Reason.DAMAGED)


# wanted in vain
def test_what_was_wanted_is_counted_once_for_each_customer(shop: Shop) -> None:
    stockroom = shop.counter.stockroom
    sale = shop.add(SKU).counter.register.the_sale()
    stockroom.lost(OTHER, Decimal(2), sale)
    with pytest.raises(AlreadyLost):
        stockroom.lost(OTHER, Decimal(1), sale)
    stockroom.lost("bombillas azules", Decimal(1), sale)
    stockroom.lost(OTHER)
    found = [(one.sku, one.name, one.quantity, one.times) for one in stockroom.lost_demand()]
    assert found[0][0] == OTHER
    assert list(found[0][2:]) == [3, 2]
    assert list(found[1]) == ["", "bombillas azules", 1, 1]
    shop.later(days=31)
    assert stockroom.lost_demand() == []


# the customer in front wins
def test_a_reserved_unit_says_so_on_the_line_and_the_order_is_short_when_it_is_sold(
    shop: Shop,
) -> None:
    tell(shop, [order_row(a_paid_order(shop))])
    till, register = shop.counter.till, shop.counter.register
    shop.add(OTHER)
    assert reserving.eats_into(till, register.the_sale(), OTHER) == []
    shop.add(OTHER)
    (one,) = reserving.eats_into(till, register.the_sale(), OTHER)
    assert one.of.order == "W-1042"
    assert one.quantity == 1
    shop.pay_card()
    f = shop.counter.orders.of("W-1042")
    assert [f.line(1).short, f.wanted(1)] == [1, 1]
    (fact,) = shop.facts(FactType.ORDER_SHORT)
    assert fact.body["sold"] == shop.document.number
    assert [(task.sku, task.why) for task in shop.counter.counting.tasks()] == [
        (OTHER, AskedBy.SOLD)
    ]
    assert shop.adds_up()


def test_what_is_picked_already_is_not_sold_from_under_the_order(shop: Shop) -> None:
    order = a_paid_order(shop)
    tell(shop, [order_row(order)])
    shop.counter.preparing.start(order.number)
    for _ in range(2):
        shop.counter.preparing.pick(order.number, OTHER)
    shop.add(OTHER, "3").pay_card()
    assert shop.counter.orders.of(order.number).line(1).short == 0


def test_of_two_orders_the_one_promised_last_is_short(shop: Shop) -> None:
    first = a_paid_order(shop)
    later = a_paid_order(shop, number="W-2000", promised_at=first.promised_at + timedelta(hours=2))
    say(shop, OTHER, "4.000")
    tell(shop, [order_row(first), order_row(later)])
    shop.add(OTHER, "3").pay_card()
    assert shop.counter.orders.of("W-2000").line(1).short == 2
    assert shop.counter.orders.of("W-1042").line(1).short == 1


def test_a_scan_asks_one_indexed_question_about_orders_and_none_the_second_time(
    shop: Shop,
) -> None:
    till = shop.counter.till
    asked: list[str] = []
    till.store.driver().set_trace_callback(asked.append)
    shop.add(SKU)
    before = len(asked)
    reserving.eats_into(till, shop.counter.register.the_sale(), SKU)
    questions = [one for one in asked[before:] if "PRAGMA" not in one]
    assert len(questions) == 1 and "order_goods" in questions[0]
    shop.add(SKU)
    before = len(asked)
    reserving.eats_into(till, shop.counter.register.the_sale(), SKU)
    assert [one for one in asked[before:] if "PRAGMA" not in one] == []
    plan = [row[3] for row in till.store.driver().execute(f"EXPLAIN QUERY PLAN {questions[0]}")]
    assert plan == [
        "SEARCH goods USING PRIMARY KEY (sku=?)",
        "SEARCH orders USING PRIMARY KEY (number=?)",
    ]


# labels
def test_a_label_is_stale_when_its_price_has_changed(shop: Shop) -> None:
    labels = shop.counter.shelf_labels
    with pytest.raises(NoLabels):
        labels.print_stale()
    labels.print_of([SKU, OTHER])
    assert labels.stale() == []
    shop.print_all()
    with shop.counter.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE shelf_labels SET price = 1 WHERE sku = ?", (OTHER,))
    (one,) = labels.stale()
    assert (one.product.sku, one.was) == (OTHER, Money(1))
    assert labels.print_stale() == 1
    assert labels.stale() == []
    shop.print_all()
    printed = "\n".join(path.read_text("utf-8") for path in (shop.folder / "tickets").iterdir())
    assert one.product.name in printed
