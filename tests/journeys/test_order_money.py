"""What a prepaid order loses is corrected and ordered back, once, with the line down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from chain import say_stop
from order_shop import TABLET, TILL, a_paid_order, device, order_row, qr, tell
from shop import Shop

from app.domain.buyer import Buyer
from app.domain.collecting import Collector
from app.domain.document import DocumentKind
from app.domain.errors import InvoiceRequired, NothingHandedOver, PaidInChannel, SaleStopped
from app.domain.facts import FactType
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.money import Money
from app.domain.order import ChannelInvoice, Invoicing, Order, OrderLine, Payment, PaymentState
from app.domain.order_event import CENTRAL, CancelAgreed, Event, Settled, Shown, Unsourced, What
from app.domain.order_facts import from_fact
from app.domain.order_money_event import RefundOrdered
from app.domain.tender import Tender, TenderKind
from app.mirror.rows import Change
from app.services.attention import WaitingPrint
from app.services.installing import Made
from app.services.order_matters import OrderMatter, Trouble
from app.services.stock import on_hand
from app.storage.prints import PrintJob

BEARER = Collector(Shown.CODE)
SHIRT, COFFEE = "9528225000472", "9526262002947"
PAID_ON = date(2026, 11, 19)
COMPANY = Buyer("B12345674", "Comercial Delicias Demo, S.L.", "Calle de Delicias, 999")
ONE = Decimal(1)


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        yield shop


def invoiced(shop: Shop, kind: DocumentKind = DocumentKind.F2, **values: Any) -> Order:
    """W-1042 as the mirror has it, with the channel's invoice of two days ago."""
    nif = shop.counter.till.shop.nif
    buyer = COMPANY if kind is DocumentKind.F1 else None
    invoice = ChannelInvoice("WEB26/000123", kind, PAID_ON, nif, buyer)
    order = replace(a_paid_order(shop), **{"invoice": invoice, **values})
    tell(shop, [order_row(order)])
    return order


def picked(shop: Shop, *codes: str, number: str = "W-1042") -> Fulfilment:
    preparing = shop.counter.preparing
    f = preparing.start(number)
    for code in codes or (SHIRT, SHIRT, COFFEE):
        f = preparing.pick(number, code)
    return f


def out(shop: Shop, number: str = "W-1042") -> None:
    """Packed whole, and out of its shelf."""
    f = shop.counter.preparing.pack(number)
    ((_, text),) = shop.counter.order_codes.labels(f)
    shop.counter.handing.scan_out(text)


def handed(shop: Shop, refused: dict[int, tuple[Decimal, str]] | None = None) -> Fulfilment:
    return shop.counter.handing.hand_over("W-1042", BEARER, refused)


def ordered(shop: Shop) -> list[RefundOrdered]:
    """What was ordered back here, oldest first."""
    return [
        what
        for fact in shop.facts(FactType.REFUND_ORDERED)
        if isinstance(what := _event(shop, fact.seq).what, RefundOrdered)
    ]


def _event(shop: Shop, seq: int) -> Event:
    (fact,) = [one for one in shop.facts() if (one.installation, one.seq) == (TILL, seq)]
    return from_fact(fact.type, fact.body, TILL, seq, shop.at, fact.who)


def documents(shop: Shop) -> int:
    return len(shop.facts(FactType.DOCUMENT_ISSUED))


def test_what_is_refused_at_the_counter_is_corrected_and_ordered_back(till: Shop) -> None:
    order = invoiced(till)
    picked(till)
    out(till)
    f = handed(till, {1: (ONE, "talla")})
    price = order.lines[0].price
    (said,) = ordered(till)
    assert said.lines == ((1, ONE, price, "talla"),) and said.parts == (("psp-1", price),)
    assert said.due == till.at.date() + timedelta(days=14)
    document = till.document
    assert (document.kind, document.number) == (DocumentKind.R5, said.document)
    assert document.number.startswith("T042C03") and "R26" in document.number
    assert document.corrects and document.corrects.number == "WEB26/000123"
    assert (document.corrects.issued_on, document.buyer) == (PAID_ON, None)
    assert document.total == -price and document.order == "W-1042"
    assert document.tenders == (Tender(TenderKind.WEB, -price, "psp-1"),)
    assert f.state is OrderState.HANDED_OVER and f.line(1).repaid == price
    assert till.adds_up()


