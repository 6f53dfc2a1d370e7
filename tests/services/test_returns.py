"""Returns of every kind: why, until when, without goods, without any ticket."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from builders import NOON, euro
from chain import say_list, say_policies, say_price
from shop import Shop

from app.domain.document import Document, DocumentKind
from app.domain.errors import (
    BadQuantity,
    GiftOnlyCredit,
    MoreThanPaid,
    MoreThanSold,
    NotAllowed,
    NothingToReturn,
    TooLate,
    UnknownItem,
)
from app.domain.facts import FactType
from app.domain.money import Money, parse_money
from app.domain.paper import lines as printed
from app.domain.paper_kind import PaperKind
from app.domain.tender import TenderKind
from app.domain.why_back import WhyBack
from app.services.verify import verify
from app.storage import moves

TICKET = "T042C03AS26-000001"
COFFEE, MILK = "CAF-001", "LEC-ENT"
CHRISTMAS = {
    "days": 15,
    "seasons": [{"from": "11-15", "to": "12-31", "until": "01-31"}],
    "text": {"es": "Lo dice el ticket.", "en": "The ticket says so."},
}


@pytest.fixture
def sold(open_shop: Shop) -> Shop:
    """Luis at the till; the first ticket: three coffees and a milk, paid in cash."""
    return open_shop.sign_in("2001").add(COFFEE, "3").add(MILK).pay_cash("50")


def returned(shop: Shop, parts: list[tuple[int, str]], why: WhyBack) -> Document:
    asked = [(line, Decimal(much)) for line, much in parts]
    done = shop.counter.refunds.begin(TICKET, asked, why=why)
    assert isinstance(done, Document)
    return done


def lowered(shop: Shop, *off: tuple[int, str], why: WhyBack = WhyBack.PRICE) -> Document:
    asked = [(line, parse_money(much)) for line, much in off]
    done = shop.counter.refunds.begin(TICKET, None, why=why, off=asked)
    assert isinstance(done, Document)
    return done


def on_hand(shop: Shop) -> int:
    """What this till's facts moved of coffee."""
    with shop.db.read() as connection:
        return moves.since(connection, {COFFEE: {}})[COFFEE] // 1000


# why
def test_what_comes_back_damaged_is_not_for_sale_again(sold: Shop) -> None:
    before = on_hand(sold)
    returned(sold, [(1, "1")], WhyBack.RESTOCK)
    assert on_hand(sold) == before + 1
    corrective = returned(sold, [(1, "1")], WhyBack.DAMAGED)
    assert on_hand(sold) == before + 1
    assert corrective.total == euro("-4.25")
    assert sold.adds_up()


def test_a_price_is_corrected_without_goods(sold: Shop) -> None:
    before = on_hand(sold)
    corrective = lowered(sold, (1, "1.00"))
    assert (corrective.kind, corrective.total) == (DocumentKind.R5, euro("-1.00"))
    assert on_hand(sold) == before
    paper = "\n".join(printed(sold.counter.printing.paper(corrective.number).blocks, 42))
    assert "precio rectificado" in paper
    assert "0 ×" not in paper
    assert sold.counter.drawer.report().expected == euro("112.73")
    assert sold.adds_up()


def test_what_was_lowered_comes_back_for_what_is_left_of_its_price(sold: Shop) -> None:
    returned(sold, [(1, "1")], WhyBack.RESTOCK)
    lowered(sold, (1, "1.00"), why=WhyBack.ALLOWANCE)
    back = [returned(sold, [(1, "1")], WhyBack.RESTOCK) for _ in range(2)]
    assert [one.total for one in back] == [euro("-3.75"), euro("-3.75")]
    with pytest.raises(MoreThanSold):
        returned(sold, [(1, "1")], WhyBack.RESTOCK)
    assert sold.adds_up()


def test_no_more_off_a_price_than_was_paid(sold: Shop) -> None:
    lowered(sold, (2, "0.90"))
    for off, error in (
        (((2, "0.09"),), MoreThanPaid),
        (((1, "0.00"),), MoreThanPaid),
        ((), NothingToReturn),
    ):
        with pytest.raises(error):
            lowered(sold, *off)
    lowered(sold, (2, "0.08"))
    assert returned(sold, [(2, "1")], WhyBack.RESTOCK).total == euro("0")
    assert sold.adds_up()


# until when
def test_a_ticket_comes_back_until_its_last_day_and_later_with_leave(sold: Shop) -> None:
    say_policies(sold, {"returns": {"days": 15, "text": {"es": "Lo dice el ticket."}}})
    assert sold.later(days=15).refund(TICKET, [(1, "1")])
    sold.later(days=1)
    with pytest.raises(TooLate) as refused:
        sold.refund(TICKET, [(1, "1")])
    assert refused.value.facts["last"] == date(2026, 12, 6)
    assert refused.value.facts["text"] == "Lo dice el ticket."
    corrective = sold.authorise("9001").refund(TICKET, [(1, "1")])
    assert corrective
    assert corrective.allowed_by == "9001"
    assert sold.adds_up()


def test_what_was_sold_for_christmas_comes_back_in_january(sold: Shop) -> None:
    say_policies(sold, {"returns": CHRISTMAS})
    assert sold.later(days=71).refund(TICKET, [(1, "1")])
    with pytest.raises(TooLate):
        sold.later(days=1).refund(TICKET, [(1, "1")])


def test_what_is_faulty_comes_back_for_three_years(sold: Shop) -> None:
    say_policies(sold, {"returns": CHRISTMAS})
    sold.later(days=3 * 365)
    returned(sold, [(1, "1")], WhyBack.DAMAGED)
    lowered(sold, (1, "1.00"), why=WhyBack.ALLOWANCE)
    with pytest.raises(TooLate):
        returned(sold.later(days=2), [(1, "1")], WhyBack.DAMAGED)


