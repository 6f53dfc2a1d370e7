"""What may not be sold to anybody, at any time, or without what goes with it (retail-rules 2)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from catalogue_builders import a_product
from chain import say_list, say_price, say_products, say_setting
from shop import Shop

from app.domain.errors import (
    AgeNotAsked,
    AttachedLine,
    DiscountTooDeep,
    NoAgeToAsk,
    NotTakenBack,
    OutsideHours,
    TooMany,
)
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.sale_terms import SaleTerms
from app.domain.why_back import WhyBack

GIN = "8410000000023"


@pytest.fixture
def bar(open_shop: Shop) -> Shop:
    """It sells gin to adults by day, books, bottles with a deposit, and earrings for good."""
    say_products(
        open_shop,
        a_product("GIN", codes=("0" + GIN,), terms=SaleTerms(minimum_age=18, hours="08:00-22:00")),
        a_product("SIDRA", terms=SaleTerms(minimum_age=16)),
        a_product("LIBRO", price=Money(2000), terms=SaleTerms(most_off=Decimal(5))),
        a_product("PILAS", terms=SaleTerms(most=Decimal(3))),
        a_product("ENVASE", price=Money(10)),
        a_product("BOTELLA", terms=SaleTerms(attached=(("ENVASE", Decimal(1)),))),
        a_product("AROS", terms=SaleTerms(not_returnable="Por higiene, los pendientes no.")),
        a_product("COLA-6", codes=("08410000000054",), packs=(("08410000000054", 6),)),
        a_product("RON", family="Bebidas/Alcohol/Ron"),
    )
    return open_shop


def asked(shop: Shop) -> list[tuple[int, bool, list[str]]]:
    return [
        (fact.body["years"], fact.body["of_age"], [line["sku"] for line in fact.body["lines"]])
        for fact in shop.facts(FactType.AGE_ASKED)
    ]


def test_nothing_is_paid_before_the_age_was_asked_once_a_ticket(bar: Shop) -> None:
    bar.scan(GIN).add("SIDRA")
    with pytest.raises(AgeNotAsked):
        bar.pay_cash("20")
    assert bar.counter.ages.answer(of_age=True) == []
    bar.add("GIN").pay_cash("20")
    assert asked(bar) == [(18, True, ["GIN", "SIDRA"])]


def test_somebody_older_is_asked_for_again(bar: Shop) -> None:
    bar.add("SIDRA")
    bar.counter.ages.answer(of_age=True)
    bar.add("GIN")
    with pytest.raises(AgeNotAsked) as refused:
        bar.pay_card()
    assert refused.value.facts["years"] == 18


def test_a_refusal_is_a_fact_and_what_asks_for_an_age_leaves_the_ticket(bar: Shop) -> None:
    bar.add("LIBRO").add("GIN")
    gone = bar.counter.ages.answer(of_age=False)
    assert [line.sku for line in gone] == ["GIN"]
    assert asked(bar) == [(18, False, ["GIN"])]
    assert bar.pay_cash("20").adds_up()
    with pytest.raises(NoAgeToAsk):
        bar.add("LIBRO").counter.ages.answer(of_age=True)


def test_an_answer_outlives_a_power_cut_and_parking(bar: Shop) -> None:
    bar.add("GIN")
    bar.counter.ages.answer(of_age=True)
    bar.park().recall()
    assert bar.crash().sign_in("1001").pay_cash("5").adds_up()


def test_gin_is_not_sold_at_night_not_even_when_it_was_scanned_before(bar: Shop) -> None:
    bar.add("GIN")
    bar.counter.ages.answer(of_age=True)
    bar.later(hours=10)
    with pytest.raises(OutsideHours):
        bar.add("GIN")
    with pytest.raises(OutsideHours):
        bar.pay_cash("5")


def test_one_ticket_has_no_more_of_it_than_it_may(bar: Shop) -> None:
    bar.add("PILAS", "2").add("PILAS")
    with pytest.raises(TooMany):
        bar.add("PILAS")
    with pytest.raises(TooMany):
        bar.quantity("4")
    assert bar.line.quantity == 3


def test_a_manager_gives_no_more_off_a_book_than_the_law_does(bar: Shop) -> None:
    bar.sign_in("9001").add("LIBRO").discount_line("5%")
    with pytest.raises(DiscountTooDeep):
        bar.discount_line("6%")
    with pytest.raises(DiscountTooDeep):
        bar.price("15.00")
    assert bar.add("BOL-TEL").discount_ticket("50%").sale.lines[0].total == Money(1900)


def test_the_terms_of_a_family_hold_for_all_that_is_in_it(bar: Shop) -> None:
    say_setting(bar, "families", {"Bebidas/Alcohol": {"minimum_age": 18}})
    bar.add("RON")
    with pytest.raises(AgeNotAsked):
        bar.pay_cash("5")


def test_a_deposit_comes_goes_and_changes_with_its_bottle(bar: Shop) -> None:
    bar.add("BOTELLA").add("BOTELLA").quantity("5")
    assert [f"{line.quantity} {line.sku}" for line in bar.sale.lines] == ["5 BOTELLA", "5 ENVASE"]
    bar.counter.register.choose(2)
    alone: tuple[Callable[[], object], ...] = (
        lambda: bar.quantity("1"),
        lambda: bar.discount_line("10%"),
        bar.counter.register.remove,
    )
    for touch in alone:
        with pytest.raises(AttachedLine):
            touch()
    bar.counter.register.choose(1)
    bar.counter.register.remove()
    assert bar.sale.lines == ()
    bar.counter.register.undo()
    assert len(bar.sale.lines) == 2
    assert bar.crash().sign_in("1001").pay_cash("10").adds_up()


def test_a_deposit_gives_no_points_and_no_level_lowers_it(bar: Shop) -> None:
    say_list(bar, "oro", "level", priority=20, level="gold")
    say_price(bar, "ENVASE", "oro", 1)
    say_setting(bar, "points", {"rates": [{"per_euro": "100"}]})
    bar.add("BOTELLA")
    bar.counter.register.belongs_to("00000000-0000-4000-8000-000000000001", "gold")
    document = bar.pay_cash("5").document
    assert [line.total.cents for line in document.lines] == [100, 10]
    assert document.points == 100
    back = bar.sign_in("2001").refund(document.number, [(1, "1")])
    assert back
    assert (back.total, back.points) == (Money(-110), -100)


def test_earrings_are_not_taken_back_unless_they_are_faulty(bar: Shop) -> None:
    document = bar.add("AROS").pay_cash("5").document
    bar.sign_in("2001")
    with pytest.raises(NotTakenBack) as refused:
        bar.counter.refunds.begin(document.number, None)
    assert refused.value.facts["text"] == "Por higiene, los pendientes no."
    back = bar.counter.refunds.begin(document.number, None, why=WhyBack.DAMAGED)
    assert back.total == Money(-100)


def test_a_pack_is_as_many_as_its_code_says(bar: Shop) -> None:
    bar.scan("8410000000054")
    assert (str(bar.line.quantity), bar.sale.total) == ("6", Money(600))
    bar.counter.register.scan("8410000000054", Decimal(2))
    bar.add("COLA-6")
    assert bar.line.quantity == 19
