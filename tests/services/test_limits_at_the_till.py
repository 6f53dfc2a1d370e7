"""Limits by role and the four-eyes list, as a till holds them: data, asked at each deed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import euro
from shop import Shop

from app.domain.cash import Place
from app.domain.errors import BadLimit, NotAllowed, TakesTwo
from app.domain.facts import FactType
from app.domain.role_limits import cents
from app.domain.staff import Permission, Role


def limit(shop: Shop, role: Role, permission: Permission, limit: Decimal | None) -> None:
    session = shop.counter.till.session
    person = session.person
    shop.sign_in("9001").counter.settings.limit(role, permission, limit)
    session.person = person


def test_a_cashier_refunds_up_to_the_limit_and_no_cent_more(open_shop: Shop) -> None:
    limit(open_shop, Role.CASHIER, Permission.REFUND, cents(euro("4.25")))
    number = open_shop.add("CAF-001", "2").pay_cash().document.number
    assert open_shop.refund(number, [(1, "1")])
    assert open_shop.document.allowed_by == ""
    number = open_shop.add("CAF-001", "2").pay_cash().document.number
    with pytest.raises(NotAllowed):
        open_shop.refund(number, [(1, "2")])
    open_shop.authorise("2001").refund(number, [(1, "2")])
    assert open_shop.document.allowed_by == "2001"


def test_an_exchange_takes_back_no_more_than_a_return_would(open_shop: Shop) -> None:
    limit(open_shop, Role.CASHIER, Permission.REFUND, cents(euro("4.25")))
    number = open_shop.add("CAF-001", "2").pay_cash().document.number
    exchanges = open_shop.counter.exchanges
    with pytest.raises(NotAllowed):
        exchanges.begin(number, [(1, Decimal(2))])
    assert exchanges.begin(number, [(1, Decimal(1))]).exchange


def test_a_price_by_hand_goes_as_far_as_the_role(open_shop: Shop) -> None:
    limit(open_shop, Role.CASHIER, Permission.PRICE, Decimal(10))
    open_shop.add("CAF-001").price("3.83")
    with pytest.raises(NotAllowed):
        open_shop.price("3.82")
    with pytest.raises(NotAllowed):
        open_shop.price("4.68")


def test_a_discount_less_than_ever_can_be_all_that_a_role_gives(open_shop: Shop) -> None:
    limit(open_shop, Role.CASHIER, Permission.DISCOUNT, Decimal(5))
    open_shop.add("CAF-001").discount_line("5%")
    with pytest.raises(NotAllowed):
        open_shop.discount_line("6%")


def test_cash_goes_out_up_to_the_limit(open_shop: Shop) -> None:
    limit(open_shop, Role.CASHIER, Permission.CASH_OUT, cents(euro("20")))
    money = open_shop.counter.cash
    money.move(Place.DRAWER, Place.OUTSIDE, euro("20"), "pan")
    with pytest.raises(NotAllowed):
        money.move(Place.DRAWER, Place.OUTSIDE, euro("20.01"), "pan")
    money.move(Place.DRAWER, Place.SAFE, euro("60"))  # the shop's own safe is not out


def test_a_drawer_may_be_everybodys_to_open(open_shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        open_shop.counter.drawer.kick("cambio")
    limit(open_shop, Role.CASHIER, Permission.DRAWER, None)
    open_shop.counter.drawer.kick("cambio")


def test_what_takes_two_takes_two_of_those_who_may(open_shop: Shop) -> None:
    open_shop.sign_in("9001").counter.settings.four_eyes(Permission.DRAWER, two=True)
    kick = open_shop.counter.drawer.kick
    with pytest.raises(TakesTwo):
        kick("cambio")
    with pytest.raises(TakesTwo):
        open_shop.authorise("9001").counter.drawer.kick("cambio")  # not a second person
    with pytest.raises(TakesTwo):
        open_shop.authorise("1001").counter.drawer.kick("cambio")  # who may not either
    open_shop.authorise("2001").counter.drawer.kick("cambio")
    (opened,) = open_shop.facts(FactType.DRAWER_OPENED)
    assert (opened.who, opened.body["allowed_by"]) == ("9001", "2001")


def test_a_limit_is_a_managers_to_set_a_fact_and_there_after_a_restart(open_shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        open_shop.counter.settings.limit(Role.CASHIER, Permission.REFUND, None)
    limit(open_shop, Role.CASHIER, Permission.REFUND, Decimal(3000))
    (changed,) = open_shop.facts(FactType.SETTINGS_CHANGED)
    assert changed.body["changed"] == {"limits.cashier.refund": 3000}
    open_shop.restart()
    found = open_shop.counter.till.role_limits()
    assert found.of(Role.CASHIER, Permission.REFUND) == 3000


def test_a_limit_that_cannot_be_read_is_said_when_the_till_opens(shop: Shop) -> None:
    path = shop.folder / "till.toml"
    path.write_text(path.read_text("utf-8") + "\n[limits]\ncashier = 5\n", "utf-8")
    with pytest.raises(BadLimit):
        shop.restart()


def test_a_difference_that_takes_two_waits_for_the_second(open_shop: Shop) -> None:
    open_shop.sign_in("9001").counter.settings.four_eyes(Permission.ACCEPT_DIFFERENCE, two=True)
    closed = open_shop.count("50.00x1").close_shift().closed
    assert closed.accepted_by is None
    assert [one.shift.id for one in open_shop.counter.drawer.unaccepted()] == [1]
    assert open_shop.facts(FactType.DIFFERENCE_ACCEPTED) == []
