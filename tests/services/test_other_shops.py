"""Tickets of other shops: asked for, returned once, by what central says (retail-rules 5)."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from builders import a_document, a_line, a_sale, euro, paid
from other_shops import ITS_INSTALLATION, THEIRS, Central, Said, a_ticket, of_a_chain
from shop import Shop

from app.domain.bodies import tender_body
from app.domain.document import Document
from app.domain.elsewhere import Printed, printed
from app.domain.errors import (
    AnotherTaxpayer,
    MoreThanSold,
    NothingToReturn,
    ShopsUnreachable,
    UnknownDocument,
    UnknownTicket,
)
from app.domain.facts import FactType
from app.domain.line import ANSWER_MS, Answer
from app.domain.money import Money
from app.domain.tender import TenderKind
from app.services.enquiries import Enquiry, Outcome


@pytest.fixture
def theirs() -> Document:
    """Three of one and one of another, sold in another shop for cash."""
    sale = a_sale(a_line(Money(333), "3", sku="A"), a_line(Money(1000), sku="B"))
    return replace(a_document(sale, paid(TenderKind.CASH, sale.total)), number=THEIRS)


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    return open_shop.sign_in("9001")


@pytest.fixture
def central(shop: Shop) -> Central:
    return of_a_chain(shop)


def test_another_shops_ticket_comes_back_and_the_fact_says_whose_it_was(
    shop: Shop, central: Central, theirs: Document
) -> None:
    central.says = lambda number: a_ticket(theirs, shop)
    assert shop.counter.enquiries.needed(THEIRS)
    shop.counter.enquiries.look_up(THEIRS)
    back = shop.refund(THEIRS, [(1, "1")])
    assert back
    assert back.total == Money(-333)
    assert shop.facts(FactType.DOCUMENT_ISSUED)[-1].body["corrects"] == {
        "number": THEIRS,
        "issued_on": theirs.issued_at.date().isoformat(),
        "kind": "F2",
        "shop": "043",
        "installation": ITS_INSTALLATION,
        "proof": "central",
    }
    with pytest.raises(MoreThanSold):
        shop.refund(THEIRS, [(1, "3")])
    assert shop.refund(THEIRS)
    with pytest.raises(NothingToReturn):
        shop.refund(THEIRS)
    assert shop.adds_up()
    assert shop.restart().adds_up()


def test_what_any_shop_took_back_does_not_come_back_again(
    shop: Shop, central: Central, theirs: Document
) -> None:
    gone = {"1": {"quantity": "2", "amount": 666}}
    paid_back = [tender_body(paid(TenderKind.CASH, Money(-666)))]
    central.says = lambda number: a_ticket(theirs, shop, returned=gone, paid_back=paid_back)
    shop.counter.enquiries.look_up(THEIRS)
    with pytest.raises(MoreThanSold):
        shop.refund(THEIRS, [(1, "2")])
    rest = shop.refund(THEIRS)
    assert rest
    assert rest.total == Money(-1333)


def test_our_own_return_is_counted_once_whether_central_has_heard_of_it_or_not(
    shop: Shop, central: Central, theirs: Document
) -> None:
    central.says = lambda number: a_ticket(theirs, shop)
    shop.counter.enquiries.look_up(THEIRS)
    assert shop.refund(THEIRS, [(1, "1")])
    heard = shop.facts()[-1]
    shop.counter.enquiries.look_up(THEIRS)  # central has not heard
    assert shop.counter.refunds.find(THEIRS).back[1].quantity == 1
    central.says = lambda number: a_ticket(
        theirs,
        shop,
        returned={"1": {"quantity": "1", "amount": 333}},
        included={str(heard.installation): heard.seq},
    )
    shop.counter.enquiries.look_up(THEIRS)
    assert shop.counter.refunds.find(THEIRS).back[1].quantity == 1


def test_a_return_half_paid_back_knows_its_ticket_after_a_power_cut(
    shop: Shop, central: Central, theirs: Document
) -> None:
    charged = shop.add("CAM-LIN-M").pay_card().document.tenders[0]
    assert charged.amount >= theirs.total  # the terminal's book is to know of the payment
    tender = paid(TenderKind.CARD, theirs.total, charged.reference)
    by_card = replace(theirs, tenders=(tender,))
    central.says = lambda number: a_ticket(by_card, shop)
    shop.counter.enquiries.look_up(THEIRS)
    begun = shop.counter.refunds.begin(THEIRS, None)
    assert not isinstance(begun, Document)
    attempt = shop.counter.refunds.next_card(begun)
    assert attempt
    shop.counter.checkout.ask(shop.counter.terminal, attempt)
    shop.crash()
    of_a_chain(shop.sign_in("9001"))
    last = shop.facts(FactType.DOCUMENT_ISSUED)[-1]
    assert last.body["corrects"]["installation"] == ITS_INSTALLATION
    assert shop.adds_up()


def test_a_ticket_that_no_shop_has_and_one_of_another_company_are_refused(
    shop: Shop, central: Central, theirs: Document
) -> None:
    with pytest.raises(UnknownTicket):
        shop.counter.enquiries.look_up(THEIRS)
    central.says = lambda number: {"refused": "not_yours"}
    with pytest.raises(AnotherTaxpayer):
        shop.counter.enquiries.look_up(THEIRS)
    central.says = lambda number: a_ticket(theirs, shop, nif="B00000000")
    with pytest.raises(AnotherTaxpayer):
        shop.counter.enquiries.look_up(THEIRS)
    with pytest.raises(UnknownDocument):
        shop.counter.refunds.find(THEIRS)


@pytest.mark.parametrize("said", [None, {"refused": "unreachable"}, {"refused": "busy"}])
def test_no_answer_in_time_is_said_as_such(shop: Shop, central: Central, said: Said | None) -> None:
    central.says = lambda number: said
    with pytest.raises(ShopsUnreachable):
        shop.counter.enquiries.look_up(THEIRS)


def test_with_the_line_hung_up_nobody_waits(shop: Shop, central: Central) -> None:
    shop.counter.line.hang_up()
    outcomes: list[Outcome] = []
    shop.counter.enquiries.put(Enquiry(THEIRS, outcomes.append))
    assert outcomes == [Outcome.UNREACHABLE]
    assert central.asked == []


def test_an_answer_that_comes_too_late_or_to_nobody_changes_nothing(
    shop: Shop, central: Central, theirs: Document
) -> None:
    central.says = lambda number: None
    outcomes: list[Outcome] = []
    cancelled = Enquiry(THEIRS, outcomes.append)
    shop.counter.enquiries.put(cancelled)
    cancelled.cancel()
    late = Enquiry(THEIRS, outcomes.append)
    shop.counter.enquiries.put(late)
    threading.Event().wait(ANSWER_MS / 1000 + 0.3)
    assert outcomes == [Outcome.UNREACHABLE]
    for question in (1, 2):
        central._hear(Answer(question, "", a_ticket(theirs, shop)["tickets"]))
    assert outcomes == [Outcome.UNREACHABLE]
    with pytest.raises(UnknownDocument):
        shop.counter.refunds.find(THEIRS)


def test_only_what_neither_till_nor_shop_has_is_asked_for(shop: Shop, central: Central) -> None:
    shop.add("CAF-001").pay_cash("20")
    assert not shop.counter.enquiries.needed(shop.document.number)
    assert not shop.counter.enquiries.needed("https://example.com/a")
    assert shop.counter.enquiries.needed(THEIRS)


def test_a_till_alone_asks_nobody(shop: Shop) -> None:
    assert not shop.counter.enquiries.needed(THEIRS)


def test_a_ticket_says_its_number_and_its_qr_more() -> None:
    url = (
        "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR"
        f"?nif=B12345674&numserie={THEIRS}&fecha=20-11-2026&importe=19.99"
    )
    seen = printed(url)
    assert seen
    assert (seen.number, seen.nif, seen.total) == (THEIRS, "B12345674", euro("19.99"))
    assert str(seen.day) == "2026-11-20"
    assert printed(THEIRS.replace("-", "'").lower()) == Printed(THEIRS)
    assert printed("9525300002499") is None
    broken = printed(url.replace("20-11-2026", "mañana").replace("19.99", "x"))
    assert broken == Printed(THEIRS, "B12345674")
