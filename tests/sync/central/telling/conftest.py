"""A web shop, orders that it placed, and a central that writes to whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from facts import Chain, enrol, push_all

from app.domain import order_event as e
from app.domain.money import Money
from app.domain.order import Delivery, Order, OrderLine, Payment, PaymentState
from app.domain.order_facts import fact_body, kind_of
from app.domain.product import Unit
from app.domain.tax import TaxCategory
from sync.central.database import Central
from sync.central.masters import orders, stock
from sync.central.telling import senders
from sync.central.telling.contacts import Contact
from sync.central.telling.posting import Poster
from sync.central.telling.postman import Postman
from sync.central.telling.senders import Mail

from ..masters.chains import WHO, a_chain
from .post_office import PostOffice, post_office
from .sending import Sending
from .web import WebShop, web_shop

HERE = 1001
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
PREPARED: list[e.What] = [
    e.Started(),
    e.Picked(1, Decimal(2)),
    e.Packed((((1, Decimal(2)),),)),
]


def an_order(number: str = "W-1042", quantity: int = 2, **values: Any) -> Order:
    line = OrderLine(
        1, "A", "", "Producto A", Unit.EACH, TaxCategory.REDUCIDO, Decimal(quantity), Money(3995)
    )
    order = Order(number, 1, "042", NOON, NOON + timedelta(hours=3), (line,), name="Iker S.")
    return replace(order, **values)


def a_home_order(number: str = "W-1042") -> Order:
    """As a channel places it: paid before it leaves."""
    order = an_order(number, delivery=Delivery.HOME)
    return replace(order, payments=(Payment("psp-1", order.amount, PaymentState.CAPTURED),))


class Till:
    """A till, of shop 042 unless said, that states what happens, and pushes it."""

    def __init__(
        self, central: Central, number: int = HERE, till: str = "03", shop: str = "042"
    ) -> None:
        self.central = central
        self.chain = Chain(enrol(central, number, shop=shop, till=till)).opened()
        push_all(central, self.chain.records)
        self.tick = 0

    def states(self, *whats: e.What, number: str = "W-1042") -> Till:
        for what in whats:
            self.tick += 1
            at = self.central.clock().isoformat(timespec="milliseconds")
            self.chain.state(kind_of(what), fact_body(number, self.tick, what), at=at)
        push_all(self.central, self.chain.records)
        return self

    def prepares(self, number: str = "W-1042") -> str:
        """Picked, packed and on a shelf; its parcel."""
        self.states(*PREPARED, number=number)
        parcel = f"P{self.chain.installation}-{len(self.chain.records)}-1"
        self.states(e.Shelved(parcel, "A3"), number=number)
        return parcel


@pytest.fixture
def web() -> Iterator[WebShop]:
    with web_shop() as shop:
        yield shop


@pytest.fixture
def till(central: Central) -> Till:
    """Shop 042 has ten of A, 043 none; the till of 042 has just been heard."""
    a_chain(central)
    with central.write() as tx:
        stock.count(tx, "042", {"A": 10_000}, WHO)
    return Till(central)


def place(central: Central, order: Order, contact: Contact | None = None) -> orders.Kept:
    with central.write() as tx:
        return orders.place(tx, order, WHO, contact or Contact())


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as one:
        yield one


@pytest.fixture
def sending(central: Central, till: Till, office: PostOffice) -> Iterator[Sending]:
    mail = Mail(host="127.0.0.1", port=office.port, security="none", sender="tienda@example.es")
    with central.write() as tx:
        senders.put(tx, mail, WHO)
    poster = Poster("test", patience=2)
    yield Sending(central, office, Postman(central, poster))
    poster.close()