def test_what_is_faulty_comes_back_for_no_shorter_than_what_is_not(sold: Shop) -> None:
    sold.later(days=3 * 365 + 5)
    returned(sold, [(1, "1")], WhyBack.RESTOCK)
    returned(sold, [(1, "1")], WhyBack.DAMAGED)
    assert sold.adds_up()


# without any ticket
def test_without_a_ticket_there_is_store_credit_at_the_lowest_price(sold: Shop) -> None:
    sold.add(COFFEE).price("2.00").pay_cash()
    before = on_hand(sold)
    done = sold.counter.no_ticket.take([(COFFEE, Decimal(2)), (MILK, Decimal(1))], "un regalo")
    assert done.amount == euro("9.48")
    assert on_hand(sold) == before + 2
    said, issued = sold.facts()[-2:]
    assert (said.type, issued.type) == ("returned_without_ticket", "voucher_issued")
    assert issued.body["amount"] == said.body["total"] == 948
    assert (issued.body["document"], said.body["why"]) == ("", "un regalo")
    report = sold.counter.drawer.report()
    assert (report.without_ticket, report.without_ticket_total) == (1, euro("9.48"))
    assert (report.returns, report.expected) == (0, euro("115.73"))
    sold.add(COFFEE, "2")
    paid = sold.counter.credit.pay(done.voucher)
    assert paid.document
    assert sold.adds_up()


def test_without_a_ticket_the_lowest_price_is_of_the_last_thirty_days(sold: Shop) -> None:
    def lowest() -> Money:
        return sold.counter.no_ticket.worth([(COFFEE, Decimal(1))])[0].price

    say_list(sold, "rebajas", "season", priority=20)
    tomorrow = NOON + timedelta(days=1)
    say_price(sold, COFFEE, "rebajas", 350, ends=tomorrow)
    say_price(sold, COFFEE, "rebajas", 400, starts=tomorrow)
    sold.add(COFFEE).pay_cash().later(days=2)
    assert lowest() == euro("3.50")
    sold.later(days=30)
    assert lowest() == euro("4.00")


def test_without_a_ticket_a_cashier_asks_for_leave(sold: Shop) -> None:
    sold.sign_in("1001")
    with pytest.raises(NotAllowed):
        sold.counter.no_ticket.take([(COFFEE, Decimal(1))])
    sold.authorise("2001").counter.no_ticket.take([(COFFEE, Decimal(1))], damaged=True)
    said = sold.facts(FactType.RETURNED_WITHOUT_TICKET)[-1].body
    assert (said["allowed_by"], said["lines"][0]["why_back"]) == ("2001", "damaged")
    assert sold.adds_up()


def test_without_a_ticket_only_what_the_shop_sells_comes_back(sold: Shop) -> None:
    take = sold.counter.no_ticket.take
    for items, error in (
        ([], NothingToReturn),
        ([("NADA", Decimal(1))], UnknownItem),
        ([(COFFEE, Decimal("0.5"))], BadQuantity),
        ([(COFFEE, Decimal(0))], BadQuantity),
    ):
        with pytest.raises(error):
            take(items)


def test_the_journal_wants_the_voucher_of_a_return_without_ticket(sold: Shop) -> None:
    with sold.counter.till.act() as act:
        body = {"shift": 1, "voucher": "V042ABCDEFGH", "total": 100, "lines": [], "why": ""}
        act.state(FactType.RETURNED_WITHOUT_TICKET, body)
    found = [one.what for one in verify(sold.db, sold.counter.till.regime).violations]
    assert any("lines differ" in what for what in found)
    assert any("more than its facts" in what for what in found)


# with a gift ticket
GIFT = "G" + TICKET[1:]


def test_with_a_gift_ticket_there_is_store_credit_and_no_money(sold: Shop) -> None:
    with pytest.raises(GiftOnlyCredit):
        sold.refund(GIFT, [(1, "1")], "cash")
    corrective = sold.refund(GIFT, [(1, "1")])
    assert corrective
    assert [tender.kind for tender in corrective.tenders] == [TenderKind.CREDIT]
    assert sold.counter.refunds.find(GIFT).document.number == TICKET
    assert sold.adds_up()


def test_whoever_has_the_gift_ticket_gets_the_voucher_and_no_paper_of_what_was_paid(
    sold: Shop,
) -> None:
    before = {job.document for job in sold.counter.printing.unfinished()}
    corrective = sold.refund(GIFT, [(1, "1")])
    assert corrective
    queued = {job.kind for job in sold.counter.printing.unfinished() if job.document not in before}
    assert queued == {PaperKind.VOUCHER}
    assert not sold.counter.printing.reprint(corrective.number).copy  # its buyer asks for it


def test_a_gift_is_exchanged_and_its_difference_is_store_credit(sold: Shop) -> None:
    sold.counter.exchanges.begin(GIFT, [(1, Decimal(1))])
    sold.add(MILK)
    assert sold.counter.exchanges.next_card() is None
    ticket = sold.counter.exchanges.pay_back().document
    assert ticket
    assert [tender.kind for tender in ticket.tenders] == [TenderKind.EXCHANGE]
    (corrective,) = (fact.body for fact in sold.facts() if fact.body.get("kind") == "R5")
    assert {one["kind"]: one["amount"] for one in corrective["tenders"]} == {
        "credit": -327,
        "exchange": -98,
    }
    assert sold.counter.drawer.report().expected == euro("113.73")
    assert sold.adds_up()
