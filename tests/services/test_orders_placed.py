"""Orders made at the till: paid with a document of its own or to pay, and never said confirmed."""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from chain import say_attribute
from lacking import lacks
from order_shop import as_device, tell
from other_shops import of_a_chain
from shop import Shop

from app.domain.errors import (
    MoneyTaken,
    NotEnrolled,
    NotPlacedHere,
    OrderPaidHere,
    PayFirst,
    UnknownShop,
)
from app.domain.facts import FactType
from app.domain.order import Delivery
from app.domain.paper import QrCode, Text
from app.domain.paper_kind import PaperKind
from app.domain.placing import Outcome
from app.domain.plain import plain
from app.domain.sale import Ordering
from app.domain.tender import TenderKind
from app.mirror.rows import Change
from app.sealing import unseal
from app.services import stock
from app.services.attention import OrderNotHad
from app.storage import placed

FOR = Ordering("043", "Torrero", "Iker Sanz", "600 123 678", email="iker@example.com")
HOME = Ordering(
    "043", "Torrero", "Iker Sanz", "600 123 678", address="Calle 1", delivery=Delivery.HOME
)


@pytest.fixture
def ours(shop: Shop) -> Shop:
    as_device(shop)
    of_a_chain(shop)
    tell(shop, [Change("branch", "043", {"name": "Torrero", "address": ""})], "config")
    return shop.sign_in("9001").open_shift("100")


def on_hand(shop: Shop, sku: str) -> Decimal:
    return Decimal(stock.on_hand(shop.counter.till, [sku]).get(sku, 0)) / 1000


def paid(shop: Shop, of: Ordering = FOR) -> str:
    """Two coffees, ordered and paid in cash; the order's number."""
    shop.add("CAF-001", "2")
    shop.counter.placing.begin(of)
    shop.pay_cash("20")
    return shop.counter.placing.everything()[0].number


def answer(shop: Shop, number: str, **said: Any) -> None:
    tell(shop, [Change("placed", number, said)])


def confirm(shop: Shop, number: str) -> None:
    order = shop.counter.placing.of(number).order.order
    answer(
        shop, number, outcome="confirmed", qr="MP1:X", shop_name="Torrero",
        order=plain(order), events=[],
    )  # fmt: skip


def test_paid_the_till_issues_the_document_and_the_order_carries_it(ours: Shop) -> None:
    number = paid(ours)
    one = ours.counter.placing.of(number)
    assert (one.outcome, one.document) == (Outcome.PENDING, ours.document.number)
    order = one.order.order
    assert order.paid and order.invoice is not None
    assert order.invoice.number == ours.document.number
    assert order.amount == ours.document.total
    assert ours.adds_up()


def test_its_goods_leave_no_shelf_of_this_shop(ours: Shop) -> None:
    before = on_hand(ours, "CAF-001")
    paid(ours)
    assert on_hand(ours, "CAF-001") == before


def test_to_pay_at_the_pick_up_nothing_is_sold_and_nothing_is_issued(ours: Shop) -> None:
    ours.add("CAF-001")
    ours.counter.placing.begin(FOR)
    one = ours.counter.placing.place()
    assert (one.document, one.order.order.paid, one.outcome) == ("", False, Outcome.PENDING)
    assert ours.counter.register.sale is None
    assert not ours.facts(FactType.DOCUMENT_ISSUED)
    assert ours.adds_up()


def test_there_are_no_part_payments(ours: Shop) -> None:
    ours.add("CAF-001", "2")
    ours.counter.placing.begin(FOR)
    ours.pay_cash("1")
    with pytest.raises(MoneyTaken):
        ours.counter.placing.place()


def test_a_home_delivery_is_paid_first_and_its_address_is_sealed(ours: Shop) -> None:
    ours.add("CAF-001")
    ours.counter.placing.begin(HOME)
    with pytest.raises(PayFirst):
        ours.counter.placing.place()
    ours.pay_cash("20")
    (fact,) = ours.facts(FactType.ORDER_PLACED)
    assert "Calle" not in str(fact.body) and "Sanz" not in str(fact.body)
    with ours.counter.till.db.read() as connection:
        row = placed.row(connection, fact.body["order"]["number"])
    assert row is not None and row.key is not None and fact.sealed is not None
    said = unseal(row.key, row.number, base64.b64decode(fact.sealed))
    assert (said["name"], said["address"]) == ("Iker Sanz", "Calle 1")


def test_the_key_is_destroyed_once_central_has_answered(ours: Shop) -> None:
    number = paid(ours)
    assert not ours.counter.placing.settle_keys()
    confirm(ours, number)
    assert ours.counter.placing.settle_keys() == [number]


def test_numbers_go_on_under_the_installations_letter(ours: Shop) -> None:
    till = ours.counter.till.config
    start = f"{till.shop}-{till.till}{till.generation}-"
    assert [paid(ours), paid(ours)] == [f"{start}1", f"{start}2"]


def paper(shop: Shop, number: str) -> tuple[list[str], bool]:
    """Its words, and whether it shows a code."""
    blocks = shop.counter.order_papers.blocks(PaperKind.PLACED, f"{number}+P")
    words = [block.text for block in blocks if isinstance(block, Text)]
    return words, any(isinstance(block, QrCode) for block in blocks)


