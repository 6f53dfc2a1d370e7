"""Orders at central: promised from stock, said to the shop, brought on by what devices state."""

from __future__ import annotations

import base64
import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from facts import Chain, enrol, kinds, push_all
from sqlalchemy import select

from app import signatures
from app.domain import compact, order_code
from app.domain import order_event as e
from app.domain.errors import BadValue, StillFails, UnknownItem, UnknownOrder, UnknownShop
from app.domain.fulfilment import Conflict, OrderState
from app.domain.money import Money
from app.domain.order import Announced, Order, OrderLine
from app.domain.order_facts import fact_body, kind_of
from app.domain.order_money_event import RefundAnswered
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from sync.central import exceptions
from sync.central.chain import chain_of, make_chain
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.fact_tables import ledger
from sync.central.masters import allocation, orders, shops, stock
from sync.central.order_tables import reservations
from sync.central.telling import contacts

from .conftest import Clock
from .masters.chains import WHO, a_chain, heard
from .speaking import a_shop

HERE, THERE = 1001, 1002
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def an_order(number: str = "W-1042", quantity: int = 2, sku: str = "A", **values: object) -> Order:
    line = OrderLine(
        1, sku, "", f"Producto {sku}", Unit.EACH, TaxCategory.REDUCIDO, Decimal(quantity),
        Money(3995),
    )  # fmt: skip
    order = Order(number, 1, "042", NOON, NOON + timedelta(hours=3), (line,))
    return replace(order, **values)  # type: ignore[arg-type]


@pytest.fixture
def till(central: Central, clock: Clock) -> Chain:
    """Shop 042 has ten of A; its till has just been heard."""
    a_chain(central)
    make_chain(central, demo=False)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10_000}, WHO)
    chain = Chain(enrol(central, HERE)).opened()
    push_all(central, chain.records)
    return chain


def place(central: Central, order: Order) -> orders.Kept:
    with central.write() as tx:
        return orders.place(tx, order, WHO)


def promise(central: Central, sku: str = "A") -> int:
    with central.write() as tx:
        shop = shops.get(tx.connection, "042")
        assert shop
        return allocation.available(tx, shop, [sku])[sku].promise


def state_of(central: Central, number: str = "W-1042") -> OrderState:
    with central.read() as conn:
        return orders.look_up(conn, number).state


def happened(chain: Chain, tick: int, what: e.What, number: str = "W-1042") -> None:
    chain.state(kind_of(what), fact_body(number, tick, what))


PREPARED: list[e.What] = [
    e.Started(),
    e.Picked(1, Decimal(2)),
    e.Packed((((1, Decimal(2)),),)),
]


def test_an_order_is_promised_from_what_nobody_else_was_promised(
    central: Central, till: Chain
) -> None:
    place(central, an_order(quantity=7))
    assert promise(central) == 3000
    with pytest.raises(Refusal) as refused:
        place(central, an_order("W-2", quantity=4))
    assert (refused.value.kind, refused.value.detail) == ("no_stock", "A")
    place(central, an_order("W-3", quantity=3))
    assert promise(central) == 0


def test_asked_for_again_it_is_the_same_order_and_another_is_refused(
    central: Central, till: Chain
) -> None:
    first, again = place(central, an_order()), place(central, an_order())
    assert (first.said, again.said, promise(central)) == (1, 1, 8000)
    with pytest.raises(Refusal) as refused:
        place(central, an_order(quantity=3))
    assert refused.value.kind == "order_exists"


def test_its_shop_hears_of_it_with_everything_that_happened(central: Central, till: Chain) -> None:
    place(central, an_order())
    happened(till, 1, PREPARED[0])
    push_all(central, till.records)
    said = [row for row in heard(central, "store:042") if row[1] == "order"]
    assert [(key, version) for _, _, key, version, _ in said] == [("W-1042", 1), ("W-1042", 2)]
    value = said[-1][4]
    assert value["state"] == "picking"
    assert [one["kind"] for one in value["events"]] == ["order_started"]


def test_a_shop_that_is_silent_is_promised_a_quota(
    central: Central, till: Chain, clock: Clock
) -> None:
    clock.forward(minutes=16)
    assert promise(central) == 2000
    place(central, an_order(quantity=2))
    assert promise(central) == 0
    happened(till, 1, e.Accepted())
    push_all(central, till.records)
    assert promise(central) == 8000


def test_a_shop_keeps_some_back_and_takes_so_many_a_day(central: Central, till: Chain) -> None:
    policies = {"pickup_safety": 3, "pickup_capacity": 1}
    with central.write() as tx:
        shops.put(tx, a_shop("042", policies=policies), WHO)
    assert promise(central) == 7000
    place(central, an_order())
    with pytest.raises(Refusal) as refused:
        place(central, an_order("W-2"))
    assert refused.value.kind == "no_room"


