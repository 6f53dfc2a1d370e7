"""Ways of paying, and the law about cash to the cent."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from builders import euro

from app.domain.errors import BadTender, CardNumber, CashOverLimit
from app.domain.tender import (
    USUAL,
    Counted,
    RefundAs,
    TenderKind,
    Tenders,
    check_cash_law,
    ordered,
    ordered_by_chain,
    reference_of,
)

CASH, CARD, BIZUM = TenderKind.CASH, TenderKind.CARD, TenderKind.BIZUM


@pytest.mark.parametrize("amount", ["0", "999.99", "-999.99"])
def test_below_a_thousand_cash_is_never_refused(amount: str) -> None:
    check_cash_law(euro(amount), cash=True)


@pytest.mark.parametrize("amount", ["1000", "1000.01", "5000", "-1000"])
def test_from_a_thousand_on_no_euro_may_be_cash(amount: str) -> None:
    with pytest.raises(CashOverLimit):
        check_cash_law(euro(amount), cash=True)
    check_cash_law(euro(amount), cash=False)


@pytest.mark.parametrize(("amount", "sold"), [("9999.99", True), ("10000", False)])
def test_who_declares_not_to_reside_here_pays_less_than_ten_thousand_in_cash(
    amount: str, sold: bool
) -> None:
    if sold:
        check_cash_law(euro(amount), cash=True, non_resident=True)
        return
    with pytest.raises(CashOverLimit) as refused:
        check_cash_law(euro(amount), cash=True, non_resident=True)
    assert refused.value.facts["limit"] == euro("10000")


def test_only_cash_gives_change_and_only_the_card_asks_the_terminal() -> None:
    assert [kind for kind in USUAL if USUAL[kind].gives_change] == [CASH]
    assert [kind for kind in USUAL if kind.asks_terminal] == [CARD]


def test_a_kind_is_one_object_wherever_it_comes_from() -> None:
    assert TenderKind("cash") is CASH
    assert copy.deepcopy(BIZUM) is BIZUM
    assert pickle.loads(pickle.dumps(TenderKind("sodexo"))) is TenderKind("sodexo")  # noqa: S301


@pytest.mark.parametrize("code", ["", "Cash", "a b", "-a", "a-", "ñ", "a" * 25, "1a"])
def test_what_is_no_code_is_no_kind(code: str) -> None:
    with pytest.raises(ValueError, match="no kind"):
        TenderKind(code)


def test_what_the_program_offers_by_reference() -> None:
    assert Tenders().by_reference() == (BIZUM, TenderKind.TRANSFER, TenderKind.MEAL_VOUCHER)
    assert Tenders().counted() == (TenderKind.CARD_BY_HAND, TenderKind.MEAL_VOUCHER)


def test_a_chain_adds_a_kind_and_switches_one_off() -> None:
    chain = ordered_by_chain(
        {
            "kinds": [
                {"code": "coupon", "name": {"es": "Cupón de marca", "en": "Brand coupon"},
                 "counted": "total", "refund": "credit", "limit": 500, "drawer": True},
                {"code": "bizum", "on": False},
            ]
        },
        Tenders(),
    )  # fmt: skip
    coupon = TenderKind("coupon")
    assert chain.by_reference() == (TenderKind.TRANSFER, TenderKind.MEAL_VOUCHER, coupon)
    rules = chain.of(coupon)
    assert (rules.opens_drawer, rules.limit) == (True, euro("5"))
    assert (rules.refund, rules.counted) == (RefundAs.CREDIT, Counted.TOTAL)
    assert chain.names(english=True) == {coupon: "Brand coupon"}
    assert chain.names(english=False) == {coupon: "Cupón de marca"}


def test_a_till_orders_over_its_chain() -> None:
    chain = ordered([("bizum", {"on": False})], Tenders())
    till = ordered([("bizum", {"on": True, "limit": 10_000})], chain)
    assert BIZUM in till.by_reference()
    assert till.of(BIZUM).limit == euro("100")


def test_a_kind_that_nobody_has_any_more_goes_back_as_credit() -> None:
    rules = Tenders().of(TenderKind("luncheon"))
    assert (rules.on, rules.refund) == (False, RefundAs.CREDIT)


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("cash", {"on": False}),  # below the law's limit nobody may refuse it
        ("cash", {"limit": 5000}),
        ("card", {"drawer": True}),
        ("web", {"on": True}),
        ("bizum", {"on": "no"}),
        ("bizum", {"limit": "10.00"}),
        ("bizum", {"limit": 0}),
        ("bizum", {"limit": True}),
        ("bizum", {"refund": "channel"}),
        ("bizum", {"counted": "pieces"}),
        ("bizum", {"colour": "red"}),
        ("bizum", {"name": {"fr": "Bizum"}}),
        ("bizum", []),
        ("nuevo", {"on": True}),  # nobody could read what it is
        ("Nuevo", {"name": "Nuevo"}),
    ],
)
def test_what_cannot_be_ordered_is_refused_by_its_field(code: str, row: Any) -> None:
    with pytest.raises(BadTender):
        ordered([(code, row)], Tenders())


@pytest.mark.parametrize("setting", [None, [], {"kinds": {}}, {"kinds": ["cash"]}, {}])
def test_a_setting_of_another_shape_is_refused(setting: Any) -> None:
    with pytest.raises(BadTender):
        ordered_by_chain(setting, Tenders())


@pytest.mark.parametrize(
    "number", ["4548812049400004", "4548 8120 4940 0004", "ref 4548-8120-4940-0004"]
)
def test_a_card_number_is_never_a_reference(number: str) -> None:
    with pytest.raises(CardNumber):
        reference_of(number)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  BZ 123\n456 ", "BZ 123 456"),
        ("1234567890123456", "1234567890123456"),  # long, and no card's: its check digit is wrong
        ("x" * 60, "x" * 40),
    ],
)
def test_a_reference_is_kept_printable_and_short(typed: str, kept: str) -> None:
    assert reference_of(typed) == kept