@pytest.mark.parametrize(("why", "left"), [("broken", 7000), ("size", 8000)])
@pytest.mark.parametrize("invoicing", ["channel", "till"])
def test_what_is_refused_because_it_is_broken_is_not_for_sale(
    till: Shop, why: str, left: int, invoicing: str
) -> None:
    if invoicing == "till":
        by_till(till)
    else:
        invoiced(till)
    tell(till, [Change("stock", "CAM-LIN-M", {"on_hand": "9.000", "included": {}})])
    picked(till)
    out(till)
    handed(till, {1: (ONE, why)})
    assert on_hand(till.counter.till, ["CAM-LIN-M"]) == {"CAM-LIN-M": left}
    (matter,) = [one for one in till.counter.attention.matters() if isinstance(one, OrderMatter)]
    assert (matter.trouble, matter.broken) == (Trouble.REFUSED, why == "broken")
    assert till.adds_up()


@pytest.mark.parametrize("why", ["broken", "size"])
def test_what_must_not_be_sold_stays_and_the_rest_is_handed_over(till: Shop, why: str) -> None:
    invoiced(till)
    picked(till)
    out(till)
    say_stop(till, "CAM-LIN-M")
    with pytest.raises(SaleStopped):
        handed(till, {1: (ONE, why)})
    assert handed(till, {1: (Decimal(2), why)}).state is OrderState.HANDED_OVER
    assert till.adds_up()


def test_a_full_invoice_is_corrected_by_an_r1_to_its_recipient(till: Shop) -> None:
    invoiced(till, DocumentKind.F1)
    picked(till)
    out(till)
    handed(till, {2: (ONE, "dañado")})
    assert (till.document.kind, till.document.buyer) == (DocumentKind.R1, COMPANY)
    assert till.adds_up()


def test_another_taxpayers_invoice_is_not_corrected_here_and_the_refund_says_so(
    till: Shop,
) -> None:
    order = invoiced(till)
    assert order.invoice
    tell(till, [order_row(replace(order, invoice=replace(order.invoice, nif="A28015865")))])
    picked(till)
    out(till)
    handed(till, {2: (ONE, "dañado")})
    (said,) = ordered(till)
    assert (said.document, said.unissued) == ("", "other_taxpayer")
    assert said.parts == (("psp-1", order.lines[1].price),)
    assert not documents(till) and till.adds_up()


def test_what_nobody_has_and_the_customer_will_not_wait_for_is_paid_back_at_once(
    till: Shop,
) -> None:
    order = invoiced(till)
    picked(till, SHIRT, COFFEE)
    till.counter.preparing.short("W-1042", 1, ONE, Settled.MONEY)
    assert till.document.total == -order.lines[0].price
    till.counter.preparing.settle("W-1042", 1, Settled.MONEY)
    out(till)
    handed(till)
    assert len(ordered(till)) == 1, "nothing is given back twice"
    assert till.adds_up()


def test_what_is_missing_and_not_settled_goes_back_when_the_rest_is_handed_over(
    till: Shop,
) -> None:
    order = invoiced(till)
    picked(till, SHIRT, COFFEE)
    till.counter.preparing.short("W-1042", 1, ONE)
    assert not ordered(till), "the customer has not said"
    out(till)
    handed(till)
    (said,) = ordered(till)
    assert said.lines == ((1, ONE, order.lines[0].price, "short"),)


def test_what_the_customer_waits_for_is_not_lost_until_central_gives_it_up(till: Shop) -> None:
    order = invoiced(till)
    picked(till, SHIRT, COFFEE)
    till.counter.preparing.short("W-1042", 1, ONE, Settled.OTHER_SHOP)
    out(till)
    f = handed(till)
    assert not ordered(till)
    told(till, order, f, Unsourced(1, ONE))
    (matter,) = [one for one in till.counter.attention.matters() if isinstance(one, OrderMatter)]
    assert (matter.trouble, matter.amount) == (Trouble.OWED, order.lines[0].price)
    till.counter.order_money.settle_later("W-1042")
    (said,) = ordered(till)
    assert (said.lines[0][2], said.document) == (order.lines[0].price, till.document.number)
    assert not any(isinstance(one, OrderMatter) for one in till.counter.attention.matters())
    assert till.adds_up()