def test_what_comes_closed_is_promised_from_no_shelf(central: Central, till: Chain) -> None:
    box = (Announced("BOX1", ((1, Decimal(2)),)),)
    place(central, an_order(quantity=2, announced=box))
    assert promise(central) == 10_000
    parcels = [row for row in heard(central, "store:042") if row[1] == "parcel"]
    assert [(row[2], row[4]) for row in parcels] == [("BOX1", {"order": "W-1042"})]


@pytest.mark.parametrize("wrong, refusal", [
    ({"shop": "099"}, UnknownShop),
    ({"lines": ()}, BadValue),
    ({"promised_at": NOON - timedelta(hours=1)}, BadValue),
    ({"sku": "Z"}, UnknownItem),
    ({"quantity": 0}, BadValue),
])  # fmt: skip
def test_an_order_that_cannot_be_is_refused(
    central: Central, till: Chain, wrong: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        place(central, an_order(**wrong))  # type: ignore[arg-type]
    assert promise(central) == 10_000


def test_the_qr_of_the_confirmation_is_signed_by_central(central: Central, till: Chain) -> None:
    order = place(central, an_order()).f.order
    with central.read() as conn:
        text, key = orders.qr(conn, order), base64.b64decode(chain_of(conn).public_key)
    split = compact.split(order_code.PREFIX, text)
    assert split and signatures.is_signed(key, *split)
    assert order_code.read(split[0]).number == "W-1042"


def given(central: Central, till: Chain) -> None:
    """An order of two of A, to whoever came for it."""
    place(central, an_order())
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    parcel = f"P{HERE}-{len(till.records)}-1"
    happened(till, 4, e.ScannedOut(parcel))
    happened(till, 5, e.HandedOver((parcel,), goods=(("A", Decimal(2)),)))


def test_handed_over_its_goods_leave_the_stock_once(central: Central, till: Chain) -> None:
    given(central, till)
    push_all(central, till.records)
    push_all(central, till.records)
    assert state_of(central) is OrderState.HANDED_OVER
    with central.read() as conn:
        assert stock.get(conn, "042", "A") == 8000
        assert conn.execute(select(reservations)).all() == []
        moved = [row.delta for row in conn.execute(select(ledger).where(ledger.c.why != "counted"))]
    assert moved == [-2000]
    assert promise(central) == 8000


def test_brought_back_its_goods_are_there_again_and_the_channel_hears_it(
    central: Central, till: Chain
) -> None:
    given(central, till)
    happened(till, 6, e.Returned(((1, Decimal(1), "size"),), (("A", Decimal(1)),)))
    push_all(central, till.records)
    push_all(central, till.records)
    assert state_of(central) is OrderState.HANDED_OVER
    with central.read() as conn:
        assert stock.get(conn, "042", "A") == 9000
        (said,) = [one for one in orders.heard_by(conn, "web", 0, 50) if one.kind == "returned"]
        assert json.loads(said.value_json)["lines"] == [[1, "1", "size"]]
    assert kinds(central) == []


def test_cancelled_before_anybody_began_it_is_done_at_once(central: Central, till: Chain) -> None:
    place(central, an_order())
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    assert state_of(central) is OrderState.CANCELLED and promise(central) == 10_000


def test_from_picking_on_a_cancellation_is_a_request(central: Central, till: Chain) -> None:
    place(central, an_order())
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    parcel = f"P{HERE}-{len(till.records)}-1"
    push_all(central, till.records)
    with central.write() as tx:
        kept = orders.cancel(tx, "W-1042", WHO)
        assert orders.cancel(tx, "W-1042", WHO).said == kept.said, "asked twice is asked once"
    assert kept.f.cancel_asked and kept.f.state is OrderState.PACKED
    assert promise(central) == 8000
    happened(till, 5, e.CancelAgreed())
    push_all(central, till.records)
    assert state_of(central) is OrderState.CANCELLING
    assert promise(central) == 8000, "they still lie in a bag"
    happened(till, 6, e.PutBack(parcel))
    push_all(central, till.records)
    assert state_of(central) is OrderState.CANCELLED and promise(central) == 10_000


def test_two_devices_that_both_handed_it_over_are_somebodys_matter(
    central: Central, till: Chain
) -> None:
    place(central, an_order())
    tablet = Chain(enrol(central, THERE, till="04")).opened()
    for chain in (till, tablet):
        for tick, what in enumerate(PREPARED, 1):
            happened(chain, tick, what)
        happened(chain, 4, e.HandedOver((f"P{chain.installation}-{len(chain.records)}-1",)))
        push_all(central, chain.records)
    with central.read() as conn:
        assert orders.look_up(conn, "W-1042").conflicts == {Conflict.HANDED_OVER_TWICE}
    assert kinds(central) == ["order_conflict"]


def test_two_contradictions_heard_at_once_are_both_somebodys_matter(
    central: Central, till: Chain
) -> None:
    place(central, an_order())
    with central.write() as tx:
        orders.cancel(tx, "W-1042", WHO)
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    parcel = f"P{HERE}-{len(till.records)}-1"
    for tick in (4, 5):
        happened(till, tick, e.HandedOver((parcel,)))
    happened(till, 6, e.PutBack(parcel))
    push_all(central, till.records)
    assert sorted(kinds(central)) == ["order_cancelled_and_handed_over", "order_conflict"]
    with central.read() as conn:
        told = {one.kind: one.facts["what"] for one in exceptions.open_ones(conn)}
    assert told["order_conflict"] == "handed_over_and_put_back, handed_over_twice"


def test_a_hand_over_of_an_order_that_came_later_is_settled_by_trying_again(
    central: Central, till: Chain
) -> None:
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    parcel = f"P{HERE}-{len(till.records)}-1"
    happened(till, 4, e.ScannedOut(parcel))
    happened(till, 5, e.HandedOver((parcel,), goods=(("A", Decimal(2)),)))
    push_all(central, till.records)

    def again() -> None:
        with central.read() as conn:
            found = [one.id for one in exceptions.open_ones(conn)]
        for one in found:
            with central.write() as tx:
                exceptions.settle(tx, one, "retry", WHO)

    with pytest.raises(StillFails):
        again()
    place(central, an_order())
    again()
    assert kinds(central) == []
    with central.read() as conn:
        assert stock.get(conn, "042", "A") == 8000, "its goods left once"


def test_the_same_order_for_another_address_is_another(central: Central, till: Chain) -> None:
    contact = contacts.Contact(email="iker@example.es")
    with central.write() as tx:
        orders.place(tx, an_order(), WHO, contact)
    with central.write() as tx:
        orders.place(tx, an_order(), WHO, contact)
    with central.write() as tx, pytest.raises(Refusal, match="order_exists"):
        orders.place(tx, an_order(), WHO, contacts.Contact(email="otra@example.es"))


def test_what_is_stated_of_an_order_that_nobody_has_is_kept(central: Central, till: Chain) -> None:
    happened(till, 1, e.Started(), "W-9")
    push_all(central, till.records)
    assert kinds(central) == ["unknown_order"]
    with central.read() as conn, pytest.raises(UnknownOrder):
        orders.look_up(conn, "W-9")


@pytest.mark.parametrize("what", [
    e.Cancelled(), e.CancelAsked(), e.Told("ready", "mail"), e.Unsourced(1, Decimal(2)),
    e.Resourced(1, Decimal(2), "W-2"), RefundAnswered(HERE, 1, "psp-1", True),
])  # fmt: skip
def test_what_is_centrals_to_say_no_device_says(
    central: Central, till: Chain, what: e.What
) -> None:
    place(central, an_order())
    happened(till, 1, what)
    push_all(central, till.records)
    with central.read() as conn:
        assert not orders.look_up(conn, "W-1042").events
    assert kinds(central) == ["failed"]


def test_what_was_stated_before_central_had_the_order_is_brought_to_it(
    central: Central, till: Chain
) -> None:
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    parcel = f"P{HERE}-{len(till.records)}-1"
    push_all(central, till.records)
    happened(till, 4, e.ScannedOut(parcel))
    happened(till, 5, e.HandedOver((parcel,), goods=(("A", Decimal(2)),)))
    push_all(central, till.records)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 0}, WHO)
    kept = place(central, an_order())
    assert kept.f.state is state_of(central) is OrderState.HANDED_OVER
    said = [row[4] for row in heard(central, "store:042") if row[1] == "order"]
    assert [one["state"] for one in said] == ["new", "handed_over"]
    with central.read() as conn:
        assert conn.execute(select(reservations)).all() == []
    assert set(kinds(central)) == {"unknown_order"}, "a person hears of it all the same"
    happened(till, 6, e.MatterSettled("refused"))
    push_all(central, till.records)
    assert len(place(central, an_order()).f.events) == 6


def test_in_whatever_batches_it_comes_the_order_is_the_same(central: Central, till: Chain) -> None:
    place(central, an_order())
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    dice = random.Random(7)
    left = list(till.records)
    while left:
        some = dice.randint(1, 3)
        push_all(central, left[:some])
        left = left[some:]
    assert state_of(central) is OrderState.PACKED


def test_a_channel_hears_of_its_orders_in_order(central: Central, till: Chain) -> None:
    place(central, an_order())
    for tick, what in enumerate(PREPARED, 1):
        happened(till, tick, what)
    push_all(central, till.records)
    with central.read() as conn:
        said = [row.kind for row in orders.heard_by(conn, "web", 0, 10)]
    assert said[0] == "placed" and said[-1] == "packed"
