"""Receiving, transfers and other shops in a real window."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from order_shop import as_device, tell
from PySide6.QtWidgets import QApplication

from app.domain.facts import FactType
from app.domain.line import Answer, LineStatus
from app.mirror.rows import Change
from app.services.stock import on_hand
from app.ui.screens.goods_view import distance
from app.ui.widgets.button import Button
from app.ui.widgets.dialogs import AuthoriseDialog
from app.ui.widgets.form import FormPanel
from ui.conftest import Counter
from ui.open_screen import press, said, screen

SHIRT, SKU = "9528225000472", "CAM-LIN-M"
MADE = "2026-11-21T09:00:00+01:00"


def lines(much: str) -> list[dict[str, str]]:
    return [{"sku": SKU, "quantity": much, "name": "Camisa lino azul"}]


def delivery(much: str = "3") -> Change:
    box = {"code": "CAJA-1", "content": [[SKU, "2"]]}
    made = {"number": "ALB-7", "kind": "delivery", "origin": "Tejidos SL", "destination": "042",
            "made_at": MADE, "lines": lines(much), "boxes": [box], "due": "2026-11-24"}  # fmt: skip
    return Change("consignment", "ALB-7", {"state": "in_transit", "consignment": made})


def transfer(origin: str = "042", destination: str = "043") -> Change:
    made = {"number": "T2-1", "kind": "transfer", "origin": origin, "destination": destination,
            "made_at": MADE, "lines": lines("2"), "asked_by": destination}  # fmt: skip
    return Change("consignment", "T2-1", {"state": "asked", "consignment": made})


@pytest.fixture
def stock(counter: Counter) -> Counter:
    as_device(counter.shop).sign_in("2001")
    tell(counter.shop, [
        Change("stock", SKU, {"on_hand": "5.000", "included": {}}),
        delivery(),
        Change("box", "CAJA-1", {"consignment": "ALB-7"}),
        transfer(),
    ])  # fmt: skip
    counter.window.open("stock")
    return counter


def fill_in(counter: Counter, **fields: str) -> None:
    panel = screen(counter).tab.host.panel
    assert isinstance(panel, FormPanel)
    for name, text in fields.items():
        panel.fields[name].setText(text)
    QApplication.processEvents()
    panel.findChildren(Button)[-1].click()
    QApplication.processEvents()


def has(counter: Counter) -> int:
    return on_hand(counter.shop.counter.till, [SKU]).get(SKU, 0) // 1000


def test_a_delivery_is_received_by_scanning_and_says_why_it_differs(stock: Counter) -> None:
    screen(stock).show_tab("receive")
    assert "bultos: 0 de 1" in said(stock) and "previsto el 24/11" in said(stock)
    press(stock, "ALB-7")
    stock.window.scanned("CAJA-1")
    assert "2 de 3" in said(stock)
    press(stock, "Ya está todo")
    fill_in(stock, why="no venía")
    assert has(stock) == 7
    (fact,) = stock.shop.facts(FactType.GOODS_RECEIVED)
    assert fact.body["reasons"] == [[SKU, "no venía"]]
    assert "ALB-7" not in said(stock)


def test_who_may_not_receive_is_allowed_once_for_a_delivery(
    stock: Counter, asked: list[AuthoriseDialog]
) -> None:
    stock.shop.sign_in("1001")
    screen(stock).show_tab("receive")
    press(stock, "ALB-7")
    for code in (SHIRT, SHIRT, SHIRT):
        stock.window.scanned(code)
    press(stock, "Ya está todo")
    assert has(stock) == 8 and len(asked) == 1
    press(stock, "Recibir sin anuncio")
    fill_in(stock, supplier="Tejidos SL")
    assert len(asked) == 2, "the next delivery is another matter"


def test_an_unknown_parcel_gets_a_shelf_and_waits(stock: Counter) -> None:
    screen(stock).show_tab("receive")
    stock.window.scanned("RARO-7")
    fill_in(stock, place="B2")
    assert "Por identificar, en B2" in said(stock)
    assert stock.shop.facts(FactType.STRAY_SHELVED)


def test_a_transfer_that_was_asked_for_is_scanned_out(stock: Counter) -> None:
    screen(stock).show_tab("transfer")
    assert "hay que enviarlo" in said(stock)
    press(stock, "T2-1")
    press(stock, "Prepararlo y enviarlo")
    stock.window.scanned(SHIRT)
    assert "1 de 2" in said(stock)
    press(stock, "Sale de la tienda")
    assert has(stock) == 4
    (fact,) = stock.shop.facts(FactType.GOODS_SENT)
    assert fact.body["goods"] == [[SKU, "1"]]


def test_a_product_shows_what_is_on_its_way_and_what_it_says_elsewhere(stock: Counter) -> None:
    stock.window.scanned(SHIRT)
    words = said(stock)
    assert "EN CAMINO HACIA AQUÍ" in words and "ALB-7" in words


def test_distances_read_as_people_say_them() -> None:
    assert [distance(metres) for metres in (800, 4500, 67_200)] == ["800 m", "4,5 km", "67 km"]


class Afar:
    """A worker whose central answers from a thread of its own, as a real one's does."""

    def __init__(self, hear: Callable[[LineStatus | Answer], object]) -> None:
        self.hear = hear

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def close(self) -> None: ...

    def tell(self, words: dict[str, Any]) -> None:
        there = {"shop": "043", "name": "Puerto", "on_hand": "3.000", "heard_at": MADE}
        answer = Answer(words["ask"], stock=(there,))
        Thread(target=self.hear, args=(answer,)).start()


def test_other_shops_stock_is_shown_when_central_answers_on_its_own_thread(stock: Counter) -> None:
    stock.posted.clear()
    line = stock.shop.counter.line
    line._make = Afar
    line.take_up()
    screen(stock).show_tab("product")
    stock.window.scanned(SHIRT)
    stock.settle()
    assert "Puerto" in said(stock)


def test_a_stray_is_sent_back_from_the_matters_whatever_is_printed_on_it(stock: Counter) -> None:
    unloading = stock.shop.counter.goods.unloading
    unloading.shelve("ALB/2026/17", "C1")
    (matter,) = [one for one in stock.face.attention.view() if "ALB/2026/17" in one.words]
    stock.face.attention.act("send-back", matter.key)
    assert not unloading.strays()
