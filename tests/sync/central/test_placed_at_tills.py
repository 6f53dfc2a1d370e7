"""Orders that a till placed: confirmed to its shop, or refused, and given up with their goods."""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from facts import Chain, a_document, a_line, enrol, kinds, push, push_all, waiting
from sqlalchemy import select

from app.domain import order_event as e
from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.fulfilment import OrderState
from app.domain.order import ChannelInvoice, Delivery, Order, Payment, PaymentState
from app.domain.order_event import Event
from app.domain.order_money_event import RefundOrdered
from app.domain.plain import plain
from app.sealing import seal
from sync.central.chain import make_chain
from sync.central.database import Central
from sync.central.fact_tables import ledger
from sync.central.masters import orders, refunds, shops, stock
from sync.central.order_tables import order_events
from sync.central.telling import contacts

from .conftest import Clock
from .masters.chains import WHO, a_chain, heard
from .speaking import a_shop
from .test_orders import HERE, NOON, THERE, an_order

NUMBER = "042-03A-1"
KEY = bytes(range(32))


@pytest.fixture
def till(central: Central) -> Chain:
    """Shop 042 places; shop 043 has ten of A and has just been heard."""
    a_chain(central)
    make_chain(central, demo=False)
    with central.write() as tx:
        shops.put(tx, a_shop("043"), WHO)
        stock.count(tx, "043", {"A": 10_000}, WHO)
    push_all(central, Chain(enrol(central, THERE, shop="043")).opened().records)
    chain = Chain(enrol(central, HERE)).opened()
    push_all(central, chain.records)
    return chain


def an_order_for_another(**values: Any) -> Order:
    order = an_order(NUMBER, **{"quantity": 2, "shop": "043", "placed_in": "042", **values})
    return replace(order, channel="till")


def paid(order: Order) -> Order:
    return replace(order, payments=(Payment("T1", order.amount, PaymentState.CAPTURED),))


def says(central: Central, till: Chain, order: Order, address: str = "", key: bytes = KEY) -> None:
    who = {"name": "Iker Sanz", "phone": "600123678", "email": "", "address": address}
    sealed = base64.b64encode(seal(KEY, order.number, who)).decode()
    goods = [["A", "2"]] if order.paid else []
    body = {"order": plain(order), **({"goods": goods} if goods else {})}
    till.state("order_placed", body, sealed=sealed)
    push_all(central, till.records[:-1])
    push(central, till.records[-1:], keys={order.number: base64.b64encode(key).decode()})


def answers(central: Central) -> list[dict[str, Any]]:
    return [value for _, kind, _, _, value in heard(central, "store:042") if kind == "placed"]


def test_it_is_taken_as_a_channels_is_and_confirmed_to_the_shop_that_placed_it(
    central: Central, till: Chain
) -> None:
    says(central, till, an_order_for_another())
    (answer,) = answers(central)
    assert (answer["outcome"], answer["state"]) == ("confirmed", "new")
    assert answer["qr"].startswith("MO1")
    there = [key for _, kind, key, _, _ in heard(central, "store:043") if kind == "order"]
    assert there == [NUMBER]
    with central.read() as conn:
        assert orders.look_up(conn, NUMBER).order.name == an_order_for_another().name


def test_what_becomes_of_it_is_said_to_that_shop_too(central: Central, till: Chain) -> None:
    says(central, till, an_order_for_another())
    with central.write() as tx:
        orders.cancel(tx, NUMBER, WHO)
    assert [one["state"] for one in answers(central)] == ["new", "cancelled"]


def test_what_is_not_there_is_refused_and_a_person_hears_of_the_money(
    central: Central, till: Chain
) -> None:
    says(central, till, paid(an_order_for_another(quantity=11)))
    (answer,) = answers(central)
    assert (answer["outcome"], answer["detail"]) == ("no_stock", "A")
    assert kinds(central) == ["order_refused"]


def test_a_shop_that_nobody_knows_is_refused_too(central: Central, till: Chain) -> None:
    says(central, till, an_order_for_another(shop="099"))
    assert [one["outcome"] for one in answers(central)] == ["refused"]


def test_a_refusal_names_the_rule_and_nobody(central: Central, till: Chain) -> None:
    to = Buyer("12345678A", "Iker Sanz", "Avenida 9")
    says(central, till, replace(an_order_for_another(), buyer=to))
    (answer,) = answers(central)
    assert (answer["outcome"], answer["detail"]) == ("refused", "BadTaxId")
    assert "12345678A" not in str(waiting(central))


def test_refused_it_takes_nothing_of_what_was_stated_of_it_before(
    central: Central, till: Chain
) -> None:
    early = Event(1, THERE, 2, NOON, "1001", e.Accepted())
    with central.write() as tx:
        orders.keep_early(tx, [(NUMBER, early)])
    says(central, till, an_order_for_another(sku="NOT-HERE"))
    assert [one["outcome"] for one in answers(central)] == ["refused"]
    with central.read() as conn:
        kept = conn.execute(select(order_events.c.number)).scalars().all()
    assert kept == [NUMBER]


