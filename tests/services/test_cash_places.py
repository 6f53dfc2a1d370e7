"""The places of the cash at a till: moved between two, bagged, deposited, left as float."""

from __future__ import annotations

import pytest
from builders import euro
from shop import Shop

from app.domain.cash import Bag, Place
from app.domain.errors import (
    BadBag,
    BadPlace,
    BagDiffers,
    BagTaken,
    NoOpenShift,
    NotAllowed,
    NotEnoughCash,
    ReasonMissing,
    UnknownBag,
)
from app.domain.facts import FactType
from app.domain.money import ZERO, total
from app.domain.shift import parse_count
from app.storage import cash

DRAWER, SAFE, TRANSIT, BANK, OUTSIDE = (
    *(Place.DRAWER, Place.SAFE, Place.TRANSIT, Place.BANK, Place.OUTSIDE),
)


def where(shop: Shop) -> dict[Place, str]:
    with shop.db.read() as connection:
        found = cash.places(connection)
    assert total(found.values()) == ZERO
    return {place: str(sum_) for place, sum_ in found.items() if sum_}


def test_a_day_of_cash_is_somewhere_to_the_cent(open_shop: Shop) -> None:
    shop, money = open_shop.sign_in("2001"), open_shop.counter.cash
    shop.add("CAF-001").pay_cash("5")
    money.move(OUTSIDE, SAFE, euro("300"), "cambio del banco")
    money.move(SAFE, DRAWER, euro("50"))
    money.move(DRAWER, SAFE, euro("80"), bag="b-7")
    assert shop.counter.drawer.report().expected == euro("74.25")
    shop.count("0.01x7425").counter.drawer.close(euro("60"), "B-8")
    assert money.bags() == [Bag("B-7", euro("80")), Bag("B-8", euro("14.25"))]
    assert money.deposit([("b-7", None), ("B-8", euro("14.25"))], " R 7 ") == euro("94.25")
    money.move(TRANSIT, BANK, euro("94.25"))
    assert where(shop) == {
        Place.BANK: "94.25",
        Place.CUSTOMER: "-4.25",
        Place.DRAWER: "60.00",
        Place.OUTSIDE: "-300.00",
        Place.SAFE: "150.00",
    }
    assert shop.crash().adds_up()


def test_what_stays_is_the_next_float(open_shop: Shop) -> None:
    drawer = open_shop.counter.drawer
    open_shop.count("50x2")
    closed = drawer.close(euro("60"))
    assert (closed.rest.stays, closed.rest.to_safe, closed.rest.bag) == (
        euro("60"),
        euro("40"),
        "042-03A-1",
    )
    assert drawer.left() == euro("60")
    open_shop.open_shift("60")
    assert where(open_shop) == {Place.DRAWER: "60.00", Place.SAFE: "-60.00"}
    assert drawer.report().expected == euro("60")
    assert open_shop.adds_up()


def test_what_a_ticket_took_before_the_close_and_after_it_is_in_the_drawer_once(
    open_shop: Shop,
) -> None:
    open_shop.add("CAF-001").pay_cash("1")
    open_shop.count("1x101").counter.drawer.close(euro("101"))
    assert where(open_shop) == {"drawer": "101.00", "safe": "-100.00", "customer": "-1.00"}
    open_shop.open_shift("101").pay_cash("3.25")
    assert open_shop.counter.drawer.report().expected == euro("104.25")
    assert where(open_shop) == {"drawer": "104.25", "safe": "-100.00", "customer": "-4.25"}
    assert open_shop.adds_up()


def test_a_float_that_is_less_than_was_left_waits_for_a_manager(open_shop: Shop) -> None:
    drawer = open_shop.count("50x2").counter.drawer
    drawer.close(euro("60"))
    open_shop.open_shift("50").count("50x1").close_shift()
    assert open_shop.closed.report.float_missing == euro("10")
    assert (open_shop.closed.report.difference, open_shop.closed.accepted_by) == (ZERO, None)
    open_shop.sign_in("9001").counter.drawer.accept(2)
    (accepted,) = open_shop.facts(FactType.DIFFERENCE_ACCEPTED)
    assert accepted.body["float_missing"] == 1000
    assert where(open_shop)[Place.DIFFERENCE] == "10.00"
    assert open_shop.adds_up()


