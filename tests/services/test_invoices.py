"""Invoices for tickets and invoices put right: nothing moves, nothing is counted twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import euro
from chain import say_customer, say_setting
from lxml import etree
from shop import Shop

from app.domain.document import Document, DocumentKind
from app.domain.errors import (
    CardPending,
    CashOverLimit,
    Invoiced,
    MoreThanSold,
    NotAllowed,
    NothingToReturn,
    NotReplaceable,
    OtherCustomer,
    PaidOtherwise,
    UnknownDocument,
)
from app.domain.facts import FactType
from app.domain.paper import lines as printed
from app.domain.sale import Sale
from app.domain.tender import TenderKind
from app.domain.why_back import WhyBack
from app.fiscal.verifactu.names import SI
from app.services.verify import verify
from app.storage import fiscal, moves
from hardware.terminals.simulated import Mood

SF = {"sf": SI}
WHOM = ("B12345674", "Obras Demo, S.L.", "Calle de las Armas, 1, Zaragoza")
CARDS = ("2900000000012", "2900000000029")
UUIDS = tuple(f"01890000-0000-7000-8000-00000000000{n}" for n in (1, 2))
OTHER = ("12345678Z", "María Núñez", "Calle Mayor, 1")


@pytest.fixture
def senior(open_shop: Shop) -> Shop:
    return open_shop.sign_in("2001")


def invoice(shop: Shop, *numbers: str, whom: tuple[str, str, str] = WHOM) -> Document:
    return shop.counter.invoices.issue([shop.counter.invoices.find(n) for n in numbers], *whom)


def sold(shop: Shop, *skus: str) -> str:
    for sku in skus:
        shop.add(sku)
    return shop.pay_cash("50").document.number


def record(shop: Shop, number: str) -> etree._Element:
    with shop.db.read() as connection:
        (found,) = (one for one in fiscal.between(connection) if one.number == number)
    return etree.fromstring(found.xml)


def test_a_ticket_becomes_an_invoice_of_the_same_lines_and_taxes(senior: Shop) -> None:
    ticket = senior.add("CAF-001", "3").add("AGU-1500", "6").discount_ticket("10%").pay_cash("50")
    was = ticket.document
    document = invoice(senior, was.number)
    assert (document.kind, document.number) == (DocumentKind.F3, "T042C03AF26-000001")
    assert (document.total, document.taxes, document.lines) == (was.total, was.taxes, was.lines)
    assert (document.tenders, document.change) == ((), euro("0"))
    assert document.buyer
    assert document.buyer.nif == WHOM[0]
    assert document.replaces
    assert [one.number for one in document.replaces.documents] == [was.number]
    said = record(senior, document.number)
    inside = "sf:FacturasSustituidas/sf:IDFacturaSustituida/sf:NumSerieFactura"
    assert said.findtext(inside, None, SF) == was.number
    assert said.findtext("sf:TipoRectificativa", None, SF) is None
    assert senior.adds_up()


def test_several_tickets_become_one_invoice(senior: Shop) -> None:
    first = sold(senior, "CAF-001", "LEC-ENT")
    senior.later(days=1)
    second = senior.add("CAF-001").pay_card().document.number
    document = invoice(senior, first, second, first)
    assert document.total == euro("9.48")
    assert [line.number for line in document.lines] == [1, 2, 3]
    assert document.operation_on is None
    paper = "\n".join(printed(senior.counter.printing.paper(document.number).blocks, 42))
    for number in (first, second):
        assert number in paper
    assert senior.adds_up()


def test_what_was_sold_on_another_day_says_so(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    day = senior.document.issued_at.date()
    document = invoice(senior.later(days=3), number)
    assert document.operation_on == day
    assert document.issued_at.date() == day + timedelta(days=3)


def test_a_ticket_has_one_invoice_and_never_two(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    document = invoice(senior, number)
    with pytest.raises(Invoiced) as refused:
        invoice(senior, number, whom=OTHER)
    assert refused.value.facts["invoice"] == document.number


def test_an_invoice_for_a_ticket_is_shown_in_the_z_and_never_summed(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    before = senior.counter.drawer.report()
    document = invoice(senior, number)
    after = senior.counter.drawer.report()
    assert (after.replacing, after.replacing_total) == (1, euro("4.25"))
    for figure in ("sales", "sales_total", "returns", "tenders", "taxes", "discounts", "people"):
        assert getattr(after, figure) == getattr(before, figure)
    assert after.expected == before.expected
    with senior.db.read() as connection:
        assert moves.since(connection, {"CAF-001": {}}) == {"CAF-001": -1000}
    assert document.number in [series.last for series in after.series]
    senior.count("50.00x2", "2.00x2", "0.20x1", "0.05x1").close_shift()
    assert senior.facts(FactType.SHIFT_CLOSED)[-1].body["replacing_total"] == 425
    assert senior.adds_up()


def test_a_ticket_with_an_invoice_comes_back_through_the_invoice(senior: Shop) -> None:
    first = sold(senior, "CAF-001", "LEC-ENT")
    second = senior.add("CAF-001").pay_card().document.number
    document = invoice(senior, first, second)
    assert senior.counter.refunds.find(first).document.number == document.number
    corrective = senior.refund(first, [(3, "1")])
    assert corrective
    assert (corrective.kind, corrective.buyer) == (DocumentKind.R1, document.buyer)
    assert corrective.corrects
    assert corrective.corrects.number == document.number
    with pytest.raises(MoreThanSold):
        senior.refund(second, [(3, "1")])
    rest = senior.refund(document.number)
    assert rest
    assert rest.total + corrective.total == -document.total
    assert senior.terminal.captured() == 0
    assert senior.counter.drawer.report().expected == euro("100")
    for row in document.taxes:
        back = [r for d in (corrective, rest) for r in d.taxes if r.percent == row.percent]
        assert sum(r.base.cents for r in back) == -row.base.cents
    assert senior.adds_up()


def test_an_invoice_after_a_return_is_of_what_is_left(senior: Shop) -> None:
    ticket = senior.add("CAF-001", "3").add("LEC-ENT").pay_card("5").pay_cash("50").document
    corrective = senior.refund(ticket.number, [(1, "2")])
    assert corrective
    document = invoice(senior, ticket.number)
    assert document.total == ticket.total + corrective.total
    assert [str(line.quantity) for line in document.lines] == ["1", "1"]
    left = {row.percent: row.base for row in ticket.taxes}
    for row in corrective.taxes:
        left[row.percent] += row.base
    assert {row.percent: row.base for row in document.taxes} == left
    with pytest.raises(PaidOtherwise):
        senior.refund(document.number, means="card")
    assert senior.refund(document.number)
    with pytest.raises(NothingToReturn):
        senior.refund(ticket.number)
    assert senior.adds_up()


def test_nothing_is_left_to_invoice_of_what_came_back(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    corrective = senior.refund(number)
    assert corrective
    with pytest.raises(NothingToReturn):
        invoice(senior, number)
    with pytest.raises(UnknownDocument):
        invoice(senior, "T042C03AS26-000009")


def test_a_wrong_buyer_is_put_right_by_substitution(senior: Shop) -> None:
    senior.add("CAF-001", "2")
    senior.counter.register.invoice(*OTHER)
    wrong = senior.pay_card().document
    right = invoice(senior, wrong.number)
    assert (right.kind, right.number) == (DocumentKind.R4, "T042C03AR26-000001")
    assert (right.total, right.corrects) == (wrong.total, None)
    said = record(senior, right.number)
    assert said.findtext("sf:TipoRectificativa", None, SF) == "S"
    inside = "sf:FacturasRectificadas/sf:IDFacturaRectificada/sf:NumSerieFactura"
    assert said.findtext(inside, None, SF) == wrong.number
    amounts = [
        said.findtext(f"sf:ImporteRectificacion/sf:{name}", None, SF)
        for name in ("BaseRectificada", "CuotaRectificada")
    ]
    assert amounts == ["7.73", "0.77"]
    assert senior.counter.drawer.report().sales_total == wrong.total
    again = invoice(senior, right.number, whom=OTHER)
    corrective = senior.refund(wrong.number)
    assert corrective
    assert corrective.corrects
    assert corrective.corrects.number == again.number
    assert [tender.kind for tender in corrective.tenders] == [TenderKind.CARD]
    assert senior.adds_up()


def test_only_who_may_refund_puts_an_invoice_right(senior: Shop) -> None:
    senior.add("CAF-001")
    senior.counter.register.invoice(*OTHER)
    wrong = senior.pay_cash().document.number
    ticket = sold(senior, "CAF-001")
    senior.sign_in("1001")
    assert invoice(senior, ticket).kind is DocumentKind.F3
    with pytest.raises(NotAllowed):
        invoice(senior, wrong)
    assert invoice(senior.authorise("2001"), wrong).allowed_by == "2001"


def test_tickets_and_invoices_are_not_put_together(senior: Shop) -> None:
    ticket = sold(senior, "CAF-001")
    senior.add("CAF-001")
    senior.counter.register.invoice(*OTHER)
    full = senior.pay_cash().document.number
    with pytest.raises(NotReplaceable):
        invoice(senior, ticket, full)


def test_points_go_back_with_what_comes_back_of_the_invoice(senior: Shop) -> None:
    say_setting(senior, "points", {"rates": [{"percent": "1"}]})
    say_customer(senior, UUIDS[0], CARDS[0], "Ana Pérez")
    ticket = senior.identify(CARDS[0]).add("CAF-001", "4").pay_cash().document
    assert ticket.points == 17
    document = invoice(senior, ticket.number)
    assert (document.points, document.customer) == (0, ticket.customer)
    corrective = senior.refund(ticket.number)
    assert corrective
    assert corrective.points == -17
    assert senior.adds_up()


def test_tickets_of_two_customers_have_an_invoice_each(senior: Shop) -> None:
    numbers = []
    for uuid, card in zip(UUIDS, CARDS, strict=True):
        say_customer(senior, uuid, card, "Ana")
        numbers.append(sold(senior.identify(card), "CAF-001"))
    with pytest.raises(OtherCustomer):
        invoice(senior, *numbers)


def test_the_journal_shows_a_ticket_that_was_invoiced_twice(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    document = invoice(senior, number)
    with senior.db.write() as tx:
        tx.exec_driver_sql("DELETE FROM replaced")
    invoice(senior, number, whom=OTHER)
    found = verify(senior.db, senior.counter.till.regime).violations
    assert [one.what for one in found] == [f"{number} was replaced before"]
    assert document.number == "T042C03AF26-000001"


def test_what_came_back_since_a_ticket_was_found_is_not_invoiced(senior: Shop) -> None:
    number = sold(senior, "CAF-001", "AGU-1500")
    found = senior.counter.invoices.find(number)
    senior.refund(number, [(1, "1")])
    document = senior.counter.invoices.issue([found], *WHOM)
    assert [line.sku for line in document.lines] == ["AGU-1500"]
    assert senior.adds_up()


def test_a_ticket_that_was_found_before_it_was_invoiced_is_not_invoiced_again(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    found = senior.counter.invoices.find(number)
    invoice(senior, number)
    with pytest.raises(Invoiced):
        senior.counter.invoices.issue([found], *OTHER)
    assert senior.adds_up()


def test_a_ticket_whose_payment_nobody_knows_is_not_invoiced_yet(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    change = senior.counter.last_ticket.retender("card")
    assert isinstance(change, Sale)
    attempt, checkout = senior.counter.last_ticket.next_card(change), senior.counter.checkout
    senior.terminal.tell(Mood.HANG)
    checkout.answer(attempt, checkout.ask(senior.terminal, attempt))
    with pytest.raises(CardPending):
        invoice(senior, number)


def test_a_ticket_of_which_all_the_money_went_back_has_nothing_to_invoice(senior: Shop) -> None:
    number = sold(senior, "CAF-001")
    off = [(line.number, line.total) for line in senior.document.lines]
    senior.counter.refunds.begin(number, None, why=WhyBack.PRICE, off=off)
    with pytest.raises(NothingToReturn):
        invoice(senior, number)
    assert senior.adds_up()


def test_the_law_on_cash_looks_at_what_was_sold_and_not_at_its_invoice(open_shop: Shop) -> None:
    number = open_shop.dear("600").dear("600").pay_card().document.number
    shop = open_shop.sign_in("9001")
    shop.refund(number, [(1, "1")])
    assert invoice(shop, number).total == euro("600")
    with pytest.raises(CashOverLimit):  # one sale of 1,200, whatever is left of it
        shop.refund(shop.document.number, means="cash-instead")


def test_two_sales_in_cash_are_two_to_the_law_with_one_invoice_too(open_shop: Shop) -> None:
    numbers = [open_shop.dear("600").pay_cash().document.number for _ in range(2)]
    shop = open_shop.sign_in("9001")
    document = shop.refund(invoice(shop, *numbers).number, [(1, "1")])
    assert document is not None
    assert [one.kind for one in document.tenders] == [TenderKind.CASH]
    assert shop.adds_up()


@pytest.mark.parametrize("parts", [[None], [[(1, "1")], None], [[(1, "1"), (3, "1")], [(2, "1")]]])
def test_the_vat_of_several_tickets_comes_back_to_the_cent(
    senior: Shop, parts: list[list[tuple[int, str]] | None]
) -> None:
    """Three times 0.94 is not the base of 2.94."""
    document = invoice(senior, *(sold(senior, "LEC-ENT") for _ in range(3)))
    (row,) = document.taxes
    assert (row.base, row.tax) == (euro("2.82"), euro("0.12"))
    back = [senior.refund(document.number, part) for part in parts]
    rows = [row for one in back if one for row in one.taxes]
    assert sum(one.base.cents for one in rows) == -282
    assert sum(one.tax.cents for one in rows) == -12
    assert senior.adds_up()
