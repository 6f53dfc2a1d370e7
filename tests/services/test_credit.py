"""Store credit at this till: issued, spent in parts, never twice; what holds with the line down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import euro
from chain import say_policies, say_voucher
from shop import Shop

from app.domain import barcode
from app.domain.errors import (
    MoneyTaken,
    NotAllowed,
    NothingDue,
    TenderOff,
    TooMuch,
    UnknownVoucher,
    VoucherExpired,
    VoucherSpent,
    VoucherUnheard,
)
from app.domain.facts import FactType
from app.domain.line import LineState, LineStatus
from app.domain.tender import TenderKind
from app.domain.voucher import new_code
from app.services import voucher
from app.services.verify import verify

CREDIT, CARD, CASH = TenderKind.CREDIT, TenderKind.CARD, TenderKind.CASH
ELSEWHERE = new_code("042", b"another till of us")


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    return open_shop


def given(shop: Shop, amount: str) -> str:
    """A manager's goodwill."""
    return shop.authorise("9001").counter.credit.goodwill(euro(amount), "por las molestias")


def pay(shop: Shop, code: str, amount: str | None = None) -> Shop:
    shop.paid = shop.counter.credit.pay(code, euro(amount) if amount else None)
    return shop


def left(shop: Shop, code: str) -> str:
    return str(shop.counter.credit.look(code).voucher.left)


def returned(shop: Shop) -> str:
    """The code of the credit for a coffee (4.25) that came back."""
    shop.add("CAF-001").pay_card().authorise("2001").refund(shop.document.number, means="credit")
    (tender,) = shop.document.tenders
    return tender.reference


def test_a_return_gives_credit_that_a_sale_takes(shop: Shop) -> None:
    code = returned(shop)
    assert (left(shop, code), shop.document.total) == ("4.25", euro("-4.25"))
    pay(shop.add("CAF-001"), code)
    assert [(t.kind, t.reference) for t in shop.document.tenders] == [(CREDIT, code)]
    assert left(shop, code) == "0.00"
    assert shop.adds_up()


def test_it_is_spent_in_parts_until_nothing_is_left(shop: Shop) -> None:
    code = given(shop, "10")
    pay(shop.add("CAF-001"), code)
    assert left(shop, code) == "5.75"
    pay(shop.add("CAF-001"), code, "2").pay_cash()
    assert left(shop, code) == "3.75"
    assert pay(shop.add("CAF-001"), code).paid.due == euro("0.50")
    with pytest.raises(VoucherSpent):
        pay(shop, code)
    shop.pay_cash("1")
    with pytest.raises(VoucherSpent) as refused:
        pay(shop.add("CAF-001"), code)
    assert refused.value.facts["left"] == euro("0")
    assert shop.crash().adds_up()


def test_what_a_sale_in_hand_took_is_not_there_twice(shop: Shop) -> None:
    code = given(shop, "4")
    assert pay(shop.add("CAF-001"), code).paid.due == euro("0.25")
    with pytest.raises(VoucherSpent):
        pay(shop.crash().sign_in("1001"), code)
    with pytest.raises(MoneyTaken):
        shop.park()


def test_a_ticket_that_is_given_up_gives_it_back(shop: Shop) -> None:
    code = given(shop, "4")
    pay(shop.add("CAF-001"), code)
    shop.counter.tickets.abandon()
    assert left(shop, code) == "4.00"
    assert shop.facts(FactType.VOUCHER_REDEEMED) == []


@pytest.mark.parametrize(
    ("amount", "error"), [("4.26", TooMuch), ("0", NothingDue), ("4.01", VoucherSpent)]
)
def test_it_pays_what_is_due_and_no_more_than_is_left(
    shop: Shop, amount: str, error: type[Exception]
) -> None:
    code = given(shop, "4")
    with pytest.raises(error):
        pay(shop.add("CAF-001"), code, amount)


def test_what_was_paid_with_it_goes_back_to_a_new_one(shop: Shop) -> None:
    code = given(shop, "3")
    pay(shop.add("CAF-001"), code).pay_cash("2").authorise("2001")
    shop.refund(shop.document.number)
    credit, cash = shop.document.tenders
    assert (credit.kind, credit.amount) == (CREDIT, euro("-3.00"))
    assert (cash.kind, cash.amount) == (CASH, euro("-1.25"))
    assert credit.reference not in ("", code)
    assert left(shop, credit.reference) == "3.00"
    assert shop.adds_up()


