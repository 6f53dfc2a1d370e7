"""Money that is to go back: told to the channel once, never more than was paid, and watched."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from facts import Chain, enrol, kinds, push_all

from app.domain import order_event as e
from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.errors import BadTaxId, BadValue, UnknownRefund
from app.domain.money import Money
from app.domain.order import ChannelInvoice, Invoicing, Order, OrderLine, Payment, PaymentState
from app.domain.order_facts import fact_body, kind_of
from app.domain.order_money_event import CaptureOrdered, RefundOrdered
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from sync.central import order_figures, refunding
from sync.central.chain import make_chain
from sync.central.database import Central
from sync.central.doctor import examine
from sync.central.masters import orders, refunds, stock
from sync.central.masters.refunds import Refund

from .conftest import Clock
from .masters.chains import WHO, a_chain, heard

HERE, THERE = 1001, 1002
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ONE = Decimal(1)
PRICE = 3995
DUE = date(2026, 12, 5)


def an_order(**values: Any) -> Order:
    """Two of A, paid."""
    line = OrderLine(
        1, "A", "", "Producto A", Unit.EACH, TaxCategory.REDUCIDO, Decimal(2), Money(PRICE)
    )
    order = Order("W-1042", 1, "042", NOON, NOON + timedelta(hours=3), (line,))
    payments = (Payment("psp-1", order.amount, PaymentState.CAPTURED),)
    invoice = ChannelInvoice("WEB-1", DocumentKind.F2, NOON.date(), "B12345674")
    return replace(order, **{"payments": payments, "invoice": invoice, **values})


@pytest.fixture
def till(central: Central, clock: Clock) -> Chain:
    a_chain(central)
    make_chain(central, demo=False)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10_000}, WHO)
    return opened(central, HERE)


def opened(central: Central, number: int) -> Chain:
    chain = Chain(enrol(central, number, str(number)[-2:])).opened()
    push_all(central, chain.records)
    return chain


def placed(central: Central, **values: Any) -> Order:
    order = an_order(**values)
    with central.write() as tx:
        orders.place(tx, order, WHO)
    return order


def state(central: Central, chain: Chain, tick: int, *whats: e.What) -> None:
    for number, what in enumerate(whats):
        chain.state(kind_of(what), fact_body("W-1042", tick + number, what))
    push_all(central, chain.records)


def short(quantity: int = 1) -> e.Short:
    return e.Short(1, Decimal(quantity), e.Settled.MONEY)


def back(cents: int = PRICE, quantity: int = 1, **values: Any) -> RefundOrdered:
    money = Money(cents)
    lines = ((1, Decimal(quantity), money, "short"),)
    said = RefundOrdered(lines, (("psp-1", money),), DUE, document="T042C03AR26-000001")
    return replace(said, **values)


def of_order(central: Central) -> list[Refund]:
    with central.read() as conn:
        return refunds.of_order(conn, "W-1042")


def told(central: Central) -> list[str]:
    with central.read() as conn:
        return [row.kind for row in orders.heard_by(conn, "web", 0, 100)]


def test_a_refund_is_told_to_the_channel_with_reference_amount_and_deadline(
    central: Central, till: Chain
) -> None:
    placed(central)
    state(central, till, 1, e.Started(), short(), back())
    (one,) = of_order(central)
    assert (one.kind, one.reference, one.amount, one.due) == (
        "refund",
        "psp-1",
        PRICE,
        "2026-12-05",
    )
    assert (one.document, one.state) == ("T042C03AR26-000001", "ordered")
    assert told(central)[-1] == "refund" and kinds(central) == []
    said = [row for row in heard(central, "store:042") if row[1] == "order"][-1][4]
    assert said["events"][-1]["kind"] == "refund_ordered"


def test_what_comes_again_is_told_once(central: Central, till: Chain) -> None:
    placed(central)
    state(central, till, 1, e.Started(), short(), back())
    push_all(central, till.records)
    assert told(central).count("refund") == 1 and len(of_order(central)) == 1


def test_two_tills_that_give_back_the_same_tell_the_channel_once(
    central: Central, till: Chain
) -> None:
    other = opened(central, THERE)
    placed(central)
    state(central, till, 1, e.Started(), short(), back())
    state(central, other, 1, e.Started(taken_from=HERE), short(), back())
    # The line was short of two by both their words, and two is what was paid.
    state(central, other, 4, back())
    assert [one.state for one in of_order(central)] == ["ordered", "ordered", "held"]
    assert told(central).count("refund") == 2
    assert "refund_too_much" in kinds(central)


def test_more_than_is_lost_is_not_passed_on(central: Central, till: Chain) -> None:
    placed(central)
    state(central, till, 1, e.Started(), short(), back(2 * PRICE, 2))
    assert [one.state for one in of_order(central)] == ["held"]
    assert "refund" not in told(central) and kinds(central) == ["refund_too_much"]


def test_by_a_payment_that_has_not_so_much_nothing_goes_back(central: Central, till: Chain) -> None:
    small = (
        Payment("psp-1", Money(PRICE - 1), PaymentState.CAPTURED),
        Payment("psp-2", Money(PRICE + 1), PaymentState.CAPTURED),
    )
    placed(central, payments=small)
    state(central, till, 1, e.Started(), short(), back())
    assert [one.state for one in of_order(central)] == ["held"]


def test_what_nobody_can_correct_is_somebodys_matter(central: Central, till: Chain) -> None:
    placed(central)
    state(central, till, 1, e.Started(), short(), back(document="", unissued="other_taxpayer"))
    assert kinds(central) == ["refund_uncorrected"]
    assert of_order(central)[0].state == "ordered"


def test_cancelled_untouched_central_orders_all_of_it_back(central: Central, till: Chain) -> None:
    placed(central)
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    (one,) = of_order(central)
    assert (one.installation, one.amount, one.unissued) == (0, 2 * PRICE, "by_channel")
    assert told(central)[-2:] == ["cancelled", "refund"] and kinds(central) == []


@pytest.mark.parametrize(
    ("invoicing", "unissued"), [(Invoicing.CHANNEL, "by_channel"), (Invoicing.TILL, "")]
)
def test_whoever_invoices_corrects_though_central_was_told_no_invoice(
    central: Central, till: Chain, invoicing: Invoicing, unissued: str
) -> None:
    placed(central, invoice=None, invoicing=invoicing)
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    assert of_order(central)[0].unissued == unissued


def test_of_what_is_only_held_a_cancellation_takes_nothing(central: Central, till: Chain) -> None:
    held = (Payment("psp-1", Money(2 * PRICE), PaymentState.AUTHORISED),)
    placed(central, payments=held)
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    (one,) = of_order(central)
    assert (one.kind, one.amount, one.reference) == ("capture", 0, "psp-1")


def test_a_capture_is_told_once_and_never_above_what_is_held(central: Central, till: Chain) -> None:
    held = (Payment("psp-1", Money(2 * PRICE), PaymentState.AUTHORISED),)
    placed(central, payments=held)
    more = CaptureOrdered((("psp-1", Money(2 * PRICE + 1)),))
    just = CaptureOrdered((("psp-1", Money(2 * PRICE)),))
    state(central, till, 1, more, just, just)
    assert [(one.kind, one.state) for one in of_order(central)] == [
        ("capture", "held"), ("capture", "ordered"), ("capture", "held"),
    ]  # fmt: skip


def ordered(central: Central, till: Chain) -> str:
    placed(central)
    state(central, till, 1, e.Started(), short(), back())
    return of_order(central)[0].id


def answer(central: Central, name: str, *, done: bool, why: str = "") -> Refund:
    with central.write() as tx:
        return refunding.answer(tx, "W-1042", name, "web", done=done, why=why)


def test_the_channel_says_that_it_is_done_and_the_shop_hears(central: Central, till: Chain) -> None:
    name = ordered(central, till)
    assert answer(central, name, done=True).state == "done"
    assert answer(central, name, done=True).state == "done"
    assert answer(central, name, done=False).state == "done", "what is done stays done"
    said = [row for row in heard(central, "store:042") if row[1] == "order"][-1][4]
    answered = [one for one in said["events"] if one["kind"] == "refund_answered"]
    assert [(one["by"], one["reference"], one["done"]) for one in answered] == [
        (HERE, "psp-1", True)
    ]


def test_what_the_channel_cannot_do_is_somebodys_matter_until_it_is_done(
    central: Central, till: Chain
) -> None:
    name = ordered(central, till)
    answer(central, name, done=False, why="tarjeta caducada")
    assert kinds(central) == ["refund_failed"]
    answer(central, name, done=True)
    assert kinds(central) == []


def test_nobody_answers_what_was_not_passed_on(central: Central, till: Chain) -> None:
    placed(central)
    state(central, till, 1, e.Started(), back())
    (one,) = of_order(central)
    for name in (one.id, "nothing"):
        with pytest.raises(UnknownRefund):
            answer(central, name, done=True)


def test_what_is_not_done_after_some_days_is_somebodys_matter_once(
    central: Central, till: Chain, clock: Clock
) -> None:
    name = ordered(central, till)
    clock.forward(days=9)
    assert looked(central) == 0
    clock.forward(days=2)
    assert (looked(central), looked(central)) == (1, 0)
    assert kinds(central) == ["refund_unpaid"]
    answer(central, name, done=True)
    assert kinds(central) == []


def looked(central: Central) -> int:
    with central.write() as tx:
        return refunding.look(tx, 100)


@pytest.mark.parametrize("values, field", [
    ({"payments": (Payment("", Money(2 * PRICE), PaymentState.CAPTURED),)}, "reference"),
    ({"payments": (Payment("p", Money(PRICE), PaymentState.CAPTURED),) * 2}, "reference"),
    ({"payments": (Payment("p", Money(3 * PRICE), PaymentState.CAPTURED),
                   Payment("q", Money(-PRICE), PaymentState.CAPTURED))}, "payments"),
    ({"invoice": ChannelInvoice("WEB-1", DocumentKind.F1, NOON.date(), "B12345674")}, "buyer"),
    ({"invoice": ChannelInvoice("WEB-1", DocumentKind.R1, NOON.date(), "B12345674")}, "invoice"),
    ({"invoicing": Invoicing.TILL}, "invoicing"),
])  # fmt: skip
def test_an_order_whose_money_nobody_could_give_back_is_refused(
    central: Central, till: Chain, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadValue) as refused:
        placed(central, **values)
    assert refused.value.facts["field"] == field


def test_a_recipient_that_is_none_is_refused(central: Central, till: Chain) -> None:
    with pytest.raises(BadTaxId):
        placed(central, invoice=None, invoicing=Invoicing.TILL, buyer=Buyer("B1", "A", "B"))


def test_what_a_tablet_gave_up_for_money_is_owed_until_a_till_orders_it_back(
    central: Central, till: Chain, tmp_path: Path
) -> None:
    def said() -> tuple[int, bool, str]:
        (found,) = [one for one in examine(central, tmp_path) if one.check == "refunds"]
        with central.read() as conn:
            return order_figures.standing(conn, "W-1042").owed, found.ok, found.detail

    placed(central)
    assert said() == (0, True, "0.00 EUR owed, ordered back by nobody yet")
    state(central, till, 1, e.Started(), e.Short(1, ONE, e.Settled.MONEY))
    assert said() == (PRICE, False, "39.95 EUR owed, ordered back by nobody yet: W-1042")
    with central.write() as tx:
        tx.exec_driver_sql("UPDATE orders SET owed = 0")
        order_figures.reckon_owed(tx)
        assert order_figures.owing(tx.connection) == {"W-1042": PRICE}
    back = RefundOrdered(((1, ONE, Money(PRICE), "short"),), (("psp-1", Money(PRICE)),), DUE)
    state(central, till, 3, back)
    assert said()[:2] == (0, True)


@pytest.mark.parametrize(
    ("document", "unissued", "told"),
    [
        ("T042C03AR26-000001", "", {"corrective": "T042C03AR26-000001"}),
        ("", "other_taxpayer", {"uncorrected": "other_taxpayer"}),
        ("", "", {}),
    ],
)
def test_of_an_invoice_a_channel_hears_what_is_so_and_nothing_empty(
    central: Central, till: Chain, document: str, unissued: str, told: dict[str, str]
) -> None:
    placed(central)
    state(central, till, 1, short(), back(document=document, unissued=unissued))
    with central.read() as conn:
        rows = orders.heard_by(conn, "web", 0, 100)
    (refund,) = [json.loads(row.value_json)["refund"] for row in rows if row.kind == "refund"]
    plain = {"id", "reference", "amount", "currency", "deadline"}
    assert {name: value for name, value in refund.items() if name not in plain} == told
