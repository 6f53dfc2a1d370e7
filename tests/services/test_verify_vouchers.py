"""`verify` takes vouchers that add up, and says what does not."""

from __future__ import annotations

from datetime import date

import pytest
from shop import Shop

from app.domain.facts import Body, FactType
from app.domain.money import Money
from app.domain.voucher import Issued, Redeemed, WhyIssued, issued_body, redeemed_body
from app.services.verify import verify

CODE = "V042C03-000001"


def state(shop: Shop, kind: FactType, body: Body) -> None:
    with shop.counter.till.act() as act:
        act.state(kind, body)


def issue(shop: Shop, document: str = "", amount: int = 1000, **lie: object) -> None:
    issued = Issued(CODE, Money(amount), WhyIssued.RETURN, document, date(2027, 11, 21))
    state(shop, FactType.VOUCHER_ISSUED, issued_body(issued) | lie)


def redeem(shop: Shop, amount: int, document: str = "") -> None:
    redeemed = Redeemed(CODE, Money(amount), document or shop.document.number)
    state(shop, FactType.VOUCHER_REDEEMED, redeemed_body(redeemed))


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    """With one ticket."""
    return open_shop.add("CAF-001").pay_cash()


def wrong(shop: Shop) -> list[str]:
    return [one.what for one in verify(shop.db, shop.counter.till.regime).violations]


def test_a_voucher_in_parts_until_nothing_is_left_adds_up(shop: Shop) -> None:
    issue(shop, shop.document.number)
    redeem(shop, 300)
    redeem(shop, 700)
    assert wrong(shop) == []


def test_another_tills_voucher_is_taken_for_what_it_says(shop: Shop) -> None:
    redeem(shop, 99_999)
    assert wrong(shop) == []


def test_no_code_is_issued_twice(shop: Shop) -> None:
    issue(shop)
    issue(shop)
    assert wrong(shop) == ["was issued twice"]


def test_no_more_is_taken_than_this_till_issued(shop: Shop) -> None:
    issue(shop)
    redeem(shop, 600)
    redeem(shop, 401)
    assert wrong(shop) == [f"paid {shop.document.number} with more than was left"]


def test_the_documents_that_it_names_were_issued(shop: Shop) -> None:
    issue(shop, "T042C03AR26-000009")
    redeem(shop, 1, "T042C03AS26-000009")
    assert wrong(shop) == [
        "comes from T042C03AR26-000009, which was not issued",
        "paid T042C03AS26-000009, which was not issued",
    ]


def test_goodwill_is_for_no_document(shop: Shop) -> None:
    issue(shop, shop.document.number, why="goodwill")
    assert wrong(shop) == [f"is goodwill and comes from {shop.document.number}"]


@pytest.mark.parametrize("lie", [{"amount": 0}, {"amount": -1}, {"code": ""}, {"document": None}])
def test_what_is_no_voucher_is_a_finding_and_no_crash(shop: Shop, lie: Body) -> None:
    issued = Issued(CODE, Money(1000), WhyIssued.GOODWILL, "")
    state(shop, FactType.VOUCHER_ISSUED, issued_body(issued) | lie)
    redeemed = Redeemed(CODE, Money(5), shop.document.number)
    state(shop, FactType.VOUCHER_REDEEMED, redeemed_body(redeemed) | lie)
    assert [one.split()[:3] for one in wrong(shop)] == [["cannot", "be", "read:"]] * 2
