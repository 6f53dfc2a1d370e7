"""Reference tenders: what a person types of a payment that the till cannot see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import euro
from chain import say_setting
from shop import Shop

from app.domain.errors import (
    BadTender,
    CardNumber,
    NothingDue,
    ReferenceMissing,
    TenderOff,
    TenderOverLimit,
    TooMuch,
)
from app.domain.tender import TenderKind
from app.services.counter import Counter

BIZUM, MEAL = TenderKind.BIZUM, TenderKind.MEAL_VOUCHER


def pay(shop: Shop, code: str, amount: str | None = None, reference: str = "BZ-77") -> Shop:
    shop.paid = shop.counter.other_ways.pay(code, euro(amount) if amount else None, reference)
    return shop


def ordered(shop: Shop, **tenders: dict[str, Any]) -> Shop:
    """As till.toml would order it; `_` stands for the hyphen."""
    till = shop.counter.till
    rows = {code.replace("_", "-"): row for code, row in tenders.items()}
    till.config = replace(till.config, tenders=rows)
    return shop


def test_a_bizum_pays_what_is_due_and_its_reference_is_kept(open_shop: Shop) -> None:
    pay(open_shop.add("CAF-001"), "bizum")
    (tender,) = open_shop.document.tenders
    assert (tender.kind, tender.amount, tender.reference) == (BIZUM, euro("4.25"), "BZ-77")
    assert open_shop.adds_up()


def test_it_mixes_with_cash(open_shop: Shop) -> None:
    pay(open_shop.add("CAM-LIN-M"), "transfer", "30").pay_cash("20")
    assert open_shop.document.change == euro("15.05")
    assert open_shop.adds_up()


@pytest.mark.parametrize(
    ("code", "amount", "reference", "error"),
    [
        ("bizum", "4.26", "BZ-77", TooMuch),
        ("bizum", "0", "BZ-77", NothingDue),
        ("bizum", None, "  ", ReferenceMissing),
        ("bizum", None, "4548812049400004", CardNumber),
        ("cheque", None, "1", TenderOff),
        ("cash", None, "1", TenderOff),
        ("credit", None, "V042", TenderOff),
        ("web", None, "1", TenderOff),
    ],
)
def test_what_cannot_be_paid_so_takes_nothing(
    open_shop: Shop, code: str, amount: str | None, reference: str, error: type[Exception]
) -> None:
    open_shop.add("CAF-001")
    with pytest.raises(error):
        open_shop.counter.other_ways.pay(code, euro(amount) if amount else None, reference)
    assert not open_shop.sale.tenders


def test_a_limit_is_of_the_ticket_and_not_of_a_payment(open_shop: Shop) -> None:
    shop = ordered(open_shop, meal_voucher={"limit": 1100}).add("CAM-LIN-M")
    assert pay(shop, "meal-voucher", None, "E-1").paid.due == euro("23.95")
    with pytest.raises(TenderOverLimit) as refused:
        pay(shop, "meal-voucher", "0.01", "E-2")
    with pytest.raises(NothingDue):  # of nothing that it may pay
        pay(shop, "meal-voucher", None, "E-2")
    assert refused.value.facts["limit"] == euro("11")


def test_a_till_switches_one_off_and_adds_another(open_shop: Shop) -> None:
    shop = ordered(
        open_shop, bizum={"on": False}, coupon={"name": "Cupón", "reference": False}
    ).add("CAF-001")
    assert BIZUM not in shop.counter.other_ways.offered()
    with pytest.raises(TenderOff):
        pay(shop, "bizum")
    pay(shop, "coupon", reference="")
    assert "Cupón" in "\n".join(str(block) for block in paper(shop.counter))
    assert shop.adds_up()


def paper(counter: Counter) -> list[object]:
    last = counter.printing.last()
    assert last is not None
    return list(counter.printing.paper(last.number).blocks)


def test_a_wrong_one_in_till_toml_is_said_at_the_start(open_shop: Shop) -> None:
    with (open_shop.folder / "till.toml").open("a", encoding="utf-8") as handle:
        handle.write("\n[tenders.cash]\non = false\n")
    with pytest.raises(BadTender):
        open_shop.restart()


def test_what_was_paid_in_a_kind_that_is_gone_still_reads(open_shop: Shop) -> None:
    shop = ordered(open_shop, coupon={"name": "Cupón"}).add("CAF-001")
    pay(shop, "coupon", reference="C-9")
    shop.crash().sign_in("1001")
    assert shop.counter.till.tenders.rules.get(TenderKind("coupon")) is None
    assert shop.document.tenders[0].kind is TenderKind("coupon")
    assert shop.adds_up()


def test_a_meal_voucher_opens_the_drawer_for_its_paper(open_shop: Shop) -> None:
    tenders = open_shop.counter.till.tenders
    assert tenders.of(MEAL).opens_drawer
    assert not tenders.of(BIZUM).opens_drawer


def test_the_chains_setting_holds_and_a_wrong_one_keeps_nobody_from_selling(
    open_shop: Shop,
) -> None:
    offered = open_shop.counter.other_ways.offered
    say_setting(open_shop, "tenders", {"kinds": [{"code": "bizum", "on": False}]})
    assert BIZUM not in offered()
    say_setting(open_shop, "tenders", {"kinds": [{"code": "cash", "on": False}]})
    assert BIZUM in offered()
