"""An order made at a till for another shop, over the real line: pending, then what central says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from demo_chains import Chain
from msgspec import structs
from shop import Shop

from app.commands.central_folder import opened
from app.domain.fulfilment import OrderState
from app.domain.order import Delivery
from app.domain.placing import Outcome, Placed
from app.domain.sale import Ordering
from sync.central.masters import orders, shops, stock
from sync.central.telling import contacts

FOR = Ordering("043", "Torrero", "Iker Sanz", "600 123 678")


@pytest.fixture
def two_shops(chain: Chain) -> Chain:
    """Shop 043 has three coffees."""
    with opened(str(chain.folder / "central"), None) as central, central.write() as tx:
        there = shops.get(tx.connection, "042")
        assert there
        shops.put(tx, structs.replace(there, code="043", name="Torrero"), "office")
        stock.count(tx, "043", {"CAF-001": 2_000}, "office")
    chain.in_step(3)  # tills order from the shops that they have heard of
    return chain


def ordered(shop: Shop, much: str = "2", of: Ordering = FOR) -> Placed:
    shop.sign_in("9001").open_shift("100").add("CAF-001", much)
    shop.counter.placing.begin(of)
    shop.pay_cash("50")
    return shop.counter.placing.everything()[0]


def test_with_the_line_down_it_is_pending_and_confirmed_once_central_has_it(
    two_shops: Chain,
) -> None:
    with two_shops.till(3) as shop:
        placed = ordered(shop)
        assert (placed.outcome, placed.qr) == (Outcome.PENDING, "")
    two_shops.in_step(3)
    two_shops.in_step(3)
    with two_shops.till(3) as shop:
        placed = shop.counter.placing.of(placed.number)
        assert (placed.outcome, placed.shop_name) == (Outcome.CONFIRMED, "Torrero")
        assert placed.qr and placed.order.state is OrderState.NEW
        assert not shop.counter.placing.settle_keys(), "the start has destroyed it"
        assert shop.adds_up()
    with opened(str(two_shops.folder / "central"), None) as central, central.read() as connection:
        contact = contacts.of(connection, orders.look_up(connection, placed.number).order)
    assert contact.name == "Iker Sanz"
    assert two_shops.central("exceptions") == {"exceptions": []}


def test_what_nobody_has_is_refused_its_money_returned_and_everybody_agrees(
    two_shops: Chain,
) -> None:
    with two_shops.till(3) as shop:
        number = ordered(shop, "5").number
    two_shops.in_step(3)
    two_shops.in_step(3)
    with two_shops.till(3) as shop:
        shop.sign_in("9001")
        (owed,) = shop.counter.placing.owed()
        assert (owed.number, owed.outcome) == (number, Outcome.NO_STOCK)
        back = shop.refund(owed.document, [(1, "5")])
        assert back and back.total == -owed.order.order.amount
        assert not shop.counter.placing.owed() and shop.adds_up()
    two_shops.in_step(3)
    with opened(str(two_shops.folder / "central"), None) as central, central.read() as connection:
        moved = connection.exec_driver_sql(
            "SELECT sum(delta) FROM ledger WHERE sku = 'CAF-001' AND installation >= 1001"
        ).scalar()
    assert moved == 0, "nothing left this shop and nothing came back to it"


def test_a_home_delivery_is_sent_by_a_shop_that_has_it(two_shops: Chain) -> None:
    home = Ordering(
        "042", "", "Iker Sanz", "600 123 678", address="Avenida 9", delivery=Delivery.HOME
    )
    with opened(str(two_shops.folder / "central"), None) as central, central.write() as tx:
        stock.count(tx, "042", {"CAF-001": 0}, "office")
    with two_shops.till(3) as shop:
        number = ordered(shop, "1", home).number
    two_shops.in_step(3)
    two_shops.in_step(3)
    with two_shops.till(3) as shop:
        placed = shop.counter.placing.of(number)
        there = placed.order.order.shop
        assert (placed.outcome, there) == (Outcome.CONFIRMED, "043"), placed.detail
        assert placed.order.order.line(1).quantity == Decimal(1)  # type: ignore[union-attr]