def test_goodwill_needs_leave_and_says_who_gave_it_and_why(shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        shop.counter.credit.goodwill(euro("5"), "por las molestias")
    given(shop, "5")
    (fact,) = shop.facts(FactType.VOUCHER_ISSUED)
    said = fact.body["reason"], fact.body["allowed_by"], fact.body["why"], fact.who
    assert said == ("por las molestias", "9001", "goodwill", "1001")
    assert shop.adds_up()


def test_its_paper_has_a_code_that_scans_and_is_no_invoice(shop: Shop) -> None:
    code = given(shop, "5")
    assert barcode.meaning(code.lower()) == barcode.VoucherCode(code)
    names = shop.print_all()
    (paper,) = [name for name in names if name.startswith("vale")]
    text = (shop.folder / "tickets" / f"{paper}.txt").read_text("utf-8")
    assert code in text
    assert "VALE" in text
    assert "no es una factura" in text
    assert "5,00" in text
    pay(shop.add("CAF-001"), code)
    shop.counter.credit.print(code)
    shop.print_all()
    again = "".join(path.read_text("utf-8") for path in (shop.folder / "tickets").iterdir())
    assert "Quedan" in again
    assert "0,75" in again


@pytest.mark.parametrize("typed", ["", "CAF-001", "V042", ELSEWHERE[:-1] + "-", "V" * 16])
def test_what_is_no_voucher_is_unknown(shop: Shop, typed: str) -> None:
    with pytest.raises(UnknownVoucher):
        pay(shop.add("CAF-001"), typed)


def test_a_slip_of_the_hand_finds_no_voucher(shop: Shop) -> None:
    code = given(shop, "5")
    wrong = code[:5] + ("7" if code[5] != "7" else "8") + code[6:]
    with pytest.raises(UnknownVoucher):
        shop.counter.credit.look(wrong)


def test_it_is_good_until_the_day_that_the_shop_orders(shop: Shop) -> None:
    say_policies(shop, {"voucher_days": 30})
    code = given(shop, "5")
    expires = date(2026, 12, 21)
    assert shop.counter.credit.look(code).voucher.expires == expires
    assert left(shop.later(days=30), code) == "5.00"
    with pytest.raises(VoucherExpired) as refused:
        pay(shop.later(days=1).add("CAF-001"), code)
    assert refused.value.facts["on"] == expires


def test_a_shop_may_take_none(shop: Shop) -> None:
    code = given(shop, "5")
    till = shop.counter.till
    till.config = replace(till.config, tenders={"credit": {"on": False}})
    with pytest.raises(TenderOff):
        pay(shop.add("CAF-001"), code)


# another till of the shop
def told(shop: Shop, left: int, included: dict[int, int] | None = None) -> Shop:
    """Central says what is left of it."""
    say_voucher(shop, ELSEWHERE, left, included)
    return shop


def down(shop: Shop, state: LineState = LineState.OFFLINE) -> Shop:
    shop.counter.line.status = LineStatus(state)
    return shop


def test_a_voucher_of_another_till_is_good_for_what_central_said(shop: Shop) -> None:
    down(told(shop, 300), LineState.IN_STEP)
    assert pay(shop.add("CAF-001"), ELSEWHERE).paid.due == euro("1.25")
    with pytest.raises(VoucherSpent):
        pay(shop, ELSEWHERE)
    shop.pay_cash()
    assert left(shop, ELSEWHERE) == "0.00"
    assert shop.adds_up()


def test_what_central_has_counted_in_is_not_taken_off_again(shop: Shop) -> None:
    down(told(shop, 1000), LineState.IN_STEP)
    pay(shop.add("CAF-001"), ELSEWHERE)
    (fact,) = shop.facts(FactType.VOUCHER_REDEEMED)
    told(shop, 575, {fact.installation: fact.seq})
    assert left(shop, ELSEWHERE) == "5.75"


def test_with_the_line_down_no_more_than_the_risk_is_taken_of_one(shop: Shop) -> None:
    say_policies(shop, {"voucher_risk_limit": 600})
    down(told(shop, 5000))
    pay(shop.add("CAF-001"), ELSEWHERE)
    with pytest.raises(VoucherUnheard):
        pay(shop.add("CAF-001"), ELSEWHERE, "1.76")
    assert pay(shop, ELSEWHERE).paid.due == euro("2.50")  # 6.00 in all
    with pytest.raises(VoucherUnheard):
        pay(shop, ELSEWHERE)
    down(shop, LineState.IN_STEP)
    pay(shop, ELSEWHERE)
    assert shop.adds_up()


def test_one_that_nobody_spoke_of_needs_leave_and_the_line_down(shop: Shop) -> None:
    shop.add("CAF-001")
    with pytest.raises(UnknownVoucher):
        pay(down(shop, LineState.IN_STEP).authorise("9001"), ELSEWHERE)
    with pytest.raises(NotAllowed):
        pay(down(shop).authorise("2001"), ELSEWHERE)
    pay(shop.authorise("9001"), ELSEWHERE)
    (fact,) = shop.facts(FactType.VOUCHER_ALLOWED)
    assert (fact.body["code"], fact.body["amount"]) == (ELSEWHERE, 425)
    assert fact.body["allowed_by"] == "9001"
    assert shop.adds_up()


# the journal
def wrong(shop: Shop) -> list[str]:
    return [one.what for one in verify(shop.db, shop.counter.till.regime).violations]


def test_verify_finds_a_tender_that_no_voucher_backs(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = given(shop, "5")
    monkeypatch.setattr(voucher, "settle", lambda *_: None)
    pay(shop.add("CAF-001"), code)
    assert wrong(shop) == [f"{shop.document.number} says 4.25 more than its facts"]


def test_verify_finds_what_is_kept_beside_the_facts_and_differs(shop: Shop) -> None:
    code = given(shop, "5")
    with shop.db.write() as tx:
        tx.exec_driver_sql("UPDATE vouchers SET amount = 600")
    assert wrong(shop) == [f"moved {code} 6.00, the fact says {code} 5.00"]
    with shop.db.write() as tx:
        tx.exec_driver_sql("DELETE FROM vouchers")
    assert wrong(shop) == ["is only in the facts or only beside them"]