def test_its_paper_says_pending_and_shows_no_code_before_central_confirms(ours: Shop) -> None:
    number = paid(ours)
    words, code = paper(ours, number)
    assert "PENDIENTE DE CONFIRMAR" in words and not code
    confirm(ours, number)
    words, code = paper(ours, number)
    assert any(one.startswith("Confirmado para el") for one in words) and code


def test_the_paper_of_what_goes_home_asks_nobody_to_come(ours: Shop) -> None:
    number = paid(ours, HOME)
    confirm(ours, number)
    blocks = ours.counter.order_papers.blocks(PaperKind.PLACED, f"{number}+P")
    (code,) = [block for block in blocks if isinstance(block, QrCode)]
    assert "no se recoge" in code.below and "A domicilio" in paper(ours, number)[0]


def test_refused_its_money_is_owed_until_the_ticket_is_returned(ours: Shop) -> None:
    before = on_hand(ours, "CAF-001")
    number = paid(ours)
    answer(ours, number, outcome="no_stock", detail="CAF-001")
    (one,) = ours.counter.placing.owed()
    assert (one.number, one.outcome) == (number, Outcome.NO_STOCK)
    assert "NO SE HA PODIDO: pida aquí su dinero" in paper(ours, number)[0]
    with pytest.raises(OrderPaidHere):
        ours.counter.placing.give_up(number)
    ours.refund(one.document, [(1, "2")])
    assert not ours.counter.placing.owed()
    assert ours.counter.placing.of(number).outcome is Outcome.GIVEN_UP
    assert on_hand(ours, "CAF-001") == before, "nothing came back: it was never here"
    assert ours.adds_up()


def test_one_to_pay_is_given_up_by_a_word(ours: Shop) -> None:
    ours.add("CAF-001")
    ours.counter.placing.begin(FOR)
    number = ours.counter.placing.place().number
    assert ours.counter.placing.give_up(number).outcome is Outcome.GIVEN_UP
    with pytest.raises(NotPlacedHere):
        ours.counter.placing.of("042-99Z-1")


def test_a_till_of_no_chain_orders_from_nobody(shop: Shop) -> None:
    shop.sign_in("9001").open_shift("100").add("CAF-001")
    with pytest.raises(NotEnrolled):
        shop.counter.placing.begin(FOR)


def test_no_money_is_taken_for_an_order_at_a_shop_that_the_chain_does_not_have(
    ours: Shop,
) -> None:
    ours.add("CAF-001")
    for of in (replace(FOR, shop="999"), replace(HOME, shop="999")):
        with pytest.raises(UnknownShop):
            ours.counter.placing.begin(of)
    ours.pay_cash("20")
    assert not ours.facts(FactType.ORDER_PLACED)


def test_an_order_in_the_making_survives_a_kill(ours: Shop) -> None:
    ours.add("CAF-001")
    ours.counter.placing.begin(FOR)
    ours.restart()
    sale = ours.counter.register.sale
    assert sale is not None and sale.ordering == FOR


def test_what_the_other_shop_cannot_bring_is_given_back_here_and_the_rest_goes_on(
    ours: Shop,
) -> None:
    number = paid(ours)
    lacks(ours, number)
    ticket = ours.document
    (owed,) = ours.counter.placing.owed()
    assert owed.lacking == {"CAF-001": Decimal(1)} and not owed.owed
    assert owed.to_repay == owed.order.order.lines[0].price
    (matter,) = [one for one in ours.counter.attention.matters() if isinstance(one, OrderNotHad)]
    assert matter.tenders == (TenderKind.CASH,)
    there = on_hand(ours, "CAF-001")
    back = ours.refund(ticket.number, [(1, "1")])
    assert back and back.total == -owed.to_repay
    assert on_hand(ours, "CAF-001") == there, "it was never here"
    assert not ours.counter.placing.owed()
    (fact,) = ours.facts(FactType.ORDER_REPAID)
    assert fact.body == {
        "order": number,
        "document": back.number,
        "goods": [["CAF-001", "-1"]],
        "settled": True,
    }
    assert ours.counter.placing.of(number).outcome is Outcome.CONFIRMED, "one is still to come"
    assert not ours.facts(FactType.ORDER_GIVEN_UP)
    assert ours.adds_up()


def test_returned_beyond_what_is_lacking_it_is_given_up(ours: Shop) -> None:
    number = paid(ours)
    lacks(ours, number)
    ours.refund(ours.document.number, [(1, "2")])
    assert ours.counter.placing.of(number).outcome is Outcome.GIVEN_UP
    assert not ours.counter.placing.owed() and ours.adds_up()


@pytest.mark.parametrize(
    ("name", "value", "years"),
    [("edad_minima", "18", 18), ("minimum_age", "16.000", 16), ("edad_minima", "x", 0),
     ("grados", "40", 0)],
)  # fmt: skip
def test_it_says_how_old_whoever_collects_it_must_be(
    ours: Shop, name: str, value: str, years: int
) -> None:
    say_attribute(ours, "CAF-001", name, value)
    order = ours.counter.placing.of(paid(ours)).order.order
    assert [line.minimum_age for line in order.lines] == [years]
    assert ours.adds_up()
