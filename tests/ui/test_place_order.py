"""Making an order for another shop in the window: who has it, for whom, paid now or later."""

from __future__ import annotations

import pytest
from lacking import lacks
from order_shop import as_device, tell
from other_shops import of_a_chain
from waiting import until

from app.domain.errors import UnknownShop
from app.domain.order import Delivery
from app.domain.placing import Outcome
from app.mirror.rows import Change
from app.ui import format as written
from app.ui.widgets.form import FormPanel
from ui.conftest import Counter
from ui.open_screen import screen


@pytest.fixture
def window(counter: Counter) -> Counter:
    as_device(counter.shop)
    of_a_chain(counter.shop)
    tell(counter.shop, [Change("branch", "043", {"name": "Torrero", "address": ""})], "config")
    counter.shop.sign_in("9001").add("CAF-001", "2")
    counter.window.open("place-order")
    return counter


def fill_in(counter: Counter, shop: str, **values: str) -> None:
    screen(counter)._ask(shop)
    panel = screen(counter).host.panel
    assert isinstance(panel, FormPanel)
    for name, value in values.items():
        if name in panel.fields:
            panel.fields[name].setText(value)
        else:
            panel.choices[name]._choose(value)
    panel.accept()


def test_to_pay_later_it_is_placed_at_once_and_pending(window: Counter) -> None:
    fill_in(window, "043", name="Iker Sanz", phone="600 123 678", pay="later")
    (placed,) = window.shop.counter.placing.everything()
    assert (placed.outcome, placed.order.order.shop) == (Outcome.PENDING, "043")
    assert "pendiente de confirmar" in screen(window).placed.buttons[0].accessibleName()
    assert window.shop.counter.register.sale is None


def test_paid_now_the_payment_places_it(window: Counter) -> None:
    fill_in(window, "043", name="Iker Sanz", phone="600 123 678")
    assert screen(window).name == "pay"
    window.shop.pay_cash("20")
    (placed,) = window.shop.counter.placing.everything()
    assert placed.document == window.shop.document.number


def test_a_home_delivery_has_its_address_and_is_paid_now(window: Counter) -> None:
    fill_in(window, "home", name="Iker Sanz", phone="600 123 678", address="Avenida 9")
    sale = window.shop.counter.register.sale
    assert sale is not None and sale.ordering is not None
    assert (sale.ordering.delivery, sale.ordering.address) == (Delivery.HOME, "Avenida 9")


def test_for_a_shop_that_the_chain_does_not_have_the_screen_asks_no_money(
    window: Counter,
) -> None:
    with pytest.raises(UnknownShop):
        window.face.ordering.order("999", {"name": "Iker Sanz", "phone": "600 123 678"})
    assert screen(window).name == "place-order"
    assert not window.shop.counter.placing.everything()


def test_what_came_to_nothing_leads_to_its_money(window: Counter) -> None:
    fill_in(window, "043", name="Iker Sanz", phone="600 123 678")
    window.shop.pay_cash("20")
    (placed,) = window.shop.counter.placing.everything()
    tell(window.shop, [Change("placed", placed.number, {"outcome": "no_stock", "detail": "Café"})])
    window.window.open("attention")
    (matter,) = [one for one in window.face.attention.view() if one.key.startswith("placed:")]
    assert placed.number in matter.words
    window.face.attention.act("give-back", matter.key)
    assert screen(window).name == "return"
    window.face.ordering.shown(placed.number)
    assert screen(window).name == "return"


def test_what_central_says_goes_before_what_was_known_of_a_neighbour(counter: Counter) -> None:
    as_device(counter.shop)
    central = of_a_chain(counter.shop)
    central.says = lambda sku: {"stock": []}
    tell(counter.shop, [Change("branch", "043", {"name": "Torrero", "address": ""})], "config")
    tell(counter.shop, [Change("has", "CAF-001|043", {"n": "5.000"})], "stock:043")
    counter.shop.sign_in("9001").add("CAF-001", "2")
    counter.window.open("place-order")
    assert "Lo tiene todo" in counter.face.ordering.view().shops[0].detail
    until(lambda: bool(counter.posted))
    counter.posted.pop()()
    assert "No consta" in counter.face.ordering.view().shops[0].detail


def test_what_the_other_shop_cannot_bring_is_to_be_given_back_at_once(window: Counter) -> None:
    fill_in(window, "043", name="Iker Sanz", phone="600 123 678")
    window.shop.pay_cash("20")
    (placed,) = window.shop.counter.placing.everything()
    lacks(window.shop, placed.number)
    window.window.open("attention")
    (matter,) = [one for one in screen(window)._view() if one.key.startswith("placed:")]
    price = written.money(placed.order.order.lines[0].price)
    assert matter.words == (
        f"Del pedido {placed.number} falta algo que nadie trae: devolver al cliente {price}"
    )
    name = placed.order.order.lines[0].name
    assert matter.detail == f"Iker S. · 1 × {name} · {placed.document}, pagado con efectivo"
    assert matter.actions == (("give-back", "Devolver el dinero"),)