def test_what_a_tablet_stopped_is_somebodys_matter_at_the_tills(till: Shop) -> None:
    order = invoiced(till)
    stopped = Event(1, TABLET, 2, till.at, "1001", CancelAgreed())
    row = order_row(order, [stopped])
    value = {**(row.value or {}), "owed": order.amount.cents}
    tell(till, [replace(row, value=value)])
    (matter,) = [one for one in till.counter.attention.matters() if isinstance(one, OrderMatter)]
    assert (matter.trouble, matter.amount) == (Trouble.OWED, order.amount)
    till.counter.order_money.settle_later("W-1042")
    assert till.document.total == -order.amount and till.adds_up()
    assert till.counter.attention.matters() == [WaitingPrint(job) for job in waiting(till)]


def waiting(shop: Shop) -> list[PrintJob]:
    return shop.counter.printing.unfinished()


def told(shop: Shop, order: Order, f: Fulfilment, what: What) -> None:
    """Central states it, and the mirror has it."""
    event = Event(f.tick, CENTRAL, 1, shop.at, "", what)
    tell(shop, [order_row(order, [*f.events, event])])


def test_a_cheaper_substitute_gives_back_the_difference(till: Shop) -> None:
    order = invoiced(till)
    picked(till, SHIRT, COFFEE)
    till.counter.preparing.short("W-1042", 1, ONE)
    cheaper = till.counter.till.catalog.by_sku("CAF-001")
    assert cheaper
    till.counter.preparing.substitute("W-1042", 1, "CAF-001", ONE)
    out(till)
    handed(till)
    (said,) = ordered(till)
    difference = order.lines[0].price - cheaper.price
    assert said.parts == (("psp-1", difference),) and said.instead == ((1, cheaper.price),)
    assert [line.total for line in till.document.lines] == [-order.lines[0].price, cheaper.price]
    assert till.document.total == -difference and till.adds_up()


def weighed(shop: Shop, state: PaymentState, **values: Any) -> Order:
    """W-1042: half a kilo of ham."""
    ham = shop.counter.till.catalog.by_sku("JAM-SER-KG")
    assert ham
    line = OrderLine(1, ham.sku, ham.codes[0], ham.name, ham.unit, ham.tax,
                     Decimal("0.500"), ham.price)  # fmt: skip
    order = invoiced(shop, lines=(line,), **values)
    order = replace(order, payments=(Payment("psp-1", order.amount, state),))
    tell(shop, [order_row(order)])
    shop.counter.preparing.start("W-1042")
    return order


@pytest.mark.parametrize("weight", ["0.455", "0.500", "0.530"])
def test_what_weighs_less_than_was_paid_gives_back_the_difference(till: Shop, weight: str) -> None:
    order = weighed(till, PaymentState.CAPTURED)
    till.counter.preparing.pick("W-1042", "9521141001943", Decimal(weight))
    out(till)
    handed(till)
    price = order.lines[0].price
    had = price.times(min(Decimal(weight), Decimal("0.5")))
    paid_back = sum(part.cents for said in ordered(till) for _, part in said.parts)
    assert paid_back == (order.amount - had).cents
    assert till.adds_up()


def test_what_is_only_authorised_is_captured_for_what_it_weighs(till: Shop) -> None:
    order = weighed(till, PaymentState.AUTHORISED, invoice=None)
    till.counter.preparing.pick("W-1042", "9521141001943", Decimal("0.455"))
    out(till)
    handed(till)
    (capture,) = till.facts(FactType.CAPTURE_ORDERED)
    had = order.lines[0].price.times(Decimal("0.455"))
    assert capture.body["parts"] == [["psp-1", had.cents]]
    (said,) = ordered(till)
    assert (said.parts, said.released) == ((), (("psp-1", order.amount - had),))
    assert not documents(till), "nobody has invoiced it yet"


