"""Several orders in one walk, in the window of a tablet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from builders import NOON
from order_shop import a_paid_order, as_tablet, order_row, tell
from PySide6.QtWidgets import QApplication

from app.domain.errors import NotInWave
from app.domain.order import OrderLine
from app.domain.product import Product, Unit
from app.ui.widgets.pad import PadPanel
from app.ui.widgets.text import Text
from ui.conftest import Counter
from ui.open_screen import press

SHIRT = "9528225000472"


@pytest.fixture
def tablet(counter: Counter) -> Counter:
    as_tablet(counter.shop)
    one = a_paid_order(counter.shop)
    orders = [
        replace(one, number=number, promised_at=NOON + timedelta(minutes=minutes))
        for number, minutes in (("W-1", 90), ("W-2", 20))
    ]
    tell(counter.shop, [order_row(order) for order in orders])
    counter.window.resize(800, 1280)
    counter.window.open("wave")
    return counter


def said(counter: Counter) -> str:
    QApplication.processEvents()
    screen = counter.window.screen_open
    assert screen is not None
    return "\n".join(one.text() for one in screen.findChildren(Text) if one.isVisible())


def begin(counter: Counter) -> Any:
    for number in ("W-1", "W-2"):
        counter.face.waving.choose(number)
    counter.face.waving.start()
    return counter.window.screen_open


def test_chosen_orders_are_begun_together_and_the_next_thing_is_big(tablet: Counter) -> None:
    assert "Elige pedidos" in said(tablet)
    begin(tablet)
    words = said(tablet)
    assert "W-2: 1   W-1: 1" in words, "the first promised first"


def test_a_scan_says_whose_it_is(tablet: Counter) -> None:
    begin(tablet)
    tablet.window.scanned(SHIRT)
    assert "W-2: 1 de 2" in said(tablet)


def test_a_product_that_none_wants_is_refused_by_name(tablet: Counter) -> None:
    begin(tablet)
    with pytest.raises(NotInWave):
        tablet.window.scanned("BOL-PAP")


def test_the_list_of_the_walk_is_printed(tablet: Counter) -> None:
    begin(tablet)
    tablet.face.waving.print_list()
    assert not tablet.shop.counter.printing.unfinished()


def test_what_is_not_there_stays_in_sight_with_how_many_and_for_whom(tablet: Counter) -> None:
    begin(tablet)
    waves = tablet.shop.counter.waves
    tablet.window.scanned(SHIRT)
    waves.short("CAM-LIN-M", Decimal(1))
    (shirt,) = tablet.face.waving.view().after
    assert (shirt.figure, shirt.aside) == ("2", "cogido 1 de 4 · sin encontrar: 1")
    waves.short("CAM-LIN-M", Decimal(2))
    (shirt,) = tablet.face.waving.view().after
    assert (shirt.figure, shirt.detail) == ("no está", "W-2: 1 · W-1: 2")


def weighed(tablet: Counter) -> Product:
    """Half a kilogram of tomatoes for each of the two."""
    found = tablet.shop.counter.lookup.search("tomate", 9)
    product = next(one for one in found if one.unit is Unit.KG)
    line = OrderLine(1, product.sku, product.codes[0] if product.codes else "", product.name,
                     product.unit, product.tax, Decimal("0.5"), product.price)  # fmt: skip
    one = a_paid_order(tablet.shop)
    for number in ("W-1", "W-2"):
        order = replace(one, number=number, version=2, lines=(line,), promised_at=NOON)
        tell(tablet.shop, [order_row(order)])
    begin(tablet)
    return product


def enter(tablet: Counter, text: str) -> None:
    screen: Any = tablet.window.screen_open
    assert isinstance(screen.host.panel, PadPanel)
    screen.host.panel.field.setText(text)
    screen.host.panel.accept()


def test_what_is_weighed_asks_for_its_weight_for_each_order(tablet: Counter) -> None:
    product = weighed(tablet)
    tablet.window.scanned(product.codes[0] if product.codes else product.sku)
    assert "W-1: El cliente pidió 0,500" in said(tablet)
    enter(tablet, "0,436")
    press(tablet, "Pesar")
    enter(tablet, "0,512")
    picked = [tablet.shop.counter.orders.of(one).line(1).picked for one in ("W-1", "W-2")]
    assert picked == [Decimal("0.436"), Decimal("0.512")]


def test_grams_typed_as_kilograms_are_asked_about_here_too(
    tablet: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    product, asked = weighed(tablet), []

    def answer(_title: str, words: str, _yes: str) -> bool:
        asked.append(words)
        return True

    monkeypatch.setattr(tablet.face.waving, "_confirm", answer)
    tablet.window.scanned(product.codes[0] if product.codes else product.sku)
    enter(tablet, "480")
    assert len(asked) == 1 and product.name in asked[0]
    assert tablet.shop.counter.orders.of("W-1").line(1).picked == Decimal(480)