def test_no_more_stays_than_was_counted(open_shop: Shop) -> None:
    open_shop.count("50x1")
    with pytest.raises(NotEnoughCash):
        open_shop.counter.drawer.close(euro("50.01"))
    with pytest.raises(BadBag):
        open_shop.counter.drawer.close(euro("1"), "bolsa azul")
    assert open_shop.counter.drawer.current()


def test_the_safe_is_seen_to_by_who_may_and_with_leave(open_shop: Shop) -> None:
    money = open_shop.counter.cash
    with pytest.raises(NotAllowed):
        money.move(SAFE, BANK, euro("10"))
    with pytest.raises(NotAllowed):
        money.deposit([("X", euro("10"))], "R")
    open_shop.authorise("2001").counter.cash.move(SAFE, BANK, euro("10"))
    (fact,) = open_shop.facts(FactType.CASH_MOVED)
    assert (fact.who, fact.body["allowed_by"], fact.body["shift"]) == ("1001", "2001", 0)


def test_between_safe_and_bank_no_shift_is_needed_and_with_the_drawer_one_is(shop: Shop) -> None:
    shop.sign_in("2001").counter.cash.move(OUTSIDE, SAFE, euro("10"), "cambio")
    with pytest.raises(NoOpenShift):
        shop.counter.cash.move(SAFE, DRAWER, euro("10"))


def test_a_movement_names_two_places_and_outside_has_a_reason(open_shop: Shop) -> None:
    money = open_shop.sign_in("2001").counter.cash
    with pytest.raises(BadPlace):
        money.move(SAFE, SAFE, euro("1"))
    with pytest.raises(ReasonMissing):
        money.move(BANK, OUTSIDE, euro("1"))
    with pytest.raises(NotEnoughCash):
        money.move(DRAWER, BANK, euro("100.01"))
    with pytest.raises(BadBag):
        money.move(SAFE, BANK, euro("1"), bag="B-1")


def test_a_bag_is_filled_once_and_leaves_once(open_shop: Shop) -> None:
    money = open_shop.sign_in("2001").counter.cash
    money.move(DRAWER, SAFE, euro("20"), bag="B-1")
    with pytest.raises(BagTaken):
        money.move(DRAWER, SAFE, euro("5"), bag="b-1")
    with pytest.raises(BagDiffers):
        money.deposit([("B-1", euro("21"))], "R-1")
    with pytest.raises(ReasonMissing):
        money.deposit([("B-1", None)], " ")
    assert money.deposit([("B-1", None), ("b-1", None)], "R-1") == euro("20")
    for number in ("B-1", "B-9"):
        with pytest.raises(UnknownBag):
            money.deposit([(number, None)], "R-2")
    assert open_shop.adds_up()


def test_a_bag_of_another_till_is_deposited_by_its_amount_and_only_once(open_shop: Shop) -> None:
    money = open_shop.sign_in("2001").counter.cash
    assert money.deposit([("042-04A-3", euro("250"))], "R-1") == euro("250")
    with pytest.raises(UnknownBag):
        money.deposit([("042-04A-3", euro("250"))], "R-2")
    assert open_shop.adds_up()


def test_a_drawer_with_too_much_asks_for_a_drop(open_shop: Shop) -> None:
    money = open_shop.counter.cash
    assert not money.wants_drop()
    open_shop.sign_in("2001").dear("450").pay_cash()
    assert money.wants_drop()
    money.move(DRAWER, SAFE, euro("300"), bag="B-1")
    assert not money.wants_drop()


def test_the_places_are_told_to_a_manager_alone(open_shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        open_shop.counter.cash.places()
    assert open_shop.sign_in("9001").counter.cash.places()[Place.DRAWER] == euro("100")


def test_a_float_counted_by_its_pieces_says_them(shop: Shop) -> None:
    pieces = parse_count(["20x2", "0.50x4"])
    shop.sign_in("1001").counter.drawer.open(pieces.cash, pieces)
    (opened,) = shop.facts(FactType.SHIFT_OPENED)
    assert (opened.body["float"], opened.body["pieces"]) == (4200, [[2000, 2], [50, 4]])