def test_above_the_estimate_no_more_is_captured_than_it(till: Shop) -> None:
    order = weighed(till, PaymentState.AUTHORISED, invoice=None)
    till.counter.preparing.pick("W-1042", "9521141001943", Decimal("0.530"))
    out(till)
    handed(till)
    (capture,) = till.facts(FactType.CAPTURE_ORDERED)
    assert capture.body["parts"] == [["psp-1", order.amount.cents]] and not ordered(till)


def test_cancelled_and_agreed_all_of_it_goes_back(till: Shop) -> None:
    order = invoiced(till)
    picked(till)
    out(till)
    assert till.counter.handing.agree("W-1042").state is OrderState.CANCELLING
    (said,) = ordered(till)
    assert said.parts == (("psp-1", order.amount),)
    assert till.document.total == -order.amount and till.adds_up()


def test_expired_it_is_paid_back_when_the_last_of_it_is_back_on_the_floor(till: Shop) -> None:
    order = invoiced(till, hold_until=till.at)
    picked(till)
    f = till.counter.preparing.pack("W-1042")
    ((_, label),) = till.counter.order_codes.labels(f)
    till.later(days=8)
    till.counter.handing.expire("W-1042", till.counter.till.now())
    assert not ordered(till), "the parcel is still here"
    assert till.counter.handing.put_back(label).state is OrderState.PUT_BACK
    (said,) = ordered(till)
    assert said.parts == (("psp-1", order.amount),) and said.lines[0][3] == "expired"
    assert till.adds_up()


def test_what_only_its_qr_speaks_of_is_corrected_once_its_invoice_is_known(till: Shop) -> None:
    order = invoiced(till)
    with_qr = replace(order, number="W-2042")
    till.counter.order_codes.scanned(qr(with_qr))
    picked(till, number="W-2042")
    out(till, "W-2042")
    till.counter.handing.hand_over("W-2042", BEARER, {2: (ONE, "dañado")})
    assert not ordered(till) and not documents(till)
    tell(till, [order_row(with_qr)])
    f = till.counter.order_money.settle_later("W-2042")
    assert (f.line(2).repaid, till.document.kind) == (order.lines[1].price, DocumentKind.R5)
    assert till.counter.order_money.settle_later("W-2042").events == f.events
    assert till.adds_up()


def test_without_an_open_shift_the_next_z_counts_the_corrective(till: Shop) -> None:
    order = invoiced(till)
    picked(till)
    out(till)
    handed(till, {2: (ONE, "dañado")})
    assert till.adds_up(), "before any shift"
    till.open_shift("100").count("50.00x2").close_shift()
    report = till.closed.report
    back = -order.lines[1].price
    assert (report.returns, report.returns_total, report.sales) == (1, back, 0)
    assert report.tenders == {TenderKind.WEB: back}
    assert (report.expected, report.difference) == (Money(10_000), Money(0))
    assert till.adds_up()


def test_within_a_shift_its_z_counts_it_and_the_drawer_does_not(till: Shop) -> None:
    invoiced(till)
    till.open_shift("100")
    picked(till)
    out(till)
    handed(till, {2: (ONE, "dañado")})
    till.count("50.00x2").close_shift()
    assert till.closed.report.returns == 1 and not till.closed.report.differs
    till.open_shift("100")
    assert till.counter.drawer.report().returns == 0
    assert till.adds_up()


def test_a_power_cut_leaves_all_of_a_hand_over_or_nothing(till: Shop) -> None:
    invoiced(till)
    picked(till)
    out(till)
    before = len(till.facts())
    with till.power_cut_after(0):
        handed(till, {2: (ONE, "dañado")})
    assert len(till.facts()) == before
    with till.power_cut_after(1):
        handed(till, {2: (ONE, "dañado")})
    kinds = [FactType(fact.type) for fact in till.facts()[before:]]
    assert kinds == [
        FactType.ORDER_HANDED_OVER, FactType.DOCUMENT_ISSUED, FactType.REFUND_ORDERED,
    ]  # fmt: skip
    assert {"W-1042+D1", till.document.number} <= set(till.print_all())
    assert till.adds_up()


def test_with_a_wrong_clock_the_goods_go_and_the_papers_wait(till: Shop) -> None:
    invoiced(till)
    picked(till)
    out(till)
    till.later(days=-3)
    till.counter.till.config = replace(till.counter.till.config, demo=False)
    f = handed(till, {2: (ONE, "dañado")})
    assert f.state is OrderState.HANDED_OVER and not ordered(till)
    till.counter.till.config = replace(till.counter.till.config, demo=True)
    till.later(days=3)
    till.counter.order_money.settle_later("W-1042")
    assert len(ordered(till)) == 1


