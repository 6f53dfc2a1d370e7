"""Who may change a price: 20 % is everybody's, more asks for somebody who may."""

from __future__ import annotations

import pytest
from builders import euro
from shop import Shop

from app.domain.errors import BadDiscount, BadPrice, NotAllowed
from app.domain.facts import FactType
from app.domain.money import ZERO
from app.messages import sentence


@pytest.mark.parametrize("off", ["20%", "0.85"])  # of 4.25, exactly a fifth
def test_exactly_a_fifth_is_free(open_shop: Shop, off: str) -> None:
    open_shop.add("CAF-001").discount_line(off)
    assert open_shop.sale.total == euro("3.40")
    assert open_shop.line.discount
    assert open_shop.line.discount.allowed_by == ""


@pytest.mark.parametrize("off", ["20.01%", "0.86"])
def test_a_hair_above_a_fifth_is_not(open_shop: Shop, off: str) -> None:
    open_shop.add("CAF-001")
    with pytest.raises(NotAllowed):
        open_shop.discount_line(off)
    with pytest.raises(NotAllowed):
        open_shop.discount_ticket(off)
    assert open_shop.sale.total == euro("4.25")
    open_shop.authorise("2001").discount_line(off)
    assert open_shop.line.discount
    assert (open_shop.line.discount.who, open_shop.line.discount.allowed_by) == ("1001", "2001")


def test_a_refusal_names_the_role_that_may(open_shop: Shop) -> None:
    open_shop.add("CAF-001")
    with pytest.raises(NotAllowed) as price:
        open_shop.price("3.99")
    with pytest.raises(NotAllowed) as credit:
        open_shop.counter.credit.goodwill(euro("5"))
    assert "otra persona (responsable o encargado)" in sentence(price.value)
    assert sentence(credit.value).startswith("Ana Pérez no tiene permiso")
    assert "otra persona (encargado)" in sentence(credit.value)
    assert "somebody else (a manager)" in sentence(credit.value, "en")


def test_line_and_ticket_together_count(open_shop: Shop) -> None:
    open_shop.add("CAF-001").discount_line("20%").add("CAC-SOL-400")
    with pytest.raises(NotAllowed):
        open_shop.discount_ticket("1%")
    assert open_shop.sale.discount is None
    open_shop.counter.register.choose(1)
    open_shop.discount_line("10%").discount_ticket("10%")  # 19 % of that line
    with pytest.raises(NotAllowed):
        open_shop.discount_line("12%")


def test_rounding_a_cent_does_not_ask_for_leave(open_shop: Shop) -> None:
    open_shop.add("BOL-PAP").discount_line("20%").quantity("3").add("LEC-ENT").discount_line("20%")
    assert [line.total for line in open_shop.sale.lines] == [euro("0.24"), euro("0.78")]


def test_a_discount_may_be_made_smaller_by_anybody(open_shop: Shop) -> None:
    open_shop.add("CAF-001").authorise("2001").discount_line("50%")
    open_shop.counter.till.session.authoriser = None
    open_shop.discount_line("30%")
    assert open_shop.sale.total == euro("2.98")
    with pytest.raises(NotAllowed):
        open_shop.discount_line("31%")
    open_shop.discount_line("0%")
    assert open_shop.line.discount is None
    assert [f.body["discount"] is None for f in open_shop.facts(FactType.DISCOUNT_GIVEN)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("code", ["2001", "9001"])
def test_who_may_is_asked_nothing(open_shop: Shop, code: str) -> None:
    open_shop.sign_in(code).add("CAF-001").discount_line("100%")
    assert open_shop.sale.total == ZERO
    assert open_shop.line.discount
    assert open_shop.line.discount.allowed_by == ""


def test_leave_of_somebody_who_may_not_either_is_no_leave(open_shop: Shop) -> None:
    open_shop.add("CAF-001").authorise("1001")
    with pytest.raises(NotAllowed):
        open_shop.discount_line("21%")
    open_shop.authorise("5001")
    with pytest.raises(NotAllowed):
        open_shop.price("1")


@pytest.mark.parametrize("off", ["101%", "-1%", "4.26"])
def test_what_is_no_discount_is_refused(open_shop: Shop, off: str) -> None:
    open_shop.sign_in("9001").add("CAF-001")
    with pytest.raises((BadDiscount, NotAllowed)) as refused:
        open_shop.discount_line(off)
    assert refused.type is BadDiscount
    with pytest.raises(BadDiscount):
        open_shop.discount_ticket(off)
    assert open_shop.sale.total == euro("4.25")


def test_a_discount_stays_within_what_is_left(open_shop: Shop) -> None:
    open_shop.sign_in("9001").add("CAF-001", "2").discount_ticket("8")
    with pytest.raises(BadDiscount):
        open_shop.quantity("1")
    assert open_shop.line.quantity == 2


def test_a_price_by_hand_asks_for_leave_and_is_a_fact(open_shop: Shop) -> None:
    open_shop.add("CAF-001")
    with pytest.raises(NotAllowed):
        open_shop.price("3.99")
    open_shop.authorise("9001").price("3.99")
    assert open_shop.sale.total == euro("3.99")
    (fact,) = open_shop.facts(FactType.PRICE_CHANGED)
    assert fact.who == "1001"
    said = {name: fact.body[name] for name in ("from", "to", "sku", "allowed_by", "why")}
    assert said == {
        "from": 425,
        "to": 399,
        "sku": "CAF-001",
        "allowed_by": "9001",
        "why": "la etiqueta dice",
    }
    with pytest.raises(BadPrice):
        open_shop.price("999999999")


def test_a_price_of_nothing_is_a_gift_that_a_senior_gives(open_shop: Shop) -> None:
    open_shop.sign_in("2001").add("CAF-001").price("0").pay_cash()
    assert (open_shop.document.total, open_shop.document.tenders) == (ZERO, ())
    assert open_shop.adds_up()
