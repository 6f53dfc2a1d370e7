"""The first day at the demo's till, learned by doing it."""

from __future__ import annotations

from chain import say_customer
from shop import Shop

from app.domain.tour import Lesson
from app.services.tour import Tour

CARD, ANA = "2900000000012", "01890000-0000-7000-8000-000000000001"


def test_a_lesson_is_learned_by_doing_it_once(shop: Shop) -> None:
    shop.sign_in("1001")
    tour = Tour(shop.counter.till)
    assert (tour.offered, tour.done()) == (True, frozenset())
    shop.open_shift("100")
    assert tour.done() == {Lesson.SHIFT}
    shop.add("CAF-001").pay_cash()
    shop.add("CAF-001").park().recall().pay_card()
    assert tour.done() == {Lesson.SHIFT, Lesson.CASH, Lesson.PARK, Lesson.CARD}
    shop.authorise("2001").refund("T042C03AS26-000001")
    say_customer(shop, ANA, CARD, "Ana María Pérez")
    shop.identify(CARD).add("LEC-ENT").discount_line("10%").pay_by_hand()
    shop.counter.register.add("CAF-001")
    shop.counter.register.remove()
    shop.counter.register.undo()
    done = tour.done()
    assert set(Lesson) - done == {Lesson.ORDER, Lesson.CLOSE}
    assert Tour(shop.counter.till).done() == done


def test_each_person_has_a_first_day_of_their_own(open_shop: Shop) -> None:
    tour = Tour(open_shop.sign_in("1001").counter.till)
    open_shop.add("CAF-001").pay_cash()
    assert Lesson.CASH in tour.done()
    open_shop.sign_in("2001")
    assert tour.done() <= {Lesson.SHIFT}