# the till's own invoice
def by_till(shop: Shop, **values: Any) -> Order:
    order = invoiced(shop, invoice=None, invoicing=Invoicing.TILL, **values)
    paid = replace(order.payments[0], paid_on=PAID_ON)
    order = replace(order, payments=(paid,))
    tell(shop, [order_row(order)])
    return order


def test_when_the_till_invoices_it_does_so_at_the_hand_over_for_what_is_handed_over(
    till: Shop,
) -> None:
    order = by_till(till)
    picked(till)
    out(till)
    f = handed(till, {1: (ONE, "talla")})
    document, kept = till.document, order.amount - order.lines[0].price
    assert (document.kind, document.total, document.operation_on) == (
        DocumentKind.F2, kept, PAID_ON,
    )  # fmt: skip
    assert [line.price for line in document.lines] == [one.price for one in order.lines]
    assert document.tenders == (Tender(TenderKind.WEB, kept, "psp-1"),)
    assert f.hand_overs[0].said.document == document.number
    (said,) = ordered(till)
    assert (said.parts, said.document, said.unissued) == (
        (("psp-1", order.lines[0].price),),
        "",
        "",
    )
    till.print_all()
    (paper,) = [path.read_text("utf-8") for path in till.folder.rglob(f"{document.number}*.txt")]
    assert "19/11/2026" in paper and "Pago web" in paper
    till.open_shift("100").count("50.00x2").close_shift()
    assert till.closed.report.tenders == {TenderKind.WEB: kept} and not till.closed.report.differs
    assert till.adds_up()


def test_an_order_that_names_a_recipient_gets_a_full_invoice(till: Shop) -> None:
    by_till(till, buyer=COMPANY)
    picked(till)
    out(till)
    handed(till)
    assert (till.document.kind, till.document.buyer) == (DocumentKind.F1, COMPANY)
    assert till.adds_up()


def test_above_the_limit_of_a_ticket_nothing_is_handed_over_without_a_recipient(
    till: Shop,
) -> None:
    order = by_till(till)
    dear = replace(order.lines[0], price=Money(200_000))
    order = replace(order, lines=(dear, order.lines[1]))
    order = replace(order, payments=(replace(order.payments[0], amount=order.amount),))
    tell(till, [order_row(order)])
    picked(till)
    out(till)
    who = replace(BEARER, document_seen=True)
    with pytest.raises(InvoiceRequired):
        till.counter.handing.hand_over("W-1042", who)
    assert till.counter.orders.of("W-1042").state is not OrderState.HANDED_OVER
    assert not documents(till)


def test_another_proof_of_delivery_is_a_duplicate_and_is_counted(till: Shop) -> None:
    invoiced(till)
    till.open_shift("100")
    picked(till)
    with pytest.raises(NothingHandedOver):
        till.counter.order_papers.again("W-1042")
    out(till)
    handed(till, {2: (ONE, "dañado")})
    till.counter.order_papers.again("W-1042")
    assert till.counter.drawer.report().reprints == 0, "the first has not come out"
    till.print_all()
    first = (till.folder / "tickets" / "W-1042+D1.txt").read_text("utf-8")
    assert "DUPLICADO" not in first and "No se lleva" in first
    assert f"Factura rectificativa {till.document.number}" in first and "05/12/2026" in first
    till.counter.order_papers.again("W-1042")
    till.print_all()
    papers = [path.read_text("utf-8") for path in till.folder.rglob("W-1042+D1*.txt")]
    assert sum("DUPLICADO" in paper for paper in papers) == 1
    assert till.counter.drawer.report().reprints == 1 and till.adds_up()


def test_what_was_paid_in_the_channel_is_not_paid_back_at_the_counter(till: Shop) -> None:
    by_till(till)
    picked(till)
    out(till)
    handed(till)
    till.sign_in("9001").open_shift("100")
    with pytest.raises(PaidInChannel):
        till.counter.refunds.begin(till.document.number, None)
    assert till.adds_up()
