"""What a person must settle is listed until it is, money first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from shop import Shop

from app.domain.errors import UnknownItem
from app.services.attention import (
    ClockBehind,
    Difference,
    HalfReturned,
    UnknownCard,
    UnknownCode,
    WaitingPrint,
)
from app.services.clock import SetClock
from hardware.terminals.simulated import Mood


def kinds(shop: Shop) -> list[type]:
    return [type(matter) for matter in shop.counter.attention.matters()]


def test_a_quiet_shop_has_nothing(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash()
    open_shop.print_all()
    assert kinds(open_shop) == []


def test_everything_at_once_money_first_then_paper_codes_and_counts(open_shop: Shop) -> None:
    open_shop.sign_in("2001").count("50x1").close_shift().open_shift("100")
    open_shop.print_all()  # the Z
    number = open_shop.add("CAF-001", "2").pay_card("2").pay_card("2").pay_cash().document.number
    open_shop.refund(number, moods=(Mood.APPROVE, Mood.DECLINE))
    with pytest.raises(UnknownItem):
        open_shop.scan("NADIE")
    open_shop.add("LEC-ENT").pay_card(mood=Mood.HANG)
    assert kinds(open_shop) == [UnknownCard, HalfReturned, WaitingPrint, UnknownCode, Difference]


def test_what_is_settled_goes_away(open_shop: Shop) -> None:
    open_shop.add("LEC-ENT").pay_card(mood=Mood.DIE)
    assert kinds(open_shop) == [UnknownCard]
    open_shop.crash().sign_in("1001")
    assert kinds(open_shop) == [WaitingPrint]
    open_shop.print_all()
    with pytest.raises(UnknownItem):
        open_shop.scan("NADIE")
    assert kinds(open_shop) == [UnknownCode]
    open_shop.varios("1").pay_cash()
    open_shop.print_all()
    assert kinds(open_shop) == []
    open_shop.count().close_shift()
    assert kinds(open_shop) == [WaitingPrint, Difference]
    open_shop.print_all()  # the Z
    assert kinds(open_shop) == [Difference]
    open_shop.sign_in("9001").counter.drawer.accept(1)
    assert kinds(open_shop) == []


def test_a_clock_behind_the_newest_fact_is_said_by_how_much(open_shop: Shop) -> None:
    till = open_shop.counter.till
    now = till.clock.now()

    def put_back(by: timedelta) -> None:
        till.clock = SetClock(till.shop.zone, now - by)

    put_back(timedelta(hours=23))
    assert kinds(open_shop) == []  # a demo's clock stands where it was put
    till.config = replace(till.config, demo=False)
    assert till.latest is not None
    behind = till.latest - (now - timedelta(hours=23))
    assert open_shop.counter.attention.matters() == [ClockBehind(behind)]
    put_back(now - till.latest + timedelta(minutes=5, seconds=1))
    assert kinds(open_shop) == [ClockBehind]
    put_back(now - till.latest + timedelta(minutes=5))
    assert kinds(open_shop) == []
    put_back(timedelta())
    assert kinds(open_shop) == []
