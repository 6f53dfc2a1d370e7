"""A count of one place alone: it waits for the other, and never sets a figure by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from order_shop import as_device, tell
from shop import Shop

from app.domain.counting import Found, Kind, Place, Scope
from app.domain.errors import NoSuchFamily, NotAPlace, OnePlaceOnly, RecountFirst
from app.domain.facts import FactType
from app.domain.stock import Reason
from app.mirror.rows import Change
from app.services.counted import Closed
from app.services.stock import on_hand
from app.storage import counts, journal

SKU, OTHER = "CAF-001", "CAM-LIN-M"
FLOOR, BACK = (Scope(Kind.CYCLE, place=place) for place in (Place.FLOOR, Place.BACK))


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    device = as_device(open_shop).sign_in("2001")
    say(device, SKU, "10.000")
    return device


def say(shop: Shop, sku: str, there: str) -> None:
    tell(shop, [Change("stock", sku, {"on_hand": there, "included": {}})])


def has(shop: Shop, sku: str = SKU) -> int | None:
    return on_hand(shop.counter.till, [sku]).get(sku)


def counted(
    shop: Shop, scope: Scope, *, whole: bool = False, sure: bool = True, **found: int
) -> Closed:
    """What was found of SKU and OTHER, closed."""
    counting = shop.counter.counting
    counting.begin(scope)
    for name, much in found.items():
        counting.there_are({"one": SKU, "two": OTHER}[name], Decimal(much))
    return counting.close(rest_is_gone=whole, sure=sure)


def six_on_the_floor_twice(shop: Shop) -> Closed:
    """Counted, doubted, and counted again."""
    counting = shop.counter.counting
    counting.begin(FLOOR)
    counting.there_are(SKU, Decimal(6))
    with pytest.raises(RecountFirst):
        counting.close()
    counting.again(SKU)
    counting.there_are(SKU, Decimal(6))
    return counting.close()


def test_one_place_alone_changes_no_figure(shop: Shop) -> None:
    closed = counted(shop, BACK, one=4)
    assert (closed.lines, closed.waiting) == (0, 1)
    assert has(shop) == 10_000
    assert not shop.facts(FactType.STOCK_COUNTED)
    (waiting,) = shop.counter.counting.waiting()
    assert (waiting.place, waiting.products) == (Place.BACK, 1)


@pytest.mark.parametrize(("first", "second"), [(BACK, FLOOR), (FLOOR, BACK)])
def test_with_the_other_place_it_is_settled(shop: Shop, first: Scope, second: Scope) -> None:
    counted(shop, first, one=4)
    closed = counted(shop, second, one=5)
    assert (closed.lines, closed.differing, closed.waiting) == (1, 1, 0)
    assert has(shop) == 9000
    assert not shop.counter.counting.waiting()
    assert shop.adds_up()


@pytest.mark.parametrize(("first", "second"), [(BACK, FLOOR), (FLOOR, BACK)])
def test_what_this_till_sells_in_between_is_taken_off(
    shop: Shop, first: Scope, second: Scope
) -> None:
    floor_first = first is FLOOR
    counted(shop, first, one=6 if floor_first else 4)
    shop.add(SKU, "2").pay_cash("50")
    closed = counted(shop, second, one=4)
    assert (closed.lines, closed.differing) == (1, 0)
    assert has(shop) == 8000
    assert shop.adds_up()


def test_goods_that_moved_otherwise_in_between_are_counted_there_again(shop: Shop) -> None:
    counted(shop, FLOOR, one=6)
    shop.counter.stockroom.adjust(SKU, Decimal(1), Reason.DAMAGED)
    closed = counted(shop, BACK, one=3)
    assert (closed.lines, closed.moved) == (0, (SKU,))
    assert has(shop) == 9000
    assert counted(shop, FLOOR, one=6).lines == 1
    assert has(shop) == 9000


def test_what_others_moved_in_between_is_counted_there_again(shop: Shop) -> None:
    counted(shop, FLOOR, one=6)
    say(shop, SKU, "7.000")
    assert counted(shop, BACK, one=4).moved == (SKU,)
    assert has(shop) == 7000


def test_overnight_the_other_place_is_counted_again(shop: Shop) -> None:
    counted(shop, BACK, one=4)
    shop.later(days=1)
    assert not shop.counter.counting.waiting()
    (old,) = shop.counter.counting.lapsed()
    assert (old.place, old.products) == (Place.BACK, 1)
    closed = counted(shop, FLOOR, one=3)
    assert (closed.waiting, closed.lapsed) == (1, 1)
    assert has(shop) == 10_000
    assert not shop.counter.counting.lapsed()


def test_of_a_place_that_was_looked_all_through_what_was_not_found_is_not_there(
    shop: Shop,
) -> None:
    say(shop, OTHER, "3.000")
    counted(shop, BACK, whole=True, two=3)
    closed = counted(shop, FLOOR, one=8)
    assert (closed.lines, closed.waiting) == (1, 0)
    assert has(shop) == 8000
    assert has(shop, OTHER) == 3000, "nobody has looked on the floor for it"
    counting = shop.counter.counting
    counting.begin(FLOOR)
    assert [one.sku for one in counting.unfound()] == [OTHER]
    closed = counting.close(rest_is_gone=True, sure=True)
    assert (closed.lines, closed.moved) == (1, (SKU,)), "its figure was settled meanwhile"
    assert (has(shop), has(shop, OTHER)) == (8000, 3000)


def test_both_looked_all_through_what_neither_has_is_gone(shop: Shop) -> None:
    say(shop, OTHER, "3.000")
    counted(shop, BACK, whole=True, one=2)
    closed = counted(shop, FLOOR, whole=True, one=8)
    assert closed.waiting == 0
    assert (has(shop), has(shop, OTHER)) == (10_000, 0)
    assert shop.adds_up()


def test_a_difference_is_seen_once_both_are_counted(shop: Shop) -> None:
    counted(shop, BACK, one=4)
    counting = shop.counter.counting
    counting.begin(FLOOR)
    assert counting.found(SKU).expected is None
    with pytest.raises(RecountFirst):
        counting.close()
    counting.again(SKU)
    counting.found(SKU)
    closed = counting.close()
    assert (closed.lines, closed.again) == (0, (SKU,)), "the slip may be in the other place"
    assert counted(shop, BACK, sure=False, one=4).differing == 1
    assert has(shop) == 5000


def test_a_slip_in_one_place_does_not_pass_because_the_other_was_counted_twice(shop: Shop) -> None:
    counted(shop, BACK, one=40)  # 4
    assert six_on_the_floor_twice(shop).again == (SKU,)
    assert has(shop) == 10_000
    closed = counted(shop, BACK, sure=False, one=4)
    assert (closed.lines, closed.differing, has(shop)) == (1, 0, 10_000)


def test_what_was_counted_twice_in_both_places_passes_with_its_difference(shop: Shop) -> None:
    counted(shop, BACK, one=40)
    counted(shop, BACK, one=40)
    assert (six_on_the_floor_twice(shop).differing, has(shop)) == (1, 46_000)


def test_a_second_count_that_found_another_number_is_no_second_look(shop: Shop) -> None:
    counted(shop, FLOOR, one=6)
    counted(shop, BACK, sure=False, one=4)  # settled
    counted(shop, BACK, one=4)
    counted(shop, BACK, one=40)
    counting = shop.counter.counting
    counting.begin(FLOOR)
    counting.there_are(SKU, Decimal(6))
    counting.again(SKU)
    counting.there_are(SKU, Decimal(6))
    assert counting.close().again == (SKU,)
    assert has(shop) == 10_000


def test_a_family_without_products_is_not_counted(shop: Shop) -> None:
    with pytest.raises(NoSuchFamily):
        shop.counter.counting.begin(Scope(Kind.CYCLE, family="Nada"))
    assert shop.counter.counting.open_count() is None
    family = shop.counter.till.catalog.families()[0].path
    assert shop.counter.counting.begin(Scope(Kind.CYCLE, family=family)).scope.family == family


def statements(shop: Shop, products: int) -> int:
    """Of the close of a floor so many of whose products wait in the back room."""
    counting, asked = shop.counter.counting, list[str]()
    for scope in (BACK, FLOOR):
        begun = counting.begin(scope)
        with shop.counter.till.act() as act:
            after = journal.heads(act.tx)[shop.counter.till.config.installation][0]
            counts.put_all(
                act.tx,
                begun.id,
                [Found(f"S{n}", begun.place, 1000, 0, 0, act.at, after) for n in range(products)],
            )
        if scope is FLOOR:
            shop.db.driver().set_trace_callback(asked.append)
        assert counting.close(sure=True).waiting == (products if scope is BACK else 0)
        shop.db.driver().set_trace_callback(None)
    # A fact's moves are written row by row, by one statement of the driver.
    return sum("INSERT INTO stock_moves" not in one for one in asked)


def test_closing_many_products_takes_no_statement_for_each(shop: Shop) -> None:
    few = statements(shop, 5)
    # The two counts before it are looked at as well.
    assert statements(shop, 400) == few + 2


def test_it_stays_in_its_place(shop: Shop) -> None:
    counting = shop.counter.counting
    with pytest.raises(NotAPlace):
        counting.begin(Scope(Kind.CYCLE, place=Place.PICKUP))
    counting.begin(BACK)
    with pytest.raises(OnePlaceOnly):
        counting.go_to(Place.FLOOR)
    assert counting.found(SKU).place is Place.BACK


def test_what_waits_survives_a_kill_and_a_count_of_everything(shop: Shop) -> None:
    counted(shop, BACK, one=4)
    shop.crash()
    as_device(shop).sign_in("9001")
    assert shop.counter.counting.waiting()
    counting = shop.counter.counting
    counting.begin(Scope())
    counting.there_are(SKU, Decimal(9))
    counting.close(sure=True)
    assert has(shop) == 9000
    assert counted(shop, FLOOR, one=5).moved == (SKU,), "the back room was counted before it"
    assert has(shop) == 9000