def test_what_was_given_back_where_it_was_paid_is_done(central: Central, till: Chain) -> None:
    line = {"number": 1, "sku": "A", "name": "A", "quantity": "2", "total": 7990}
    till.sold("T042C03AS26-000001", line)
    says(central, till, paid(an_order_for_another()))
    with central.write() as tx:
        kept = orders.one(tx, NUMBER)
        price = kept.f.order.lines[0].price
        short = e.Short(1, Decimal(1), e.Settled.MONEY)
        back = RefundOrdered(((1, Decimal(1), price, "short"),), (("T1", price),), NOON.date())
        orders.state_all(tx, kept, [short, back], WHO)
    body = {"order": NUMBER, "document": "R1", "goods": [["A", "-1"]], "settled": False}
    till.state("order_repaid", body)
    push_all(central, till.records)
    with central.read() as conn:
        (ordered,) = refunds.of_order(conn, NUMBER)
        assert ordered.state == refunds.ORDERED
    till.state("order_repaid", {**body, "settled": True})
    push_all(central, till.records)
    with central.read() as conn:
        assert [one.state for one in refunds.of_order(conn, NUMBER)] == [refunds.DONE]


def test_what_goes_to_a_home_comes_from_whichever_shop_has_it(
    central: Central, till: Chain
) -> None:
    home = an_order_for_another(shop="042", delivery=Delivery.HOME)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 0}, WHO)
    line = {"number": 1, "sku": "A", "name": "A", "quantity": "2", "total": 7990}
    till.sold("T042C03AS26-000001", line)
    says(central, till, paid(home), "Avenida 9")
    (answer,) = answers(central)
    assert (answer["outcome"], answer["order"]["shop"]) == ("confirmed", "043")


def test_whom_it_is_for_is_kept_sealed_and_is_in_no_stream(central: Central, till: Chain) -> None:
    says(central, till, paid(an_order_for_another(delivery=Delivery.HOME)), "Avenida 9")
    with central.read() as conn:
        contact = contacts.of(conn, orders.look_up(conn, NUMBER).order)
        raw = str(conn.exec_driver_sql("SELECT sealed FROM order_contacts").scalar())
    assert (contact.name, contact.address) == ("Iker Sanz", "Avenida 9")
    assert "Avenida" not in raw
    assert "Avenida" not in str(heard(central, "store:043")) + str(heard(central, "store:042"))


def test_without_its_key_the_order_stands_and_a_person_asks(central: Central, till: Chain) -> None:
    says(central, till, an_order_for_another(), key=bytes(32))
    assert [one["outcome"] for one in answers(central)] == ["confirmed"]
    assert kinds(central) == ["contact_unreadable"]


def moved(central: Central, shop: str) -> int:
    with central.read() as conn:
        rows = conn.execute(ledger.select().where(ledger.c.shop == shop)).all()
    return sum(row.delta for row in rows if row.sku == "A")


def test_sold_here_and_handed_over_there_it_leaves_the_other_shops_stock(
    central: Central, till: Chain
) -> None:
    line = {"number": 1, "sku": "A", "name": "A", "quantity": "2", "total": 7990}
    till.sold("T042C03AS26-000001", line)
    push(central, till.records[-1:])
    says(central, till, paid(an_order_for_another()))
    assert moved(central, "042") == 0, "it never was this shop's"


def test_given_up_it_is_cancelled_and_what_came_back_never_was_here(
    central: Central, till: Chain
) -> None:
    says(central, till, paid(an_order_for_another()))
    before = moved(central, "042")
    body = {"order": NUMBER, "document": "T1", "goods": [["A", "-2"]]}
    till.state("order_given_up", body)
    push(central, till.records[-1:])
    with central.read() as conn:
        assert orders.look_up(conn, NUMBER).state is OrderState.CANCELLED
        assert not refunds.of_order(conn, NUMBER), "the till gives it back with its ticket"
    assert moved(central, "042") == before - 2000
    assert not kinds(central)


def test_what_came_back_on_paper_before_the_order_was_heard_of_is_brought_to_it(
    central: Central, till: Chain
) -> None:
    other = Chain(enrol(central, 1902, till="01", shop="044")).opened()
    back = a_document("R1", a_line("A", "-2", -620), corrects="T1")
    other.state("document_issued", back | {"corrects": {"number": "T1", "proof": "paper"}})
    push_all(central, other.records)
    invoice = ChannelInvoice("T1", DocumentKind.F2, NOON.date(), "B12345674", None)
    says(central, till, replace(paid(an_order_for_another()), invoice=invoice))
    with central.read() as conn:
        assert orders.look_up(conn, NUMBER).state is OrderState.CANCELLED


def test_one_that_was_refused_is_given_up_without_a_word(central: Central, till: Chain) -> None:
    says(central, till, an_order_for_another(quantity=11))
    till.state("order_given_up", {"order": NUMBER, "document": ""})
    push(central, till.records[-1:])
    assert kinds(central) == ["order_refused"]


def test_heard_of_late_it_is_promised_for_an_hour_that_can_be_kept(
    central: Central, till: Chain
) -> None:
    then = NOON.replace(year=2025)
    late = an_order_for_another(placed_at=then, promised_at=then)
    says(central, till, late)
    with central.read() as conn:
        order = orders.look_up(conn, NUMBER).order
    assert order.promised_at > central.clock()


def test_stated_a_second_time_it_is_the_order_that_is_there(
    central: Central, till: Chain, clock: Clock
) -> None:
    early = NOON.replace(hour=8)
    home = an_order_for_another(delivery=Delivery.HOME, placed_at=early, promised_at=early)
    says(central, till, home, "Avenida 9")
    clock.forward(minutes=10)
    says(central, till, home, "Avenida 9")
    assert [one["outcome"] for one in answers(central)] == ["confirmed"]
    assert not kinds(central)


def test_another_order_under_a_number_that_is_there_is_refused(
    central: Central, till: Chain
) -> None:
    says(central, till, an_order_for_another())
    says(central, till, an_order_for_another(placed_at=NOON.replace(minute=1)))
    assert [one["outcome"] for one in answers(central)] == ["confirmed", "refused"]
    assert kinds(central) == ["order_refused"]
