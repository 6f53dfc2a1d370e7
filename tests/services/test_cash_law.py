"""The law about cash: who does not reside here, and the parts of one order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import euro
from order_shop import a_paid_order, as_device, order_row, tell
from shop import Shop

from app.domain.buyer import buyer
from app.domain.collecting import Collector
from app.domain.errors import BadDeclaration, CashOverLimit, NotAllowed, NotPrivate
from app.domain.facts import FactType
from app.domain.non_resident import NonResident, declared
from app.domain.order_event import Shown
from app.domain.sale import Collected
from app.services import cash_law

BEARER = Collector(Shown.CODE)


def declare(shop: Shop, document: str = "passport", country: str = "fr") -> Shop:
    shop.authorise("2001").counter.checkout.declare(document, country)
    shop.counter.till.session.authoriser = None
    return shop


def test_who_does_not_reside_here_pays_less_than_ten_thousand_in_cash(open_shop: Shop) -> None:
    shop = open_shop.dear("2999.99")
    with pytest.raises(CashOverLimit) as refused:
        shop.pay_cash()
    assert refused.value.facts["limit"] == euro("1000")
    declare(shop).crash().sign_in("1001").pay_cash()
    assert shop.document.non_resident == NonResident("passport", "FR", "2001")
    (fact,) = shop.facts(FactType.NON_RESIDENT_DECLARED)
    assert (fact.body["document"], fact.body["country"]) == ("passport", "FR")
    assert shop.adds_up()


def test_what_was_paid_so_may_go_back_so(open_shop: Shop) -> None:
    shop = declare(open_shop.dear("1500")).pay_cash().authorise("2001")
    done = shop.refund(shop.document.number)
    assert done is not None
    assert done.total == euro("-1500")
    assert shop.adds_up()


def test_ten_thousand_is_too_much_for_anybody(open_shop: Shop) -> None:
    shop = declare(open_shop.dear("10000"))
    shop.counter.register.invoice("passport:FR:12AB34567", "Marie D.", "Rue X 1, Pau")
    with pytest.raises(CashOverLimit) as refused:
        shop.pay_cash()
    assert refused.value.facts["limit"] == euro("10000")


def test_it_needs_a_seniors_leave(open_shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        open_shop.dear("1500").counter.checkout.declare("passport", "FR")


@pytest.mark.parametrize(
    ("document", "country"), [("passport", "ES"), ("passport", "XX"), ("dni", "FR"), ("", "")]
)
def test_a_document_of_another_country_is_shown(document: str, country: str) -> None:
    with pytest.raises(BadDeclaration):
        declared(document, country, None, "")


@pytest.mark.parametrize(("tax_id", "private"), [("B12345674", False), ("12345678Z", True)])
def test_a_company_has_the_limit_of_everybody(tax_id: str, private: bool) -> None:
    whom = buyer(tax_id, "Alguien", "Calle 1")
    if private:
        assert declared("id-card", "PT", whom, "").country == "PT"
        return
    with pytest.raises(NotPrivate):
        declared("id-card", "PT", whom, "")


def test_the_parts_of_one_order_are_one_operation(open_shop: Shop) -> None:
    shop = as_device(open_shop)
    paid = replace(a_paid_order(shop), payments=())
    dear = replace(paid.lines[0], price=euro("400"), quantity=Decimal(3))
    tell(shop, [order_row(replace(paid, lines=(dear, *paid.lines[1:])))])
    part = replace(
        shop.dear("400").sale, collected=Collected("W-1042", BEARER, ((1, dear.number),))
    )
    till = shop.counter.till
    assert cash_law.operation(till, part) >= euro("1200")
    with pytest.raises(CashOverLimit):
        cash_law.check(till, part, cash=True)
    cash_law.check(till, part, cash=False)
    cash_law.check(till, replace(part, collected=None), cash=True)
