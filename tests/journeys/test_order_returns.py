"""What was paid in the channel and collected here comes back to the counter: a corrective here, the
money by the channel, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from order_shop import TABLET, order_row, tell
from shop import Shop

from app.domain import order_event as e
from app.domain import order_money
from app.domain.bodies import document_body
from app.domain.document import DocumentKind
from app.domain.errors import (
    MoreThanSold,
    NotAllowed,
    NothingHandedOver,
    NothingToReturn,
    OrderElsewhere,
)
from app.domain.facts import FactType
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.order import Announced, Order
from app.domain.order_event import Event, Shown
from app.mirror.rows import Change
from app.services.stock import on_hand
from journeys.test_order_money import (
    COMPANY,
    ONE,
    SHIRT,
    by_till,
    documents,
    handed,
    invoiced,
    ordered,
    out,
    picked,
)
from journeys.test_order_money import till as till

SKU = "CAM-LIN-M"


def collected(shop: Shop) -> Shop:
    tell(shop, [Change("stock", SKU, {"on_hand": "9.000", "included": {}})])
    picked(shop)
    out(shop)
    handed(shop)
    return shop.sign_in("9001")


def brings(shop: Shop, much: int = 1, line: int = 1, *, damaged: bool = False) -> Fulfilment:
    parts = {line: Decimal(much)}
    return shop.counter.order_returns.take_back("W-1042", parts, "size", damaged=damaged)


def test_what_comes_back_is_corrected_here_and_paid_back_by_the_channel(till: Shop) -> None:
    order = invoiced(till)
    collected(till)
    assert on_hand(till.counter.till, [SKU]) == {SKU: 7000}
    f = brings(till)
    price = order.lines[0].price
    (said,) = ordered(till)
    assert said.lines == ((1, ONE, price, "returned"),) and said.parts == (("psp-1", price),)
    document = till.document
    assert (document.kind, document.number) == (DocumentKind.R5, said.document)
    assert document.corrects and document.corrects.number == "WEB26/000123"
    assert document.total == -price
    assert on_hand(till.counter.till, [SKU]) == {SKU: 8000}
    assert f.line(1).returned == ONE and not f.conflicts
    (fact,) = till.facts(FactType.ORDER_RETURNED)
    assert fact.body["lines"] == [[1, "1", "size"]]
    assert till.adds_up()


def test_it_comes_back_once(till: Shop) -> None:
    invoiced(till)
    collected(till)
    brings(till)
    with pytest.raises(MoreThanSold):
        brings(till, 2)
    brings(till)
    brings(till, line=2)
    with pytest.raises(NothingToReturn):
        brings(till)
    amounts = [amount for said in ordered(till) for _, amount in said.parts]
    assert sum(one.cents for one in amounts) == invoiced(till).amount.cents
    assert till.adds_up()


def second_set(till: Shop, order: Order, document: str = "") -> None:
    """Another device of the shop handed over a set of its own as well."""
    two, parcel = Decimal(2), f"P{TABLET}-5-1"
    said: list[e.What] = [
        e.Started(), e.Picked(1, two), e.Picked(2, ONE), e.Packed((((1, two), (2, ONE)),)),
        e.ScannedOut(parcel),
        e.HandedOver((parcel,), (), Shown.CODE, document=document,
                     goods=((SKU, two), ("CAF-001", ONE))),
    ]  # fmt: skip
    events = [Event(50 + n, TABLET, n + 1, till.at, "1001", what) for n, what in enumerate(said, 1)]
    tell(till, [order_row(order, events)])


def test_a_second_set_that_a_till_invoiced_has_its_invoice_corrected_and_no_money_goes_back(
    till: Shop,
) -> None:
    order = by_till(till)
    collected(till)
    first = till.document
    second = replace(first, number="T042C02AS26-000009")
    told = {"installation": TABLET, "document": document_body(second),
            "returned": {}, "paid_back": [], "included": {}}  # fmt: skip
    tell(till, [Change("ticket", second.number, told)])
    second_set(till, order, second.number)
    brings(till)
    brings(till)
    brings(till, line=2)
    assert not ordered(till), "one set is kept, and was paid for"
    assert corrected(till) == [second.number] * 3
    brings(till)
    assert corrected(till)[3:] == [first.number]
    (said,) = ordered(till)
    assert said.parts == (("psp-1", order.lines[0].price),)
    assert till.counter.refunds.find(second.number).back[1].quantity == 2
    assert on_hand(till.counter.till, [SKU]) == {SKU: 9000 + 1000}
    assert till.adds_up()


def corrected(till: Shop) -> list[str]:
    """What correctives were issued of, oldest first."""
    return [fact.body["corrects"]["number"] for fact in till.facts(FactType.DOCUMENT_ISSUED)
            if fact.body.get("corrects")]  # fmt: skip


def test_of_a_second_set_money_goes_back_only_once_less_is_kept_than_was_paid_for(
    till: Shop,
) -> None:
    order = invoiced(till)
    collected(till)
    two = Decimal(2)
    second_set(till, order)
    brings(till, 2)
    f = brings(till, line=2)
    assert f.line(1).returned == two and not ordered(till), "one set is kept, and was paid for"
    assert not documents(till)
    brings(till)
    (said_back,) = ordered(till)
    assert said_back.lines == ((1, ONE, order.lines[0].price, "returned"),)
    brings(till)
    brings(till, line=2)
    with pytest.raises(NothingToReturn):
        brings(till)
    back = [amount.cents for one in ordered(till) for _, amount in one.parts]
    assert sum(back) == order.amount.cents and till.adds_up()


def test_what_comes_back_while_the_rest_travels_is_paid_back_at_once(till: Shop) -> None:
    order = invoiced(till, announced=(Announced("BOX1", ((2, ONE),), "001"),))
    tell(till, [Change("parcel", "BOX1", {"order": "W-1042"})])
    picked(till, SHIRT, SHIRT)
    out(till)
    handed(till)
    till.sign_in("9001")
    for _ in range(2):
        f = brings(till)
        assert f.state is OrderState.PART_HANDED_OVER and not order_money.owes(f)
    assert [one.lines[0][2] for one in ordered(till)] == [order.lines[0].price] * 2
    assert till.document.total == -order.lines[0].price
    rest_comes(till)
    assert handed(till).state is OrderState.HANDED_OVER
    assert len(ordered(till)) == 2, "nothing is given back twice"
    assert till.adds_up()


def test_what_was_refused_at_the_counter_is_not_paid_back_again(till: Shop) -> None:
    invoiced(till)
    picked(till)
    out(till)
    handed(till, {1: (ONE, "talla")})
    till.sign_in("9001")
    brings(till)
    with pytest.raises(MoreThanSold):
        brings(till)
    assert [said.lines[0][1] for said in ordered(till)] == [ONE, ONE]
    assert till.adds_up()


def test_what_is_damaged_is_not_for_sale_again(till: Shop) -> None:
    invoiced(till)
    collected(till)
    brings(till, damaged=True)
    assert on_hand(till.counter.till, [SKU]) == {SKU: 7000}
    assert len(ordered(till)) == 1 and till.adds_up()


def test_of_a_full_invoice_an_r1_comes_of_it(till: Shop) -> None:
    invoiced(till, DocumentKind.F1)
    collected(till)
    brings(till)
    assert (till.document.kind, till.document.buyer) == (DocumentKind.R1, COMPANY)
    assert till.adds_up()


def test_what_the_till_invoiced_at_the_hand_over_it_corrects_itself(till: Shop) -> None:
    by_till(till)
    collected(till)
    invoice = till.document
    brings(till)
    corrective = till.document
    assert corrective.corrects and corrective.corrects.number == invoice.number
    assert corrective.lines[0].of == 1
    (said,) = ordered(till)
    assert said.document == corrective.number
    assert on_hand(till.counter.till, [SKU]) == {SKU: 8000}
    assert till.counter.refunds.find(invoice.number).back[1].quantity == ONE
    assert till.adds_up()


def first_shirt_collected(till: Shop) -> Order:
    """Of an order whose other shirt and coffee are still to come in a box."""
    order = by_till(till)
    box = Announced("BOX1", ((1, ONE), (2, ONE)), "001")
    parcel = Change("parcel", "BOX1", {"order": "W-1042"})
    tell(till, [order_row(replace(order, announced=(box,))), parcel])
    picked(till, SHIRT)
    out(till)
    handed(till)
    return order


def rest_comes(till: Shop) -> None:
    till.counter.handing.arrive("BOX1")
    till.counter.handing.scan_out("BOX1")


def test_of_what_was_invoiced_in_parts_each_invoice_is_corrected(till: Shop) -> None:
    order = first_shirt_collected(till)
    first = till.document
    rest_comes(till)
    assert handed(till).state is OrderState.HANDED_OVER
    second = till.document
    till.sign_in("9001")
    brings(till, 2)
    brings(till, line=2)
    assert corrected(till) == [first.number, second.number, second.number]
    refunds = ordered(till)
    assert [(one.lines[0][:2], bool(one.document)) for one in refunds] == [
        ((1, ONE), True), ((1, ONE), True), ((2, ONE), True),
    ]  # fmt: skip
    assert sum(a.cents for one in refunds for _, a in one.parts) == order.amount.cents
    assert till.adds_up()


def test_what_came_back_of_a_part_does_not_hold_up_the_end_of_the_rest(till: Shop) -> None:
    first_shirt_collected(till)
    till.sign_in("9001")
    brings(till)
    rest_comes(till)
    handed(till, {1: (ONE, "size")})
    assert [(one.lines[0][:2], bool(one.document)) for one in ordered(till)] == [
        ((1, ONE), True), ((1, ONE), False),
    ]  # fmt: skip
    assert till.adds_up()


@pytest.mark.parametrize("invoicing", [invoiced, by_till])
def test_what_was_had_instead_comes_back_for_what_was_paid_for_it(
    till: Shop, invoicing: Callable[[Shop], Order]
) -> None:
    order = invoicing(till)
    tell(till, [Change("stock", "BOL-TEL", {"on_hand": "9.000", "included": {}})])
    picked(till, SHIRT, SHIRT)
    till.counter.preparing.short("W-1042", 2, ONE)
    till.counter.preparing.substitute("W-1042", 2, "BOL-TEL", ONE)
    out(till)
    handed(till)
    till.sign_in("9001")
    before = sum(one.cents for said in ordered(till) for _, one in said.parts)
    left = on_hand(till.counter.till, ["BOL-TEL"])["BOL-TEL"]
    f = brings(till, line=2)
    line = order.lines[1]
    back = sum(one.cents for said in ordered(till) for _, one in said.parts)
    assert before < back == line.price.cents, "nothing of the line is kept"
    (said,) = till.document.lines
    assert (said.sku, said.quantity, said.total.cents) == ("BOL-TEL", -ONE, before - back)
    assert on_hand(till.counter.till, ["BOL-TEL"]) == {"BOL-TEL": left + 1000}
    assert not f.conflicts and not order_money.owes(f)
    with pytest.raises(MoreThanSold):
        brings(till, line=2)
    brings(till, 2)
    assert sum(a.cents for one in ordered(till) for _, a in one.parts) == order.amount.cents
    assert till.adds_up()


def test_whoever_may_not_refund_asks_somebody_who_may(till: Shop) -> None:
    invoiced(till)
    collected(till).sign_in("1001")
    with pytest.raises(NotAllowed):
        brings(till)


def test_only_what_was_collected_here_comes_back(till: Shop) -> None:
    order = invoiced(till)
    till.sign_in("9001")
    with pytest.raises(NothingHandedOver):
        brings(till)
    tell(till, [order_row(replace(order, number="W-2", shop="043"))])
    with pytest.raises(OrderElsewhere):
        till.counter.order_returns.take_back("W-2", {1: ONE}, "size")


@pytest.mark.parametrize("much", ["NaN", "Infinity", "-1", "0", "0.5"])
def test_what_is_no_number_of_units_does_not_come_back(till: Shop, much: str) -> None:
    invoiced(till)
    collected(till)
    with pytest.raises(MoreThanSold):
        till.counter.order_returns.take_back("W-1042", {1: Decimal(much)}, "size")


def test_a_reason_is_kept_as_one_line_that_can_be_shown(till: Shop) -> None:
    invoiced(till)
    collected(till)
    for why in ("\u202etalla\x00 \x1b[2Jgrande", "x" * 100_000):
        till.counter.order_returns.take_back("W-1042", {1: ONE}, why)
    first, second = till.facts(FactType.ORDER_RETURNED)
    assert first.body["lines"][0][2] == "talla [2Jgrande"
    assert len(second.body["lines"][0][2]) == 200
